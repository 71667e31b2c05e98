/**
 * A second copy of what nobody else has: who this tablet is, its keys, what it has not handed in. Chromium goes on
 * writing behind a record that a sudden death tore, and at the start after that throws the whole database away
 * ("checksum mismatch"). This copy lies in a bucket, which has files of its own, and is written when the first copy
 * is on the disk: one death tears one of them. Engines without buckets keep their database in another way.
 */

import { wrap } from "idb";
import { STRICT } from "./db.js";
import { upgrade, VERSION } from "./schema.js";

const BUCKET = "vestibule-spare";
const OPEN = 1;
const WHOLE = ["meta", "keys", "parked", "operators", "log"];
/** The house tells it anew; and a tablet that comes back belongs to nobody until somebody says who he is. */
const LEFT_OUT = new Set(["cursor", "head", "reached", "sweep", "operator", "refs_at"]);
const ALL = [...WHOLE, "refs", "outbox"];

/** With rooms and staff the desk works until the house is back; of what is many, the copy would hold up the page. */
const FEW = 5_000;

/** Read the reference rows of every kind but people, where they are few. */
async function references(store) {
  const rows = [];
  for (let cursor = await store.openKeyCursor(); cursor;) {
    const [kind] = cursor.key;
    const range = IDBKeyRange.bound([kind], [kind, []]);
    if (kind !== "person" && (await store.count(range)) <= FEW) rows.push(...(await store.getAll(range)));
    cursor = await cursor.continue([kind, []]);
  }
  return rows.map((row) => [null, row]);
}

/**
 * Read what is worth two copies, as of one moment.
 * @param {IDBDatabase} db
 * @param {number} [known] how far reference rows were copied before: they are read only if they have moved on
 * @returns {Promise<{device: string, n: number, at: number, stores: [string, [any, any][]][]}>} rows with their keys
 */
async function image(db, known) {
  const tx = db.transaction(ALL);
  const read = async (name) => {
    const store = tx.objectStore(name);
    const [keys, rows] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return [name, keys.map((key, at) => [key, rows[at]])];
  };
  const [waiting, ...stores] = await Promise.all(
    [tx.objectStore("outbox").index("open").getAll(OPEN), ...WHOLE.map(read)]);
  const facts = new Map(stores[0][1]);
  stores[0][1] = [...facts].filter(([name]) => !LEFT_OUT.has(name));
  stores.push(["outbox", waiting.map((row) => [row.n, row])]);
  const at = facts.get("cursor")?.refs ?? 0;
  if (at !== known) stores.push(["refs", await references(tx.objectStore("refs"))]);
  return { device: facts.get("device")?.id, n: facts.get("n") ?? 0, at, stores };
}

const put = (store, key, row) => (store.keyPath === null ? store.put(row, key) : store.put(row));

const fill = (tx, stores) => Promise.all(
  stores.flatMap(([name, rows]) => rows.map(([key, row]) => put(tx.objectStore(name), key, row))));

async function add(tx, { rows, counters, raised, unpark }) {
  const [device, n] = await Promise.all(["device", "n"].map((name) => tx.objectStore("meta").get(name)));
  if (!device) return false;
  const last = rows.at(-1).n;
  // Another tab may have been quicker.
  const numbers = last > (n ?? 0) ? [["n", last], ["counters", { ...counters, ...raised }]] : [];
  await fill(tx, [["meta", numbers], ["outbox", rows.map((row) => [row.n, { ...row, open: OPEN }])]]);
  if (unpark) await tx.objectStore("parked").delete(unpark);
  return true;
}

export class Spare {
  #name;
  #opening = null;

  constructor(name = "vestibule") {
    this.#name = name;
  }

  /** Keep entries that were just saved; all, where there is nothing yet to add them to. */
  async keep(draft, connection) {
    const added = await this.#write(["meta", "outbox", "parked"], (tx) => add(tx, draft));
    if (added === false) await this.renew(connection);
  }

  /** Keep one row of a store as it was just written. */
  put(name, row, key) {
    return this.#write([name], (tx) => put(tx.store, key, row));
  }

  /** Keep all anew, and no longer what the house has answered for. */
  async renew(connection) {
    const known = await this.#use((db) => db.get("meta", "refs_at"));
    const seen = await connection.use((db) => image(db, known));
    await this.#write(ALL, async (tx) => {
      const meta = tx.objectStore("meta");
      const [device, n] = await Promise.all([meta.get("device"), meta.get("n")]);
      // Another tab has saved since we looked.
      if (device?.id === seen.device && n > seen.n) return;
      await Promise.all(seen.stores.map(([name]) => tx.objectStore(name).clear()));
      await fill(tx, [...seen.stores, ["meta", [["refs_at", seen.at]]]]);
    });
  }

  /**
   * Put everything back into a database that knows of no device. Reference rows are marked: when the house has told
   * all of them anew, those that it no longer has go.
   * @param {import("./db.js").Connection} connection
   * @param {number} now ms
   */
  async restore(connection, now) {
    const found = await this.#use((db) => image(db));
    if (!found?.device) return;
    const refs = found.stores.find(([name]) => name === "refs")[1];
    for (const [, row] of refs) row.spare = true;
    await connection.write(ALL, async (tx) => {
      if (await tx.objectStore("meta").get("device")) return;
      await fill(tx, [...found.stores, ["meta", [["restored", now]]]]);
      await tx.objectStore("log").add({ kind: "restored", at: now });
    });
  }

  #write(stores, work) {
    return this.#use(async (db) => {
      const tx = db.transaction(stores, "readwrite", STRICT);
      // Awaited below; a change that breaks off before is told by its own error.
      tx.done.catch(() => {});
      const done = await work(tx);
      await tx.done;
      return done;
    });
  }

  async #use(work) {
    try {
      const db = await (this.#opening ??= this.#open());
      return db && (await work(db));
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  async #open() {
    const bucket = await globalThis.navigator?.storageBuckets?.open(BUCKET, { durability: "strict", persisted: true });
    if (!bucket) return null;
    const asked = bucket.indexedDB.open(this.#name, VERSION);
    asked.addEventListener("upgradeneeded", ({ oldVersion }) => upgrade(asked.result, oldVersion));
    const db = await wrap(asked);
    db.addEventListener("versionchange", () => this.#close());
    return db;
  }

  #close() {
    const opening = this.#opening;
    this.#opening = null;
    opening?.then((db) => db?.close(), () => {});
  }
}
