/**
 * The desk: all that a page needs to know. It touches neither the document nor a register's words.
 *
 *   desk.setHouse(house); await desk.ready;
 *   const [saved] = await desk.actMany([{ register, action, rec, values, personal }]);
 *
 * Every method is asynchronous; `desk.device` and `desk.operator` are plain properties (null: not
 * enrolled, locked). Events: "change" (records or, with `refs`, reference rows are new), "queue"
 * (`stop`: done, offline, busy, session), "operator", "device", "parked", "broken" (`reason`: this tablet
 * cannot save, or an entry could not be signed), "outdated" (a newer shell owns the database).
 */

import { enrol, office } from "./desk/identity.js";
import { sendOnline } from "./desk/deciding.js";
import { signIn } from "./desk/people.js";
import { exportQueue } from "./desk/rescue.js";
import { plan, save } from "./desk/saving.js";
import { Standing } from "./desk/standing.js";
import { uuid7 } from "./models/ids.js";
import { summary } from "./models/summary.js";
import { trusted } from "./models/time.js";

export class Desk extends Standing {
  /**
   * Become a device.
   * @param {{code: string, name?: string}|{demo: true, kind: "desk"|"gate"|"office", name?: string}} wish
   * @returns {Promise<{ok: true, device: object}|{ok: false, reason: string}>}
   */
  async enrol(wish) {
    return this.#enrolled(await enrol(this, wish));
  }

  /** Sign in with a password; the browser becomes an office device the first time. */
  async officeSignIn(login, password) {
    const done = await this.#enrolled(await office(this, login, password));
    if (done.ok) await this.hold({ ...done.operator, id: done.operator.op, how: "online", since: this.ports.now() });
    return done;
  }

  async #enrolled(done) {
    if (!done.ok) return done;
    this.adopt(done.device);
    this.spread("device");
    await this.sync({ force: true });
    return done;
  }

  /** @returns {Promise<{ok: true, operator: object}|{ok: false, reason: string, left?: number, until?: number}>} */
  async signIn(op, pin) {
    const done = await signIn(this, op, pin);
    if (done.ok) await this.hold(done.operator);
    return done;
  }

  /** Nobody holds the device any more; the queue and parked forms stay. */
  async lock() {
    await this.hold(null);
    this.http("POST", "/api/operators/sign-out", {});
  }

  /** @returns {string} an id for a record that is yet to be made, so that others can name it */
  newId() {
    return uuid7(this.ports);
  }

  /**
   * Save an action. One at the desk is saved on this tablet and sent when it can be; an online one is
   * sent alone and may be refused: then `status` is "refused", with `errors` by field or a `code`.
   * @param {string} register
   * @param {string} action
   * @param {{rec?: string, values?: object, personal?: object}} [what] personal values may stand in
   *   `values`: the form's schema knows them
   * @param {{parked?: string}} [how] a parked form that this saves
   * @returns {Promise<{id: string, rec: string, no: string|null, n: number, status: string}>}
   */
  async act(register, action, what = {}, how = {}) {
    const [saved] = await this.actMany([{ register, action, ...what }], how);
    return saved;
  }

  /** Save several actions in one transaction: all, or none. */
  async actMany(acts, { parked } = {}) {
    const plans = acts.map((act) => plan(this, act));
    if (plans.some((one) => one.online)) return [await sendOnline(this, plans, parked)];
    const rows = await save(this, plans, parked);
    this.spread("change", { refs: false });
    this.spread("queue");
    void this.sync();
    return rows.map(({ id, rec, no, n, status }) => ({ id, rec, no, n, status }));
  }

  /** @returns {Promise<object|undefined>} what became of an own entry: {status, flags, reason, code, errors} */
  outcome(id) {
    return this.store.outbox.byId(id);
  }

  records(register) {
    return this.reading.records(register);
  }

  record(id) {
    return this.reading.record(id);
  }

  refs(kind) {
    return this.reading.refs(kind);
  }

  setting(key) {
    return this.reading.setting(key);
  }

  search(text, options) {
    return this.reading.search(text, options);
  }

  /** @returns {Promise<{count, oldest, contact, tone: "calm"|"amber"|"red", attention: object[]}>} */
  async queue() {
    const [rows, contact] = await Promise.all([this.store.outbox.open(), this.store.cupboard.get("contact")]);
    return summary(rows, contact ?? null, this.ports.now());
  }

  /** @returns {Promise<number>} ms UTC, by the server's clock as far as it is known */
  async now() {
    const [measured, newest] = await Promise.all(
      [this.store.cupboard.get("measured"), this.store.cupboard.get("server_time")]);
    return trusted(this.ports.now(), measured, newest ?? 0);
  }

  /** A person has dealt with a rejected entry. */
  async dismiss(id) {
    await this.store.outbox.dismiss(id);
    this.spread("change", { refs: false });
  }

  park(form) {
    return this.shelf.park(form);
  }

  parked() {
    return this.shelf.all();
  }

  takeOver(id) {
    return this.shelf.takeOver(id);
  }

  discard(id) {
    return this.shelf.discard(id);
  }

  /** @returns {Promise<{name: string, text: string, count: number}>} the queue as a sealed file */
  export() {
    return exportQueue(this);
  }
}

/** The desk of this page. */
export const desk = new Desk();
