/** Whose clock to believe, and how far. All times are integer milliseconds UTC. */

const DAY = 86_400_000;
/** An offset older than this says nothing about today's clock. Seconds. */
export const OFFSET_LIFE = 7 * 86_400;

/** @returns {number} when it happened, by the server's clock as this device last knew it */
export function adjusted({ at, off = 0, offage = OFFSET_LIFE }) {
  return offage < OFFSET_LIFE ? at + off : at;
}

/** @returns {number} the same, from the text of an entry's body */
export function adjustedOf(body) {
  return adjusted({ at: Date.parse(body.at), off: body.off, offage: body.offage });
}

/**
 * Measure the server's offset from one answer: the middle of the wait is when it looked at its clock.
 * @returns {{off: number, at: number}}
 */
export function offset(sent, received, serverTime) {
  return { off: Math.round(serverTime - (sent + received) / 2), at: received };
}

/** @returns {{off: number, offage: number}} what an entry says about the clock; offage in seconds */
export function offsetNow(measured, now) {
  const age = measured ? Math.floor((now - measured.at) / 1000) : OFFSET_LIFE;
  const usable = age >= 0 && age < OFFSET_LIFE;
  return { off: measured?.off ?? 0, offage: usable ? age : OFFSET_LIFE };
}

/** The hour for deciding whether something has run out: setting the clock back revives nothing. */
export function trusted(now, measured, newestServer = 0, shellBuilt = 0) {
  const { off, offage } = offsetNow(measured, now);
  return Math.max(adjusted({ at: now, off, offage }), newestServer, shellBuilt);
}

/** @returns {boolean} whether an age in ms is past `days` days */
export const olderThan = (age, days) => age >= days * DAY;
