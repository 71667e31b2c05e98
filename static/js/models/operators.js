/**
 * A PIN on the tablet says who, no more. The policy that slows guessing; times in ms.
 * Same figures as desk/pins.py.
 */

const FREE = 5;
const LOCK = 10;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 15 * 60_000;
const LIFE = 14 * 86_400_000;

/** @returns {"open"|"wait"|"locked"|"expired"} whether a PIN may be tried against the row now */
export function gate(row, now) {
  if (row.tries >= LOCK) return "locked";
  if (now >= row.expires) return "expired";
  return now < row.until ? "wait" : "open";
}

/** Count a try, before it is checked: a reload in between wins nothing. */
export function counted(row, now) {
  const tries = row.tries + 1;
  const wait = tries < FREE ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - FREE));
  return { ...row, tries, until: wait ? now + wait : 0 };
}

/** The right PIN: all tries are given back. */
export const passed = (row) => ({ ...row, tries: 0, until: 0 });

/** @returns {object} the row after the server has accepted the PIN on this device */
export function known({ op, name, roles, lang, expires }, salt, verifier, now) {
  return { id: op, name, roles, lang, salt, verifier, tries: 0, until: 0,
    expires: Math.min(expires ?? now + LIFE, now + LIFE) };
}

/** @returns {number} tries before the next wait, or before the lock */
export const triesLeft = ({ tries }) => Math.max(0, FREE - tries) || (tries < LOCK ? 1 : 0);
