/**
 * Send what waits, batch after batch. An HTTP status alone never removes or alters a row:
 * statuses only decide whether to go on, to halve, or to try later.
 */

import { batch, grow, read, shrink } from "../models/queue.js";
import { genuine, note } from "./contact.js";
import { handOver } from "./hold.js";
import { renew } from "./session.js";

const AT_FAULT = new Set([400, 413, 500]);
/** What an entry's own bytes may be to blame for; a fault of the server's passes. */
const UNREADABLE = new Set([400, 413]);
const MOST_FAILURES = 12;

const waiting = (rows) => rows.filter((row) => row.status === "queued");

async function request(desk, rows, queue) {
  const { epoch, head } = await desk.store.mirror.position();
  const { n } = await desk.store.outbox.counters();
  return {
    proto: 1, dev: desk.device.id, epoch, head, last_n: n, queued: queue.length,
    oldest: Math.min(...queue.map((row) => row.saved)), shell: desk.device.shell ?? "",
    entries: rows.map((row) => row.entry),
  };
}

async function accept(desk, rows, answer, sentEpoch) {
  if (answer.data.epoch !== sentEpoch) return { changes: [], after: 0, stale: true };
  const found = read(rows, answer.data, answer.received);
  await desk.store.outbox.settle(found.changes, sentEpoch);
  await note(desk.store.cupboard, answer);
  return found;
}

function took(state, rows, found) {
  const settled = new Set(found.changes.map((change) => change.id));
  const aside = new Set([...state.aside].filter((id) => !settled.has(id)));
  const due = state.due.filter((id) => !rows.some((row) => row.id === id));
  return { ...grow({ ...state, aside }), due };
}

function refuse(state, rows) {
  const next = shrink(state, rows);
  return { ...next, due: state.due.filter((id) => !rows.some((row) => row.id === id)) };
}

/** Decide what an answer without results means: go on with another state, or stop. */
async function cope(desk, answer, rows, state) {
  if (answer.status === 409 && typeof answer.data?.epoch === "string") {
    await desk.store.mirror.restart(answer.data.epoch, answer.received);
    return { state };
  }
  if (answer.status === 401) {
    return (await renew(desk, answer.data?.nonce)) ? { state } : { state, stop: "session" };
  }
  if (AT_FAULT.has(answer.status)) return { state: refuse(state, rows) };
  const next = answer.timeout && rows.length > 1 ? shrink(state, rows) : state;
  return { state: next, stop: answer.kind === "silence" ? "offline" : "busy", wait: answer.wait };
}

async function once(desk, state) {
  const queue = waiting(await desk.store.outbox.open());
  const rows = batch(queue, state);
  if (!rows.length) return { state, stop: "done" };
  const body = await request(desk, rows, queue);
  const answer = await desk.http("POST", "/api/sync", body);
  if (rows.length === 1 && UNREADABLE.has(answer.status)) {
    const changes = await handOver(desk, rows[0], body.epoch);
    if (changes.length) return { state: took(state, rows, { changes }), sent: changes.length };
  }
  if (!genuine(answer)) return { ...(await cope(desk, answer, rows, state)), failed: true };
  const found = await accept(desk, rows, answer, body.epoch);
  if (found.stale) return { state, stop: "busy" };
  if (found.changes.length) return { state: took(state, rows, found), sent: found.changes.length };
  if (found.after) return { state, stop: "busy", wait: found.after };
  return { state: refuse(state, rows), failed: true };
}

/**
 * Push until nothing sound is left to send.
 * @param {object} desk store, http, ports, device
 * @param {{limit: number, aside: Set<string>, due: string[]}} state kept between runs
 * @returns {Promise<{state: object, stop: "done"|"offline"|"busy"|"session", wait: number, sent: number}>}
 */
export async function push(desk, before) {
  let state = { ...before, due: [...before.aside] };
  let sent = 0;
  for (let failures = 0; failures < MOST_FAILURES;) {
    const step = await once(desk, state);
    state = step.state;
    sent += step.sent ?? 0;
    failures = step.failed ? failures + 1 : 0;
    if (step.stop) return { state, stop: step.stop, wait: step.wait ?? 0, sent };
  }
  return { state, stop: "busy", wait: 0, sent };
}
