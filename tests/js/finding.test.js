/** The tablet's own search: who is found, who no longer. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EPOCH, START, tablet } from "./helpers.js";

const HOUR = 3_600_000;
const room = (id, name) => ({ kind: "room", id, ver: 1, data: { name, tower: "" } });
const person = (id, name, more = {}) => ({ kind: "person", id, ver: 1, data: { name, room: "r1", key: "", ...more } });

describe("who has moved out", () => {
  test("is found until the day comes by the house's own clock, and no longer", async () => {
    const clock = { now: START };
    const refs = [
      { kind: "setting", id: "zone", ver: 1, data: { key: "zone", value: "Asia/Hong_Kong" } },
      person("p1", "Stays Lee"),
      person("p2", "Gone Lee", { moved_out: "2026-11-22" }),
      person("p3", "Goes Lee", { moved_out: "2026-11-23" }),
    ];
    const desk = await tablet({ clock });
    const page = { epoch: EPOCH, to: "0:", ref_to: 3, refs, head: [0, ""] };
    assert.ok(await desk.store.mirror.take(page, await desk.store.mirror.position(), clock.now));
    const found = async () => {
      (await desk.finding).forget("refs");
      return (await desk.search("lee", 9, ["people"])).people.map(({ data }) => data.name);
    };
    assert.deepEqual(await found(), ["Stays Lee", "Goes Lee"]);
    clock.now = Date.parse("2026-11-22T16:00:00Z") - HOUR; // an hour before midnight in Hong Kong
    assert.deepEqual(await found(), ["Stays Lee", "Goes Lee"]);
    clock.now += HOUR;
    assert.deepEqual(await found(), ["Stays Lee"]);
    assert.deepEqual((await desk.leavers()).map(({ data }) => data.name), ["Gone Lee", "Goes Lee"], "but it is known that they left");
  });
});

async function furnished(refs, more = {}) {
  const desk = await tablet(more);
  const page = { epoch: EPOCH, to: "0:", ref_to: 3, refs, head: [0, ""] };
  assert.ok(await desk.store.mirror.take(page, await desk.store.mirror.position(), START));
  return desk;
}

describe("a person is found", async () => {
  const desk = await furnished([
    room("r1", "T1-23A"), room("r2", "PH"),
    person("p1", "张三", { key: "张三 zhangsan zhang san zs", tail: "4567" }),
    person("p2", "José Ñandú", { room: "r2", key: "jose nandu josenandu jn", phone: "+852 9876 5432" }),
  ]);
  for (const [how, typed, id] of [
    ["by initials", "zs", "p1"], ["by pinyin", "zhangs", "p1"], ["by characters", "张", "p1"], ["by the room", "23a", "p1"],
    ["by the last digits a desk knows", "4567", "p1"], ["by the last digits of a telephone", "5432", "p2"],
    ["without accents", "nandu", "p2"], ["with accents", "Ñandú", "p2"],
  ]) {
    test(how, async () => assert.deepEqual((await desk.search(typed, 9, ["people"])).people.map((one) => one.id), [id]));
  }

  test("none by digits in the middle of nothing", async () =>
    assert.deepEqual((await desk.search("0000", 9, ["people"])).people, []));
});

describe("a large estate", () => {
  const many = Array.from({ length: 1750 }, (_, n) => person(`p${String(n).padStart(5, "0")}`, `Lee ${n}`, { room: `r${n % 7}` }));

  test("is read whole, in pieces, and breathes between them", async () => {
    let breaths = 0;
    const desk = await furnished([room("r1", "1A"), ...many], { breathe: () => { breaths += 1; } });
    assert.equal((await desk.refs("person")).length, many.length);
    assert.deepEqual((await desk.search("1749", 9, ["people"])).people.map(({ id }) => id), ["p01749"]);
    assert.equal(breaths, 4);
  });

  test("knows who lives in a room, and not who has left", async () => {
    const left = person("px", "Gone Lee", { room: "r1", moved_out: "2020-01-01" });
    const desk = await furnished([...many, left]);
    const home = await desk.residents("r1");
    assert.equal(home.length, 250);
    assert.ok(home.every(({ data }) => data.room === "r1" && data.name !== "Gone Lee"));
    assert.deepEqual(await desk.residents("nowhere"), []);
  });

  test("is indexed anew for news of its people, not for news of anything else", async () => {
    const desk = await furnished(many);
    const first = await desk.search("lee 3", 1, ["people"]);
    desk.store.mirror.refs = () => { throw new Error("read again"); };
    desk.tell("refs", { kinds: ["prompt", "staff"] });
    assert.deepEqual(await desk.search("lee 3", 1, ["people"]), first);
    desk.tell("refs", { kinds: ["person"] });
    await assert.rejects(desk.search("lee 3", 1, ["people"]), /read again/u);
  });

  test("gives the rows under one id without reading the others", async () => {
    const desk = await furnished(["r1:a", "r1:b", "r10:a", "r2:a"].map((id) => ({ ...person(id, id), kind: "permission" })));
    assert.deepEqual((await desk.under("permission", "r1:")).map(({ id }) => id), ["r1:a", "r1:b"]);
  });
});
