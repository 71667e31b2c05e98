/**
 * Pictures: their bytes are on this tablet before the entry that names them, follow it to the house, and go when a
 * backup has both, or when the value is gone.
 */

import { hex, toBase64 } from "../models/bytes.js";
import { picture } from "../models/picture.js";
import { Blobs } from "../storage/blobs.js";
import { fetchOne, handIn } from "../sync/blobs.js";
import { KEPT, tendPermitted } from "./permitted.js";

export { fetchOne };

const LOCK = "vestibule-blobs";
/** A picture that no entry and no parked form names was thought better of; ms. */
const FORGOTTEN = 86_400_000;
/** Bytes of a rescue file: it grows by seven ninths on the way, and the house reads 32 MiB. */
const MOST_CARRIED = 14 * 1024 * 1024;

const blobs = ({ store }) => new Blobs(store.connection);
const says = (value, id) => typeof value === "string" && value.startsWith(`${id} `);
const names = (values, id) => Object.values(values ?? {}).some((value) => says(value, id));
const carries = ({ entry }, id) => Object.values(entry.p ?? {}).some(([, value]) => says(value, id));

/** Keep a picture on the disk. @returns {Promise<string>} the value that a form gives for it */
export async function keep(desk, file) {
  const bytes = await file.arrayBuffer();
  const id = desk.id();
  const kind = file.type.replace("image/", "");
  await blobs(desk).add({ id, kind, bytes, at: desk.ports.now() });
  return `${id} ${kind} ${bytes.byteLength} ${hex(await desk.ports.sha256(new Uint8Array(bytes)))}`;
}

const shown = ({ bytes, kind }) => new Blob([bytes], { type: `image/${kind}` });

/** @returns {Promise<Blob|null>} what this tablet has of the picture that a value names */
export async function here(desk, value) {
  const row = await blobs(desk).one(picture(value)?.id ?? "");
  return row ? shown(row) : null;
}

/**
 * @returns {Promise<{picture?: Blob, waits: boolean, error: string, letters: string}>} waits: the house does not have
 *   it yet; error: offline, blob_missing (it is on the tablet `letters`), blob_unknown
 */
export async function find(desk, value) {
  const { id } = picture(value) ?? {};
  const row = await blobs(desk).one(id ?? "");
  if (row) return { picture: shown(row), waits: !row.sent, error: "", letters: "" };
  return id ? { waits: false, ...(await fetchOne(desk, id)) } : { waits: false, error: "blob_unknown", letters: "" };
}

/** Nobody wants it any more: no entry names it. */
export const forget = (desk, value) => blobs(desk).drop(picture(value)?.id ?? "");

/** @returns {Promise<{id: string, bytes: string}[]>} what entries name and the house does not have, as base64url */
export async function waiting(desk) {
  const [ids, entries, { epoch }] = await Promise.all([blobs(desk).ids(), desk.store.outbox.all(), desk.store.mirror.position()]);
  const found = [];
  let left = MOST_CARRIED;
  for (const id of ids.filter((one) => entries.some((row) => carries(row, one)))) {
    const { bytes, sent } = await blobs(desk).one(id);
    if (sent === epoch || bytes.byteLength > left) continue;
    left -= bytes.byteLength;
    found.push({ id, bytes: toBase64(bytes) });
  }
  return found;
}

/** After each contact with the house, hand in what waits and let go of what is over. */
export function startPictures(desk) {
  const look = () => tend(desk).then(() => tendPermitted(desk)).catch(() => {});
  desk.addEventListener("queue", ({ stop }) => stop === "done" && look());
}

/** Look after the bytes that entries name; two tabs never do it at once. */
export async function tend(desk) {
  const [all, permitted] = await Promise.all([blobs(desk).ids(), desk.store.cupboard.get(KEPT)]);
  const ids = all.filter((id) => !permitted?.[id]);
  if (!ids.length) return;
  await desk.ports.lock(LOCK, async () => {
    const [entries, parked, { epoch }] = await Promise.all([
      desk.store.outbox.all(), desk.store.cupboard.all("parked"), desk.store.mirror.position()]);
    for (const id of ids) await look(desk, id, { entries, parked, epoch });
  });
}

async function look(desk, id, { entries, parked, epoch }) {
  const row = entries.find((one) => carries(one, id));
  let blob = await blobs(desk).one(id);
  if (row && !blob.rec) await blobs(desk).note(id, { rec: row.rec });
  blob = { rec: row?.rec, ...blob };
  if (await over(desk, blob, { row, parked, epoch })) await blobs(desk).drop(id);
  // A house that came back from a backup may have lost it: the epoch says which house has it.
  else if (blob.rec && blob.sent !== epoch && !blob.wrong && (row?.status ?? "applied") === "applied") {
    await hand(desk, blob, { row, epoch });
  }
}

async function over(desk, { id, rec, sent, at }, { row, parked, epoch }) {
  if (!rec) return desk.ports.now() - at > FORGOTTEN && !parked.some(({ values }) => names(values, id));
  // Not before the house has it, and this tablet what the house made of it.
  if (row?.open) return false;
  const record = await desk.store.mirror.record(rec);
  const wanted = [record?.p, record?.undo?.before?.p].some((values) => names(values, id));
  const handed = sent === epoch;
  // The entry is let go of when a backup has it; so are its bytes. And what was erased is erased here, too.
  return wanted ? handed && !row : handed || Boolean(record);
}

async function hand(desk, blob, { row, epoch }) {
  const fate = await handIn(desk, blob);
  if (fate === "done") await blobs(desk).note(blob.id, { sent: epoch });
  if (fate === "wrong") await blobs(desk).note(blob.id, { wrong: true });
  // No backup can bring back what names it.
  if (fate === "unknown" && !row) await blobs(desk).drop(blob.id);
  if (fate === "done") desk.spread("change");
}
