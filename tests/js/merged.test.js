/** Which of several slips of one visitor stays, and which two cannot be one. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { staying, unfit } from "../../static/js/models/merged.js";

const slip = (id, into = null, more = {}) => ({ id, state: into ? "merged" : "on_site", f: { merged_into: into, ...more } });

test("a merged slip leads to the one that stays, however far", () => {
  const stays = staying([slip("a"), slip("b", "a"), slip("c", "b"), slip("d", "gone")]);
  assert.deepEqual(["a", "b", "c", "d", "unknown"].map(stays), ["a", "a", "a", "gone", "unknown"]);
});

test("two that were merged both ways are no endless walk", () => {
  assert.equal(staying([slip("a", "b"), slip("b", "a")])("a"), "a");
});

test("what cannot be one says why", () => {
  const one = slip("a");
  assert.equal(unfit(one, null), "unknown");
  assert.equal(unfit(one, one), "itself");
  for (const state of ["merged", "taken_back", "denied"]) assert.equal(unfit(one, { ...slip("b"), state }), "gone");
  assert.equal(unfit(one, slip("b", null, { party: "a" })), "group");
  assert.equal(unfit(slip("c", null, { party: "a" }), slip("b", null, { party: "a" })), "group");
  assert.equal(unfit(one, slip("b")), null);
});
