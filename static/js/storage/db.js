/**
 * The one connection to IndexedDB; nothing else opens it. A handle that died is dropped and opened
 * anew, at most three times; what still fails is told loudly, never swallowed.
 */

import { openDB } from "idb";
import { upgrade, VERSION } from "./schema.js";

const TRIES = 3;
const DEAD = new Set(["InvalidStateError", "UnknownError", "AbortError"]);

/** Ask for a commit that has reached the disk, not the system's buffer. */
export const STRICT = { durability: "strict" };

/** Enough for what the house tells again: half of it is never there, and a later strict commit carries it along. */
export const RELAXED = { durability: "relaxed" };

/** Events: "broken" (cannot save; `reason`), "outdated" (a newer shell owns the database). */
export class Connection extends EventTarget {
  #name;
  #opening = null;
  #outdated = null;

  constructor(name = "vestibule") {
    super();
    this.#name = name;
  }

  /** Run `work(db)`; a dead handle is replaced. Rejects after telling when nothing helps. */
  async use(work) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work(await this.#open());
      } catch (error) {
        const dead = DEAD.has(error.name);
        if (dead) this.close();
        if (!dead || tries > TRIES) throw this.#tell(error);
      }
    }
  }

  /** Run `work(tx)` in one read-write transaction, and wait until it is as safe as `how` asks. */
  write(stores, work, how = STRICT) {
    return this.use(async (db) => {
      if (this.#outdated) throw this.#outdated;
      const tx = db.transaction(stores, "readwrite", how);
      // Handled below; without this an abort before we wait for it counts as nobody's.
      tx.done.catch(() => {});
      const result = await work(tx).catch((error) => undo(tx, error));
      await tx.done;
      return result;
    });
  }

  /** Ask for one row, so that a handle that died in the background is noticed before it is needed. */
  probe() {
    return this.use((db) => db.get("meta", "device"));
  }

  close() {
    const opening = this.#opening;
    this.#opening = null;
    opening?.then((db) => db.close(), () => {});
  }

  #open() {
    if (!this.#opening) {
      const opening = this.#connect({ blocking: () => this.#giveWay(), terminated: () => this.close() });
      this.#opening = opening;
      opening.catch(() => this.close());
    }
    return this.#opening;
  }

  // What a newer shell owns can still be read, since stores only ever gain: so what waits can be rescued.
  async #connect(hooks) {
    try {
      return await openDB(this.#name, VERSION, { upgrade, ...hooks });
    } catch (error) {
      if (error.name !== "VersionError") throw error;
      this.#outdated = this.#tell(error);
      return openDB(this.#name, undefined, hooks);
    }
  }

  // A newer shell in another tab waits for us: let go at once.
  #giveWay() {
    this.close();
    this.#tell({ name: "VersionError" });
  }

  #tell(error) {
    const kind = error.name === "VersionError" ? "outdated" : "broken";
    this.dispatchEvent(Object.assign(new Event(kind), { reason: error.name }));
    return error;
  }
}

// Half a change is worse than none; the transaction's own reason (no space left) says more.
async function undo(tx, error) {
  try {
    tx.abort();
  } catch {
    // It is over already.
  }
  await tx.done.catch(() => {});
  throw tx.error ?? error;
}
