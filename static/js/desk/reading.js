/** What the pages show: the server's copy with the own entries over it, and the reference rows. */

import { view } from "../models/overlay.js";
import { createIndex } from "../models/search.js";

export class Reading {
  #desk;
  #refs = new Map();
  #index = null;

  constructor(desk) {
    this.#desk = desk;
  }

  /** Forget what was read; something changed. */
  forget({ refs = true } = {}) {
    if (refs) this.#refs.clear();
    this.#index = null;
  }

  /** @returns {Promise<object[]>} records of a register as this device sees them, newest first */
  async records(register) {
    const { store, registers } = this.#desk;
    const [base, rows, { reached }] = await Promise.all(
      [store.mirror.records(register), store.outbox.open(), store.mirror.position()]);
    const own = register ? rows.filter((row) => row.t.startsWith(`${register}.`)) : rows;
    return [...view(base, own, registers, reached).values()].sort((a, b) => b.at - a.at);
  }

  /** @returns {Promise<object|undefined>} */
  async record(id) {
    const { store, registers } = this.#desk;
    const [base, rows, { reached }] = await Promise.all(
      [store.mirror.record(id), store.outbox.open(), store.mirror.position()]);
    const own = rows.filter((row) => row.rec === id);
    return view(new Map(base ? [[id, base]] : []), own, registers, reached).get(id);
  }

  /** @returns {Promise<object[]>} rows of a kind: {id, ver, …data} */
  async refs(kind) {
    if (!this.#refs.has(kind)) {
      const rows = await this.#desk.store.mirror.refs(kind);
      this.#refs.set(kind, rows.map(({ id, ver, data }) => ({ ...data, id, ver })));
    }
    return this.#refs.get(kind);
  }

  /** @returns {Promise<any>} a setting's value */
  async setting(key) {
    const row = (await this.refs("setting")).find((one) => one.id === key);
    return row?.[key] ?? row?.value ?? null;
  }

  /**
   * Search rooms, people and open records.
   * @returns {Promise<{kind: "room"|"person"|"record", id: string, row: object}[]>}
   */
  async search(text, { kinds = ["room", "person", "record"], limit = 20 } = {}) {
    this.#index ??= this.#build();
    const found = (await this.#index).find(text, kinds.length === 3 ? limit : limit * 5);
    return found.filter((item) => kinds.includes(item.kind)).slice(0, limit);
  }

  async #build() {
    const [rooms, people, records] = await Promise.all([this.refs("room"), this.refs("person"), this.records()]);
    const names = new Map(rooms.map((room) => [room.id, room.name]));
    const item = (kind, row, texts, key) => ({ item: { kind, id: row.id, row }, texts, key });
    return createIndex([
      ...rooms.map((room) => item("room", room, [room.name, room.tower].filter(Boolean), room.key)),
      ...people.map((one) => item("person", one, [one.name, names.get(one.room), one.phone].filter(Boolean), one.key)),
      ...records.filter((record) => record.end === null).map((record) => item("record", record,
        [record.no, names.get(record.room), record.p.name, record.f.badge].filter(Boolean))),
    ]);
  }
}
