/** A new shell waits for an idle moment; after a week it is taken when nobody holds the tablet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { startUpdates } from "../../static/js/desk/updating.js";
import { tablet } from "./helpers.js";

const DAY = 86_400_000;
const MOMENT = 20;

const rest = () => new Promise((done) => { setTimeout(done, MOMENT); });

/** A worker, the registration of it, and what the page's words to it were. */
function registered({ waiting = true, controller = {}, refusals = 0, installing = null } = {}) {
  const posted = [];
  const worker = { postMessage: (word) => posted.push(word) };
  const registration = { waiting: waiting ? worker : null, installing, active: installing ? null : worker,
    addEventListener: () => {}, update: async () => {} };
  let asked = 0;
  const register = async () => {
    asked += 1;
    if (asked <= refusals) throw new TypeError("no network");
    return registration;
  };
  const ready = installing ? new Promise(() => {}) : Promise.resolve(registration);
  const serviceWorker = { controller, ready, register, addEventListener: () => {} };
  return { posted, serviceWorker, asked: () => asked };
}

/** A page over such a worker, timers by hand, and a form that may be open. */
async function page(t, { since, busy = false, operator = null, ...worker } = {}) {
  t.mock.timers.enable({ apis: ["Date"], now: 100 * DAY });
  const { posted, serviceWorker, asked } = registered(worker);
  const beats = [];
  const later = [];
  const window = { navigator: { serviceWorker },
    setInterval: (work) => beats.push(work), setTimeout: (work) => later.push(work),
    document: { addEventListener: () => {}, querySelector: () => (busy ? {} : null) }, location: { reload: () => {} } };
  const desk = await tablet();
  if (since !== undefined) await desk.store.cupboard.put({ update_since: since });
  desk.operator = operator;
  const told = [];
  desk.addEventListener("update", ({ overdue }) => told.push(overdue));
  startUpdates(desk, window);
  await rest();
  t.mock.timers.tick(2 * 60_000);
  beats.at(-1)();
  return { desk, posted, told, later, asked };
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

test("a page the first worker passed by while it was loading asks to be taken over", async (t) => {
  const { posted } = await page(t, { waiting: false, controller: null });
  assert.deepEqual(posted, ["claim"]);
});

test("a worker that could not be registered is asked for again, without a new page", async (t) => {
  const { later, asked } = await page(t, { waiting: false, refusals: 1 });
  assert.deepEqual([asked(), later.length], [1, 1]);
  later[0]();
  await rest();
  assert.deepEqual([asked(), later.length], [2, 1]);
});

test("a first shell that broke off is begun again, once", async (t) => {
  const told = [];
  const installing = { state: "installing", addEventListener: (_, heard) => told.push(heard) };
  const { later, asked } = await page(t, { waiting: false, controller: null, installing });
  installing.state = "redundant";
  for (const heard of told) heard();
  assert.deepEqual([told.length, later.length], [1, 1]);
  later[0]();
  await rest();
  assert.equal(asked(), 2);
});
