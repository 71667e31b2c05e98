/**
 * The first script of a page, and the only one that its text names: it brings the others. On a line
 * that is not kept on the tablet yet, the page's first picture goes before them.
 */
{
  const { house, begin, run, parts, typed } = document.currentScript.dataset;
  /** Nobody looks, or the browser tells of no picture: then the scripts do not wait for one, ms. */
  const PATIENCE = 1000;

  // A scanner types before the page is ready for it: every key is kept from the first byte on.
  const listen = () => {
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
  };

  const fetched = (href) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
  };

  const parsed = () => document.readyState === 'loading'
    && new Promise((go) => { document.addEventListener('DOMContentLoaded', go); });

  const painted = () => new Promise((go) => {
    setTimeout(go, document.hidden ? 0 : PATIENCE);
    new PerformanceObserver(go).observe({ type: 'paint', buffered: true });
  });

  // Enter may send a form before anybody listens: it is sent once somebody does.
  const hold = (event) => {
    event.preventDefault();
    held = [event.target, event.submitter];
  };
  let held = null;
  document.addEventListener('submit', hold, { capture: true });

  const open = () => {
    delete document.documentElement.dataset.waits;
    document.removeEventListener('submit', hold, { capture: true });
    if (held?.[0].isConnected) held[0].requestSubmit(held[1]);
  };

  // The pages' elements find their children only when all of them are there.
  const go = async () => {
    const known = import(house);
    [begin, run, ...parts.split(' ')].filter(Boolean).forEach(fetched);
    await known;
    void import(begin);
    await parsed();
    await import(run);
  };

  if (typed !== undefined) listen();
  // The worker has all of them at hand: there a picture without rows would only hold up the rows.
  const begun = navigator.serviceWorker?.controller ? go() : painted().then(go);
  void begun.finally(() => setTimeout(open));
}
