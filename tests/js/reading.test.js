/** What a tablet shows: the server's copy is read once and kept, and never shown when it is no longer true. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { purge } from "../../static/js/desk/purging.js";
import { EPOCH, registers, signIn, START, tablet } from "./helpers.js";

const DAY = 86_400_000;
const { IDBIndex } = globalThis;

const record = (id, more) => ({ id, reg: "visitors", state: "on_site", seq: 1, no: null, room: null, at: START, end: null,
  flags: [], undo: null, clocks: [], f: { room: "1" }, p: { name: "Zhang Wei" }, ...more });

const take = (desk, from, to, more) => desk.store.mirror.take(
  { epoch: EPOCH, records: [], refs: [], own: [], to, ref_to: 0, head: [9, ""], ...more }, { cursor: from, refs: 0 }, START);

const shown = async (desk) => (await desk.records("visitors")).map(({ id }) => id).sort();

/** Do `work`; tell how often the records were read from the disk. */
async function reads(work) {
  const original = IDBIndex.prototype.getAll;
  let count = 0;
  IDBIndex.prototype.getAll = function getAll(...args) {
    if (this.name === "reg") count += 1;
    return original.apply(this, args);
  };
  try {
    await work();
    return count;
  } finally {
    IDBIndex.prototype.getAll = original;
  }
}

test("an own entry stands over the copy that was read before, which is not read again", async () => {
  const desk = await tablet();
  await take(desk, "0:", "1:a", { records: [record("a")] });
  assert.equal(await reads(() => shown(desk)), 1);
  assert.equal(await reads(() => signIn(desk, "b").then(async () => assert.deepEqual(await shown(desk), ["a", "b"]))), 0);
});

test("what a pull brought shows before anyone is told, and hides no own entry", async () => {
  const desk = await tablet();
  await take(desk, "0:", "1:a", { records: [record("a")] });
  await signIn(desk, "b");
  assert.deepEqual(await shown(desk), ["a", "b"]);
  await take(desk, "1:a", "2:c", { records: [record("c", { seq: 2 })] });
  assert.deepEqual(await shown(desk), ["a", "b", "c"]);
  await take(desk, "2:c", "3:", { gone: ["a"] });
  assert.deepEqual(await shown(desk), ["b", "c"]);
});

/** Let what is read from now on wait for its answer; returns what lets it go. */
function slow(desk) {
  const { sight } = desk.store;
  let open;
  const gate = new Promise((done) => { open = done; });
  desk.store.sight = async (...args) => {
    const found = await sight(...args);
    await gate;
    return found;
  };
  return open;
}

test("a purged value is forgotten, also by a reading that was on its way", async () => {
  registers.visitors.personal = { name: 180 };
  const desk = await tablet();
  await take(desk, "0:", "1:a", { records: [record("a", { end: START - 200 * DAY })] });
  const open = slow(desk);
  const before = desk.records("visitors");
  assert.equal(await purge(desk), 1);
  open();
  assert.deepEqual((await before).map(({ p }) => p.name), ["Zhang Wei"]);
  assert.deepEqual((await desk.records("visitors")).map(({ p }) => p), [{}]);
});

test("who asks at once shares one reading; who asks after a save gets what was saved", async () => {
  const desk = await tablet();
  assert.equal(await reads(() => Promise.all([desk.records("visitors"), desk.records("visitors")])), 1);
  const open = slow(desk);
  const asked = desk.records("visitors");
  await signIn(desk, "b");
  const after = shown(desk);
  open();
  assert.deepEqual(await asked, []);
  assert.deepEqual(await after, ["b"]);
});

test("after a restore of an empty house nothing of the old copy is left", async () => {
  const desk = await tablet();
  await take(desk, "0:", "1:a", { records: [record("a")] });
  assert.deepEqual(await shown(desk), ["a"]);
  const epoch = "f".repeat(32);
  await desk.store.mirror.restart(epoch, START);
  assert.deepEqual(await shown(desk), ["a"]);
  await take(desk, "0:", "0:", { epoch });
  assert.deepEqual(await shown(desk), []);
});
