/** A new shell waits for an idle moment; after a week it is taken when nobody holds the tablet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { startUpdates } from "../../static/js/desk/updating.js";
import { tablet } from "./helpers.js";

const DAY = 86_400_000;

/** A page with a worker that waits, timers by hand, and a form that may be open. */
async function page(t, { waiting = true, since, busy = false, operator = null } = {}) {
  t.mock.timers.enable({ apis: ["Date"], now: 100 * DAY });
  const posted = [];
  const beats = [];
  const worker = { postMessage: (word) => posted.push(word) };
  const registration = { waiting: waiting ? worker : null, addEventListener: () => {}, update: async () => {} };
  const serviceWorker = { controller: {}, register: async () => registration, addEventListener: () => {} };
  const window = { navigator: { serviceWorker }, setInterval: (work) => beats.push(work),
    document: { addEventListener: () => {}, querySelector: () => (busy ? {} : null) }, location: { reload: () => {} } };
  const desk = await tablet();
  if (since !== undefined) await desk.store.cupboard.put({ update_since: since });
  desk.operator = operator;
  const told = [];
  desk.addEventListener("update", ({ overdue }) => told.push(overdue));
  startUpdates(desk, window);
  await new Promise((done) => { setTimeout(done, 20); });
  t.mock.timers.tick(2 * 60_000);
  beats.at(-1)();
  return { desk, posted, told };
}

test("it is offered while it is young, and the day is kept", async (t) => {
  const { desk, posted, told } = await page(t);
  assert.deepEqual([posted, told], [[], [false]]);
  assert.equal(await desk.store.cupboard.get("update_since"), 100 * DAY);
});

test("after seven days the lock page takes it without asking", async (t) => {
  const { posted, told } = await page(t, { since: 92 * DAY });
  assert.deepEqual([posted, told], [["activate"], []]);
});

test("whoever works is asked, however old it is", async (t) => {
  const { posted, told } = await page(t, { since: 92 * DAY, operator: { id: "u1" } });
  assert.deepEqual([posted, told], [[], [true]]);
});

test("never under an open form", async (t) => {
  const { posted, told } = await page(t, { since: 92 * DAY, busy: true });
  assert.deepEqual([posted, told], [[], []]);
});

test("a week is counted anew once nothing waits", async (t) => {
  const { desk, posted } = await page(t, { waiting: false, since: 92 * DAY });
  assert.deepEqual(posted, []);
  assert.equal(await desk.store.cupboard.get("update_since"), null);
});
