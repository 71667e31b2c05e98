/**
 * Tablets of a simulated house: the real core over disks in memory, driven by JSON lines.
 * One line in is a command; while it runs, lines out may ask for the network or a signature and wait
 * for one line back; a line with `done` ends it. Everything else in here is synchronous or counted,
 * so that the same commands give the same lines.
 */

import "fake-indexeddb/auto";
import FDBFactory from "fake-indexeddb/lib/FDBFactory";
import { createHash, createHmac } from "node:crypto";
import { readSync, writeSync } from "node:fs";
import { Desk } from "../../static/js/desk.js";
import { fromBase64, toBase64 } from "../../static/js/models/bytes.js";

const { IDBObjectStore } = globalThis;
const world = { now: 0, house: {}, clients: new Map(), steps: Infinity };

// Lines

let unread = Buffer.alloc(0);

function line() {
  for (let end = unread.indexOf(10); ; end = unread.indexOf(10)) {
    if (end >= 0) {
      const text = unread.subarray(0, end).toString();
      unread = unread.subarray(end + 1);
      return JSON.parse(text);
    }
    const chunk = Buffer.alloc(1 << 16);
    const count = readSync(0, chunk);
    if (!count) process.exit(0);
    unread = Buffer.concat([unread, chunk.subarray(0, count)]);
  }
}

function say(message) {
  let bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  while (bytes.length) bytes = bytes.subarray(writeSync(1, bytes));
}

function ask(message) {
  say(message);
  return line();
}

// The disk: each write is a step, and the tablet may be killed at any of them.

for (const name of ["put", "add", "delete", "clear"]) {
  const original = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function write(...args) {
    world.steps -= 1;
    if (world.steps < 0) throw new DOMException("killed", "DataError");
    return original.apply(this, args);
  };
}

// Ports

function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function network(id, path, { method, body }) {
  if (world.steps < 0) throw new TypeError("killed");
  const answer = ask({ ask: "fetch", c: id, method, path, body: body ?? null });
  if (answer.fault === "timeout") throw new DOMException("slow", "TimeoutError");
  if (answer.fault) throw new TypeError(answer.fault);
  return new Response(answer.text, { status: answer.status, headers: answer.headers });
}

async function lock(client, name, work) {
  if (client.held.has(name)) return false;
  client.held.add(name);
  try {
    await work();
  } finally {
    client.held.delete(name);
  }
  return true;
}

function bus(client) {
  const port = { postMessage: (data) => client.ports.forEach((other) => other !== port && other.onmessage?.({ data })),
    close: () => client.ports.delete(port) };
  client.ports.add(port);
  return port;
}

function portsOf(client) {
  return {
    now: () => world.now + client.skew,
    chance: client.chance,
    patience: () => undefined,
    random: (count) => Uint8Array.from({ length: count }, () => Math.floor(client.chance() * 256)),
    zone: () => 480,
    lock: (name, work) => lock(client, name, work),
    hmac: async (key, bytes) => new Uint8Array(createHmac("sha256", key).update(bytes).digest()),
    sha256: async (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()),
    sign: async (bytes) => fromBase64(ask({ ask: "sign", c: client.id, bytes: toBase64(bytes) }).sig),
    channel: () => bus(client),
    triggers: () => {},
    afterwards: (work) => work(),
    fetch: (path, options) => network(client.id, path, options),
  };
}

// Commands

function clientOf({ c, seed = 1 }) {
  if (!world.clients.has(c)) {
    world.clients.set(c, { id: c, skew: 0, held: new Set(), ports: new Set(), tabs: new Map(), chance: generator(seed) });
  }
  return world.clients.get(c);
}

const tabOf = ({ c, tab }) => clientOf({ c }).tabs.get(tab);

