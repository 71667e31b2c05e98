/**
 * One run: push, then pull. The lock lives only as long as the run; no tab is a leader.
 * Events: "synced" {sent, news, refs}, "contact" {stop}.
 */

import { CAP, delay } from "../models/backoff.js";
import { fresh } from "../models/queue.js";

const LOCK = "vestibule-sync";
/** A frozen tab may hold the lock for ever; two tabs that sync at once do no harm. */
const LOCK_PATIENCE = 60_000;
const MOST_ROUNDS = 4;
/** What is old enough to be let go was so an hour ago, too. */
const SWEEP = 3_600_000;
/** A signed note of the house is fetched once a day, though its key is known. */
const NOTE = 24 * SWEEP;
const AWAY = { stop: "offline", sent: 0 };

export class Runner extends EventTarget {
  #desk;
  #state = fresh();
  #tries = 0;
  #notBefore = 0;
  #blockedSince = null;
  #running = null;
  #again = false;
  #swept = -Infinity;

  /** @param {{store, http, ports: {now, chance, lock}, device}} desk */
  constructor(desk) {
    super();
    this.#desk = desk;
  }

  /** When the next run may start by itself, ms. */
  get notBefore() {
    return this.#notBefore;
  }

  /** @returns {Promise<void>} resolves when no run is on */
  get idle() {
    return this.#running ?? Promise.resolve();
  }

  /**
   * Run now, or once more after the run that is on.
   * @param {{force?: boolean}} [how] force: a person asked, or the network came back
   * @returns {Promise<void>}
   */
  run({ force = false } = {}) {
    if (force) this.#tries = this.#notBefore = 0;
    if (this.#running) this.#again = true;
    else if (!this.#waits()) this.#running = this.#runs();
    return this.#running ?? Promise.resolve();
  }

  /** Whoever turns the clock back must not make a pause of a minute into one of hours. */
  #waits() {
    const left = this.#notBefore - this.#desk.ports.now();
    return left > 0 && left <= CAP;
  }

  async #runs() {
    try {
      do {
        this.#again = false;
        await this.#locked();
      } while (this.#again && !this.#notBefore);
    } finally {
      this.#running = null;
    }
  }

  async #locked() {
    const { lock, now } = this.#desk.ports;
    const ran = await lock(LOCK, () => this.#rounds());
    if (ran) this.#blockedSince = null;
    else this.#blockedSince = Math.min(this.#blockedSince ?? Infinity, now());
    if (!ran && now() - this.#blockedSince >= LOCK_PATIENCE) await this.#rounds();
  }

  async #rounds() {
    const total = { sent: 0, news: false, refs: [] };
    let outcome = { stop: "epoch" };
    for (let round = 0; outcome.stop === "epoch" && round < MOST_ROUNDS; round += 1) {
      outcome = await this.#round(total);
    }
    await this.#finish(outcome);
    if (total.sent || total.news || total.refs.length) this.#tell("synced", total);
    if (outcome.stop === "done") await this.#tidy(total.sent);
    this.#tell("contact", { stop: outcome.stop });
    return true;
  }

  async #round(total) {
    // A shell whose other parts are gone is like a line that is down: it is tried again.
    const { push, pull } = await import("./exchange.js").catch(() => ({ push: () => AWAY }));
    const pushed = await push(this.#desk, this.#state);
    this.#state = pushed.state ?? this.#state;
    total.sent += pushed.sent;
    if (pushed.stop === "offline" || pushed.stop === "session") return pushed;
    const pulled = await pull(this.#desk);
    total.news ||= pulled.news;
    total.refs = [...new Set([...total.refs, ...pulled.refs])];
    return pulled.stop === "done" && pushed.stop !== "done" ? pushed : pulled;
  }

  async #finish(outcome) {
    const { ports, store } = this.#desk;
    if (outcome.stop === "done") {
      this.#tries = this.#notBefore = 0;
      return;
    }
    if (outcome.stop === "revoked") await store.cupboard.put({ revoked: ports.now() });
    this.#tries += 1;
    this.#notBefore = ports.now() + delay(this.#tries, ports.chance(), outcome.wait);
  }

  async #tidy(sent) {
    await this.#keys();
    const due = Math.abs(this.#desk.ports.now() - this.#swept) >= SWEEP;
    if (due || sent) await this.#desk.store.secure();
    if (due) await this.#sweep();
  }

  async #keys() {
    const { ports, store } = this.#desk;
    const [told, known, doubt, seen] = await store.cupboard.facts("house_key", "server_keys", "key_doubt", "keys_seen");
    const believed = !doubt && (!told || known?.some(({ kid }) => kid === told));
    if (believed && Math.abs(ports.now() - (seen ?? 0)) < NOTE) return;
    const { learn } = await import("./trust.js");
    await learn(this.#desk);
  }

  async #sweep() {
    const { ports, store } = this.#desk;
    // A house that nobody vouches for may say of anything that it is safe.
    if (await store.cupboard.get("key_doubt")) return;
    const { reached } = await store.mirror.position();
    await store.outbox.release(reached, ports.now());
    this.#swept = ports.now();
  }

  #tell(type, detail) {
    this.dispatchEvent(Object.assign(new Event(type), detail));
  }
}
