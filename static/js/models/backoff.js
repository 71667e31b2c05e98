/** How long to wait before asking a network that did not answer again. Milliseconds. */

const FIRST = 1000;
export const CAP = 60_000;

/**
 * @param {number} tries failures in a row, from 1
 * @param {number} chance between 0 and 1: spreads tablets that failed together
 * @param {number} [asked] what the server's Retry-After asked for, ms
 * @returns {number} ms, at most 60 s
 */
export function delay(tries, chance, asked = 0) {
  const base = Math.min(CAP, FIRST * 2 ** Math.min(tries - 1, 16));
  return Math.min(CAP, Math.max(asked, Math.round(base / 2 + (base / 2) * chance)));
}
