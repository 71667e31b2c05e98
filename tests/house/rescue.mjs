/**
 * A tablet with a real key in Node: it asks the network by JSON lines, writes entries with the
 * network gone, and says its rescue file last.
 */

import "fake-indexeddb/auto";
import { createInterface } from "node:readline";
import { Desk } from "../../static/js/desk.js";
import { keep } from "../../static/js/desk/pictures.js";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const hear = async () => JSON.parse((await lines.next()).value);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

let cut = false;

async function fetch(path, { method, body }) {
  if (cut) throw new TypeError("offline");
  say({ method, path, body: body && JSON.parse(body) });
  const { status, data } = await hear();
  return new Response(JSON.stringify(data), { status, headers: { "content-type": "application/json" } });
}

const { house, code, op, visitors, photo } = await hear();
const quiet = { channel: () => ({ postMessage: () => {}, close: () => {} }), triggers: () => {} };
const desk = new Desk({ name: "rescue", ports: { ...quiet, fetch }, house });
await desk.ready;
const joined = await desk.enrol({ code, name: "Lobby" });
cut = true;
await desk.hold({ id: op, name: op, roles: ["receptionist"], how: "pin" });
for (const { values, personal } of visitors) {
  const taken = photo && { photo: await keep(desk, new Blob([Buffer.from(photo, "base64")], { type: "image/jpeg" })) };
  await desk.act("visitors", "sign_in", { values, personal: { ...personal, ...taken } });
}
say({ joined: joined.ok, device: desk.device.id, done: await desk.export() });
process.exit(0);
