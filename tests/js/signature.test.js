/** The same vectors as the server's; and what a pad writes can be read again. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isDot, MOST, path, signature, written } from "../../static/js/models/signature.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/signatures.json", import.meta.url), "utf8"));

for (const one of vectors.read) {
  test(`signature: ${one.name}`, () => {
    const found = signature(one.text);
    assert.deepEqual(found.strokes, one.strokes);
    assert.deepEqual([path(found), isDot(found)], [one.path, one.dot]);
  });
}

for (const one of vectors.refused) {
  test(`no signature: ${one.name}`, () => assert.equal(signature(one.text), null));
}

test("what was drawn is written, off the pad's edge too, and read again", () => {
  const text = written([[{ x: -3.2, y: 10.4 }, { x: 20.6, y: 700 }], [{ x: 5, y: 5 }]], 600, 240);
  assert.equal(text, "600 240;0,10 21,230;5,5");
  assert.deepEqual(signature(text).strokes, [[[0, 10], [21, 240]], [[5, 5]]]);
});

test("points that nobody could tell apart are left out, the last of a stroke never", () => {
  assert.equal(written([[{ x: 1, y: 1 }, { x: 2, y: 1 }, { x: 2, y: 2 }]], 100, 100), "100 100;1,1 1,1");
});

test("somebody who draws on and on is still written down, only less finely", () => {
  const endless = Array.from({ length: 9000 }, (_, at) => ({ x: 300 + 200 * Math.sin(at / 9), y: 120 + 90 * Math.cos(at / 7) }));
  const text = written([endless], 600, 240);
  assert.ok(text.length <= MOST && text.length > MOST / 4, String(text.length));
  assert.notEqual(signature(text), null);
});
