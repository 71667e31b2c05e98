/** What the desk knows before it admits somebody: one clear line, by the house's own clock. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { hints, home, vouch } from "../../static/js/desk/admitting.js";
import { allowed, marksOf, named, wishes } from "../../static/js/models/admission.js";
import { EPOCH, SITE, START, tablet } from "./helpers.js";

const SUNDAY = { day: "2026-11-22", hour: "10:00", weekday: "7" };
const NOW = { day: "2026-11-23", hour: "10:00", weekday: "1" };
const nanny = (more) => ({ name: "Nanny Chen", ...more });

describe("permissions of one person", () => {
  test("are one line, whatever overlaps", () => {
    const [one, ...others] = allowed([
      nanny({ days: "123", opens: "08:00", closes: "18:00", until: "2026-12-31", relation: "nanny" }),
      nanny({ name: "CHEN nanny", days: "345", opens: "08:00", closes: "18:00", until: "2026-12-31" }),
      nanny({ days: "12", opens: "09:00", closes: "12:00", until: "2026-11-30" }),
    ], NOW);
    assert.deepEqual(others, []);
    assert.deepEqual(one.times, [{ days: "12345", spans: [["08:00", "18:00"]] }]);
    assert.deepEqual([one.until, one.relation, one.now], ["2026-12-31", "nanny", true]);
  });

  test("say the earliest end where each adds something, so that the line is never a promise too far", () => {
    const [one] = allowed([nanny({ days: "1", until: "2026-12-31" }), nanny({ days: "6", until: "2026-11-30" })], NOW);
    assert.equal(one.until, "2026-11-30");
    assert.deepEqual(one.times.map(({ days }) => days), ["16"]);
  });

  test("two that are the same are one of them", () => {
    const [one] = allowed([nanny({ days: "1" }), nanny({ days: "1" })], NOW);
    assert.deepEqual(one.times.map(({ days }) => days), ["1"]);
  });

  test("which hold no longer, or not yet, count for nothing", () => {
    assert.deepEqual(allowed([nanny({ until: "2026-11-22" }), nanny({ since: "2026-11-24" })], NOW), []);
    assert.equal(allowed([nanny({ until: "2026-11-23", since: "2026-11-23" })], NOW).length, 1);
  });

  test("hold on their days and in their hours", () => {
    const at = (more, moment) => allowed([nanny(more)], { ...NOW, ...moment })[0].now;
    assert.equal(at({ days: "1" }, {}), true);
    assert.equal(at({ days: "1" }, SUNDAY), false);
    assert.equal(at({ opens: "10:00", closes: "11:00" }, {}), true);
    assert.equal(at({ opens: "10:01" }, {}), false);
    assert.equal(at({ closes: "10:00" }, {}), false);
  });

  test("whoever may come in now comes first", () =>
    assert.deepEqual(allowed([nanny({ name: "Ana", days: "2" }), nanny({ name: "Zoe" })], NOW).map(({ name }) => name), ["Zoe", "Ana"]));

  test("a typed name is known in any order and without accents", () => {
    const people = allowed([nanny({ name: "Rosa Núñez" })], NOW);
    for (const typed of ["rosa nunez", "NÚÑEZ, Rosa"]) assert.equal(named(people, typed)?.name, "Rosa Núñez");
    for (const typed of ["rosa", ""]) assert.equal(named(people, typed), undefined);
  });
});

describe("what a home asks", () => {
  test("an absence that is over is none", () => {
    assert.equal(wishes({ away_from: "2026-11-01", away_until: "2026-11-22" }, NOW), null);
    assert.deepEqual(wishes({ away_from: "2026-11-20", away_until: "2026-11-23" }, NOW).away, { from: "2026-11-20", until: "2026-11-23", now: true });
    assert.equal(wishes({ away_from: "2026-11-24" }, NOW).away.now, false);
  });

  test("no visitors after an hour", () => {
    assert.equal(wishes({ quiet_from: "10:00" }, NOW).late, true);
    assert.equal(wishes({ quiet_from: "10:01" }, NOW).late, false);
  });

  test("nothing is nothing", () => assert.deepEqual([wishes(undefined, NOW), wishes({}, NOW)], [null, null]));
});

const mark = (text) => createHash("sha256").update(`vestibule-barred-v1\n${SITE}\n${text}`).digest().subarray(0, 12).toString("base64url");
const row = (kind, id, data) => ({ kind, id, ver: 1, data });

async function furnished(refs, more = {}) {
  const desk = await tablet(more);
  const page = { epoch: EPOCH, to: "0:", ref_to: 3, refs: [row("setting", "zone", { key: "zone", value: "Asia/Hong_Kong" }), ...refs], head: [0, ""] };
  assert.ok(await desk.store.mirror.take(page, await desk.store.mirror.position(), START));
  return desk;
}

describe("at the desk, without a network", () => {
  const barred = (more) => row("barred", "b1", { marks: [mark("zhangsan"), mark("sanzhang"), mark("plate b12345")].sort(), room: "", until: "2026-11-22", ...more });

  test("the home of a room speaks, and no other's", async () => {
    const desk = await furnished([
      row("permission", "r1:a", { name: "Ana", until: "2026-11-22" }), row("permission", "r10:a", { name: "Other" }),
      row("household", "r1", { call_first: true }),
    ]);
    const said = await home(desk, "r1");
    assert.deepEqual([said.people.map(({ name }) => name), said.wishes.first, said.day], [["Ana"], true, "2026-11-22"]);
    assert.deepEqual(await home(desk, "r2"), { people: [], wishes: null, day: "2026-11-22" });
  });

  test("what ran out counts for nothing by the house's clock, though the tablet's was set back", async () => {
    const clock = { now: START };
    const desk = await furnished([row("permission", "r1:a", { name: "Ana", until: "2026-11-22" }), barred()], { clock });
    await desk.store.cupboard.put({ server_time: START + 86_400_000 });
    clock.now -= 10 * 86_400_000;
    assert.deepEqual((await home(desk, "r1")).people, []);
    assert.deepEqual(await hints(desk, { names: ["Zhang San"] }), []);
  });

  test("a name or a plate is a hint, in whatever order it was typed", async () => {
    const desk = await furnished([barred()]);
    for (const name of ["Zhang San", "san ZHANG", "Zhāng Sān", "zhangsan"]) assert.deepEqual(await hints(desk, { names: [name] }), ["b1"], name);
    assert.deepEqual(await hints(desk, { names: ["Zhang Sanfeng", "Zhang", ""] }), []);
    assert.deepEqual(await hints(desk, { plates: ["B-12345"] }), ["b1"]);
    assert.deepEqual(await hints(desk, { names: ["B12345"] }), []);
  });

  test("a bar for one room is none for another", async () => {
    const desk = await furnished([barred({ room: "r1" })]);
    assert.deepEqual(await hints(desk, { names: ["Zhang San"], room: "r1" }), ["b1"]);
    assert.deepEqual(await hints(desk, { names: ["Zhang San"], room: "r2" }), []);
  });

  test("short names mean nobody", () => assert.deepEqual([marksOf("Li"), marksOf("张三")], [[], ["张三"]]));
});

describe("a supervisor is asked", () => {
  const wish = { op: "sup", pin: "615294", rows: ["b1"], roles: ["supervisor"] };
  const json = (status, body) => new Response(JSON.stringify({ server_time: START, ...body }), { status, headers: { "content-type": "application/json" } });

  test("the house tells them why", async () => {
    const desk = await furnished([], { fetch: async () => json(200, { op: "sup", name: "Carmen", reasons: [{ reason: "a court order" }] }) });
    assert.deepEqual((await vouch(desk, wish)).reasons, [{ reason: "a court order" }]);
  });

  test("a wrong PIN opens nothing", async () => {
    const desk = await furnished([], { fetch: async () => json(403, { error: "bad_pin", left: 4 }) });
    assert.deepEqual(await vouch(desk, wish), { ok: false, code: "bad_pin", until: undefined });
  });

  test("without the house the tablet knows the PIN, never the reason; who is no supervisor is turned away", async () => {
    const desk = await furnished([row("staff", "sup", { name: "Carmen", roles: ["supervisor"] })]);
    assert.equal((await vouch(desk, wish)).code, "unknown");
    const card = { id: "sup", name: "Carmen", roles: ["supervisor"], salt: "", tries: 0, until: 0, expires: START + 1e9, verifier: "615294/" };
    await desk.store.cupboard.keep("operators", card);
    assert.deepEqual(await vouch(desk, wish), { ok: true, op: "sup", name: "Carmen", reasons: null });
    assert.equal(desk.operator, null);
    assert.equal((await vouch(desk, { ...wish, roles: ["manager"] })).code, "not_allowed");
    assert.equal((await vouch(desk, { ...wish, pin: "000000" })).code, "bad_pin");
  });
});
