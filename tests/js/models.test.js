/** Small rules of the core. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fold, growIndex, offered, settled, summary, uuid7 } from "../../static/js/models/core.js";
import * as numbers from "../../static/js/models/numbers.js";
import { requeued } from "../../static/js/models/retention.js";
import { trusted } from "../../static/js/models/time.js";
import { ports, registers, START } from "./helpers.js";

test("ids are UUIDs of version 7 and sort by time", () => {
  const clock = { now: START };
  const first = uuid7(ports({ clock }));
  clock.now += 1;
  assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(first < uuid7(ports({ clock })));
});

test("numbers can be read back however they were typed", () => {
  assert.equal(numbers.format("V", "L2", 118), "V-L2-000118");
  assert.deepEqual(numbers.parse(" v-l2-000118"), { letter: "V", letters: "L2", counter: 118 });
  assert.equal(numbers.parse("118"), null);
});

test("setting the clock back revives nothing", () => {
  const measured = { off: 1000, at: START };
  assert.equal(trusted(START + 5000, measured, 0), START + 6000);
  assert.equal(trusted(START - 86_400_000, measured, START), START);
  assert.equal(trusted(0, null, 0, START), START);
});

describe("an own entry is in the server's copy", () => {
  const reached = { epoch: "e1", seq: 9 };
  const row = (seq, epoch, more = {}) => ({ status: "applied", seq, epoch, ...more });
  for (const [name, given, base, expected] of [
    ["when the record has come as far", row(12, "e1"), { seq: 12, epoch: "e1" }, true],
    ["not while the record is older", row(12, "e1"), { seq: 3, epoch: "e1" }, false],
    ["when the whole pull has come as far", row(8, "e1"), { seq: 3, epoch: "e1" }, true],
    ["also where the record has gone", row(8, "e1"), undefined, true],
    ["not by a number of another epoch", row(8, "e0"), { seq: 12, epoch: "e1" }, false],
    ["when sent again over the copy that had it", row(null, "e0", { status: "queued", was: { seq: 8, epoch: "e1" } }),
      { seq: 8, epoch: "e1" }, true],
    ["not when sent again over a new copy", row(null, "e0", { status: "queued", was: { seq: 8, epoch: "e0" } }),
      { seq: 9, epoch: "e1" }, false],
    ["not when it was held in the history that is over", requeued(row(8, "e1", { status: "held" })), undefined, false],
    ["never while it is held", row(8, "e1", { status: "held" }), { seq: 12, epoch: "e1" }, false],
    ["as far as it matters when it was refused", row(null, "e1", { status: "refused" }), undefined, true],
  ]) {
    test(name, () => assert.equal(settled(given, base, reached), expected));
  }
});

describe("the badge", () => {
  const row = (minutes, more = {}) => ({ status: "queued", saved: START - minutes * 60_000, flags: [], ...more });
  for (const [minutes, tone] of [[29, "calm"], [31, "amber"], [479, "amber"], [481, "red"]]) {
    test(`after ${minutes} minutes it is ${tone}`, () => assert.equal(summary([row(minutes)], null, START).tone, tone));
  }

  test("what the server has is not counted", () => {
    const found = summary([row(90, { status: "applied" }), row(1)], START, START);
    assert.deepEqual([found.count, found.oldest, found.contact], [1, START - 60_000, START]);
  });
});

describe("what is offered", () => {
  const record = { state: "on_site", flags: [], undo: { op: "u1", at: START } };
  const names = (operator, now = START, more = {}) =>
    offered(registers.visitors, { ...record, ...more }, operator, now).map(({ name }) => name);
  const anyone = { id: "u1", roles: [] };

  test("by state and role", () => {
    assert.deepEqual(names({ id: "u2", roles: ["receptionist"] }), ["sign_out", "count", "approve", "take_back"]);
    assert.deepEqual(names({ id: "u2", roles: ["receptionist"] }, START, { state: "closed", undo: null }), ["count", "approve"]);
    assert.deepEqual(names(null), []);
  });

  test("one's own last tap for a minute, whatever the role", () => {
    assert.deepEqual(names(anyone, START + 60_000), ["take_back"]);
    assert.deepEqual(names(anyone, START + 60_001), []);
    assert.deepEqual(names({ id: "u2", roles: [] }), []);
  });
});

describe("searching", async () => {
  const people = await growIndex([
    { item: "zhang", texts: ["張三", "1203"], key: "張三 zhangsan zhang san zs" },
    { item: "jose", texts: ["José Ñandú", "12-08A"], key: "jose nandu josenandu jn" },
    { item: "late", texts: ["Anna Zsolt", "2203"], key: "anna zsolt annazsolt az" },
    { item: "phone", texts: ["Li Na", "13800138000"] },
    { item: "nobody", texts: null },
  ], ({ texts, key }) => texts && { texts, key });

  for (const [typed, found] of [
    ["zhangs", ["zhang"]], ["zs", ["zhang", "late"]], ["張", ["zhang"]], ["nandu", ["jose"]], ["JOSÉ", ["jose"]],
    ["1208a", ["jose"]], ["203", ["zhang", "late"]], ["8000", ["phone"]], ["jose 1208", ["jose"]],
    ["jose 1203", []], ["", []], ["１２０３", ["zhang"]],
  ]) {
    test(`"${typed}" finds ${found.join(", ") || "nothing"}`, () => assert.deepEqual(people.find(typed).map(({ item }) => item), found));
  }

  test("accents and width fold as on the server", () => assert.equal(fold("Straße Ø Łódź ＡＢ"), "strasse o lodz ab"));
});
