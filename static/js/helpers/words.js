/** Words live in the page that Jinja rendered: as `data-word-…` on an element or above it. */

/** Find a word by its name, and put values where it says {name}. */
export function word(element, name, values = {}) {
  const found = element.closest(`[data-word-${name}]`)?.getAttribute(`data-word-${name}`) ?? '';
  return found.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');
}

/** Let a reader hear what happened, without moving the focus. */
export function say(text) {
  const place = document.getElementById('said');
  if (place) place.textContent = text;
}
