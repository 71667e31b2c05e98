/** A form's values, parted before they are signed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { split } from "../../static/js/helpers/forms.js";

const field = (name, more = {}) => ({ name, kind: "text", personal: false, validators: [], ...more });
const SCHEMA = [field("room"), field("name", { personal: true }), field("lines", { kind: "lines", most: 2 }),
  field("item", { personal: true, each: "lines" }), field("qty", { each: "lines" })];

test("what is personal of lines is parted like everything else", () => {
  const given = { room: "r1", name: "Ana", "lines-0-item": "Chair", "lines-0-qty": "2", "lines-1-item": "Lamp" };
  assert.deepEqual(split(SCHEMA, given), {
    values: { room: "r1", "lines-0-qty": "2" },
    personal: { name: "Ana", "lines-0-item": "Chair", "lines-1-item": "Lamp" },
  });
});

test("what no field asks, and what is empty, is left out", () => {
  const given = { room: "", other: "x", item: "loose", "lines-2-item": "one too many", "tools-0-item": "of other lines" };
  assert.deepEqual(split(SCHEMA, given), { values: {}, personal: {} });
});
