/** The queue at a glance: the badge that is always visible. */

import { needsAttention } from "./retention.js";

const AMBER = 30 * 60_000;
const RED = 8 * 3_600_000;

/** @returns {"calm"|"amber"|"red"} how worrying the oldest waiting entry is */
export function tone(oldest, now) {
  const age = oldest === null ? 0 : now - oldest;
  if (age > RED) return "red";
  return age > AMBER ? "amber" : "calm";
}

/**
 * @param {object[]} rows outbox rows
 * @param {number|null} contact when the server last answered, ms
 * @param {number} now ms
 */
export function summary(rows, contact, now) {
  const waiting = rows.filter((row) => row.status === "queued");
  const oldest = waiting.length ? Math.min(...waiting.map((row) => row.saved)) : null;
  const attention = rows.filter(needsAttention).map(({ n, id, rec, t, status, flags, reason, code }) =>
    ({ n, id, rec, t, status, flags, reason, code }));
  return { count: waiting.length, oldest, contact, tone: tone(oldest, now), attention };
}
