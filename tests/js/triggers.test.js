/** When a tab syncs by itself: often in sight, seldom out of it, at once when the world comes back. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { startTriggers } from "../../static/js/sync/triggers.js";

const BEAT = 15_000;
let said;
let window;
let desk;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval", "Date"], now: 10 * BEAT });
  said = [];
  window = Object.assign(new EventTarget(), { document: Object.assign(new EventTarget(), { visibilityState: "visible" }) });
  window.setInterval = setInterval;
  window.clearInterval = clearInterval;
  desk = {
    nudge: () => said.push("nudge"),
    sync: async ({ force }) => said.push(force ? "force" : "sync"),
    store: { connection: { probe: async () => said.push("probe") } },
  };
});

const after = () => new Promise((done) => { setImmediate(done); });
const nudges = () => said.filter((what) => what === "nudge").length;

test("a tab in sight asks at once and then on every beat", () => {
  startTriggers(desk, window);
  assert.equal(nudges(), 1);
  mock.timers.tick(4 * BEAT);
  assert.equal(nudges(), 5);
});

test("a tab out of sight asks once a minute", () => {
  startTriggers(desk, window);
  window.document.visibilityState = "hidden";
  for (let beat = 0; beat < 12; beat += 1) mock.timers.tick(BEAT);
  assert.equal(nudges(), 1 + 3);
});

test("the network and the eye that come back are answered at once, by a handle that was tried", async () => {
  startTriggers(desk, window);
  window.dispatchEvent(new Event("online"));
  await after();
  assert.deepEqual(said, ["nudge", "probe", "force"]);
  window.document.visibilityState = "hidden";
  window.document.dispatchEvent(new Event("visibilitychange"));
  await after();
  assert.equal(said.length, 3);
  window.document.visibilityState = "visible";
  window.document.dispatchEvent(new Event("visibilitychange"));
  await after();
  assert.deepEqual(said.slice(3), ["probe", "force"]);
});

test("a handle that cannot be mended asks for nothing and throws nothing", async () => {
  desk.store.connection.probe = async () => { throw new DOMException("gone", "UnknownError"); };
  startTriggers(desk, window);
  window.dispatchEvent(new Event("online"));
  await after();
  assert.deepEqual(said, ["nudge"]);
});

test("who stops it hears nothing more", async () => {
  const stop = startTriggers(desk, window);
  stop();
  window.dispatchEvent(new Event("online"));
  mock.timers.tick(4 * BEAT);
  await after();
  assert.deepEqual(said, ["nudge"]);
});
