/**
 * Pictures of whom homes let in: handed in by whoever wrote them down, fetched ahead by every desk so that it can look
 * at them without a network, and gone with the permission that names them.
 */

import { hex } from "../models/bytes.js";
import { picture } from "../models/picture.js";
import { Blobs } from "../storage/blobs.js";
import { fetchOne, handIn } from "../sync/blobs.js";

const LOCK = "vestibule-permitted";
/** The fact that names them: `{id: {sent: epoch | null}}`. Their bytes are read only to be shown or sent. */
export const KEPT = "permitted";
const MOST = 400;
const MOST_BYTES = 40 * 1024 * 1024;

const blobs = ({ store }) => new Blobs(store.connection);
const kept = async (desk) => (await desk.store.cupboard.get(KEPT)) ?? {};

/** The house knows a permission that this device took the picture for: it is handed in until the house has it. */
export async function attach(desk, value) {
  const { id } = picture(value) ?? {};
  await desk.ports.lock(LOCK, async () => {
    const known = await kept(desk);
    if (id && !known[id] && await blobs(desk).one(id)) await desk.store.cupboard.put({ [KEPT]: { ...known, [id]: { sent: null } } });
  });
  await tendPermitted(desk);
}

/** Hand in what waits, let go of what no permission names, fetch what is new: two tabs never do it at once. */
export async function tendPermitted(desk) {
  const known = await kept(desk);
  const [photos] = await desk.known("setting", ["photos"]);
  if (!photos?.data.value && !Object.keys(known).length) return;
  await desk.ports.lock(LOCK, async () => {
    const wanted = await named(desk);
    const left = await settle(desk, wanted);
    await desk.store.cupboard.put({ [KEPT]: left });
    await fetchNew(desk, wanted, left);
  });
}

/** @returns {Promise<Map<string, object>>} what permissions name, those that hold soonest first */
async function named(desk) {
  const rows = await desk.refs("permission");
  const found = rows.map(({ data }) => [data.until || "9", picture(data.photo ?? "")]).filter(([, one]) => one);
  return new Map(found.sort(([a], [b]) => (a < b ? 1 : -1)).map(([, one]) => [one.id, one]));
}

async function settle(desk, wanted) {
  const [known, there, { epoch }] = await Promise.all([kept(desk), blobs(desk).ids(), desk.store.mirror.position()]);
  const left = {};
  for (const [id, { sent }] of Object.entries(known).filter(([one]) => there.includes(one))) {
    // A house that came back from a backup may have lost it: the epoch says which house has it.
    const at = sent === epoch ? epoch : await hand(desk, id, epoch);
    if (at === undefined || (at === epoch && !wanted.has(id))) await blobs(desk).drop(id);
    else left[id] = { sent: at };
  }
  return left;
}

/** @returns {Promise<string|null|undefined>} the epoch of the house that has it now; null: later; undefined: never */
async function hand(desk, id, epoch) {
  const fate = await handIn(desk, await blobs(desk).one(id));
  if (fate === "done") await blobs(desk).note(id, { sent: epoch });
  return { done: epoch, later: null }[fate];
}

async function fetchNew(desk, wanted, left) {
  const { epoch } = await desk.store.mirror.position();
  let bytes = 0;
  for (const [id, { kind, size, digest }] of [...wanted].slice(0, MOST)) {
    bytes += size;
    if (bytes > MOST_BYTES) return;
    if (left[id]) continue;
    const { picture: found, error } = await fetchOne(desk, id);
    if (error === "offline") return;
    if (!found) continue;
    const data = await found.arrayBuffer();
    if (hex(await desk.ports.sha256(new Uint8Array(data))) !== digest) continue;
    await blobs(desk).add({ id, kind, bytes: data, at: desk.ports.now(), sent: epoch });
    await desk.store.cupboard.put({ [KEPT]: Object.assign(left, { [id]: { sent: epoch } }) });
  }
}
