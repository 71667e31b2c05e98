/**
 * The roll-call: opened by whoever stands there, PIN or not, network or not. Who opened it and whom they found is
 * kept here until the house has heard of it; how long the other devices are silent is what the house said last.
 */

import { uuid7 } from "../models/ids.js";

const NOTED = "roll_call";
const MOST_TOLD = 50;
const FRESH = 600_000;

/** @returns {Promise<{id: string, at: number, found: string[]}|null>} the roll-call that nobody has ended */
export const current = async (desk) => (await desk.store.cupboard.get("roll_call")) ?? null;

/** @returns {Promise<{at: number, devices: object[]}|null>} when each device was heard last, and when that was said */
export const contacts = async (desk) => (await desk.store.cupboard.get("contacts")) ?? null;

/** Open a roll-call, or look again at the one that is open: each look is noted. */
export async function open(desk) {
  const at = await desk.now();
  const call = (await current(desk)) ?? { id: uuid7(desk.ports), at, found: [] };
  await note(desk, "open", call, at);
  await desk.store.cupboard.put({ roll_call: call });
  return call;
}

/** Somebody was found, or was not after all. */
export async function mark(desk, call, rec, found) {
  const others = call.found.filter((id) => id !== rec);
  const changed = { ...call, found: found ? [...others, rec] : others };
  await desk.store.cupboard.put({ roll_call: changed });
  return changed;
}

/** The roll-call is over. */
export async function end(desk, call) {
  await note(desk, "end", call, await desk.now());
  await desk.store.cupboard.put({ roll_call: null });
}

const note = (desk, what, call, at) =>
  desk.store.cupboard.note(NOTED, at, { id: uuid7(desk.ports), call: call.id, what, op: desk.operator?.id ?? "", found: call.found });

/** Tell the house what it has not heard, and hear how the others are; `always` even if that is known well enough. */
export async function tell(desk, { always = false } = {}) {
  const { cupboard } = desk.store;
  const [log, known] = await Promise.all([cupboard.log(), contacts(desk)]);
  const waiting = log.filter(({ kind }) => kind === NOTED).slice(0, MOST_TOLD);
  const fresh = known && desk.ports.now() - known.heard < FRESH;
  if (!always && fresh && !waiting.length) return;
  const calls = waiting.map(({ id, call, what, at, op, found }) => ({ id, call, what, at, op, found }));
  const { ok, data } = await desk.ask("POST", "/api/roll-call", { calls });
  if (!ok) return;
  await cupboard.forget(NOTED, data.kept);
  await cupboard.put({ contacts: { heard: desk.ports.now(), at: data.server_time, devices: data.devices } });
}
