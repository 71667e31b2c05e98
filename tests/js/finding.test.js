/** The tablet's own search: who is found, who no longer. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EPOCH, START, tablet } from "./helpers.js";

const HOUR = 3_600_000;
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
      desk.finding.forget("refs");
      return (await desk.search("lee", 9, ["people"])).people.map(({ data }) => data.name);
    };
    assert.deepEqual(await found(), ["Stays Lee", "Goes Lee"]);
    clock.now = Date.parse("2026-11-22T16:00:00Z") - HOUR; // an hour before midnight in Hong Kong
    assert.deepEqual(await found(), ["Stays Lee", "Goes Lee"]);
    clock.now += HOUR;
    assert.deepEqual(await found(), ["Stays Lee"]);
  });
});
