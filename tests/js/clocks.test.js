/** Clocks on the tablet: own entries move them at once, and the server's copy has the last word. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { due, timesOf } from "../../static/js/models/clocks.js";
import { EPOCH, registers, START, tablet } from "./helpers.js";

const HOUR = 3_600_000;
const CLOSING = Date.parse("2026-11-22T14:00:00Z"); // 22:00 in Hong Kong, where the tests begin at ten
const { visitors } = registers;
const house = {
  registers: { visitors: { ...visitors, clocks: { slip_out: { name: "slip_out", length: { closing: true }, tell: [] } },
    actions: { ...visitors.actions, sign_in: { ...visitors.actions.sign_in, starts: ["slip_out"] },
      sign_out: { ...visitors.actions.sign_out, stops: ["slip_out"] } } } },
};

async function desk(clock = { now: START }) {
  const made = await tablet({ clock });
  made.setHouse(house);
  return made;
}

const row = (kind, id, data) => ({ kind, id, ver: 1, deleted: false, data });

/** Take in a page as the feed sends it. */
async function heard(made, { records = [], refs = [], own = [], seq = 0 }) {
  const page = { epoch: EPOCH, to: `${seq}:~`, ref_to: 0, more: false, records, refs, own, gone: [], head: [seq, ""] };
  await made.store.mirror.take(page, await made.store.mirror.position(), START);
  made.tell("refs");
  made.tell("change");
}

const signIn = (made, rec) => made.act("visitors", "sign_in", { rec, values: { room: "1203" } });
const clocks = async (made, rec) => (await made.record(rec)).clocks;
const running = { name: "slip_out", started: START, due: CLOSING };

test("an own entry starts a clock by the site's closing time, another stops it, taking back lets it run on", async () => {
  const made = await desk();
  await heard(made, { refs: [row("setting", "zone", { key: "zone", value: "Asia/Hong_Kong" })] });
  await signIn(made, "r1");
  assert.deepEqual(await clocks(made, "r1"), [running]);
  await made.act("visitors", "sign_out", { rec: "r1" });
  assert.deepEqual(await clocks(made, "r1"), []);
  const { undo } = await made.record("r1");
  await made.act("visitors", "take_back", { rec: "r1", values: { entry: undo.entry } });
  assert.deepEqual(await clocks(made, "r1"), [running]);
  assert.deepEqual((await made.records("visitors")).map((record) => record.clocks), [[running]]);
});

test("the site's own zone and closing time count as soon as they come", async () => {
  const made = await desk();
  await signIn(made, "r1");
  const refs = [row("setting", "zone", { key: "zone", value: "Asia/Tokyo" }), row("setting", "closing", { key: "closing", value: "20:30" })];
  await heard(made, { refs });
  assert.equal((await clocks(made, "r1"))[0].due, Date.parse("2026-11-22T11:30:00Z"));
});

test("a clock of the server's copy is moved by what was done here since", async () => {
  const made = await desk();
  const wire = { id: "r1", reg: "visitors", state: "on_site", seq: 1, no: null, room: "1203", at: START, end: null,
    flags: [], undo: { entry: "e1", op: "u1", at: START, before: null }, f: {}, p: {}, clocks: [running] };
  await heard(made, { records: [wire], seq: 1 });
  assert.deepEqual(await clocks(made, "r1"), [running]);
  await made.act("visitors", "sign_out", { rec: "r1" });
  assert.deepEqual(await clocks(made, "r1"), []);
  assert.deepEqual((await made.record("r1")).undo.before.clocks, { slip_out: { started: START, due: CLOSING } });
});

test("taking back what another tablet stopped lets the clock run on as it did", async () => {
  const made = await desk({ now: START + 14 * HOUR });
  const before = { state: "on_site", end: null, f: {}, p: {}, clocks: { slip_out: { started: START, due: CLOSING } } };
  const wire = { id: "r1", reg: "visitors", state: "closed", seq: 2, no: null, room: "1203", at: START, end: START + HOUR,
    flags: [], undo: { entry: "e2", op: "u1", at: START + HOUR, before }, f: {}, p: {}, clocks: [] };
  await heard(made, { records: [wire], seq: 2 });
  await made.act("visitors", "take_back", { rec: "r1", values: { entry: "e2" } });
  assert.deepEqual(await clocks(made, "r1"), [running]);
});

test("an entry in conflict moves no clock", async () => {
  const made = await desk();
  await signIn(made, "r1");
  await made.act("visitors", "sign_out", { rec: "r1" });
  await made.act("visitors", "sign_out", { rec: "r1" });
  assert.deepEqual((await made.record("r1")).local.flags, ["conflict"]);
  assert.deepEqual(await clocks(made, "r1"), []);
});

test("what waits for a record that is not here has no clocks", async () => {
  const made = await desk();
  await made.act("visitors", "sign_out", { rec: "r9" });
  const shown = await made.record("r9");
  assert.deepEqual([shown.pending, shown.clocks], [true, []]);
});

test("working hours come as a reference row", () => {
  const span = [START + HOUR, START + 9 * HOUR];
  const times = timesOf([], [{ id: "opening", data: { "2026-11-22": [span] } }]);
  assert.deepEqual(times, { zone: "Asia/Hong_Kong", closing: "22:00", hours: { "2026-11-22": [span] }, minutes: {} });
  assert.equal(due({ open_hours: 4 }, START, {}, times), START + 5 * HOUR);
});
