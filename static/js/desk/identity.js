/** How this browser becomes a device: a key that cannot be copied, proven before it is used. */

import { concat, toBase64, utf8 } from "../models/bytes.js";

const DOMAIN = utf8("vestibule-enrol-v1\n");
const DEMO = "demo";

/**
 * Make the key pair and the PIN key once, and read them back through a fresh connection.
 * @returns {Promise<CryptoKeyPair>} rejects when the browser cannot keep a key
 */
async function keys({ ports, store }) {
  const { connection, cupboard } = store;
  if (!(await cupboard.key("device"))) await cupboard.putKey("device", await ports.makeKey());
  if (!(await cupboard.key("pin"))) await cupboard.putKey("pin", await ports.makePinKey());
  connection.close();
  const pair = await cupboard.key("device");
  if (!pair?.privateKey || !(await ports.proveKey(pair))) throw new Error("key_lost");
  return pair;
}

/** @returns {Promise<{jwk: object, kid: string, proof: string}>} the public key, and that we hold it */
export async function prove(desk, code) {
  const pair = await keys(desk);
  const proof = await desk.ports.signWith(pair, concat(DOMAIN, utf8(code)));
  return { ...(await desk.ports.describeKey(pair)), proof: toBase64(proof) };
}

/** Keep what the server said of this device. */
export async function adopt({ store, ports }, kid, card) {
  const now = ports.now();
  const device = { ...card.device, kid };
  await store.cupboard.put({ device, server_key: card.server_key });
  await store.mirror.restart(card.epoch, now);
  await store.cupboard.put({ measured: { off: card.server_time - now, at: now }, contact: now });
  return device;
}

const outcome = (answer) => answer.data?.error ?? (answer.kind === "answer" ? "server" : "offline");

/**
 * Enrol with a one-time code, or with one tap on a demonstration site.
 * @param {object} desk http, ports, store
 * @param {{code?: string, demo?: boolean, name?: string, kind?: string}} wish
 * @returns {Promise<{ok: true, device: object}|{ok: false, code: string}>}
 */
export async function enrol(desk, { code = DEMO, demo = false, name = "", kind = "desk" }) {
  let key;
  try {
    key = await prove(desk, code);
  } catch {
    return { ok: false, code: "key_lost" };
  }
  const body = { jwk: key.jwk, proof: key.proof, name, kind };
  const answer = demo
    ? await desk.http("POST", "/api/devices/demo", body)
    : await desk.http("POST", "/api/devices/enrol", { ...body, code });
  if (answer.status !== 200 || !answer.data?.device) return { ok: false, code: outcome(answer) };
  return { ok: true, device: await adopt(desk, key.kid, answer.data) };
}

/**
 * Sign in to the office with a password; the first time enrols the browser.
 * @returns {Promise<{ok: boolean, device?: object, operator?: object, code?: string, until?: number}>}
 */
export async function office(desk, login, password) {
  let key;
  try {
    key = await prove(desk, login);
  } catch {
    return { ok: false, code: "key_lost" };
  }
  const body = { login, password, jwk: key.jwk, proof: key.proof };
  const answer = await desk.http("POST", "/api/office/sign-in", body);
  if (answer.status !== 200 || !answer.data?.device) {
    return { ok: false, code: outcome(answer), until: answer.data?.until };
  }
  return { ok: true, device: await adopt(desk, key.kid, answer.data), operator: answer.data.operator };
}
