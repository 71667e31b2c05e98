/**
 * A new shell waits until nobody works: asked for every hour, offered after a minute untouched and with
 * no form open; after seven days it is taken at the lock page without asking. Events of the desk:
 * "update" {overdue}.
 */

const HOUR = 3_600_000;
const IDLE = 60_000;
const OVERDUE = 7 * 24 * HOUR;
const AGAIN = 30_000;
const TOUCHES = ["pointerdown", "keydown", "input"];
/** Stands on whatever must not be torn away: a signature, a scan, a form with something in it. */
const BUSY = "[data-no-idle]";

/** The address of the worker, in the one wrapping that the page's policy lets through. */
function address({ trustedTypes }) {
  const rules = { createScriptURL: () => "/sw.js" };
  return trustedTypes ? trustedTypes.createPolicy("sw", rules).createScriptURL("") : "/sw.js";
}

/** Keeps watch over the worker of this origin. */
export class Updates {
  #desk;
  #window;
  #touched = Date.now();
  #waiting = null;
  #since = null;
  #address;
  #registration = null;
  #followed = null;

  constructor(desk, window) {
    this.#desk = desk;
    this.#window = window;
  }

  /** Register the worker, and look for a newer one every hour: a kiosk's tab never closes. */
  async start() {
    const { navigator, document } = this.#window;
    if (!navigator.serviceWorker) return;
    for (const kind of TOUCHES) {
      document.addEventListener(kind, () => { this.#touched = Date.now(); }, { passive: true, capture: true });
    }
    this.#address = address(this.#window);
    this.#window.setInterval(() => this.#registration?.update().catch(() => {}), HOUR);
    this.#window.setInterval(() => this.#offer(), IDLE / 4);
    void this.#ask(navigator.serviceWorker);
    await this.#register(navigator.serviceWorker);
  }

  // A page that was loading while the first worker took its pages over was passed by, and would stay so.
  async #ask(serviceWorker) {
    const { active } = await serviceWorker.ready;
    if (!serviceWorker.controller) active.postMessage("claim");
  }

  async #register(serviceWorker) {
    this.#registration = await serviceWorker
      .register(this.#address, { scope: "/", updateViaCache: "none" }).catch(() => null);
    if (this.#registration) this.#watch(this.#registration);
    else this.#again();
  }

  // Until the first shell is whole this tablet needs a network: that is not left to the next page.
  #again() {
    this.#window.setTimeout(() => void this.#register(this.#window.navigator.serviceWorker), AGAIN);
  }

  #watch(registration) {
    // Nothing waits any more: the next one is as old as the day it is found.
    if (!registration.waiting) void this.#desk.store.cupboard.put({ update_since: null });
    void this.#found(registration.waiting);
    this.#follow(registration);
    registration.addEventListener("updatefound", () => this.#follow(registration));
  }

  #follow(registration) {
    const worker = registration.installing;
    if (!worker || worker === this.#followed) return;
    this.#followed = worker;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed") void this.#found(worker);
      if (worker.state === "redundant" && !registration.active) this.#again();
    });
  }

  // Without a controller this is the first shell, not a newer one.
  async #found(worker) {
    const { controller } = this.#window.navigator.serviceWorker;
    if (!worker || !controller) return;
    this.#waiting = worker;
    // Kept, since every page starts its own watch.
    const { cupboard } = this.#desk.store;
    this.#since ??= (await cupboard.get("update_since")) ?? Date.now();
    await cupboard.put({ update_since: this.#since });
  }

  #offer() {
    const still = Date.now() - this.#touched >= IDLE && !this.#window.document.querySelector(BUSY);
    if (!this.#waiting || this.#since === null || !still) return;
    const overdue = Date.now() - this.#since > OVERDUE;
    // Nobody holds the tablet and nothing is being typed: an old shell has had its week.
    if (overdue && !this.#desk.operator) this.apply();
    else this.#desk.tell("update", { overdue });
  }

  /** A person said yes: let the new worker take over, and load every tab anew. */
  apply() {
    const { serviceWorker } = this.#window.navigator;
    serviceWorker.addEventListener("controllerchange", () => this.#desk.spread("reload"), { once: true });
    this.#waiting?.postMessage("activate");
  }
}

/** Start watching; a tab that hears "reload" obeys unless something is being typed in it. */
export function startUpdates(desk, window) {
  // One watch a page: a second policy of the same name is refused.
  if (desk.updates) return desk.updates;
  const updates = new Updates(desk, window);
  desk.addEventListener("reload", () => window.document.querySelector(BUSY) || window.location.reload());
  void updates.start();
  return updates;
}
