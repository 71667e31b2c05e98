/** Hand over an entry that fails even alone, as bytes that nothing on the way needs to understand. */

import { hex, toBase64, utf8 } from "../models/bytes.js";
import { kept } from "../models/queue.js";
import { genuine, note } from "./contact.js";

/** @returns {Promise<object[]>} what became of the row; nothing when the bytes did not arrive */
export async function handOver(desk, row, epoch) {
  const bytes = utf8(JSON.stringify(row.entry));
  const answer = await desk.http("POST", "/api/sync/hold", { epoch, bytes: toBase64(bytes) });
  if (!genuine(answer) || answer.data.epoch !== epoch) return [];
  const changes = kept(row, answer.data, hex(await desk.ports.sha256(bytes)), answer.received);
  await desk.store.outbox.settle(changes, epoch);
  await note(desk.store.cupboard, answer);
  return changes;
}
