/**
 * Tablets of a simulated house: the real core over disks in memory, driven by JSON lines.
 * One line in is a command; while it runs, lines out may ask for the network or a signature and wait
 * for one line back; a line with `done` ends it. Everything else in here is synchronous or counted,
 * so that the same commands give the same lines.
 */

import "fake-indexeddb/auto";
import FDBFactory from "fake-indexeddb/lib/FDBFactory";
import { createHash, createHmac, createPublicKey, verify } from "node:crypto";
import { readSync, writeSync } from "node:fs";
import { Desk } from "../../static/js/desk.js";
import { fromBase64, toBase64 } from "../../static/js/models/bytes.js";
import { copy, cut, disk, ILLS, putBack } from "./disk.mjs";

const world = { now: 0, shells: {}, clients: new Map() };

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
  if (disk.steps < 0) throw new TypeError("killed");
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

const keyOf = (key) => ({ privateKey: { key }, publicKey: { key } });

// Some browsers give back an empty shell, or nothing at all.
async function signed(client, pair, bytes) {
  if (client.keyless) throw new TypeError("the key cannot be read");
  return fromBase64(ask({ ask: "sign", key: pair.privateKey.key, bytes: toBase64(bytes) }).sig);
}

// The house signs as ever; only what a tablet signs is asked for.
function isSigned(point, signature, bytes) {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(toBase64);
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  return verify("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }, signature);
}

function portsOf(client) {
  return {
    now: () => client.stopped ?? world.now + client.skew,
    chance: client.chance,
    patience: () => undefined,
    random: (count) => Uint8Array.from({ length: count }, () => Math.floor(client.chance() * 256)),
    zone: () => client.zone,
    lock: (name, work) => lock(client, name, work),
    hmac: async (key, bytes) => new Uint8Array(createHmac("sha256", key).update(bytes).digest()),
    sha256: async (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()),
    makeKey: async () => keyOf(ask({ ask: "key", c: client.id }).key),
    makePinKey: async () => ({ pin: client.id }),
    describeKey: async ({ publicKey }) => ask({ ask: "card", key: publicKey.key }),
    proveKey: async () => true,
    signWith: async (pair, bytes) => signed(client, pair, bytes),
    verify: async (point, signature, bytes) => isSigned(point, signature, bytes),
    channel: () => bus(client),
    triggers: () => {},
    afterwards: (work) => work(),
    fetch: (path, options) => network(client.id, path, options),
  };
}

// Commands

function clientOf({ c, seed = 1 }) {
  if (!world.clients.has(c)) {
    world.clients.set(c, { id: c, skew: 0, zone: 480, held: new Set(), ports: new Set(),
      tabs: new Map(), chance: generator(seed) });
  }
  return world.clients.get(c);
}

const tabOf = ({ c, tab }) => clientOf({ c }).tabs.get(tab);

/** Do work that may be killed after some writes; a killed tab is gone, its disk stays. */
async function mortal({ c, tab, kill }, work) {
  const desk = tabOf({ c, tab });
  disk.steps = kill ?? Infinity;
  disk.hit = 0;
  let value = null;
  let error = null;
  try {
    value = await work(desk);
    await desk.runner.idle;
  } catch (caught) {
    error = caught;
  }
  const killed = disk.steps < 0;
  disk.steps = Infinity;
  if (killed) drop(c, tab);
  const ill = disk.hit > 0 && ILLS.has(error?.name);
  if (error && !killed && !ill) throw error;
  return { value, killed, hit: disk.hit, failed: ill ? error.name : null };
}

function drop(c, tab) {
  const client = clientOf({ c });
  client.tabs.get(tab)?.close();
  client.tabs.delete(tab);
  client.held.clear();
}

const saved = (rows) => rows && rows.map(({ id, rec, no, n, status }) => ({ id, rec, no, n, status }));

const staff = (op) => op && { id: op, how: "pin", roles: [] };

const commands = {
  /** Begin another story: other tablets, empty disks. */
  boot({ now, shells }) {
    for (const client of world.clients.values()) client.tabs.forEach((desk) => desk.close());
    globalThis.indexedDB = new FDBFactory();
    disk.ills.clear();
    Object.assign(world, { now, shells, clients: new Map() });
  },

  async open({ c, tab, seed, device, key, epoch, server_key, shell = "now" }) {
    const client = clientOf({ c, seed });
    const desk = new Desk({ name: c, ports: portsOf(client), house: { registers: world.shells[shell], version: shell } });
    const { cupboard } = desk.store;
    desk.ports.sign = async (bytes) => signed(client, await cupboard.key("device"), bytes);
    if (device && !(await cupboard.get("device"))) {
      await cupboard.putKey("device", keyOf(key));
      await cupboard.put({ device, epoch, server_key });
    }
    client.tabs.set(tab, await desk.ready);
  },

  /** Become a device again, by a code. */
  async enrol({ c, tab, code }) {
    const { ok, device, code: why } = await tabOf({ c, tab }).enrol({ code });
    return { ok, device: device ?? null, why: why ?? null };
  },

  async act({ op, acts, unpark, ...how }) {
    const { value, ...end } = await mortal(how, (desk) => {
      desk.operator = staff(op);
      return desk.actMany(acts, { unpark });
    });
    return { saved: saved(value), ...end };
  },

  async sync({ force, ...how }) {
    const { killed, hit, failed } = await mortal(how, (desk) => desk.sync({ force }));
    return { killed, hit, failed };
  },

  /** Several tabs at once; or, in one tab, somebody takes over while it syncs. */
  async race({ c, work }) {
    const done = await Promise.all(work.map(({ tab, op, acts }) => {
      const desk = tabOf({ c, tab });
      if (!acts) return desk.sync({ force: true });
      desk.operator = staff(op);
      return desk.actMany(acts).then(saved);
    }));
    for (const { tab } of work) await tabOf({ c, tab }).runner.idle;
    return { saved: done.map((rows) => rows ?? null) };
  },

  close: ({ c, tab }) => drop(c, tab),

  async wipe({ c }) {
    for (const tab of [...clientOf({ c }).tabs.keys()]) drop(c, tab);
    await new Promise((done) => { globalThis.indexedDB.deleteDatabase(c).onsuccess = done; });
  },

  /** Cut the power: every tab is gone, and what the disk had only promised. */
  async cut({ c }) {
    for (const tab of [...clientOf({ c }).tabs.keys()]) drop(c, tab);
    return { lost: await cut(c) };
  },

  async copy({ c }) {
    clientOf({ c }).copy = await copy(c);
  },

  /** Put the copy of a device back, as somebody who restores a tablet would. */
  async putBack({ c }) {
    for (const tab of [...clientOf({ c }).tabs.keys()]) drop(c, tab);
    await putBack(c, clientOf({ c }).copy);
  },

  set({ c, hold, ill, ...words }) {
    const client = clientOf({ c });
    Object.assign(client, words);
    if (ill !== undefined) disk.ills.set(c, ill);
    if (hold) client.held.add("vestibule-sync");
    if (hold === false) client.held.clear();
  },

  async park({ c, tab, op, form }) {
    const desk = tabOf({ c, tab });
    desk.operator = staff(op);
    return { id: await desk.park(form) };
  },

  parked: async ({ c, tab }) => ({ forms: await tabOf({ c, tab }).parked() }),

  tick({ ms }) {
    world.now += ms;
  },

  /** Name what was saved here and is not in sight. */
  async hidden({ c, tab }) {
    const desk = tabOf({ c, tab });
    const shown = new Set((await desk.records()).map(({ id }) => id));
    const rows = (await desk.entries()).filter(({ rec, status }) => !shown.has(rec) && status !== "refused");
    return { entries: rows.map(({ id, t, rec, seq, status }) => ({ id, t, rec, seq, status })) };
  },

  /** Tell how much waits. */
  quiet: async ({ c, tab }) => ({ queue: (await tabOf({ c, tab }).queue()).count }),

  async look({ c, tab }) {
    const desk = tabOf({ c, tab });
    const [records, rows, counters] = [await desk.records(), await desk.entries(), await desk.store.outbox.counters()];
    const entries = rows.map(({ id, n, no, rec, t, status, seq, flags, reason, code, online }) =>
      ({ id, n, no, rec, t, status, seq, flags, reason, code, online: Boolean(online) }));
    const { head } = await desk.store.mirror.position();
    const [{ count, doubt }, believed] = [await desk.queue(), await desk.store.cupboard.get("server_key")];
    return { records, entries, head, n: counters.n, queue: count, doubt, believed };
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
