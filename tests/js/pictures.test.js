/** Bytes follow their entry: never before it, again until the house has them, and gone when the value is. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { find, forget, here, keep, tend, waiting } from "../../static/js/desk/pictures.js";
import { picture } from "../../static/js/models/picture.js";
import { Blobs } from "../../static/js/storage/blobs.js";
import { PART } from "../../static/js/sync/blobs.js";
import { registers, settle, START, tablet } from "./helpers.js";
import { json, Server } from "./server.js";

const DAY = 86_400_000;
const PHOTO = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);

registers.visitors.actions.sign_in.form.push({ name: "photo", kind: "picture", personal: true, validators: [] });
registers.visitors.actions.sign_in.personal.push("photo");

/** A house that keeps blobs: `answer(id, part, have)` may spoil one. */
class House extends Server {
  parts = new Map();
  puts = [];
  answer = null;

  whole = this.fetch;

  all = async (path, options) => {
    const [, id, part] = /^\/api\/blobs\/([^/]+)(?:\/(\d+))?$/.exec(path) ?? [];
    if (!id) return this.whole(path, options);
    return options.method === "PUT" ? this.#put(id, Number(part), options) : this.#get(id);
  };

  async #put(id, part, { body, headers }) {
    assert.equal(body.type, "application/octet-stream");
    assert.equal(headers["content-type"], undefined, "the blob says it itself");
    this.puts.push([id, part]);
    const spoilt = this.answer?.(id, part);
    if (spoilt) return spoilt;
    const named = [...this.records.values()].some(({ p }) => p.photo?.startsWith(id));
    if (!named) return json({ error: "blob_unknown" }, 404);
    const known = this.parts.get(id) ?? new Map();
    this.parts.set(id, known.set(part, await body.arrayBuffer()));
    return json({ have: [...known.keys()], done: this.#complete(id) });
  }

  #complete(id) {
    const named = [...this.records.values()].find(({ p }) => p.photo?.startsWith(id));
    const size = [...this.parts.get(id).values()].reduce((sum, part) => sum + part.byteLength, 0);
    return size === Number(named.p.photo.split(" ")[2]);
  }

  #get(id) {
    const known = this.parts.get(id)?.get(0);
    if (!known) return json({ error: "blob_missing", letters: "L9" }, 404);
    return new Response(new Blob([known], { type: "image/jpeg" }), { headers: { "content-type": "image/jpeg" } });
  }
}

async function desk(house = new House(), clock = { now: START }) {
  const found = await tablet({ fetch: house.all, clock });
  found.house = house;
  found.blobs = new Blobs(found.store.connection);
  return found;
}

const visit = (one, photo) => one.act("visitors", "sign_in", { values: { room: "1" }, personal: { name: "Ana", photo } });
const taken = (one, bytes = PHOTO) => keep(one, new Blob([bytes], { type: "image/jpeg" }));
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

test("the value says which picture it is, and its bytes are on the disk before any entry", async () => {
  const one = await desk();
  const value = await taken(one);
  assert.deepEqual(picture(value), { id: value.slice(0, 36), kind: "jpeg", size: 9, digest: value.slice(-64) });
  assert.deepEqual(await bytesOf(await here(one, value)), PHOTO);
  await forget(one, value);
  assert.equal(await here(one, value), null);
});

test("the entry is handed in first, the bytes after it, once", async () => {
  const one = await desk();
  const value = await taken(one);
  await tend(one);
  await visit(one, value);
  await tend(one);
  assert.deepEqual(one.house.puts, [], "nothing before the entry counts");
  await settle(one);
  assert.equal(one.house.pushes().length, 1);
  await tend(one);
  await tend(one);
  assert.deepEqual(one.house.puts, [[picture(value).id, 0]]);
  assert.equal((await find(one, value)).waits, false);
});

test("bytes that fail delay no entry, and are tried again", async () => {
  const one = await desk();
  const value = await taken(one);
  one.house.answer = () => { throw new TypeError("cut"); };
  await visit(one, value);
  await settle(one);
  await tend(one);
  assert.equal((await find(one, value)).waits, true);
  await one.act("visitors", "sign_in", { values: { room: "2" }, personal: { name: "Bo" } });
  await settle(one);
  assert.equal((await one.store.outbox.all()).every(({ status }) => status === "applied"), true);
  one.house.answer = null;
  await tend(one);
  assert.equal((await find(one, value)).waits, false);
});