/** Do work that may be killed after some writes; a killed tab is gone, its disk stays. */
async function mortal({ c, tab, kill }, work) {
  const desk = tabOf({ c, tab });
  world.steps = kill ?? Infinity;
  let value = null;
  let error = null;
  try {
    value = await work(desk);
    await desk.runner.idle;
  } catch (caught) {
    error = `${caught.name}: ${caught.message}`;
  }
  const killed = world.steps < 0;
  world.steps = Infinity;
  if (killed) drop(c, tab);
  if (error && !killed) throw new Error(error);
  return { value, killed };
}

function drop(c, tab) {
  const client = clientOf({ c });
  client.tabs.get(tab)?.close();
  client.tabs.delete(tab);
  client.held.clear();
}

const saved = (rows) => rows && rows.map(({ id, rec, no, n, status }) => ({ id, rec, no, n, status }));

async function act({ op, acts, ...how }) {
  const { value, killed } = await mortal(how, (desk) => {
    desk.operator = op && { id: op, how: "pin", roles: [] };
    return desk.actMany(acts);
  });
  return { saved: saved(value ?? null), killed };
}

const commands = {
  /** Begin another story: other tablets, empty disks. */
  boot({ now, registers }) {
    for (const client of world.clients.values()) client.tabs.forEach((desk) => desk.close());
    globalThis.indexedDB = new FDBFactory();
    Object.assign(world, { now, house: { registers, version: "sim" }, clients: new Map(), steps: Infinity });
  },

  async open({ c, tab, seed, device, epoch }) {
    const client = clientOf({ c, seed });
    const desk = new Desk({ name: c, ports: portsOf(client), house: world.house });
    if (device && !(await desk.store.cupboard.get("device"))) await desk.store.cupboard.put({ device, epoch });
    client.tabs.set(tab, await desk.ready);
  },

  act,

  async sync({ force, ...how }) {
    const { killed } = await mortal(how, (desk) => desk.sync({ force }));
    return { killed };
  },

  /** Several tabs at once. */
  async race({ c, op, work }) {
    const desks = work.map(({ tab }) => tabOf({ c, tab }));
    const done = await Promise.all(work.map(({ acts }, at) => {
      desks[at].operator = { id: op, how: "pin", roles: [] };
      return acts ? desks[at].actMany(acts).then(saved) : desks[at].sync({ force: true });
    }));
    for (const desk of desks) await desk.runner.idle;
    return { saved: done.map((rows) => rows ?? null) };
  },

  close: ({ c, tab }) => drop(c, tab),

  async wipe({ c }) {
    for (const tab of [...clientOf({ c }).tabs.keys()]) drop(c, tab);
    await new Promise((done) => { globalThis.indexedDB.deleteDatabase(c).onsuccess = done; });
  },

  set({ c, skew, hold }) {
    const client = clientOf({ c });
    if (skew !== undefined) client.skew = skew;
    if (hold) client.held.add("vestibule-sync");
    if (hold === false) client.held.clear();
  },

  tick({ ms }) {
    world.now += ms;
  },

  /** Name what was saved here and is not in sight. */
  async hidden({ c, tab }) {
    const desk = tabOf({ c, tab });
    const shown = new Set((await desk.records()).map(({ id }) => id));
    const entries = (await desk.entries()).filter(({ rec, status }) => !shown.has(rec) && status !== "refused");
    return { entries: entries.map(({ id, t, status }) => ({ id, t, status })) };
  },

  async look({ c, tab }) {
    const desk = tabOf({ c, tab });
    const [records, rows, counters] = [await desk.records(), await desk.entries(), await desk.store.outbox.counters()];
    const entries = rows.map(({ id, n, no, rec, t, status, flags, reason, code, online }) =>
      ({ id, n, no, rec, t, status, flags, reason, code, online: Boolean(online) }));
    return { records, entries, n: counters.n, queue: (await desk.queue()).count };
  },
};

for (;;) {
  const command = line();
  try {
    const done = (await commands[command.do](command)) ?? {};
    // What was started without waiting ends here, not in the middle of the next command.
    for (let turn = 0; turn < 4; turn += 1) await new Promise((next) => { setImmediate(next); });
    say({ done });
  } catch (error) {
    say({ failed: `${error.name}: ${error.message}\n${error.stack}` });
  }
}
