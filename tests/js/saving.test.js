/** Saved means on the disk: one transaction, contiguous n, unique numbers, loud failures. */

import assert from "node:assert/strict";
import { createHash, verify } from "node:crypto";
import { describe, test } from "node:test";
import { signedBytes } from "../../static/js/models/entry.js";
import { fromBase64 } from "../../static/js/models/bytes.js";
import { publicKey, signIn, START, tab, tablet } from "./helpers.js";

const bodies = async (desk) => (await desk.entries()).map((row) => JSON.parse(row.entry.b));

describe("saving", () => {
  test("it signs the exact text of the body, and keeps personal values out of it", async () => {
    const desk = await tablet();
    await signIn(desk, undefined, "张伟");
    const [row] = await desk.entries();
    const body = JSON.parse(row.entry.b);
    assert.equal(row.entry.b.includes("张伟"), false);
    assert.deepEqual(Object.keys(body.pc), ["name"]);
    assert.equal(row.entry.p.name[1], "张伟");
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" };
    assert.ok(verify("sha256", signedBytes(row.entry.b), key, fromBase64(row.entry.s)));
    assert.equal(row.digest, createHash("sha256").update(row.entry.b).digest("hex"));
    assert.equal(body.at, new Date(START).toISOString());
    assert.equal(body.offage, 7 * 86_400, "an offset never measured is not believed");
  });

  test("a personal value given among the others never enters the body", async () => {
    const desk = await tablet();
    await desk.act("visitors", "sign_in", { values: { room: "1203", name: "Ann ", note: "" } });
    const [row] = await desk.entries();
    assert.deepEqual(JSON.parse(row.entry.b).d, { room: "1203" });
    assert.deepEqual(Object.entries(row.entry.p).map(([name, [, value]]) => [name, value]), [["name", "Ann"]]);
  });

  test("an entry names who made it, even when somebody else takes the tablet before it is on the disk", async () => {
    const desk = await tablet();
    desk.operator = { id: "alice", how: "pin", roles: [] };
    const saving = signIn(desk);
    desk.operator = { id: "bo", how: "online", roles: [] };
    await saving;
    const [{ op, how }] = await bodies(desk);
    assert.deepEqual([op, how], ["alice", "pin"]);
  });

  test("a party is saved as a whole, with a number each and n without a gap", async () => {
    const desk = await tablet();
    const acts = ["Ann", "Ben", "Cho"].map((name) => ({ register: "visitors", action: "sign_in", values: { name } }));
    const saved = await desk.actMany(acts);
    assert.deepEqual(saved.map(({ no }) => no), ["V-L2-000001", "V-L2-000002", "V-L2-000003"]);
    assert.deepEqual((await bodies(desk)).map(({ n }) => n), [1, 2, 3]);
  });

  test("only creating entries carry a number", async () => {
    const desk = await tablet();
    const { rec } = await signIn(desk);
    await desk.act("visitors", "sign_out", { rec });
    assert.deepEqual((await bodies(desk)).map((body) => body.no), ["V-L2-000001", undefined]);
  });

  test("four tabs racing take every n once and no number twice", async () => {
    const first = await tablet();
    const tabs = [first, ...(await Promise.all([tab(first), tab(first), tab(first)]))];
    await Promise.all(tabs.flatMap((desk) => Array.from({ length: 8 }, () => signIn(desk))));
    const all = await bodies(first);
    assert.deepEqual(all.map(({ n }) => n), Array.from({ length: 32 }, (_, at) => at + 1));
    assert.equal(new Set(all.map(({ no }) => no)).size, 32);
    assert.equal(new Set(all.map(({ id }) => id)).size, 32);
  });

  test("tabs racing with actions that need no number take every n once, too", async () => {
    const first = await tablet();
    const tabs = [first, await tab(first), await tab(first)];
    const { rec } = await signIn(first);
    await Promise.all(tabs.flatMap((desk) => [1, 2, 3].map(() => desk.act("visitors", "count", { rec }))));
    assert.deepEqual((await bodies(first)).map(({ n }) => n), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.equal((await first.record(rec)).f.times, 9);
  });

  test("a key that cannot be read saves unsigned and raises the alarm", async () => {
    const desk = await tablet({ sign: async () => { throw new Error("null key"); } });
    const heard = [];
    desk.addEventListener("broken", ({ reason }) => heard.push(reason));
    await signIn(desk);
    assert.equal((await desk.entries())[0].entry.s, "");
    assert.deepEqual(heard, ["unsigned"]);
  });

  test("saving a parked form takes it off the shelf in the same transaction", async () => {
    const desk = await tablet();
    const id = await desk.park({ register: "visitors", action: "sign_in", values: { name: "Ann" } });
    assert.equal((await desk.parked()).length, 1);
    await desk.act("visitors", "sign_in", { values: { name: "Ann" } }, { unpark: id });
    assert.deepEqual(await desk.parked(), []);
  });

  test("an offset that was measured goes along with its age in seconds", async () => {
    const clock = { now: START };
    const desk = await tablet({ clock });
    await desk.store.cupboard.put({ measured: { off: -1240, at: START } });
    clock.now += 90_000;
    await signIn(desk);
    const [body] = await bodies(desk);
    assert.deepEqual([body.off, body.offage], [-1240, 90]);
    clock.now = START - 3_600_000;
    await signIn(desk);
    assert.equal((await bodies(desk))[1].offage, 7 * 86_400, "a clock that was set back makes it useless");
  });
});
