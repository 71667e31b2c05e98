/** Search on this tablet: an index a kind, made when it is first asked for, or before, while nobody waits. */

import { growIndex } from "../models/search.js";
import { today } from "../models/zone.js";

/** What becomes void with what news. */
const NEWS = { refs: ["rooms", "people", "records"], change: ["records"] };

const line = (item, texts, key) => ({ item, texts: texts.filter(Boolean), key });

export class Finding {
  #desk;
  #indexes = new Map();

  constructor(desk) {
    this.#desk = desk;
  }

  /** Forget what was read: "refs" for reference rows, "change" for records. */
  forget(what) {
    for (const kind of NEWS[what]) this.#indexes.delete(kind);
  }

  /**
   * Search rooms, people and open records; the best come first.
   * @param {string} text
   * @param {number} [limit] of each kind
   * @param {("rooms"|"people"|"records")[]} [kinds]
   * @returns {Promise<{rooms?: object[], people?: object[], records?: object[]}>} reference rows, and records
   */
  async search(text, limit = 20, kinds = ["rooms", "people", "records"]) {
    const indexes = await Promise.all(kinds.map((kind) => this.#index(kind)));
    return Object.fromEntries(kinds.map((kind, at) => [kind, indexes[at].find(text, limit)]));
  }

  /** Make the indexes that a page will ask for. */
  async prepare(kinds) {
    for (const kind of kinds) await this.#index(kind);
  }

  #index(kind) {
    if (!this.#indexes.has(kind)) this.#indexes.set(kind, this.#grow(kind));
    const index = this.#indexes.get(kind);
    index.catch(() => this.#indexes.delete(kind));
    return index;
  }

  async #grow(kind) {
    const rooms = await this.#desk.refs("room");
    const names = new Map(rooms.map(({ id, data }) => [id, data.name]));
    const lines = { rooms: () => roomLines(rooms), people: () => this.#people(names), records: () => this.#records(names) };
    return growIndex(await lines[kind](), this.#desk.ports.breathe);
  }

  async #people(names) {
    const [people, zones] = await Promise.all([this.#desk.refs("person"), this.#desk.known("setting", ["zone"])]);
    const day = today(await this.#desk.now(), zones[0]?.data.value ?? "UTC");
    // Who has moved out still bears a name on old records, and is nobody's host any more.
    return people.filter(({ data }) => !data.moved_out || data.moved_out > day).map((row) => line(row, [row.data.name, names.get(row.data.room), row.data.phone], row.data.key));
  }

  async #records(names) {
    const records = (await this.#desk.records()).filter(({ end }) => end === null);
    const hosts = await this.#desk.known("person", records.map(({ f }) => f.host));
    const guests = new Map(hosts.map(({ id, data }) => [id, data.name]));
    return records.map((row) =>
      line(row, [row.no, names.get(row.room), row.p.name, guests.get(row.f.host), row.p.host_name, row.f.badge]));
  }
}

const roomLines = (rooms) => rooms.map((row) => line(row, [row.data.name, row.data.tower], row.data.key));
