/** The same vectors as the server's: effects, validators, clocks, entries. */

import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { advance, DEFAULTS, due } from "../../static/js/models/clocks.js";
import { clean } from "../../static/js/models/clean.js";
import { run } from "../../static/js/models/effects.js";
import { makeEntry, signedBytes } from "../../static/js/models/entry.js";
import { lifted } from "../../static/js/models/lifting.js";
import { fromBase64, toBase64 } from "../../static/js/models/bytes.js";
import { cell, text } from "../../static/js/helpers/file.js";
import { verdict } from "../../static/js/models/passes.js";
import { picture } from "../../static/js/models/picture.js";
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

const lifts = vectors("lifts");
for (const one of lifts.cases) {
  test(`lifts: ${one.name}`, () => assert.deepEqual(lifted(lifts.lifts, one.tv, one.values), one.expect));
}

for (const one of vectors("validators").check) {
  test(`validators: ${one.name}`, () => assert.deepEqual(check(one.schema, one.values), one.expect));
}

for (const { name, schema, values, expect } of vectors("validators").check) {
  if (schema[0].kind !== "picture" || !values.photo) continue;
  test(`pictures read as they are judged: ${name}`, () => assert.equal(picture(values.photo) === null, "photo" in expect));
}

for (const one of vectors("validators").clean) {
  test(`clean: ${one.name}`, () => assert.equal(clean(one.text, one.lines), one.expect));
}

for (const one of vectors("clocks").due) {
  test(`clocks: ${one.name}`, () => assert.equal(due(one.length, one.start, one.record, one.times), one.due));
}

const { advance: told, defaults } = vectors("clocks");
for (const story of told.stories) {
  test(`clocks: ${story.name}`, () => {
    const clocks = Object.fromEntries(Object.entries(told.clocks).map(([name, length]) => [name, { length }]));
    let record = null;
    for (const [index, one] of story.steps.entries()) {
      const ctx = { entry: `e${index + 1}`, rec: "r1", reg: "keys", no: null, at: one.at, op: "u1", dev: "d1",
        final: told.final };
      const after = run(told.actions[one.do], record, one.values ?? {}, ctx).record;
      record = advance(told.actions[one.do], clocks, record, after, told.times);
      assert.deepEqual(record.clocks, one.clocks, one.do);
    }
  });
}

test("clocks: what holds where the site says nothing", () => assert.deepEqual(DEFAULTS, defaults));

const entries = vectors("entries");
for (const one of entries.make) {
  test(`entries: ${one.name}`, async () => {
    const salts = one.salts.map(fromBase64);
    const given = { random: () => salts.shift(), sign: async () => new Uint8Array(64) };
    const made = await makeEntry(ports(given), entries.device, one.input);
    assert.equal(made.b, one.entry.b);
    assert.equal(toBase64(signedBytes(made.b)), one.signed);
    assert.deepEqual({ ...made, s: "" }, { ...one.entry, s: "" });
    const key = { key: createPublicKey({ key: entries.key.jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
    assert.ok(verify("sha256", signedBytes(made.b), key, fromBase64(one.entry.s)));
  });
}

for (const [given, expect] of vectors("cells").safe) {
  test(`cells: ${JSON.stringify(given)}`, () => assert.equal(text(given), expect));
}

for (const [given, expect] of vectors("cells").quoted) {
  test(`cells in CSV: ${JSON.stringify(given)}`, () => assert.equal(cell(given), expect));
}

const { zone, at, cases } = vectors("passes");
for (const one of cases) {
  test(`passes: ${one.name}`, () => assert.equal(verdict(one, at, zone), one.verdict));
}
