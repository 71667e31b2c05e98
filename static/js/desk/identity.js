/** How this browser becomes a device: a key that cannot be copied, proven before it is used. */

import { concat, toBase64, utf8 } from "../models/bytes.js";

const DOMAIN = utf8("vestibule-enrol-v1\n");
const DEMO = "demo";

/** The key for a new beginning, until the house has taken it: the old one still signs. */
const NEXT = "next";

/**
 * Make the key pair and the PIN key once, and read them back through a fresh connection.
 * @param {{refused?: string}} how refused: the kid of a key that the house will not have again
 * @returns {Promise<CryptoKeyPair>} rejects when the browser cannot keep a key
 */
async function keys({ ports, store }, { refused }) {
  const { connection, cupboard } = store;
  const next = await cupboard.key(NEXT);
  const name = refused || next ? NEXT : "device";
  // The answer that took it was lost, and its code with it: it stands for a device that nobody is.
  const lost = refused && next && (await ports.describeKey(next)).kid === refused;
  if (lost || !(await cupboard.key(name))) await cupboard.putKey(name, await ports.makeKey());
  if (!(await cupboard.key("pin"))) await cupboard.putKey("pin", await ports.makePinKey());
  connection.close();
  const pair = await cupboard.key(name);
  if (!pair?.privateKey || !(await ports.proveKey(pair))) throw new Error("key_lost");
  return pair;
}

/** @returns {Promise<{jwk: object, kid: string, proof: string}>} the public key, and that we hold it */
export async function prove(desk, code, how = {}) {
  const pair = await keys(desk, how);
  const proof = await desk.ports.signWith(pair, concat(DOMAIN, utf8(code)));
  return { ...(await desk.ports.describeKey(pair)), proof: toBase64(proof) };
}

/** Show which device this browser was, by its key: it will hear what became of those entries. */
async function former({ ports, store }, code) {
  const [was, pair] = await Promise.all([store.cupboard.get("device"), store.cupboard.key("device")]);
  if (!was || !pair?.privateKey) return {};
  const proof = await ports.signWith(pair, concat(DOMAIN, utf8(code))).catch(() => null);
  return proof ? { former: { dev: was.id, proof: toBase64(proof) } } : {};
}

// Only a new beginning takes the house at its word; who is known already follows from key to key.
// The trust list goes, too: another house counts its versions anew, and would be refused as older.
const pinned = ({ server_key: key, server_keys: keys }) =>
  ({ server_key: key, server_keys: keys?.map(({ jwk }) => ({ jwk })) ?? [{ jwk: key }], key_doubt: null,
    trust_list: null, trust_answered: null, trust_version: 0 });

/** Keep what the server said of this device. */
export async function adopt({ store, ports }, kid, card) {
  const now = ports.now();
  const device = { ...card.device, kid };
  const [was, next] = await Promise.all([store.cupboard.get("device"), store.cupboard.key(NEXT)]);
  const facts = { device, revoked: null, alarm: null, keys_seen: 0, ...(was?.id !== device.id && pinned(card)) };
  await store.outbox.begin(facts, { anew: Boolean(was) && was.id !== device.id, next });
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
  const wish = { code, demo, name, kind };
  let tried = await enter(desk, wish, {});
  // A revoked tablet still has its key: it comes back as a new one, with its queue.
  if (tried.answer?.data?.error === "known_key") tried = await enter(desk, wish, { refused: tried.key.kid });
  const { key, answer } = tried;
  if (!key) return { ok: false, code: "key_lost" };
  if (answer.status !== 200 || !answer.data?.device) return { ok: false, code: outcome(answer) };
  return { ok: true, device: await adopt(desk, key.kid, answer.data) };
}

async function enter(desk, { code, demo, name, kind }, how) {
  const key = await prove(desk, code, how).catch(() => null);
  if (!key) return {};
  const body = { jwk: key.jwk, proof: key.proof, name, kind, ...(await former(desk, code)) };
  if (demo) return { key, answer: await desk.http("POST", "/api/devices/demo", body) };
  return { key, answer: await desk.http("POST", "/api/devices/enrol", { ...body, code }) };
}

/**
 * Sign in to the office with a password; the first time enrols the browser. `chosen` is the password from now on.
 * @returns {Promise<{ok: boolean, device?: object, operator?: object, code?: string, until?: number}>}
 */
export async function office(desk, login, password, chosen) {
  let key;
  try {
    key = await prove(desk, login);
  } catch {
    return { ok: false, code: "key_lost" };
  }
  const body = { login, password, new: chosen, jwk: key.jwk, proof: key.proof };
  const answer = await desk.http("POST", "/api/office/sign-in", body);
  if (answer.status !== 200 || !answer.data?.device) {
    return { ok: false, code: outcome(answer), until: answer.data?.until };
  }
  return { ok: true, device: await adopt(desk, key.kid, answer.data), operator: answer.data.operator };
}
