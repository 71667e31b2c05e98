/** Pictures of whom homes let in: every desk has them before it needs them, and no longer than the permission. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { attach, KEPT, tendPermitted } from "../../static/js/desk/permitted.js";
import { find, keep, tend } from "../../static/js/desk/pictures.js";
import { Blobs } from "../../static/js/storage/blobs.js";
import { settle, START, tablet } from "./helpers.js";
import { json, Server } from "./server.js";

const PHOTO = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
const idOf = (number) => `01890000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const valueOf = (number, bytes = PHOTO) =>
  `${idOf(number)} jpeg ${bytes.byteLength} ${createHash("sha256").update(bytes).digest("hex")}`;

/** A house that keeps pictures of permissions by their ids. */
class House extends Server {
  pictures = new Map();
  asked = [];
  answer = null;
  permissions = {};
  ver = 0;

  whole = this.fetch;

  all = async (path, options) => {
    const [, id] = /^\/api\/blobs\/([^/]+)/.exec(path) ?? [];
    if (!id) return this.whole(path, options);
    this.asked.push(`${options.method} ${id.at(-1)}`);
    const spoilt = this.answer?.(id);
    if (spoilt) return spoilt;
    if (options.method === "PUT") {
      if (!Object.values(this.permissions).some((value) => value.startsWith(id))) return json({ error: "blob_unknown" }, 404);
      this.pictures.set(id, await options.body.arrayBuffer());
      return json({ have: [0], done: true });
    }
    if (!this.pictures.has(id)) return json({ error: "blob_missing", letters: "" }, 404);
    return new Response(new Blob([this.pictures.get(id)], { type: "image/jpeg" }), { headers: { "content-type": "image/jpeg" } });
  };

  /** Let somebody in, with a picture or, with none, no longer. */
  permit(id, value, until = "") {
    this.ver += 1;
    if (value) this.permissions[id] = value;
    else delete this.permissions[id];
    this.refs = [
      { kind: "setting", id: "photos", ver: 1, deleted: false, data: { value: true } },
      ...(this.refs ?? []).filter((row) => row.id !== id && row.id !== "photos"),
      { kind: "permission", id, ver: this.ver + 1, deleted: !value, data: value ? { name: "Rosa", photo: value, until } : {} },
    ];
  }
}

async function desk(house = new House()) {
  const found = await tablet({ fetch: house.all, clock: { now: START } });
  found.house = house;
  found.blobs = new Blobs(found.store.connection);
  return found;
}

async function heard(one) {
  await settle(one);
  await tendPermitted(one);
}

test("a desk fetches what permissions name, once, and shows it without a network", async () => {
  const one = await desk();
  one.house.permit("r1:1", valueOf(1));
  one.house.pictures.set(idOf(1), PHOTO.buffer);
  await heard(one);
  await heard(one);
  assert.deepEqual(one.house.asked, ["GET 1"]);
  one.house.answer = () => { throw new TypeError("cut"); };
  const { picture, waits, error } = await find(one, valueOf(1));
  assert.deepEqual([picture.size, picture.type, waits, error], [PHOTO.byteLength, "image/jpeg", false, ""]);
});

test("what no permission names any more goes at the next contact, and what takes its place comes", async () => {
  const one = await desk();
  one.house.permit("r1:1", valueOf(1));
  for (const number of [1, 2]) one.house.pictures.set(idOf(number), PHOTO.buffer);
  await heard(one);
  one.house.permit("r1:1", valueOf(2));
  await heard(one);
  assert.deepEqual(await one.blobs.ids(), [idOf(2)]);
  one.house.permit("r1:1", "");
  await heard(one);
  assert.deepEqual(await one.blobs.ids(), []);
  assert.deepEqual(await one.store.cupboard.get(KEPT), {});
});

test("other bytes than the permission names are not kept", async () => {
  const one = await desk();
  one.house.permit("r1:1", valueOf(1));
  one.house.pictures.set(idOf(1), new Uint8Array([0xff, 0xd8, 0xff, 9]).buffer);
  await heard(one);
  assert.deepEqual(await one.blobs.ids(), []);
});

test("one that has not come yet does not hold up the others, and is asked for again", async () => {
  const one = await desk();
  one.house.permit("r1:1", valueOf(1), "2030-01-01");
  one.house.permit("r1:2", valueOf(2), "2029-01-01");
  one.house.pictures.set(idOf(2), PHOTO.buffer);
  await heard(one);
  assert.deepEqual(await one.blobs.ids(), [idOf(2)]);
  one.house.pictures.set(idOf(1), PHOTO.buffer);
  await heard(one);
  assert.deepEqual((await one.blobs.ids()).sort(), [idOf(1), idOf(2)]);
});

test("the desk has a bound: it keeps four hundred, those without an end first", async () => {
  const one = await desk();
  one.house.permit("x", "");
  for (let number = 1; number <= 405; number += 1) {
    one.house.permit(`r1:${number}`, valueOf(number), number <= 5 ? "2026-11-30" : "");
    one.house.pictures.set(idOf(number), PHOTO.buffer);
  }
  await heard(one);
  const ids = await one.blobs.ids();
  assert.equal(ids.length, 400);
  assert.equal(ids.includes(idOf(1)), false);
});

test("who wrote somebody down hands the picture in until the house has it", async () => {
  const one = await desk();
  const value = await keep(one, new Blob([PHOTO], { type: "image/jpeg" }));
  one.house.permit("r1:1", value);
  one.house.answer = () => json({ error: "busy" }, 503);
  await settle(one);
  await attach(one, value);
  await tend(one);
  assert.equal((await find(one, value)).waits, true);
  one.house.answer = null;
  await heard(one);
  assert.equal(one.house.pictures.size, 1);
  assert.equal((await find(one, value)).waits, false);
});

test("what the house knows nothing of, or finds wrong, is not kept for ever", async () => {
  for (const answer of [null, () => json({ error: "blob_wrong" }, 409)]) {
    const one = await desk();
    const value = await keep(one, new Blob([PHOTO], { type: "image/jpeg" }));
    one.house.answer = answer;
    await attach(one, value);
    assert.deepEqual(await one.blobs.ids(), []);
  }
});

test("a house that came back from a backup gets them once more", async () => {
  const one = await desk();
  one.house.permit("r1:1", valueOf(1));
  one.house.pictures.set(idOf(1), PHOTO.buffer);
  await heard(one);
  one.house.restore("f".repeat(32), [], [], 0);
  one.house.pictures.clear();
  await heard(one);
  assert.equal(one.house.pictures.size, 1);
});
