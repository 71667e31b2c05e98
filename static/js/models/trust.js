/** Which keys of the house a tablet believes: a new one only at the word of the one in use before it. */

import { concat, fromBase64, hex, toBase64, utf8 } from "./bytes.js";

const NEXT = utf8("vestibule-next-key-v1\n");
const SIGNED = "\n\u2014 server ";
/** An uncompressed point begins with it (SEC 1, 2.3.3). */
const POINT = Uint8Array.of(4);
const WIDTH = 32;

const same = (one, other) => one.jwk?.x === other.jwk?.x && one.jwk?.y === other.jwk?.y;

function bytes(text) {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array();
  }
}

/** @returns {Uint8Array|null} the 65 bytes of a public P-256 key, if that is what this is */
export function point(jwk) {
  const [x, y] = [jwk?.x, jwk?.y].map((text) => bytes(String(text)));
  const fits = jwk?.kty === "EC" && jwk.crv === "P-256" && x.length === WIDTH && y.length === WIDTH;
  return fits ? concat(POINT, x, y) : null;
}

/** @returns {Promise<string>} what a person compares with paper: the first 16 hex digits of a key's SHA-256 */
export async function fingerprint({ sha256 }, jwk) {
  const raw = point(jwk);
  return raw ? hex(await sha256(raw)).slice(0, 16).replace(/.{4}(?=.)/g, "$& ") : "";
}

/** @returns {Promise<boolean>} whether the one key signed that the other comes after it */
async function vouches({ verify }, { jwk }, next) {
  const raw = point(next.jwk);
  const said = raw && concat(NEXT, utf8(toBase64(raw)));
  return Boolean(raw) && verify(point(jwk), bytes(String(next.vouched)), said);
}

/**
 * Follow the house from key to key. Only the newest key that is believed may name the next: one that
 * was retired and stolen afterwards leads nowhere.
 * @param {{verify: Function}} ports
 * @param {{jwk: object}[]} known the keys that are believed, oldest first; at least one
 * @param {{jwk: object, vouched: string|null}[]} told what the house says they are, oldest first
 * @returns {Promise<{keys: {jwk: object}[], doubted: object|null}>} the key that nobody vouches for
 */
export async function follow(ports, known, told) {
  const place = told.findIndex((one) => same(one, known.at(-1)));
  if (place < 0) {
    // A server that was not started anew since the rotation still tells of its old keys alone.
    const stranger = told.findLast((one) => !known.some((key) => same(one, key)));
    return { keys: known, doubted: stranger ?? null };
  }
  const keys = [...known];
  for (const next of told.slice(place + 1)) {
    if (!(await vouches(ports, keys.at(-1), next))) return { keys, doubted: next };
    keys.push({ jwk: next.jwk });
  }
  return { keys, doubted: null };
}

/**
 * Hold a signed note of the house (offline.md D14) against the keys that are believed, retired ones too.
 * @returns {Promise<boolean>} whether one of them signed it
 */
export async function witnessed({ verify }, keys, note) {
  const [lines, signature] = String(note).split(SIGNED);
  const sig = bytes(String(signature).trim());
  for (const { jwk } of keys.toReversed()) {
    if (await verify(point(jwk), sig, utf8(lines))) return true;
  }
  return false;
}
