/** What the pages show: the server's copy with the own entries over it, and the reference rows. */

import { timesOf } from "../models/clocks.js";
import { view } from "../models/overlay.js";

export class Reading {
  #desk;
  #refs = new Map();
  #seen = new Map();
  #running = new Map();

  constructor(desk) {
    this.#desk = desk;
  }

  /** Forget what was read: "refs" for reference rows (of these `kinds` alone), "change" for records; `own`: the server's are as they were. */
  forget(what, { own = false, kinds } = {}) {
    if (what === "refs") for (const kind of kinds ?? [...this.#refs.keys()]) this.#refs.delete(kind);
    this.#running = new Map();
    if (what === "change" && !own) this.#seen = new Map();
  }

  /** @returns {Promise<object[]>} records of a register as this device sees them, newest first; those who ask at once share them */
  records(register) {
    const running = this.#running;
    if (!running.has(register)) {
      running.set(register, this.#records(register).finally(() => running.delete(register)));
    }
    return running.get(register);
  }

  async #records(register) {
    const { store, registers } = this.#desk;
    // What is forgotten meanwhile stays forgotten.
    const kept = this.#seen;
    const [{ base, rows, reached, at }, times] = await Promise.all(
      [store.sight(register, kept.get(register)), this.#times()]);
    kept.set(register, { base, at });
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
    return timesOf(...(await Promise.all([this.refs("setting"), this.refs("hours")])));
  }

  /** @returns {Promise<object[]>} reference rows of a kind: {kind, id, ver, data} */
  refs(kind) {
    if (!this.#refs.has(kind)) this.#refs.set(kind, this.#desk.store.mirror.refs(kind));
    const rows = this.#refs.get(kind);
    rows.catch(() => this.#refs.delete(kind));
    return rows;
  }

  /** @returns {Promise<{id: string, name: string, seen: number}[]>} who may hold this tablet; those who last did come first */
  async people() {
    const { cupboard, mirror } = this.#desk.store;
    const [staff, held] = await Promise.all([mirror.refs("staff"), cupboard.all("operators")]);
    const seen = new Map(held.map((row) => [row.id, row.seen ?? 0]));
    const found = staff.map(({ id, data: { name } }) => ({ id, name, seen: seen.get(id) ?? 0 }));
    return found.sort((a, b) => b.seen - a.seen || a.name.localeCompare(b.name));
  }

  /** @returns {Promise<object[]>} the reference rows of a kind whose ids begin with `under`, read anew */
  under(kind, under) {
    return this.#desk.store.mirror.refs(kind, under);
  }

  /** @returns {Promise<object[]>} the reference rows of a kind that bear these ids; what is not there is left out */
  known(kind, ids) {
    return this.#desk.store.mirror.known(kind, ids);
  }
}
