/** Personal values past their time leave the tablet, online or not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { purge } from "../../static/js/desk/purging.js";
import { expired } from "../../static/js/models/retention.js";
import { EPOCH, registers, signIn, START, tablet } from "./helpers.js";

const DAY = 86_400_000;

const record = (id, more) => ({ id, reg: "visitors", state: "closed", seq: 1, no: null, room: null, at: START - 200 * DAY,
  end: null, flags: [], undo: null, f: { room: "1" }, p: { name: "Zhang Wei", id_last4: "4821" }, ...more });

async function filled(records, refs = [], clock = { now: START }) {
  registers.visitors.personal = { name: 180, id_last4: 30 };
  const desk = await tablet({ clock });
  const page = { epoch: EPOCH, records, refs, own: [], to: "9:~", ref_to: 1, head: [9, ""] };
  await desk.store.mirror.take(page, { cursor: "0:", refs: 0 }, START);
  return desk;
}

const kept = async (desk) => Object.fromEntries((await desk.store.sight()).base.entries().map(([id, { p }]) => [id, p]));

test("time runs from the end of a record; one that never ended counts as ended after a year", () => {
  const days = { name: 180, "*": 10 };
  const two = { p: { name: "x", note: "y" } };
  assert.deepEqual(expired({ ...two, at: 0, end: DAY }, days, 11 * DAY), ["note"]);
  assert.deepEqual(expired({ ...two, at: 0, end: DAY }, days, 11 * DAY - 1), []);
  assert.deepEqual(expired({ ...two, at: 0, end: DAY }, days, 181 * DAY), ["name", "note"]);
  assert.deepEqual(expired({ ...two, at: 0, end: null }, days, 374 * DAY), []);
  assert.deepEqual(expired({ ...two, at: 0, end: null }, days, 375 * DAY), ["note"]);
});

test("what is over goes, the rest of the record stays", async () => {
  const desk = await filled([record("old", { end: START - 181 * DAY }), record("young", { end: START - 31 * DAY }), record("open")]);
  assert.equal(await purge(desk), 3);
  assert.deepEqual(await kept(desk), { old: {}, young: { name: "Zhang Wei" }, open: { name: "Zhang Wei", id_last4: "4821" } });
  assert.equal((await desk.record("old")).f.room, "1");
});

test("the site's own terms count before the register's", async () => {
  const setting = (id, value) => ({ kind: "setting", id, ver: 1, deleted: false, data: { value } });
  const desk = await filled([record("a", { end: START - 5 * DAY })], [setting("retention", { "visitors.name": 3, "passes.id_last4": 1 })]);
  assert.equal(await purge(desk), 1);
  assert.deepEqual(await kept(desk), { a: { id_last4: "4821" } });
});

test("once a day, and by the house's clock: a tablet set ahead forgets nothing early", async () => {
  const clock = { now: START };
  const desk = await filled([record("a", { end: START })], [], clock);
  await desk.store.cupboard.put({ measured: { off: -400 * DAY, at: START + 400 * DAY }, contact: START });
  clock.now = START + 400 * DAY;
  assert.equal(await purge(desk), 0);
  assert.deepEqual(await kept(desk), { a: { name: "Zhang Wei", id_last4: "4821" } });
});

test("an entry that waits keeps what it has to hand in", async () => {
  const clock = { now: START };
  const desk = await filled([], [], clock);
  await signIn(desk);
  clock.now += 400 * DAY;
  await purge(desk);
  assert.equal((await desk.entries())[0].entry.p.name[1], "Zhang Wei");
});

test("who moved out long ago leaves the tablet, offline too", async () => {
  const person = (id, left) => ({ kind: "person", id, ver: 1, deleted: false, data: { name: id, room: "1", ...(left && { moved_out: left }) } });
  const setting = { kind: "setting", id: "leaver_days", ver: 1, deleted: false, data: { value: 30 } };
  const day = (ago) => new Date(START - ago * DAY).toISOString().slice(0, 10);
  const desk = await filled([], [setting, person("stays"), person("gone", day(31)), person("just", day(29))]);
  assert.equal(await purge(desk), 1);
  assert.deepEqual((await desk.store.mirror.refs("person")).map(({ id }) => id).sort(), ["just", "stays"]);
});
