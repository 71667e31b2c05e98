/** Who was here before is offered masked, by the ID or by a name, and never while still inside. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { formerly } from "../../static/js/models/known.js";

const slip = (at, name, more = {}) => ({
  id: `${name} ${at}`, at, end: at + 5, room: "r1", f: { id_kind: "passport", left_at: at + 5, ...more.f }, p: { name, id_last4: "77X1", ...more.p },
  ...("end" in more ? { end: more.end } : {}),
});
const nobody = { kind: "", last4: "", name: "" };
const told = (found) => found.map(({ record, visits, mask }) => [record.id, visits, mask]);

test("the ID that was seen tells who it is, whatever its letters' case", () => {
  const all = [slip(1, "Lee Wing"), slip(9, "Lee Wing"), slip(5, "Ana Ruiz", { p: { id_last4: "0001" } })];
  assert.deepEqual(told(formerly(all, { kind: "passport", last4: "77x1", name: "" })), [["Lee Wing 9", 2, "L. W."]]);
  assert.deepEqual(formerly(all, { kind: "id_card", last4: "77X1", name: "" }), []);
  assert.deepEqual(formerly(all, { ...nobody, kind: "passport", last4: "77X" }), []);
});

test("a name that is being typed tells it too, once it says something", () => {
  const all = [slip(1, "José García"), slip(2, "李小明")];
  assert.deepEqual(told(formerly(all, { ...nobody, name: "garc" })), [["José García 1", 1, "J. G."]]);
  assert.deepEqual(told(formerly(all, { ...nobody, name: "李小" })), [["李小明 2", 1, "李*"]]);
  assert.deepEqual(formerly(all, { ...nobody, name: "jo" }), []);
  assert.deepEqual(formerly(all, { ...nobody, name: "李" }), []);
});

test("what was erased is not offered, nor somebody who never showed an ID", () => {
  const erased = { ...slip(1, "Lee Wing"), p: {} };
  const stranger = slip(2, "Lee Wing", { f: { id_kind: null } });
  assert.deepEqual(formerly([erased, stranger], { ...nobody, name: "lee" }), []);
});

test("whom nobody saw leaving, and whose slip is still out, comes again like anybody", () => {
  const unseen = slip(7, "Lee Wing", { end: null, f: { left_at: null, auto_closed_at: 90 } });
  assert.equal(formerly([unseen], { kind: "passport", last4: "77X1", name: "" }).length, 1);
});

test("whoever is still inside gets no second slip", () => {
  const inside = slip(7, "Lee Wing", { end: null, f: { left_at: null } });
  assert.deepEqual(formerly([slip(1, "Lee Wing"), inside], { kind: "passport", last4: "77X1", name: "" }), []);
  const slipOut = slip(7, "Lee Wing", { end: null });
  assert.equal(formerly([slipOut], { kind: "passport", last4: "77X1", name: "" }).length, 1);
});

test("the newest three stand for all", () => {
  const all = [1, 2, 3, 4].map((at) => slip(at, `Lee ${at}`));
  assert.deepEqual(formerly(all, { ...nobody, name: "lee" }).map(({ record }) => record.at), [4, 3, 2]);
});
