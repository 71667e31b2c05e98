/**
 * The desk: all that a page needs to know. It touches neither the document nor a register's words.
 *
 *   await desk.ready;
 *   const [saved] = await desk.actMany([{ register, action, rec, values, personal }]);
 *
 * Every method but `id` is asynchronous; `desk.device` and `desk.operator` are plain properties (null:
 * not enrolled, locked). Events: "change" (records are new), "refs" (reference rows are), "queue"
 * (`stop`: done, offline, busy, session, revoked), "operator", "device", "parked", "broken" (`reason`: this tablet
 * cannot save, or an entry could not be signed), "outdated" (a newer shell owns the database),
 * "update" (a newer shell waits and nobody works: `desk.updates.apply()`).
 */

import { plan, save } from "./desk/saving.js";
import { Standing } from "./desk/standing.js";
import { uuid7 } from "./models/ids.js";
import { summary } from "./models/summary.js";
import { trusted } from "./models/time.js";
import { builtHouse } from "./ports/browser.js";

// Becoming a device needs the house anyway; no other page carries it.
const identity = () => import("./desk/identity.js");

export class Desk extends Standing {
  /**
   * Become a device by a one-time code.
   * @param {{code: string, name?: string}} wish
   * @returns {Promise<{ok: true, device: object}|{ok: false, code: string}>}
   */
  async enrol({ code, name }) {
    const { enrol } = await identity();
    return this.#enrolled(await enrol(this, { code, name }));
  }

  /** @param {{kind: "desk"|"gate"|"office", name?: string}} wish on a demonstration site */
  async enrolDemo({ kind, name }) {
    const { enrol } = await identity();
    return this.#enrolled(await enrol(this, { demo: true, kind, name }));
  }

  /** Sign in by login and password, and perhaps a chosen one; the browser becomes an office device the first time. */
  async officeSignIn(...words) {
    const { office } = await identity();
    const done = await this.#enrolled(await office(this, ...words));
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

  /**
   * @returns {Promise<{ok: true, operator: object}|{ok: false, code: string, left?: number, until?: number,
   *   online?: boolean}>} `online`: only the server can help
   */
  async signIn(op, pin) {
    const { signIn } = await import("./desk/people.js");
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
  id() {
    return uuid7(this.ports);
  }

  /**
   * Save an action. One at the desk is saved on this tablet and sent when it can be; an online one is
   * sent alone and may be refused: then `status` is "refused", with `errors` by field or a `code`.
   * @param {string} register
   * @param {string} action
   * @param {{rec?: string, values?: object, personal?: object}} [what] personal values may stand in
   *   `values`: the form's schema knows them
   * @param {{unpark?: string}} [how] a parked form that this saves
   * @returns {Promise<{id: string, rec: string, no: string|null, n: number, status: string}>}
   */
  async act(register, action, what = {}, how = {}) {
    const [saved] = await this.actMany([{ register, action, ...what }], how);
    return saved;
  }

  /** Save several actions in one transaction: all, or none. */
  async actMany(acts, { unpark } = {}) {
    // A page may be quicker than its desk: before it is ready nobody knows who holds the tablet.
    if (!this.device) await this.ready;
    const plans = acts.map((act) => plan(this, act));
    if (plans.some((one) => one.online)) {
      const { sendOnline } = await import("./desk/deciding.js");
      return [await sendOnline(this, plans, unpark)];
    }
    const rows = await save(this, plans, unpark);
    this.spread("change", { own: true });
    this.spread("queue");
    this.ports.afterwards(() => this.nudge());
    return rows.map(({ id, rec, no, n, status }) => ({ id, rec, no, n, status }));
  }

  /** @returns {Promise<object|undefined>} what became of an own entry: {status, flags, reason, code, errors} */
  outcome(id) {
    return this.store.outbox.byId(id);
  }

  /** @returns {Promise<object[]>} every own entry that is still kept, in the order it was made */
  entries() {
    return this.store.outbox.all();
  }

  /** @returns {Promise<{count, oldest, contact, tone: "calm"|"amber"|"red", attention: object[], revoked: boolean, alarm: boolean,
   *   doubt: string|null, mark: string, patchy: boolean}>} alarm: the house has heard of two tablets that both say they
   *   are this one; doubt: the fingerprint of a key that nobody vouches for, mark: that of the key that is believed; patchy:
   this tablet was put right from its second copy, and what the house has is not all back yet */
  async queue() {
    const { outbox, cupboard } = this.store;
    const [rows, [contact, revoked, alarm, doubt, keys, restored, reached]] = await Promise.all([outbox.open(),
      cupboard.facts("contact", "revoked", "alarm", "key_doubt", "server_keys", "restored", "reached")]);
    return { ...summary(rows, contact ?? null, this.ports.now()), revoked: Boolean(revoked), alarm: Boolean(alarm),
      doubt: doubt?.mark ?? null, mark: keys?.at(-1).mark ?? "", patchy: Boolean(restored) && !reached };
  }

  /** @returns {Promise<number>} ms UTC, by the server's clock as far as it is known */
  async now() {
    const [measured, newest] = await this.store.cupboard.facts("measured", "server_time");
    return trusted(this.ports.now(), measured, newest ?? 0);
  }

  /** A person has dealt with a rejected entry. */
  async dismiss(id) {
    await this.store.outbox.dismiss(id);
    this.spread("change");
  }

  /** @returns {Promise<{name: string, text: string, count: number}>} the queue as a sealed file */
  async export() {
    const { exportQueue } = await import("./desk/rescue.js");
    return exportQueue(this);
  }
}

// What the parts answer by themselves, under the desk's name.
const DELEGATED = {
  asking: ["ask", "history"],
  finding: ["search", "prepare", "residents", "leavers"],
  reading: ["records", "record", "refs", "known", "under", "people"],
  shelf: ["park", "parked", "takeOver", "discard"],
};

for (const [part, names] of Object.entries(DELEGATED)) {
  for (const name of names) Desk.prototype[name] = async function delegate(...args) { return (await this[part])[name](...args); };
}

/** The desk of this page. */
export const desk = new Desk({ house: builtHouse() });
