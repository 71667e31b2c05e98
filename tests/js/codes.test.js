/** What a scanner or a hand gives is read the same, however the keyboard spelt it. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bare, readCode, typedCode } from "../../static/js/models/codes.js";

const ID = "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071";
const CODE = "V1:019A2B3C4D5E7F608A1B2C3D4E5F6071";

describe("a slip's code", () => {
  const spellings = {
    "as it is printed": CODE,
    "with the capitals turned round": CODE.toLowerCase(),
    "full width": [...CODE].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join(""),
    "without the shift": CODE.replace(":", ";"),
    "by a Spanish keyboard": CODE.replace(":", "Ñ"),
    "without the colon": CODE.replace(":", ""),
    "with blanks and a line end": ` ${CODE.slice(0, 12)} ${CODE.slice(12)}\r\n`,
    "with marks nobody sees": `\u202e\ufeff${CODE}\0`,
  };
  for (const [name, code] of Object.entries(spellings)) {
    test(name, () => assert.deepEqual(readCode(code), { id: ID }));
  }

  for (const part of ["V1:", "V1:019A", CODE.slice(0, -1), `${CODE}0`, CODE.replace("9", "G"), CODE + CODE, "v1;00"]) {
    test(`read by half: ${part}`, () => assert.deepEqual(readCode(part), { half: true }));
  }
});

for (const other of ["https://example.org/x", "wxp://f2f0", "x".repeat(61), `WIFI:S:${"a".repeat(80)};;`]) {
  test(`a code that is not ours: ${other.slice(0, 24)}`, () => assert.deepEqual(readCode(other), { foreign: true }));
}

for (const words of ["V-L2-000118", "v l2 118", "12A", "B12", "张伟", "V1", "V12", "José María", "1203", "6901234567892", ""]) {
  test(`words to look for: ${words || "none"}`, () => assert.ok("words" in readCode(words)));
}

test("numbers and badges are compared by their letters and digits", () => {
  assert.equal(bare(" v-l2 000118"), bare("V-L2-000118"));
  assert.equal(bare("蓝–12"), "蓝12");
  assert.equal(bare("…!"), "");
  assert.equal(bare(null), "");
});

describe("what was typed in one go", () => {
  const cases = [[CODE, CODE], [`12${CODE}`, CODE], ["V1:0", ""], ["hello", ""], ["", ""], [CODE.slice(0, 9), CODE.slice(0, 9)],
    ["V12A", ""]];
  for (const [burst, code] of cases) test(`${burst} ends in ${code || "no code"}`, () => assert.equal(typedCode(burst), code));
});
