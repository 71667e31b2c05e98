/** A gate judges as tests/vectors/gate.json says; Python runs the same file in tests/gate/test_vectors.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromBase64, hex, utf8 } from "../../static/js/models/bytes.js";
import * as base45 from "../../static/js/models/gate/base45.js";
import * as cbor from "../../static/js/models/gate/cbor.js";
import * as claims from "../../static/js/models/gate/claims.js";
import { seal } from "../../static/js/models/gate/signed.js";
import { accept, read, Unfit } from "../../static/js/models/gate/trust_list.js";
import { judge } from "../../static/js/models/gate/verdict.js";
import { browserPorts } from "../../static/js/ports/browser.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/gate.json", import.meta.url), "utf8"));
const { verify, sha256 } = browserPorts();
const unhex = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));

function look({ trust, gate, kinds }) {
  return { trust: read(trust), gate: { ...gate, used: new Set(gate.used), known: new Set(gate.known) }, kinds };
}

for (const one of vectors.judged) {
  test(`gate: ${one.name}`, async () => {
    const { colour, reasons, claims: shown } = await judge({ verify, sha256 }, one.text, look(vectors.looks[one.look]));
    assert.deepEqual([colour, reasons], [one.colour, one.reasons]);
    const hidden = ["foreign", "half", "altered", "unknown_key"].some((reason) => reasons.includes(reason));
    assert.equal(shown === null, hidden, "nothing is shown that nobody signed");
  });
}

for (const one of vectors.issued) {
  test(`issued: ${one.name}`, async () => {
    const bare = { ...one.claims, id: unhex(one.claims.id) };
    const payload = claims.encode(await claims.fitted({ sha256 }, bare, one.goods));
    assert.equal(hex(payload), one.payload);
    for (const signature of one.signatures.map(fromBase64)) {
      assert.equal(await seal(payload, unhex(one.kid), async () => signature), one.code);
    }
    assert.equal(hex(claims.encode(claims.decode(payload))), one.payload);
  });
}

test("issued: a pass that has no room is not sealed", async () => {
  const [{ claims: sample, kid }] = vectors.issued;
  const large = { ...sample, id: unhex(sample.id), holder: "x".repeat(120) };
  await assert.rejects(claims.fitted({ sha256 }, large, []), RangeError);
  await assert.rejects(seal(claims.encode(large), unhex(kid), async () => new Uint8Array(64).fill(1)), RangeError);
});

for (const one of vectors.lists) {
  test(`trust list: ${one.name}`, async () => {
    const given = [one.text, fromBase64(one.signature), one.publics.map(fromBase64), one.held && read(one.held)];
    const trouble = await accept({ verify }, ...given).then(() => null, (fault) => fault instanceof Unfit && fault.trouble);
    assert.equal(trouble, one.trouble);
  });
}

for (const one of vectors.cbor) {
  test(`cbor: ${one.hex}`, () => {
    assert.equal(hex(cbor.encode(one.value)), one.hex);
    assert.deepEqual(cbor.decode(unhex(one.hex)), one.value);
  });
}

for (const spelt of vectors.other_cbor) {
  test(`no cbor: ${spelt}`, () => assert.throws(() => cbor.decode(unhex(spelt)), cbor.Fault));
}

for (const { text, code } of vectors.base45) {
  test(`base45: ${code}`, () => {
    assert.equal(base45.encode(utf8(text)), code);
    assert.deepEqual(base45.decode(code), utf8(text));
  });
}

for (const code of vectors.other_base45) {
  test(`no base45: ${JSON.stringify(code)}`, () => assert.throws(() => base45.decode(code), RangeError));
}
