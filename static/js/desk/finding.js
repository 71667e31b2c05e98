/** Search on this tablet: an index a kind, made when it is first asked for, or before, while nobody waits. */

import { personOf } from "../models/record.js";
import { growIndex } from "../models/search.js";
import { today } from "../models/zone.js";

/** Each index, and of which reference rows news makes it void. */
const MADE_OF = { rooms: ["room"], staff: ["staff"], people: ["room", "person", "setting"], records: ["room", "person"] };

export class Finding {
  #desk;
  #indexes = new Map();

  constructor(desk) {
    this.#desk = desk;
  }

  /** Forget what was read: "refs" for reference rows (of these `kinds` alone), "change" for records. */
  forget(what, { kinds } = {}) {
    if (what === "change") this.#indexes.delete("records");
    else for (const [name, of] of Object.entries(MADE_OF)) if (!kinds || of.some((one) => kinds.includes(one))) this.#indexes.delete(name);
  }

  /**
   * Search rooms, people and open records; the best come first.
   * @param {string} text
   * @param {number} [limit] of each kind
   * @param {("rooms"|"people"|"records"|"staff")[]} [kinds]
   * @returns {Promise<{rooms?: object[], people?: object[], records?: object[], staff?: object[]}>} reference rows, and records
   */
  async search(text, limit = 20, kinds = ["rooms", "people", "records"]) {
    const indexes = await Promise.all(kinds.map((kind) => this.#index(kind)));
    return Object.fromEntries(kinds.map((kind, at) => [kind, indexes[at].find(text, limit)]));
  }

  /** @returns {Promise<object[]>} the people of a room who can be visited there */
  async residents(room) {
    return (await this.#index("people")).of(room);
  }

  /** @returns {Promise<object[]>} who has left and is still remembered: nobody's host any more */
  async leavers() {
    return (await this.#index("people")).gone;
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
    if (kind === "staff") return this.#made(await this.#desk.refs("staff"), ({ data }) => ({ texts: [data.name] }));
    const rooms = await this.#desk.refs("room");
    if (kind === "rooms") return this.#made(rooms, ({ data }) => ({ texts: [data.name, data.tower], key: data.key }));
    const names = new Map(rooms.map(({ id, data }) => [id, data.name]));
    return kind === "people" ? this.#people(names) : this.#records(names);
  }

  #made(items, texts) {
    return growIndex(items, texts, this.#desk.ports.breathe);
  }

  async #people(names) {
    const [people, zones] = await Promise.all([this.#desk.refs("person"), this.#desk.known("setting", ["zone"])]);
    const day = today(await this.#desk.now(), zones[0]?.data.value ?? "UTC");
    const [homes, gone] = [new Map(), []];
    const index = await this.#made(people, (row) => {
      const { name, room, phone, tail, key, moved_out: left } = row.data;
      // Who has moved out still bears a name on old records, and is nobody's host any more.
      if (left && left <= day) return gone.push(row) && null;
      if (!homes.get(room)?.push(row)) homes.set(room, [row]);
      return { texts: [name, names.get(room), phone ?? tail], key };
    });
    return { ...index, gone, of: (room) => homes.get(room) ?? [] };
  }

  async #records(names) {
    const records = (await this.#desk.records()).filter(({ end }) => end === null);
    const hosts = await this.#desk.known("person", records.map(personOf));
    const guests = new Map(hosts.map(({ id, data }) => [id, data.name]));
    return this.#made(records, (row) =>
      ({ texts: [row.no, names.get(row.room), row.p.name, guests.get(personOf(row)), row.p.host_name, row.p.company, row.p.plate, row.f.badge] }));
  }
}