test("it goes on where it was cut: what the house has is not sent again", async () => {
  const one = await desk();
  const id = "01890000-0000-7000-8000-000000000001";
  const bytes = new Uint8Array(2 * PART + 7).buffer;
  one.house.elsewhere("r", { p: { photo: `${id} jpeg ${bytes.byteLength} ${"0".repeat(64)}` } });
  const { handIn } = await import("../../static/js/sync/blobs.js");
  one.house.answer = (_id, part) => (part === 2 ? json({ error: "busy" }, 503) : null);
  assert.equal(await handIn(one, { id, bytes }), "later");
  one.house.answer = null;
  one.house.puts = [];
  assert.equal(await handIn(one, { id, bytes }), "done");
  assert.deepEqual(one.house.puts.map(([, part]) => part), [0, 2]);
});

test("what the house says is wrong is not sent for ever", async () => {
  const one = await desk();
  await visit(one, await taken(one));
  await settle(one);
  one.house.answer = () => json({ error: "blob_wrong" }, 409);
  for (let turn = 0; turn < 3; turn += 1) await tend(one);
  assert.equal(one.house.puts.length, 1);
});

test("a house that came back from a backup gets them once more", async () => {
  const one = await desk();
  await visit(one, await taken(one));
  await settle(one);
  await tend(one);
  one.house.restore("f".repeat(32), [], [], 0);
  one.house.parts.clear();
  await settle(one);
  await tend(one);
  assert.equal(one.house.parts.size, 1);
});

test("they go when a backup has the entry, not before", async () => {
  const clock = { now: START };
  const one = await desk(new House(), clock);
  await visit(one, await taken(one));
  await settle(one);
  await tend(one);
  assert.equal((await one.blobs.ids()).length, 1);
  one.house.safe = 1;
  clock.now = one.house.time = START + 2 * DAY;
  await settle(one);
  await one.store.outbox.release((await one.store.mirror.position()).reached, clock.now);
  await tend(one);
  assert.deepEqual(await one.store.outbox.all(), []);
  assert.deepEqual(await one.blobs.ids(), []);
});

test("what waits to be handed in stays, though the record was here before without it", async () => {
  const one = await desk();
  one.house.elsewhere("r1", { p: { name: "Ana" } });
  await settle(one);
  one.house.fault = () => { throw new TypeError("cut"); };
  await one.act("visitors", "sign_in", { rec: "r1", values: { room: "1" }, personal: { photo: await taken(one) } });
  await tend(one);
  assert.equal((await one.blobs.ids()).length, 1);
});

for (const handed of [true, false]) {
  test(`what is erased is erased here, too, ${handed ? "handed in" : "waiting"} or not`, async () => {
    const one = await desk();
    const { rec } = await visit(one, await taken(one));
    if (!handed) one.house.answer = () => json({ error: "busy" }, 503);
    await settle(one);
    await tend(one);
    assert.equal((await one.blobs.ids()).length, 1);
    one.house.elsewhere(rec, { p: { name: "Ana" } });
    await settle(one);
    await tend(one);
    assert.deepEqual(await one.blobs.ids(), []);
  });
}

test("what a correction put aside stays while it may be taken back", async () => {
  const one = await desk();
  const value = await taken(one);
  const { rec } = await visit(one, value);
  await settle(one);
  one.house.elsewhere(rec, { p: {}, undo: { before: { p: { photo: value } } } });
  await settle(one);
  await tend(one);
  assert.equal((await one.blobs.ids()).length, 1);
});

test("what nobody names goes after a day, unless a parked form still does", async () => {
  const clock = { now: START };
  const one = await desk(new House(), clock);
  const [parked, forgotten] = [await taken(one), await taken(one)];
  await one.park({ register: "visitors", action: "sign_in", values: { photo: parked } });
  await tend(one);
  assert.equal((await one.blobs.ids()).length, 2);
  clock.now += DAY + 1;
  await tend(one);
  assert.deepEqual(await one.blobs.ids(), [picture(parked).id]);
  assert.equal(await here(one, forgotten), null);
});

test("a rescue file takes along what waits, and no draft", async () => {
  const one = await desk();
  const value = await taken(one);
  await taken(one, PHOTO.slice(0, 8));
  await visit(one, value);
  assert.deepEqual(await waiting(one), [{ id: picture(value).id, bytes: Buffer.from(PHOTO).toString("base64url") }]);
  await settle(one);
  await tend(one);
  assert.deepEqual(await waiting(one), []);
});

test("another tablet fetches it, and hears where it still is", async () => {
  const house = new House();
  const [one, other] = [await desk(house), await desk(house)];
  const value = await taken(one);
  await visit(one, value);
  await settle(one);
  assert.deepEqual(await find(other, value), { waits: false, error: "blob_missing", letters: "L9" });
  await tend(one);
  assert.deepEqual(await bytesOf((await find(other, value)).picture), PHOTO);
  assert.deepEqual(await other.blobs.ids(), [], "nothing of it stays there");
  other.ports.fetch = async () => { throw new TypeError("offline"); };
  assert.equal((await find(other, value)).error, "offline");
  assert.equal((await find(other, "no value")).error, "blob_unknown");
});
