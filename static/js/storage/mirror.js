/** The server's copy as far as this device may see it: records and reference rows. */

import { settled } from "../models/overlay.js";
import { RELAXED } from "./db.js";
import { requeueAll } from "./outbox.js";

/** Rows read in one go: a few milliseconds on a slow tablet. */
const PIECE = 500;

const START = { cursor: "0:", refs: 0 };

export class Mirror {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  /** @returns {Promise<{epoch: string, cursor: string, refs: number, reached: object, head: [number, string]}>} */
  position() {
    return this.#connection.use(async (db) => {
      const { store } = db.transaction("meta");
      const [epoch, cursor, reached, head] = await Promise.all(
        ["epoch", "cursor", "reached", "head"].map((key) => store.get(key)));
      return { epoch: epoch ?? "", ...(cursor ?? START), reached: reached ?? { epoch: "", seq: 0, safe: 0 },
        head: head ?? [0, ""] };
    });
  }

  /** @returns {Promise<object|undefined>} */
  record(id) {
    return this.#connection.use((db) => db.get("base", id));
  }

  /** @returns {Promise<object[]>} reference rows of a kind: {id, ver, data}; `under`: whose ids begin so */
  async refs(kind, under = "") {
    const last = under ? [kind, `${under}\uffff`] : [kind, []];
    const rows = [];
    // In pieces: fifty thousand rows read at once would hold the page for as long as they take.
    for (let after = [kind, under], more = true; more;) {
      const range = IDBKeyRange.bound(after, last, rows.length > 0);
      const found = await this.#connection.use((db) => db.getAll("refs", range, PIECE));
      for (const row of found) rows.push(row);
      after = [kind, found.at(-1)?.id];
      more = found.length === PIECE;
    }
    return rows;
  }

  /** @returns {Promise<object[]>} the rows of a kind that bear these ids */
  async known(kind, ids) {
    const wanted = [...new Set(ids)].filter(Boolean);
    const rows = await this.#connection.use((db) => {
      const { store } = db.transaction("refs");
      return Promise.all(wanted.map((id) => store.get([kind, id])));
    });
    return rows.filter(Boolean);
  }

  /**
   * Take in one page in one transaction, unless another tab has been faster.
   * @returns {Promise<boolean>} whether the page was for where we stand
   */
  take(page, from, now) {
    return this.#connection.write(["meta", "base", "refs", "outbox"], async (tx) => {
      const meta = tx.objectStore("meta");
      const [epoch, cursor] = await Promise.all([meta.get("epoch"), meta.get("cursor")]);
      const here = cursor ?? START;
      if (epoch !== page.epoch || here.cursor !== from.cursor || here.refs !== from.refs) return false;
      await putRecords(tx.objectStore("base"), page);
      await putRefs(tx.objectStore("refs"), page.refs ?? []);
      await noteOwn(tx.objectStore("outbox"), page, now);
      await meta.put({ cursor: page.to, refs: page.ref_to }, "cursor");
      await meta.put(page.head, "head");
      if (!page.more) await arrive(tx, page);
      return true;
    }, RELAXED);
  }

  /**
   * Take personal values out of records; the entries that wait keep theirs until they are handed in.
   * @param {(record: object) => string[]} over names the fields whose time is over
   * @returns {Promise<number>} how many values went
   */
  purge(over) {
    return this.#connection.write(["base"], async (tx) => {
      let gone = 0;
      for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) {
        const fields = over(cursor.value);
        gone += fields.length;
        const p = Object.fromEntries(Object.entries(cursor.value.p ?? {}).filter(([name]) => !fields.includes(name)));
        if (fields.length) await cursor.update({ ...cursor.value, p });
      }
      return gone;
    });
  }

  /** Forget reference rows without waiting for the server to say so. */
  leave(kind, ids) {
    return this.#connection.write(["refs"], (tx) => Promise.all(ids.map((id) => tx.store.delete([kind, id]))));
  }

  /** The server came back from a backup: keep the old head as evidence, read all anew, send all again. */
  restart(epoch, now) {
    return this.#connection.write(["meta", "outbox", "log"], async (tx) => {
      const meta = tx.objectStore("meta");
      const [old, head] = await Promise.all([meta.get("epoch"), meta.get("head")]);
      if (old === epoch) return;
      await tx.objectStore("log").add({ kind: "epoch", at: now, old, head: head ?? null, epoch });
      await Promise.all([meta.put(epoch, "epoch"), meta.put(START, "cursor"), meta.put([0, ""], "head"),
        meta.put(true, "sweep")]);
      if (old) await requeueAll(tx.objectStore("outbox"));
    });
  }
}

async function putRecords(store, page) {
  for (const record of page.records ?? []) await store.put({ ...record, epoch: page.epoch });
  for (const id of page.gone ?? []) await store.delete(id);
}

async function putRefs(store, refs) {
  for (const { kind, id, ver, deleted, data } of refs) {
    if (deleted) await store.delete([kind, id]);
    else await store.put({ kind, id, ver, data });
  }
}

// The feed knows where an own entry stands before a lost answer is asked again; only a receipt
// makes it stop waiting, and one that was not taken stays in sight until then.
async function noteOwn(store, page, now) {
  for (const own of page.own ?? []) {
    const row = await store.index("id").get(own.id);
    if (!row || own.status === "held" || (row.status === "queued" && own.status !== "applied")) continue;
    const next = { ...row, seq: own.seq, epoch: page.epoch, flags: own.flags ?? row.flags };
    // What the office set aside may still be let in.
    if (row.status === "held" || row.code === "set_aside") {
      Object.assign(next, { status: own.status, code: own.code ?? null, reason: null, settled: now });
    }
    await store.put(next);
  }
}

async function arrive(tx, page) {
  const meta = tx.objectStore("meta");
  const [restored, before] = await Promise.all([meta.get("restored"), meta.get("reached")]);
  // What the second copy had and the house has not told again is gone from the house.
  if (restored && !before) await sweep(tx.objectStore("refs"), ({ spare }) => spare);
  const reached = { epoch: page.epoch, seq: Number(page.to.split(":")[0]), safe: page.safe_seq ?? 0 };
  await meta.put(reached, "reached");
  if (await meta.get("sweep")) await sweep(tx.objectStore("base"), ({ epoch }) => epoch !== page.epoch);
  await meta.delete("sweep");
  await closeRows(tx.objectStore("outbox"), tx.objectStore("base"), reached);
}

async function sweep(store, stale) {
  for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
    if (stale(cursor.value)) await cursor.delete();
  }
}

async function closeRows(outbox, base, reached) {
  for (const row of await outbox.index("open").getAll(1)) {
    if (row.status !== "applied" || !settled(row, await base.get(row.rec), reached)) continue;
    delete row.open;
    await outbox.put(row);
  }
}
