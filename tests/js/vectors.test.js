/** The same vectors as the server's: effects, validators, clocks, entries. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { due } from "../../static/js/models/clocks.js";
import { clean } from "../../static/js/models/clean.js";
import { run } from "../../static/js/models/effects.js";
import { commitment, signedBytes } from "../../static/js/models/entry.js";
import { fromBase64, hex } from "../../static/js/models/bytes.js";
import { check } from "../../static/js/models/validators.js";
import { ports } from "./helpers.js";

const file = (name) => new URL(`../vectors/${name}.json`, import.meta.url);
const vectors = (name) => JSON.parse(readFileSync(file(name), "utf8"));

const effects = vectors("effects");
for (const one of effects.cases) {
  test(`effects: ${one.name}`, () => {
    const given = structuredClone(one.record);
    const found = run(effects.actions[one.action], given, one.values, { ...effects.context, ...one.ctx });
    assert.deepEqual(found, one.expect);
    assert.deepEqual(given, one.record, "effects are pure");
  });
}

for (const one of vectors("validators").check) {
  test(`validators: ${one.name}`, () => assert.deepEqual(check(one.schema, one.values), one.expect));
}

for (const one of vectors("validators").clean) {
  test(`clean: ${one.name}`, () => assert.equal(clean(one.text, one.lines), one.expect));
}

for (const one of vectors("clocks").due) {
  test(`clocks: ${one.name}`, () => assert.equal(due(one.length, one.start, one.record, one.times), one.due));
}

if (existsSync(file("entries"))) {
  for (const one of vectors("entries").commitments ?? []) {
    test(`commitment: ${one.field}`, async () => {
      assert.equal(await commitment(ports(), fromBase64(one.salt), one.field, one.value), one.commitment);
    });
  }
  for (const one of vectors("entries").signed ?? []) {
    test("signed bytes of a body", () => assert.equal(hex(signedBytes(one.body)), one.bytes));
  }
}
