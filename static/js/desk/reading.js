/** What the pages show: the server's copy with the own entries over it, and the reference rows. */

import { timesOf } from "../models/clocks.js";
import { view } from "../models/overlay.js";
import { people } from "./people.js";
import { createIndex } from "../models/search.js";

export class Reading {
  #desk;
  #refs = new Map();
  #index = null;

  constructor(desk) {
    this.#desk = desk;
  }

  /** Forget what was read: "refs" for reference rows, "change" for records. */
  forget(what) {
    if (what === "refs") this.#refs.clear();
    this.#index = null;
  }

  /** @returns {Promise<object[]>} records of a register as this device sees them, newest first */
  async records(register) {
    const { store, registers } = this.#desk;
    const [base, rows, { reached }, times] = await Promise.all(
      [store.mirror.records(register), store.outbox.open(), store.mirror.position(), this.#times()]);
    const own = register ? rows.filter((row) => row.t.startsWith(`${register}.`)) : rows;
    return [...view(base, own, registers, reached, times).values()].sort((a, b) => b.at - a.at);
  }

  /** @returns {Promise<object|undefined>} */
  async record(id) {
    const { store, registers } = this.#desk;
    const [base, rows, { reached }, times] = await Promise.all(
      [store.mirror.record(id), store.outbox.open(), store.mirror.position(), this.#times()]);
    const own = rows.filter((row) => row.rec === id);
    return view(new Map(base ? [[id, base]] : []), own, registers, reached, times).get(id);
  }

  async #times() {
    return timesOf(await this.refs("setting"), await this.refs("hours"));
  }

  /** @returns {Promise<object[]>} reference rows of a kind: {kind, id, ver, data} */
  async refs(kind) {
    if (!this.#refs.has(kind)) this.#refs.set(kind, await this.#desk.store.mirror.refs(kind));
    return this.#refs.get(kind);
  }

  /** @returns {Promise<{id: string, name: string, seen: number}[]>} who may hold this tablet */
  people() {
    return people(this.#desk);
  }

  /**
   * Search rooms, people and open records; the best come first.
   * @returns {Promise<{rooms: object[], people: object[], records: object[]}>} reference rows, and records
   */
  async search(text, limit = 20) {
    this.#index ??= this.#build();
    const index = await this.#index;
    return { rooms: index.rooms.find(text, limit), people: index.people.find(text, limit),
      records: index.records.find(text, limit) };
  }

  async #build() {
    const [rooms, people, records] = await Promise.all([this.refs("room"), this.refs("person"), this.records()]);
    const names = new Map(rooms.map(({ id, data }) => [id, data.name]));
    const guests = new Map(people.map(({ id, data }) => [id, data.name]));
    const line = (item, texts, key) => ({ item, texts: texts.filter(Boolean), key });
    return {
      rooms: createIndex(rooms.map((row) => line(row, [row.data.name, row.data.tower], row.data.key))),
      people: createIndex(people.map((row) =>
        line(row, [row.data.name, names.get(row.data.room), row.data.phone], row.data.key))),
      records: createIndex(records.filter(({ end }) => end === null).map((row) =>
        line(row, [row.no, names.get(row.room), row.p.name, guests.get(row.f.host), row.p.host_name, row.f.badge]))),
    };
  }
}
