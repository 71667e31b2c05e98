/** The page's language. The same page in another one takes over its state before anything asks for it. */

const KEY = 'vestibule-handed';
/** A language chosen at the lock is for who signs in next, not for who comes an hour later; ms. */
const HOLDS = 120_000;

const { path, ...handed } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
sessionStorage.removeItem(KEY);
let choice = null;
if (path === location.pathname) {
  history.replaceState(handed.state, '');
  choice = handed.choice;
}

// Where that page cannot be had, this one does.
async function turn(lang, along) {
  if (lang === document.documentElement.lang) return false;
  const hand = (to) => sessionStorage.setItem(KEY, JSON.stringify({ path: to, ...along() }));
  return import('./tongue.js').then(({ leave }) => leave(lang, hand)).catch(() => false);
}

/** Show the page in a language that somebody asks for; before a sign-in it stands for that sitting. */
export function choose(lang, operator) {
  choice = { lang, until: Date.now() + HOLDS };
  return turn(lang, () => ({ state: history.state, choice: operator ? null : choice }));
}

/**
 * Show the page to who has just signed in: in the language chosen at the lock, else in the own.
 * @param {{lang: string}} operator
 * @param {string} [focus] the field to go on in, by its id
 * @returns {Promise<boolean>} whether that page is on its way
 */
export function speak({ lang }, focus) {
  const wanted = choice?.until > Date.now() ? choice.lang : lang;
  choice = null;
  return turn(wanted, () => ({ state: { ...history.state, focus } }));
}
