/** Leave this page for the same one in another language. */

// What somebody is typing in a dialog would be lost with the page.
const ASKING = 'dialog[open]:not(.lock)';

/**
 * Leave, once what was typed is on the disk and the other page can be had.
 * @param {string} lang
 * @param {(path: string) => void} hand called when nothing can hinder it any more, with where it goes
 * @returns {Promise<boolean>} whether the page is on its way
 */
export async function leave(lang, hand) {
  const link = document.querySelector(`.tongues [hreflang="${CSS.escape(lang)}"]`);
  if (!link) return false;
  if (document.querySelector(ASKING)) return later(lang);
  const there = navigator.onLine || (await caches.match(link.pathname));
  if (!there || (await document.querySelector('entry-form')?.keep()) === false) return false;
  hand(link.pathname);
  location.replace(link.pathname + location.hash);
  return true;
}

// The dialog ends first: the next page that is opened from here is in that language.
function later(lang) {
  const old = `/${document.documentElement.lang}/`;
  document.addEventListener('click', ({ target }) => {
    const link = target.closest('a[href]:not([hreflang])');
    if (link?.pathname.startsWith(old)) link.pathname = link.pathname.replace(old, `/${lang}/`);
  }, { capture: true });
  return false;
}
