/** What the core needs from a browser: time, chance, cryptography, locks. Nothing here knows a register. */

import { hex, toBase64, utf8 } from "../models/bytes.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const ES256 = { name: "ECDSA", hash: "SHA-256" };
const PIN_ROUNDS = 600_000;
const PIN_KEY = { name: "HMAC", hash: "SHA-256", length: 256 };

/** Somebody waits for the page, nobody for the house: it is asked when the page has been painted; ms. */
const PATIENCE = 400;
const MOMENT = 60;

const subtle = () => globalThis.crypto.subtle;

/** @returns {Promise<Uint8Array>} HMAC-SHA256 under raw key bytes */
async function hmac(key, bytes) {
  const imported = await subtle().importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle().sign("HMAC", imported, bytes));
}

const sha256 = async (bytes) => new Uint8Array(await subtle().digest("SHA-256", bytes));

function random(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** Minutes east of Greenwich at a moment, by this device's own zone. */
const zone = (at) => -new Date(at).getTimezoneOffset();

/** Run `work` under a lock if it is free; tell whether it was. */
async function lock(name, work) {
  if (!navigator.locks) return work().then(() => true);
  return navigator.locks.request(name, { ifAvailable: true }, async (held) => {
    if (held) await work();
    return held !== null;
  });
}

/** A pair whose private half never leaves the browser. */
export const makeKey = () => subtle().generateKey(CURVE, false, ["sign", "verify"]);

/** The key under which PINs are kept; it cannot be read either. */
export const makePinKey = () => subtle().generateKey(PIN_KEY, false, ["sign"]);

/** @returns {Promise<{jwk: object, kid: string}>} the public half, and its short name */
export async function describeKey(pair) {
  const { kty, crv, x, y } = await subtle().exportKey("jwk", pair.publicKey);
  const raw = await subtle().exportKey("raw", pair.publicKey);
  return { jwk: { kty, crv, x, y }, kid: hex((await sha256(raw)).slice(0, 4)) };
}

/** @returns {Promise<Uint8Array>} r‖s, 64 bytes */
export async function signWith(pair, bytes) {
  return new Uint8Array(await subtle().sign(ES256, pair.privateKey, bytes));
}

/** Sign and verify with a key as it came back from storage: some browsers return an empty shell. */
export async function proveKey(pair) {
  const bytes = random(32);
  return subtle().verify(ES256, pair.publicKey, await signWith(pair, bytes), bytes);
}

/** Tell whether the holder of a key (its 65 bytes) signed; a point that lies on no curve signs nothing. */
async function verify(point, signature, bytes) {
  const theirs = await subtle().importKey("raw", point, CURVE, false, ["verify"]).catch(() => null);
  return theirs !== null && subtle().verify(ES256, theirs, signature, bytes);
}

async function verifier(key, pin, salt) {
  const mixed = await subtle().sign("HMAC", key, utf8(pin));
  const base = await subtle().importKey("raw", mixed, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: PIN_ROUNDS };
  return toBase64(await subtle().deriveBits(how, base, 256));
}

/**
 * Seal bytes for the holder of a P-256 key: ECDH, HKDF-SHA256, AES-256-GCM.
 * @returns {Promise<{key: string, salt: string, iv: string, box: string}>} `key` is the ephemeral 65 bytes
 */
async function sealFor(jwk, info, bytes) {
  const ecdh = { name: "ECDH", namedCurve: "P-256" };
  const { kty, crv, x, y } = jwk;
  const theirs = await subtle().importKey("jwk", { kty, crv, x, y }, ecdh, false, []);
  const mine = await subtle().generateKey(ecdh, false, ["deriveBits"]);
  const shared = await subtle().deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const base = await subtle().importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const [salt, iv] = [random(16), random(12)];
  const key = await subtle().deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, base,
    { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const box = await subtle().encrypt({ name: "AES-GCM", iv, additionalData: info }, key, bytes);
  const ephemeral = await subtle().exportKey("raw", mine.publicKey);
  return { key: toBase64(ephemeral), salt: toBase64(salt), iv: toBase64(iv), box: toBase64(box) };
}

/**
 * The ports of the core in a browser.
 * @param {import("../storage/cupboard.js").Cupboard} cupboard where the keys lie
 */
export function browserPorts(cupboard) {
  return {
    now: () => Date.now(),
    chance: () => Math.random(),
    patience: (ms) => AbortSignal.timeout(ms),
    random, zone, lock, hmac, sha256, sealFor, makeKey, makePinKey, describeKey, proveKey, signWith, verify,
    sign: async (bytes) => signWith(await cupboard.key("device"), bytes),
    pin: async (pin, salt) => verifier(await cupboard.key("pin"), pin, salt),
    channel: (name) => new BroadcastChannel(name),
    // The paper and the list come first: the disk and the line are busy soon enough.
    afterwards: (work) => setTimeout(work, MOMENT),
    breathe: () => new Promise((go) => { setTimeout(go); }),
    triggers: (desk) => globalThis.document && setTimeout(() => void begin(desk, globalThis.window), PATIENCE),
  };
}

async function begin(desk, window) {
  const { purge, startPictures, startTriggers, startTrust, startUpdates } = await import("../desk/afterwards.js");
  startPictures(desk);
  startTrust(desk);
  startTriggers(desk, window);
  void purge(desk).catch(() => {});
  desk.updates = startUpdates(desk, window);
  // Best effort: the readiness page shows what came of it.
  void window.navigator.storage?.persist?.().catch(() => {});
}

/** @returns {object|undefined} what the page was built with: registers, version, language */
export function builtHouse() {
  const { built, document } = globalThis;
  if (!built) return undefined;
  const { lang, dataset } = document.documentElement;
  return { ...built, lang, version: dataset.version };
}
