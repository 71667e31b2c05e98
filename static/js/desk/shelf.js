/** Forms put aside: they survive lock, operator switch and restart, and a colleague can take them over. */

import { uuid7 } from "../models/ids.js";

export class Shelf {
  #desk;

  constructor(desk) {
    this.#desk = desk;
  }

  /**
   * Put a form aside, or renew what was put aside under its id.
   * @param {{id?: string, register: string, action: string, rec?: string, values: object, personal?: object}} form
   * @returns {Promise<string>} its id
   */
  async park(form) {
    const { store, ports, operator } = this.#desk;
    const id = form.id ?? uuid7(ports);
    await store.cupboard.keep("parked", { ...form, id, op: operator?.id ?? "", at: ports.now() });
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
