/** Forms put aside: they survive lock, operator switch and restart, and a colleague can take them over. */

import { uuid7 } from "../models/ids.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Whether nothing is lost with `older`: the same form of the same person, all of whose values stand in `newer`. */
function covers(newer, older) {
  const alike = ["register", "action", "rec", "op"].every((name) => newer[name] === older[name]);
  const within = Object.entries(older.values).every(([name, value]) => same(value, newer.values[name]));
  const people = !older.people?.length || same(older.people, newer.people);
  return older.id !== newer.id && !older.aside && alike && within && people;
}

export class Shelf {
  #desk;

  constructor(desk) {
    this.#desk = desk;
  }

  /**
   * Put a form aside, or renew what was put aside under its id. What the same person left by the way, and
   * what says nothing that this one does not say, makes room.
   * @param {{id?: string, register: string, action: string, rec?: string, values: object, personal?: object,
   *   people?: object[], aside?: boolean, op?: string}} form `aside`: a person parked it; without, it saved
   *   itself; `op`: who wrote it, where it is not who holds the tablet now
   * @returns {Promise<string>} its id
   */
  async park(form) {
    const { store, ports, operator } = this.#desk;
    const id = form.id ?? uuid7(ports);
    const row = { ...form, id, op: form.op ?? operator?.id ?? "", at: ports.now() };
    await store.cupboard.keep("parked", row);
    const others = await store.cupboard.all("parked");
    await Promise.all(others.filter((other) => covers(row, other)).map((other) => store.cupboard.drop("parked", other.id)));
    this.#desk.spread("parked");
    return id;
  }

  /** @returns {Promise<object[]>} newest first */
  async parked() {
    return (await this.#desk.store.cupboard.all("parked")).sort((a, b) => b.at - a.at);
  }

  /**
   * Take a form up: it gets a new id, so that a page which still shows it cannot write over it.
   * @returns {Promise<object|undefined>} the form, now the present operator's; it stays until it is saved
   */
  async takeOver(id) {
    const { store, ports, operator } = this.#desk;
    const taken = await store.cupboard.move("parked", id, (form) =>
      ({ ...form, id: uuid7(ports), op: operator?.id ?? "", from: form.op, at: ports.now() }));
    this.#desk.spread("parked");
    return taken;
  }

  /** Throw a form away, because a person said so. */
  async discard(id) {
    await this.#desk.store.cupboard.drop("parked", id);
    this.#desk.spread("parked");
  }
}
