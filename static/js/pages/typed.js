/** A scanner types before the page is ready for it: every key is kept from the first byte on. */
{
  const keys = [];
  const keep = (event) => {
    keys.push([event, event.target.value]);
    // Nobody is there yet who would keep the browser from sending the form away, and the page with it.
    if (event.key === 'Enter' && event.target.form) event.preventDefault();
  };
  document.addEventListener('keydown', keep, { capture: true });
  // Whoever listens from now on takes them, once.
  window.typed = () => {
    document.removeEventListener('keydown', keep, { capture: true });
    return keys.splice(0);
  };
}
