/**
 * The way out when no network comes back: all kept entries in one file that only the server can open.
 *
 * {v: 1, kind: "vestibule-rescue", dev, site, epoch, made, count, key, salt, iv, box}: `box` is
 * AES-256-GCM over the JSON list of envelopes; its key is HKDF-SHA256(ECDH(ephemeral `key`, server
 * key), `salt`, info); info, also the additional data, is "vestibule-rescue-v1\n" + dev. `blobs`, where bytes wait that
 * entries name, is sealed in the same way: a list of {id, bytes}, base64url.
 */

import { utf8 } from "../models/bytes.js";

/** @returns {Promise<{name: string, text: string, count: number}>} a file to keep, share or carry */
export async function exportQueue(desk) {
  const { store, ports, device } = desk;
  const [rows, { epoch }, serverKey] = await Promise.all(
    [store.outbox.all(), store.mirror.position(), store.cupboard.get("server_key")]);
  const made = ports.now();
  const seal = (what) => ports.sealFor(serverKey, utf8(`vestibule-rescue-v1\n${device.id}`), utf8(JSON.stringify(what)));
  const sealed = await seal(rows.map((row) => row.entry));
  // Entries leave the tablet whatever becomes of the rest.
  const pictures = await import("./pictures.js").then(({ waiting }) => waiting(desk)).catch(() => []);
  const file = { v: 1, kind: "vestibule-rescue", dev: device.id, site: device.site, epoch, made,
    count: rows.length, ...sealed,
    ...(pictures.length && { blobs: await seal(pictures) }) };
  const day = new Date(made).toISOString().slice(0, 10);
  return { name: `vestibule-${device.letters}-${day}.json`, text: JSON.stringify(file), count: rows.length };
}
