/** How long an entry that the server has stays whole on the tablet, to be sent again after a restore. */

import { olderThan } from "./time.js";

const OVER = new Set(["applied", "refused"]);

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

/** @returns {object} the same row as it waits again after the server came back from a backup */
export function requeued(row) {
  const was = row.seq ? { seq: row.seq, epoch: row.epoch } : row.was;
  return { ...row, status: "queued", seq: null, was, flags: [], reason: null, code: null };
}

/** @returns {boolean} whether a person has to look at the row */
export const needsAttention = (row) =>
  row.status === "rejected" || row.status === "held" || (row.flags ?? []).length > 0;
