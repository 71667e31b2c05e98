/**
 * A tablet's disk, and what may become of it: killed between two writes, a handle that dies, a
 * transaction that is aborted, no space, a power cut that takes what was not yet written through.
 */

import "fake-indexeddb/auto";

const { IDBObjectStore, IDBCursor, IDBDatabase } = globalThis;

/** What is left before the running command is killed, and what each client's disk suffers from. */
export const disk = { steps: Infinity, ills: new Map(), hit: 0 };

/** Errors by which a disk says that it could not: nothing is saved, and the desk says so. */
export const ILLS = new Set(["InvalidStateError", "UnknownError", "AbortError", "QuotaExceededError"]);

function suffer(client, kinds) {
  const ill = disk.ills.get(client);
  if (!ill || ill.count <= 0 || !kinds.includes(ill.kind)) return null;
  ill.count -= 1;
  disk.hit += 1;
  return ill.kind;
}

const NAMES = { unknown: "UnknownError", full: "QuotaExceededError", aborted: "AbortError" };

function write(original, storeOf, keyOf) {
  return function written(...args) {
    disk.steps -= 1;
    if (disk.steps < 0) throw new DOMException("killed", "DataError");
    const { transaction } = storeOf(this);
    const kind = suffer(transaction.db.name, ["unknown", "full", "aborted"]);
    if (kind === "aborted") transaction.abort();
    if (kind) throw new DOMException("the disk", NAMES[kind]);
    remember(storeOf(this), keyOf(this, args));
    return original.apply(this, args);
  };
}

const inside = ({ keyPath }, value) =>
  Array.isArray(keyPath) ? keyPath.map((name) => value[name]) : value[keyPath];
const put = (store, [value, key]) => (store.keyPath === null ? key : inside(store, value));
const KEYS = { put, add: put, delete: (_, [key]) => key, clear: () => undefined };

for (const [name, keyOf] of Object.entries(KEYS)) {
  IDBObjectStore.prototype[name] = write(IDBObjectStore.prototype[name], (store) => store, keyOf);
}
for (const name of ["update", "delete"]) {
  const storeOf = (cursor) => cursor.source.objectStore ?? cursor.source;
  IDBCursor.prototype[name] = write(IDBCursor.prototype[name], storeOf, (cursor) => cursor.primaryKey);
}

const { transaction: open } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function transaction(stores, mode, options) {
  if (suffer(this.name, ["dead"])) throw new DOMException("the handle is dead", "InvalidStateError");
  const tx = open.call(this, stores, mode, options);
  if (mode === "readwrite" && options?.durability === "strict") tx.addEventListener("complete", () => loose.delete(this.name));
  return tx;
};

// What a power cut would take back: writes of relaxed transactions since the last strict one.

const loose = new Map();

function remember(store, key) {
  const { db, durability, mode } = store.transaction;
  if (durability === "strict" || mode === "versionchange" || key === undefined) return;
  const before = store.get(key);
  before.onsuccess = () => {
    loose.set(db.name, [...(loose.get(db.name) ?? []), { store: store.name, key, was: before.result }]);
  };
}

/** Cut the power: return how many writes the disk had only promised. */
export async function cut(client) {
  const lost = loose.get(client) ?? [];
  loose.delete(client);
  if (!lost.length) return 0;
  await within(client, "readwrite", async (tx) => {
    for (const { store, key, was } of lost.reverse()) {
      const kept = tx.objectStore(store);
      if (was === undefined) kept.delete(key);
      else kept.put(was, ...(kept.keyPath === null ? [key] : []));
    }
  });
  return lost.length;
}

// Copies

const settled = (request) => new Promise((done, failed) => {
  Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) });
});

async function within(client, mode, work) {
  const db = await settled(globalThis.indexedDB.open(client));
  const tx = db.transaction([...db.objectStoreNames], mode, { durability: "strict" });
  const done = new Promise((end) => { tx.oncomplete = end; });
  const found = await work(tx);
  await done;
  db.close();
  return found;
}

/** @returns {Promise<object>} all that a tablet keeps, as a backup of the device would have it */
export function copy(client) {
  return within(client, "readonly", async (tx) => {
    const names = [...tx.objectStoreNames];
    const rows = await Promise.all(names.flatMap((name) =>
      [settled(tx.objectStore(name).getAllKeys()), settled(tx.objectStore(name).getAll())]));
    return Object.fromEntries(names.map((name, at) => [name, { keys: rows[at * 2], rows: rows[at * 2 + 1] }]));
  });
}

/** Put a copy in the place of what a tablet keeps now. */
export function putBack(client, kept) {
  return within(client, "readwrite", async (tx) => {
    for (const [name, { keys, rows }] of Object.entries(kept)) {
      const store = tx.objectStore(name);
      store.clear();
      rows.forEach((row, at) => store.put(row, ...(store.keyPath === null ? [keys[at]] : [])));
    }
  });
}
