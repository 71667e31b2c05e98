/** The desk as it stands in one tab: its store, its ports, its device, and what other tabs tell it. */

import { browserPorts } from "../ports/browser.js";
import { openStore } from "../storage/store.js";
import { createHttp } from "../sync/http.js";
import { Runner } from "../sync/runner.js";
import { Asking } from "./asking.js";
import { Reading } from "./reading.js";
import { Shelf } from "./shelf.js";

const CHANNEL = "vestibule";
const TROUBLES = ["broken", "outdated"];

export class Standing extends EventTarget {
  device = null;
  operator = null;
  registers = {};
  runner = null;
  updates = null;
  /** What was told last about saving; whoever comes later asks here. Null once saving was seen to work. */
  trouble = null;
  #ready = null;
  #finding = null;
  #channel = null;

  /** @param {{name?: string, ports?: object, house?: object}} [given] */
  constructor({ name, ports, house } = {}) {
    super();
    this.store = openStore(name);
    this.ports = { ...browserPorts(this.store.cupboard), ...ports };
    this.asking = new Asking(this);
    this.reading = new Reading(this);
    this.shelf = new Shelf(this);
    this.setHouse(house ?? {});
  }

  /**
   * Tell what the page was built with; before `ready` is first asked for.
   * @param {{registers?: object, version?: string, lang?: string}} house
   */
  setHouse({ registers = {}, version = "", lang }) {
    this.registers = registers;
    this.shell = version;
    this.http = createHttp({ ...this.ports, lang });
  }

  /** @returns {Promise<this>} resolves when the device is known; `device` is null when not enrolled */
  get ready() {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  /** @returns {Promise<import("./finding.js").Finding>} its code comes when somebody first searches */
  get finding() {
    this.#finding ??= import("./finding.js").then(({ Finding }) => new Finding(this));
    this.#finding.catch(() => { this.#finding = null; });
    return this.#finding;
  }

  async #start() {
    const { connection, cupboard } = this.store;
    for (const kind of TROUBLES) {
      connection.addEventListener(kind, ({ reason }) => this.tell(kind, { reason }));
    }
    this.#channel = this.ports.channel(CHANNEL);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    const [device, operator] = await cupboard.facts("device", "operator");
    if (!device) await this.store.recover(this.ports.now());
    this.adopt(device ?? (await cupboard.get("device")));
    this.operator = operator ?? null;
    this.ports.triggers(this);
    return this;
  }

  /** Stand as this device from now on. */
  adopt(device) {
    this.device = device ? { ...device, shell: this.shell } : null;
    if (!this.device) return;
    this.runner = new Runner(this);
    this.runner.addEventListener("synced", ({ refs }) => this.#news(refs));
    this.runner.addEventListener("contact", ({ stop }) => this.spread("queue", { stop }));
  }

  #news(refs) {
    if (refs.length) this.spread("refs", { kinds: refs });
    this.spread("change");
  }

  /** Put somebody, or nobody, behind the desk. */
  async hold(operator) {
    this.operator = operator;
    await this.store.cupboard.put({ operator });
    this.spread("operator");
  }

  async #hear({ type, ...detail }) {
    const { cupboard } = this.store;
    if (type === "device") this.adopt(await cupboard.get("device"));
    if (type === "operator") this.operator = (await cupboard.get("operator")) ?? null;
    this.tell(type, detail);
  }

  /** Tell this tab. */
  tell(type, detail = {}) {
    if (TROUBLES.includes(type)) this.trouble = detail;
    if (type === "change" || type === "refs") {
      this.reading.forget(type, detail);
      this.#finding?.then((found) => found.forget(type, detail), () => {});
    }
    this.dispatchEvent(Object.assign(new Event(type), detail));
  }

  /** Tell this tab and all others. */
  spread(type, detail = {}) {
    this.#channel?.postMessage({ type, ...detail });
    this.tell(type, detail);
  }

  /** Say that something about saving is wrong, though nothing is lost yet. */
  alarm(reason) {
    this.tell("broken", { reason });
  }

  /** Push and pull; `force` when a person asked or the network came back. */
  async sync(how) {
    await this.runner?.run(how);
  }

  /** Sync without anyone waiting; what goes wrong with the disk has been told as "broken". */
  nudge() {
    this.sync().catch(() => {});
  }

  /** Let go of everything; for tests, and before a page goes. */
  close() {
    this.#channel?.close();
    this.store.connection.close();
  }
}
