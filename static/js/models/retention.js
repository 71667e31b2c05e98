/** How long an entry that the server has stays whole on the tablet, to be sent again after a restore. */

import { olderThan } from "./time.js";

const OVER = new Set(["applied", "refused"]);
const DAY = 86_400_000;
/** Days after which a record that never ended counts as ended. */
const NEVER_ENDED = 365;

/**
 * @param {object} row an outbox row
 * @param {{epoch: string, seq: number, safe: number}} reached the pull, and what a verified backup holds
 * @param {number} now ms
 * @returns {boolean} whether the row may go
 */
export function releasable(row, reached, now) {
  if (!OVER.has(row.status) || row.epoch !== reached.epoch || !(reached.seq >= (row.seq ?? 0))) return false;
  const age = now - row.settled;
  return (olderThan(age, 1) && reached.safe >= (row.seq ?? 0)) || olderThan(age, 7);
}

/**
 * @returns {object} the same row as it waits again after the server came back from a backup; `was` says
 *   where the base of before contains it, which it does not when it was held
 */
export function requeued(row) {
  const was = row.seq && row.status !== "held" ? { seq: row.seq, epoch: row.epoch } : row.was;
  return { ...row, status: "queued", seq: null, was, flags: [], reason: null, code: null };
}

/**
 * Name the personal values of a record whose time is over; the same rule as desk/purge.py.
 * @param {object} record as it came from the server
 * @param {Record<string, number>} days of its register's fields, and `*` for all others
 * @param {number} now ms
 */
export function expired(record, days, now) {
  const ended = record.end ?? record.at + NEVER_ENDED * DAY;
  return Object.keys(record.p ?? {}).filter((field) => ended <= now - (days[field] ?? days["*"]) * DAY);
}

/** @returns {boolean} whether a person has to look at the row */
export const needsAttention = (row) =>
  row.status === "rejected" || row.status === "held" || (row.flags ?? []).length > 0;
