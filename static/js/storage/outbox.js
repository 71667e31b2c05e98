/** The entries of this device: saved before anyone is told so, kept until a backup has them. */

import { releasable, requeued } from "../models/retention.js";
import { RELAXED } from "./db.js";

const OPEN = 1;

/** Statuses that an answer may still change, and into what. */
const MAY_BECOME = {
  queued: ["applied", "held", "rejected", "refused"],
  held: ["applied", "rejected"],
};

const moves = (row, status) => (MAY_BECOME[row.status] ?? []).includes(status);

export class Outbox {
  #connection;
  #spare;

  constructor(connection, spare) {
    this.#connection = connection;
    this.#spare = spare;
  }

  /** @returns {Promise<{n: number, counters: object}>} the last n and the last number of each register */
  counters() {
    return this.#connection.use(async (db) => {
      const tx = db.transaction("meta");
      const [n, counters] = await Promise.all([tx.store.get("n"), tx.store.get("counters")]);
      return { n: n ?? 0, counters: counters ?? {} };
    });
  }

  /**
   * Save signed entries and raise the counters, all or nothing, on the disk.
   * @param {{n: number, counters: object, rows: object[], raised: object, unpark: string|null}} draft
   *   n and counters as they were read before signing
   * @returns {Promise<boolean>} false when another tab took the numbers first: sign anew
   */
  async save(draft) {
    const saved = await this.#connection.write(["meta", "outbox", "parked"], (tx) => write(tx, draft));
    if (saved) await this.#spare((copy) => copy.keep(draft, this.#connection));
    return saved;
  }

  /** @returns {Promise<object[]>} rows that still shape the view, wait, or need a person, in n order */
  async open() {
    const rows = await this.#connection.use((db) => db.getAllFromIndex("outbox", "open", OPEN));
    return rows.sort((a, b) => a.n - b.n);
  }

  /** @returns {Promise<object|undefined>} */
  byId(id) {
    return this.#connection.use((db) => db.getFromIndex("outbox", "id", id));
  }

  /** @returns {Promise<object[]>} every row that is kept, in n order */
  all() {
    return this.#connection.use((db) => db.getAll("outbox"));
  }

  /**
   * Stand as a device from now on. A new one counts from 1; what the one before wrote stays, in its
   * order, under numbers below 0.
   * @param {object} facts to be kept in the same transaction
   * @param {{anew: boolean, next?: CryptoKeyPair}} how
   */
  async begin(facts, { anew, next }) {
    await this.#connection.write(["meta", "keys", "outbox"], async (tx) => {
      const [meta, keys] = [tx.objectStore("meta"), tx.objectStore("keys")];
      if (anew) await setBack(tx.objectStore("outbox"), (await meta.get("n")) ?? 0);
      const fresh = anew ? { n: 0, counters: {} } : {};
      for (const [name, value] of Object.entries({ ...facts, ...fresh })) await meta.put(value, name);
      if (next) await Promise.all([keys.put(next, "device"), keys.delete("next")]);
    });
    await this.#spare((copy) => copy.renew(this.#connection));
  }

  /** Write down what became of rows; answers of another epoch are void, and one that is lost is given again. */
  settle(changes, epoch) {
    return this.#connection.write(["meta", "outbox"], async (tx) => {
      if ((await tx.objectStore("meta").get("epoch")) !== epoch) return;
      const store = tx.objectStore("outbox");
      for (const change of changes) {
        const row = await store.get(change.n);
        if (row?.id !== change.id || !moves(row, change.status)) continue;
        const next = { ...row, ...change };
        if (next.status === "refused") delete next.open;
        await store.put(next);
      }
    }, RELAXED);
  }

  /** Forget what the server and a verified backup have had for long enough. */
  async release(reached, now) {
    const over = (row) => row && releasable(row, reached, now);
    const found = (await this.all()).filter(over);
    if (!found.length) return;
    await this.#connection.write(["outbox"], async ({ store }) => {
      const rows = await Promise.all(found.map(({ n }) => store.get(n)));
      await Promise.all(rows.filter(over).map(({ n }) => store.delete(n)));
    }, RELAXED);
  }

  /** A person has seen a rejected entry and dealt with it; it stays kept, but out of the way. */
  dismiss(id) {
    return this.#connection.write(["outbox"], async (tx) => {
      const row = await tx.store.index("id").get(id);
      if (row?.status !== "rejected") return;
      delete row.open;
      await tx.store.put({ ...row, dismissed: true });
    });
  }
}

async function setBack(store, last) {
  const rows = await store.getAll();
  await store.clear();
  for (const row of rows) await store.add({ ...row, n: row.n - last - 1 });
}

async function write(tx, draft) {
  const [meta, outbox] = [tx.objectStore("meta"), tx.objectStore("outbox")];
  const [n, counters, there] = await Promise.all(
    [meta.get("n"), meta.get("counters"), outbox.get(draft.rows[0].n)]);
  // A handle that died after its commit makes us come here twice.
  if (there?.id === draft.rows[0].id) return true;
  if ((n ?? 0) !== draft.n || !same(counters ?? {}, draft.counters)) return false;
  for (const row of draft.rows) await outbox.add({ ...row, open: OPEN });
  await meta.put(draft.rows.at(-1).n, "n");
  await meta.put({ ...draft.counters, ...draft.raised }, "counters");
  if (draft.unpark) await tx.objectStore("parked").delete(draft.unpark);
  return true;
}

function same(a, b) {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

/** Make every kept row wait again; used when the server came back from a backup. */
export async function requeueAll(store) {
  let cursor = await store.openCursor();
  while (cursor) {
    await cursor.update({ ...requeued(cursor.value), open: OPEN });
    cursor = await cursor.continue();
  }
}
