/**
 * What to send next, and what an answer means. Pure: rows and answers in, changes out.
 * Only a JSON result for an id whose receipt echoes the digest of its body settles a row.
 */

import { utf8 } from "./bytes.js";

export const MOST = 100;
export const MOST_BYTES = 256 * 1024;
const SETTLED = { applied: "applied", duplicate: "applied", held: "held", rejected: "rejected", refused: "refused" };

/**
 * @returns {{limit: number, aside: Set<string>, due: string[]}} how far batches had to shrink, what was
 *   isolated because it fails alone, and which of that this run has yet to try again
 */
export const fresh = () => ({ limit: MOST, aside: new Set(), due: [] });

/** @returns {number} bytes of an entry on the wire */
export const size = (entry) => utf8(JSON.stringify(entry)).length;

/**
 * Choose the next batch, in n order. An online action goes alone, with nothing unsent before it;
 * an isolated entry goes alone, after all others, once a run.
 * @param {object[]} rows unsent outbox rows
 * @param {{limit: number, aside: Set<string>, due: string[]}} state
 */
export function batch(rows, state) {
  const ordered = [...rows].sort((a, b) => a.n - b.n);
  const sound = ordered.filter((row) => !state.aside.has(row.id));
  if (!sound.length) return ordered.filter((row) => state.due.includes(row.id)).slice(0, 1);
  if (sound[0].online) return [sound[0]];
  return fit(sound, state.limit);
}

function fit(rows, limit) {
  const chosen = [];
  let bytes = 0;
  for (const row of rows.slice(0, limit)) {
    bytes += size(row.entry);
    if (row.online || (chosen.length && bytes > MOST_BYTES)) break;
    chosen.push(row);
  }
  return chosen;
}

/** A batch failed as a whole: halve; one that fails alone is set aside so that the others go on. */
export function shrink(state, rows) {
  if (rows.length > 1) return { ...state, limit: Math.ceil(rows.length / 2) };
  return { ...state, aside: new Set([...state.aside, ...rows.map((row) => row.id)]) };
}

/** A batch came through: let the next one be larger again. */
export const grow = (state) => ({ ...state, limit: Math.min(MOST, state.limit * 2) });

function change(row, result, answer, now) {
  const status = SETTLED[result.status];
  if (!status || result.receipt !== row.digest) return null;
  if (status === "refused" && !row.online) return null;
  return {
    n: row.n, id: row.id, status, seq: result.seq ?? null, hash: result.hash ?? null, epoch: answer.epoch,
    flags: result.flags ?? [], reason: result.reason ?? null, code: result.code ?? null,
    errors: result.errors ?? null, settled: now,
  };
}

/**
 * Read the answer to a push.
 * @returns {{changes: object[], after: number}} changes to outbox rows; ms that the server asked to wait
 */
export function read(rows, answer, now) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const changes = [];
  let after = 0;
  for (const result of Array.isArray(answer.results) ? answer.results : []) {
    const row = byId.get(result?.id);
    const settledAs = row && change(row, result, answer, now);
    if (settledAs) changes.push(settledAs);
    else if (result?.status === "retry") after = Math.max(after, (result.after ?? 1) * 1000);
  }
  return { changes, after };
}

/**
 * Read the answer to an entry that was handed over as bytes. What the server could not read is
 * known by the digest of those bytes; the row stays on the tablet, marked.
 * @param {string} digest hex SHA-256 of the bytes that were sent
 */
export function kept(row, answer, digest, now) {
  const { changes } = read([row], answer, now);
  if (changes.length || answer.digest !== digest) return changes;
  const [result] = answer.results ?? [];
  const held = result?.status === "rejected" && change(row, { ...result, receipt: row.digest }, answer, now);
  return held ? [held] : [];
}
