/**
 * Bytes that entries name: on the disk before the entry is, and until a backup of the house has both. A store of their
 * own, so that no entry ever waits for them; loaded when there is something to take or to show.
 */

export class Blobs {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  /** @param {{id: string, kind: string, bytes: ArrayBuffer, at: number}} row nothing names it yet */
  add(row) {
    return this.#connection.write(["blobs"], (tx) => tx.store.put(row));
  }

  /** @returns {Promise<object|undefined>} */
  one(id) {
    return this.#connection.use((db) => db.get("blobs", id));
  }

  /** @returns {Promise<string[]>} */
  ids() {
    return this.#connection.use((db) => db.getAllKeys("blobs"));
  }

  /** Note what has become of it; what is gone stays gone. */
  note(id, facts) {
    return this.#connection.write(["blobs"], async (tx) => {
      const row = await tx.store.get(id);
      if (row) await tx.store.put({ ...row, ...facts });
    });
  }

  drop(id) {
    return this.#connection.write(["blobs"], (tx) => tx.store.delete(id));
  }
}
