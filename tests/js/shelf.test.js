/** Forms that wait: one for each visit that somebody began, none that says nothing of its own. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { tablet } from "./helpers.js";

const FORM = { register: "visitors", action: "sign_in" };

async function desk() {
  const found = await tablet();
  found.operator = { id: "u1", roles: [] };
  return found;
}

const names = async (tab) => (await tab.parked()).map(({ values }) => values.name).sort();

test("what saved itself makes room for the same person's form that says all of it and more", async () => {
  const tab = await desk();
  await tab.park({ ...FORM, values: { name: "Ann" }, people: [] });
  await tab.park({ ...FORM, values: { name: "Ann", room: "1203" }, people: [{ name: "Bo" }] });
  assert.deepEqual((await tab.parked()).map(({ values }) => values), [{ name: "Ann", room: "1203" }]);
});

test("whatever would be lost stays: another word, another companion, another person's, what was put aside", async () => {
  const tab = await desk();
  await tab.park({ ...FORM, values: { name: "Ann", note: "two chairs" } });
  await tab.park({ ...FORM, values: { name: "Ann", room: "1203" }, people: [{ name: "Bo" }] });
  await tab.park({ ...FORM, values: { name: "Ann" }, aside: true });
  await tab.park({ register: "visitors", action: "leave", values: { name: "Ann" } });
  tab.operator = { id: "u2", roles: [] };
  await tab.park({ ...FORM, values: { name: "Ann", room: "1203", company: "Acme" } });
  assert.deepEqual(await names(tab), ["Ann", "Ann", "Ann", "Ann", "Ann"]);
});

test("a form that is renewed under its own id stays one", async () => {
  const tab = await desk();
  const id = await tab.park({ ...FORM, values: { name: "A" } });
  await tab.park({ ...FORM, id, values: { name: "Ann" } });
  assert.deepEqual(await names(tab), ["Ann"]);
});
