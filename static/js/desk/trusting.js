/**
 * Whose passes this device believes: the list that the house signs, fetched an hour after the last one or as soon as
 * an answer tells of a newer version, and kept for days without a network. Event: "trust" (a list is new).
 */

import { fromBase64 } from "../models/bytes.js";
import { accept, read, Unfit } from "../models/gate/trust_list.js";
import { point } from "../models/trust.js";

const LOCK = "vestibule-trust";
/** The facts: what is kept (`{text}`), and when the house answered last (`{at, told}`). */
const KEPT = "trust_list";
const ANSWERED = "trust_answered";
const HOUR = 3_600_000;
/** So old may it be before a gate minds, and before it lets nothing pass; see desk/gate/verdict.py. */
const AMBER = 24 * HOUR;
const RED = 72 * HOUR;

/** @returns {Promise<object|null>} the list that a gate judges by, as models/gate/trust_list.js reads it */
export async function trustList({ store: { cupboard } }) {
  const kept = await cupboard.get(KEPT);
  return kept ? read(kept.text) : null;
}

/** @returns {Promise<{age: number|null, tone: "good"|"late"|"old"|"none"}>} age in ms, by the house's clock */
export async function standing(desk) {
  const list = await trustList(desk);
  if (!list) return { age: null, tone: "none" };
  const age = Math.max(0, (await desk.now()) - list.issued * 1000);
  return { age, tone: age > RED ? "old" : age > AMBER ? "late" : "good" };
}

/** After each contact with the house, look whether another list is due. */
export function startTrust(desk) {
  desk.addEventListener("queue", ({ stop }) => stop === "done" && tendTrust(desk).catch(() => {}));
}

/** Fetch the list when it is due; what another tab has fetched meanwhile counts. */
export async function tendTrust(desk) {
  if (!(await due(desk))) return;
  await desk.ports.lock(LOCK, async () => {
    if (await due(desk)) await fetchList(desk);
  });
}

async function due({ ports, store: { cupboard } }) {
  const [told, answered] = await cupboard.facts("trust_version", ANSWERED);
  return !answered || (told ?? 0) > answered.told || Math.abs(ports.now() - answered.at) >= HOUR;
}

async function fetchList(desk) {
  const { asking, ports, store: { cupboard } } = desk;
  const [told, keys, first] = await cupboard.facts("trust_version", "server_keys", "server_key");
  // Not what the house signed with before: a key that was retired and stolen must name nobody.
  const house = point(keys?.at(-1).jwk ?? first);
  if (!house) return;
  const { ok, data } = await asking.ask("GET", "/api/trust");
  if (!ok) return;
  const answered = { [ANSWERED]: { at: ports.now(), told: told ?? 0 } };
  try {
    await accept(ports, ...signed(data), [house], await trustList(desk));
    await cupboard.put({ ...answered, [KEPT]: { text: data.text } });
    desk.spread("trust");
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    await cupboard.put(answered);
    await cupboard.note("trust_list_refused", ports.now(), { trouble: error.trouble });
  }
}

function signed(data) {
  try {
    return [String(data.text), fromBase64(String(data.signature))];
  } catch {
    throw new Unfit("not_signed");
  }
}
