/** A tablet in Node: the real core over fake-indexeddb, a clock that is set, a server made of functions. */

import "fake-indexeddb/auto";
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign as ecSign } from "node:crypto";
import { Desk } from "../../static/js/desk.js";

export const START = Date.parse("2026-11-22T02:00:00Z");
export const SITE = 7;
export const EPOCH = "e".repeat(32);

let names = 0;

/** @returns {string} a database nobody has used */
export const newName = () => `test-${(names += 1)}`;

const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
export const publicKey = keys.publicKey;

/** Ports with a clock at `clock.now`; `fetch` and the rest may be replaced. */
export function ports(more = {}) {
  const clock = more.clock ?? { now: START };
  return {
    now: () => clock.now,
    chance: () => 0.5,
    patience: () => undefined,
    random: (count) => new Uint8Array(randomBytes(count)),
    zone: () => 480,
    lock: async (_name, work) => (await work(), true),
    hmac: async (key, bytes) => new Uint8Array(createHmac("sha256", key).update(bytes).digest()),
    sha256: async (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()),
    sign: async (bytes) => new Uint8Array(ecSign("sha256", bytes, { key: keys.privateKey, dsaEncoding: "ieee-p1363" })),
    pin: async (pin, salt) => `${pin}/${salt.join(".")}`,
    channel: () => ({ postMessage: () => {}, close: () => {} }),
    triggers: () => {},
    afterwards: (work) => work(),
    fetch: async () => { throw new TypeError("offline"); },
    ...more,
  };
}

const field = (name, personal = false, validators = []) => ({ name, kind: "text", personal, validators });

const action = (name, more) => ({
  name, nature: "desk", does: "move", creates: false, source: [], target: null, target_when: [], set: {}, clear: [],
  add: {}, blank: [], personal: [], form: [], roles: ["receptionist"], starts: [], stops: [], documents: [], tv: 1, ...more,
});

/** A register with what matters: creating, moving, an online decision, taking back. */
export const registers = {
  visitors: {
    name: "visitors", letter: "V", states: [], final: ["closed", "taken_back"], form: [], clocks: {},
    actions: {
      sign_in: action("sign_in", {
        creates: true, target: "on_site", set: { room: { from: "room" }, in_at: { now: true } },
        personal: ["name"], form: [field("room"), field("name", true), field("note", true)],
      }),
      sign_out: action("sign_out", { source: ["on_site"], target: "closed", set: { out_at: { now: true } } }),
      count: action("count", { add: { times: 1 } }),
      approve: action("approve", { nature: "online", set: { approved: "yes" } }),
      take_back: action("take_back", { does: "take_back", form: [field("entry")] }),
    },
  },
};

/** @returns {Promise<Desk>} an enrolled tablet */
export async function tablet({ name = newName(), ...more } = {}) {
  const desk = new Desk({ name, ports: ports(more), house: { registers, version: "t1", lang: "en" } });
  desk.name = name;
  await desk.store.cupboard.put({ device: { id: "d0000a1b2", letters: "L2", kind: "desk", name: "Lobby", site: SITE, kid: "00c0ffee" },
    epoch: EPOCH });
  await desk.ready;
  return desk;
}

/** Open another tab of the same tablet. */
export const tab = (desk, more = {}) => tablet({ name: desk.name, ...more });

/** @returns {Promise<object>} sign somebody in */
export const signIn = (desk, rec, name = "Zhang Wei") =>
  desk.act("visitors", "sign_in", { rec, values: { room: "1203" }, personal: { name } });

/** Let what was started without waiting for it end. */
export async function settle(desk) {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((done) => { setTimeout(done, 5); });
    await desk.sync();
  }
}
