/** The second copy: what it holds, what it gives back, and that nobody who saves depends on it. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Desk } from "../../static/js/desk.js";
import { Spare } from "../../static/js/storage/spare.js";
import { newName, ports, registers, signIn, tablet } from "./helpers.js";
import { Server } from "./server.js";

let buckets;

const { IDBFactory, indexedDB } = globalThis;

beforeEach(() => {
  buckets = { broken: false, factory: new IDBFactory() };
  const open = async () => {
    if (buckets.broken) throw new DOMException("no room", "QuotaExceededError");
    return { indexedDB: buckets.factory };
  };
  Object.defineProperty(globalThis, "navigator", { value: { storageBuckets: { open } }, configurable: true });
});

/** Do as Chromium does with a torn log: the first copy is gone. */
async function lose(desk) {
  desk.close();
  await new Promise((done) => { indexedDB.deleteDatabase(desk.name).onsuccess = done; });
}

/** Open the tablet's page again, knowing nothing. */
async function again({ name }, more = {}) {
  const desk = new Desk({ name, ports: ports(more), house: { registers, version: "t1", lang: "en" } });
  desk.name = name;
  return desk.ready;
}

const numbers = async (desk) => (await desk.entries()).map(({ n, no }) => [n, no]);

test("what waits comes back with the device, its keys, its forms and its numbers; nobody holds it", async () => {
  const desk = await tablet();
  await desk.store.cupboard.putKey("device", { a: "key" });
  await desk.hold({ id: "u1", name: "Kelly", roles: [] });
  await signIn(desk, "r1");
  await desk.park({ register: "visitors", action: "sign_in", values: { name: "Bo" } });
  await desk.store.cupboard.keep("operators", { id: "u1", salt: "s" });
  await desk.store.cupboard.note("pin_failed", 5, { op: "u1" });
  await signIn(desk, "r2");
  await lose(desk);

  const back = await again(desk);
  assert.deepEqual([back.device.id, back.operator], ["d0000a1b2", null]);
  assert.equal((await again(desk)).operator, null, "on the next page neither");
  assert.deepEqual(await numbers(back), [[1, "V-L2-000001"], [2, "V-L2-000002"]]);
  assert.deepEqual(await back.store.cupboard.key("device"), { a: "key" });
  assert.deepEqual((await back.parked()).map(({ values }) => values), [{ name: "Bo" }]);
  assert.deepEqual((await back.store.cupboard.all("operators")).map(({ id }) => id), ["u1"]);
  assert.deepEqual((await back.store.cupboard.log()).map(({ kind }) => kind), ["pin_failed", "restored"]);
  assert.deepEqual([(await signIn(back, "r3")).no, (await back.queue()).patchy], ["V-L2-000003", true]);
});

test("a browser that was never a tablet stays none", async () => {
  const back = await again({ name: newName() });
  assert.deepEqual([back.device, await back.store.cupboard.log()], [null, []]);
});

test("what the house answered for is no longer in the copy, nor is a form that was saved", async () => {
  const server = new Server();
  const desk = await tablet({ fetch: server.fetch });
  const form = await desk.park({ register: "visitors", action: "sign_in", values: { name: "Bo" } });
  await desk.actMany([{ register: "visitors", action: "sign_in", values: { name: "Bo" } }], { unpark: form });
  await desk.sync({ force: true });
  assert.equal((await desk.queue()).count, 0);
  await desk.runner.idle;
  await lose(desk);

  const back = await again(desk);
  assert.deepEqual([await back.entries(), await back.parked()], [[], []]);
  assert.equal((await signIn(back)).no, "V-L2-000002", "numbers go on");
});

test("a tab that comes late does not set the numbers back", async () => {
  const desk = await tablet();
  await signIn(desk, "r1");
  const spare = new Spare(desk.name);
  const draft = (n) => ({ rows: [{ n, id: `e${n}`, status: "queued" }], counters: { V: n - 1 }, raised: { V: n } });
  await spare.keep(draft(3));
  await spare.keep(draft(2));
  await lose(desk);
  const back = await again(desk);
  assert.deepEqual((await back.entries()).map(({ n }) => n), [1, 2, 3]);
  assert.deepEqual(await back.store.outbox.counters(), { n: 3, counters: { V: 3 } });
});

test("rooms and staff are there before the house is; who has gone from it goes when it has told all", async () => {
  const server = new Server();
  server.refs = [{ kind: "staff", id: "u1", ver: 1, data: { name: "Kelly" } },
    { kind: "room", id: "s1", ver: 2, data: { label: "1203" } }, { kind: "person", id: "p1", ver: 3, data: { name: "Bo" } }];
  const desk = await tablet({ fetch: server.fetch });
  await desk.sync({ force: true });
  await signIn(desk);
  await desk.sync({ force: true });
  await lose(desk);

  server.refs.shift();
  const back = await again(desk, { fetch: server.fetch });
  const known = async (kind) => (await back.store.mirror.refs(kind)).map(({ id }) => id);
  assert.deepEqual([await known("staff"), await known("room"), await known("person")], [["u1"], ["s1"], []]);
  await back.sync({ force: true });
  back.tell("refs", {});
  assert.deepEqual([await known("staff"), await known("room"), await known("person")], [[], ["s1"], ["p1"]]);
  assert.equal((await back.queue()).patchy, false);
});

test("of a house with more rooms than a page can wait for, the staff is kept", async () => {
  const server = new Server();
  server.refs = [...Array(5_001).keys()].map((at) => ({ kind: "room", id: `s${at}`, ver: 1, data: {} }));
  server.refs.push({ kind: "staff", id: "u1", ver: 1, data: { name: "Kelly" } });
  const desk = await tablet({ fetch: server.fetch });
  await desk.sync({ force: true });
  await lose(desk);
  const back = await again(desk);
  const count = async (kind) => (await back.store.mirror.refs(kind)).length;
  assert.deepEqual([await count("room"), await count("staff")], [0, 1]);
});

test("a tablet that begins anew is copied as what it is now", async () => {
  const desk = await tablet();
  await signIn(desk);
  await signIn(desk);
  await desk.store.outbox.begin({ device: { ...desk.device, id: "d9999", letters: "L9" } }, { anew: true });
  await lose(desk);
  const back = await again(desk);
  assert.equal(back.device.id, "d9999");
  assert.deepEqual((await back.entries()).map(({ n }) => n), [-2, -1]);
  assert.deepEqual((await signIn(back)).no, "V-L9-000001");
});

test("where no copy can be made saving goes on; when it can, the next entry makes it whole", async () => {
  const desk = await tablet();
  buckets.broken = true;
  const first = await signIn(desk);
  assert.deepEqual([first.status, desk.trouble], ["queued", null]);
  buckets.broken = false;
  await signIn(desk);
  await lose(desk);
  assert.deepEqual((await (await again(desk)).entries()).map(({ n }) => n), [1, 2]);
});

test("a browser without buckets is asked for nothing", async () => {
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  const desk = await tablet();
  assert.equal((await signIn(desk)).status, "queued");
  await lose(desk);
  assert.equal((await again(desk)).device, null);
});
