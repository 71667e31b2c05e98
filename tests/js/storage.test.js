/** The tablet's disk: killed at any step, full, or its connection dead. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openDB } from "idb";
import { Connection } from "../../static/js/storage/db.js";
import { openStore } from "../../static/js/storage/store.js";
import { newName, signIn, tab, tablet } from "./helpers.js";

const { IDBDatabase, IDBObjectStore } = globalThis;
const writes = ["put", "add", "delete"];

/** Do `work` while the `at`th write to the disk fails as `error`. */
async function spoiled(at, error, work) {
  const originals = writes.map((name) => IDBObjectStore.prototype[name]);
  let count = 0;
  writes.forEach((name, index) => {
    IDBObjectStore.prototype[name] = function write(...args) {
      count += 1;
      if (count === at) throw error();
      return originals[index].apply(this, args);
    };
  });
  try {
    return await work();
  } finally {
    writes.forEach((name, index) => { IDBObjectStore.prototype[name] = originals[index]; });
  }
}

/** Do `work` while `make(original)` stands in for IDBDatabase.transaction. */
async function transacting(make, work) {
  const original = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = make(original);
  try {
    return await work();
  } finally {
    IDBDatabase.prototype.transaction = original;
  }
}

const killed = () => new DOMException("the tab was killed", "DataError");
const full = () => new DOMException("no space left", "QuotaExceededError");

describe("a tab that is killed while it saves", () => {
  test("at every step: all of the party is there, or none, and the next n follows", async () => {
    const acts = ["Ann", "Ben"].map((name) => ({ register: "visitors", action: "sign_in", values: { name } }));
    for (let step = 1; step < 6; step += 1) {
      const desk = await tablet();
      await signIn(desk);
      const saved = await spoiled(step, killed, () => desk.actMany(acts).then(() => true, () => false));
      desk.close();
      const again = await tab(desk);
      const found = (await again.entries()).map(({ n }) => n);
      assert.deepEqual(found, saved ? [1, 2, 3] : [1], `step ${step}`);
      const { n, no } = await signIn(again);
      assert.deepEqual([n, no], saved ? [4, "V-L2-000004"] : [2, "V-L2-000002"]);
    }
  });

  test("nothing is told to be saved before the transaction has ended", async () => {
    const desk = await tablet();
    const order = [];
    const watched = (original) => function transaction(...args) {
      const tx = original.apply(this, args);
      if (args[0].includes("parked")) tx.addEventListener("complete", () => order.push("complete"));
      return tx;
    };
    await transacting(watched, () => signIn(desk));
    order.push("told");
    assert.deepEqual(order, ["complete", "told"]);
  });

  test("every write asks for strict durability", async () => {
    const desk = await tablet();
    const asked = [];
    const asking = (original) => function transaction(stores, mode, options) {
      if (mode === "readwrite") asked.push(options?.durability);
      return original.call(this, stores, mode, options);
    };
    await transacting(asking, async () => {
      await signIn(desk);
      await desk.park({ register: "visitors", action: "sign_in", values: {} });
    });
    assert.ok(asked.length >= 2);
    assert.deepEqual(new Set(asked), new Set(["strict"]));
  });
});

test("a full disk is told loudly, and nothing is half saved", async () => {
  const desk = await tablet();
  const heard = [];
  desk.addEventListener("broken", ({ reason }) => heard.push(reason));
  await spoiled(1, full, () => assert.rejects(signIn(desk), { name: "QuotaExceededError" }));
  assert.deepEqual(heard, ["QuotaExceededError"]);
  assert.deepEqual(await desk.entries(), []);
  assert.equal((await signIn(desk)).n, 1);
});

describe("a dead connection", () => {
  /** Let the next `times` transactions fail as WebKit's do. */
  const dying = (times, name = "InvalidStateError") => (original) => {
    let left = times;
    return function transaction(...args) {
      if ((left -= 1) >= 0) throw new DOMException("connection lost", name);
      return original.apply(this, args);
    };
  };

  for (const name of ["InvalidStateError", "UnknownError"]) {
    test(`is dropped and opened anew after ${name}`, async () => {
      const desk = await tablet();
      const { n } = await transacting(dying(3, name), () => signIn(desk));
      assert.equal(n, 1);
    });
  }

  test("that stays dead is told", async () => {
    const desk = await tablet();
    const heard = [];
    desk.addEventListener("broken", ({ reason }) => heard.push(reason));
    await transacting(dying(Infinity), () => assert.rejects(signIn(desk)));
    assert.deepEqual(heard, ["InvalidStateError"]);
    assert.equal((await signIn(desk)).n, 1, "and tried again the next time");
  });

  test("that died after its commit does not save twice", async () => {
    const desk = await tablet();
    const save = Connection.prototype.write;
    let once = true;
    Connection.prototype.write = function write(stores, work) {
      return this.use(async () => {
        const done = await save.call(this, stores, work);
        if (!once) return done;
        once = false;
        throw new DOMException("lost after the commit", "UnknownError");
      });
    };
    try {
      await signIn(desk);
    } finally {
      Connection.prototype.write = save;
    }
    assert.deepEqual((await desk.entries()).map(({ n }) => n), [1]);
  });
});

test("a newer shell gets the database; the old one says so and cannot write over it", async () => {
  const name = newName();
  const store = openStore(name);
  const heard = [];
  store.connection.addEventListener("outdated", () => heard.push("outdated"));
  await store.cupboard.put({ a: 1 });
  const newer = await openDB(name, 99, { upgrade: (db) => db.createObjectStore("future") });
  assert.deepEqual(heard, ["outdated"]);
  assert.equal(await store.cupboard.get("a"), 1, "it can still read what is to be rescued");
  await assert.rejects(store.cupboard.put({ a: 2 }), { name: "VersionError" });
  await assert.rejects(store.cupboard.put({ a: 2 }), { name: "VersionError" });
  assert.equal(await store.cupboard.get("a"), 1);
  assert.deepEqual([...newer.objectStoreNames].includes("outbox"), true, "no store was ever removed");
  newer.close();
});

test("parked forms survive, change hands, and go only when they are saved or thrown away", async () => {
  const desk = await tablet();
  desk.operator = { id: "u1", roles: [] };
  const id = await desk.park({ register: "visitors", action: "sign_in", values: { name: "Ann" } });
  desk.close();
  const other = await tab(desk);
  other.operator = { id: "u2", roles: [] };
  const form = await other.takeOver(id);
  assert.deepEqual([form.op, form.from, form.values.name], ["u2", "u1", "Ann"]);
  assert.equal((await other.parked()).length, 1);
  assert.notEqual(form.id, id, "who still shows it cannot write over it");
  await other.discard(form.id);
  assert.deepEqual(await other.parked(), []);
});
