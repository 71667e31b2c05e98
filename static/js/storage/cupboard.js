/** What the device keeps of its own: who it is, its keys, who works on it, forms put aside, a log. */

import { RELAXED } from "./db.js";

const LOG_KEPT = 200;

export class Cupboard {
  #connection;
  #spare;

  constructor(connection, spare) {
    this.#connection = connection;
    this.#spare = spare;
  }

  /** @returns {Promise<any>} a fact by its name */
  get(name) {
    return this.#connection.use((db) => db.get("meta", name));
  }

  /** @returns {Promise<any[]>} facts by their names, read together */
  facts(...names) {
    return this.#connection.use((db) => {
      const { store } = db.transaction("meta");
      return Promise.all(names.map((name) => store.get(name)));
    });
  }

  /** @param {Record<string, any>} facts written together */
  put(facts) {
    return this.#put(facts);
  }

  /** Write down facts that every answer of the house brings anew. */
  jot(facts) {
    return this.#put(facts, RELAXED);
  }

  #put(facts, how) {
    return this.#connection.write(["meta"], (tx) =>
      Promise.all(Object.entries(facts).map(([name, value]) => tx.store.put(value, name))), how);
  }

  /** @returns {Promise<CryptoKey|CryptoKeyPair|undefined>} */
  key(name) {
    return this.#connection.use((db) => db.get("keys", name));
  }

  putKey(name, key) {
    return this.#connection.write(["keys"], (tx) => tx.store.put(key, name));
  }

  /** @param {"parked"|"operators"} store */
  all(store) {
    return this.#connection.use((db) => db.getAll(store));
  }

  /** @param {"parked"|"operators"} store */
  one(store, id) {
    return this.#connection.use((db) => db.get(store, id));
  }

  /** @param {"parked"|"operators"} store */
  async keep(store, row) {
    await this.#connection.write([store], (tx) => {
      const kept = tx.store.put(row);
      tx.commit(); // now: a page that goes would abort what waits
      return kept;
    });
    await this.#spare((copy) => copy.put(store, row));
  }

  /** Put a row under another id: who still has the old one writes beside it, not over it. */
  move(store, id, how) {
    return this.#connection.write([store], async (tx) => {
      const row = await tx.store.get(id);
      if (!row) return undefined;
      const moved = how(row);
      await Promise.all([tx.store.delete(id), tx.store.put(moved)]);
      return moved;
    });
  }

  /** Change one row on the strength of what stands there: two tabs never count one try twice. */
  change(store, id, how) {
    return this.#connection.write([store], async (tx) => {
      const row = how(await tx.store.get(id));
      if (row) await tx.store.put(row);
      return row;
    });
  }

  /** @param {"parked"|"operators"} store */
  drop(store, id) {
    return this.#connection.write([store], (tx) => tx.store.delete(id));
  }

  /** Note something a technician will want to know; the oldest notes make room. */
  async note(kind, at, more = {}) {
    const row = { kind, at, ...more };
    const number = await this.#connection.write(["log"], async (tx) => {
      const added = await tx.store.add(row);
      const keys = await tx.store.getAllKeys();
      for (const key of keys.slice(0, Math.max(0, keys.length - LOG_KEPT))) await tx.store.delete(key);
      return added;
    });
    await this.#spare((copy) => copy.put("log", row, number));
  }

  /** Forget notes of a kind that the house has heard of, by their ids. */
  forget(kind, ids) {
    return this.#connection.write(["log"], async (tx) => {
      for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) {
        if (cursor.value.kind === kind && ids.includes(cursor.value.id)) await cursor.delete();
      }
    });
  }

  log() {
    return this.#connection.use((db) => db.getAll("log"));
  }
}
