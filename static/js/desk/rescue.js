/**
 * The way out when no network comes back: all kept entries in one file that only the server can open.
 *
 * {v: 1, kind: "vestibule-rescue", dev, site, epoch, made, count, key, salt, iv, box}: `box` is
 * AES-256-GCM over the JSON list of envelopes; its key is HKDF-SHA256(ECDH(ephemeral `key`, server
 * key), `salt`, info); info, also the additional data, is "vestibule-rescue-v1\n" + dev.
 */

import { utf8 } from "../models/bytes.js";

/** @returns {Promise<{name: string, text: string, count: number}>} a file to keep, share or carry */
export async function exportQueue({ store, ports, device }) {
  const [rows, { epoch }, serverKey] = await Promise.all(
    [store.outbox.all(), store.mirror.position(), store.cupboard.get("server_key")]);
  const made = ports.now();
  const entries = utf8(JSON.stringify(rows.map((row) => row.entry)));
  const sealed = await ports.sealFor(serverKey, utf8(`vestibule-rescue-v1\n${device.id}`), entries);
  const file = { v: 1, kind: "vestibule-rescue", dev: device.id, site: device.site, epoch, made,
    count: rows.length, ...sealed };
  const day = new Date(made).toISOString().slice(0, 10);
  return { name: `vestibule-${device.letters}-${day}.json`, text: JSON.stringify(file), count: rows.length };
}
