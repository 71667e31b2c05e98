/** What a pass claims: whose, for which site and gate, from when until when, which goods; the twin of desk/gate/claims.py. */

import { hex } from "../bytes.js";
import * as cbor from "./cbor.js";

const NAMES = new Map([
  [1, "kind"], [2, "id"], [3, "place"], [4, "until"], [5, "since"], [6, "plate"], [7, "holder"], [8, "lines"],
  [9, "count"], [10, "digest"],
]);
const NEEDED = [1, 2, 3, 4, 5];
const ID_BYTES = 16;
const DIGEST_BYTES = 8;
const PLATE_SIGNS = 12;
const HOLDER_SIGNS = 20;
/** Of 240 bytes: what signature, key and frame leave. */
const ROOM_BYTES = 160;
const EMPTY = { plate: "", holder: "", lines: [], count: 0, digest: new Uint8Array() };

/** No gate in particular. */
export const ANY_GATE = 0;

const whole = (value) => Number.isSafeInteger(value) && value >= 0;
/** As Python counts them. */
const signs = (text) => [...text].length;
const isText = (value, most) => typeof value === "string" && signs(value) <= most;
const isBytes = (value, length) => value instanceof Uint8Array && value.length === length;
const isLine = (line) =>
  Array.isArray(line) && line.length === 2 && typeof line[0] === "string" && line[0] !== "" && whole(line[1]) && line[1] > 0;

/** @returns {Promise<Uint8Array>} what binds a paper to the whole list: eight bytes of its SHA-256, none for no goods */
export async function digest({ sha256 }, lines) {
  const whole = new Uint8Array(await sha256(cbor.encode(lines)));
  return whole.slice(0, lines.length ? DIGEST_BYTES : 0);
}

/** @returns {Promise<boolean>} whether this is the whole list for which a pass was signed */
export async function bound(ports, claims, lines) {
  return claims.count === lines.length && hex(claims.digest) === hex(await digest(ports, lines));
}

/** @returns {Uint8Array} what a pass claims; empty parts are left out */
export function encode(claims) {
  const parts = { ...EMPTY, ...claims, place: [claims.site, claims.gate] };
  const kept = [...NAMES].map(([key, name]) => [key, parts[name]]);
  return cbor.encode(new Map(kept.filter(([key, part]) => NEEDED.includes(key) || part > 0 || part.length > 0)));
}

/** @returns {Promise<object>} the claims with as many lines as fit, the number of all and their digest */
export async function fitted(ports, claims, lines) {
  const bare = { ...claims, lines: [], count: lines.length, digest: await digest(ports, lines) };
  if (encode(bare).length > ROOM_BYTES) throw new RangeError("no room for a pass even without goods");
  let kept = 0;
  const wider = () => ({ ...bare, lines: lines.slice(0, kept + 1) });
  while (kept < lines.length && encode(wider()).length <= ROOM_BYTES) kept += 1;
  return { ...bare, lines: lines.slice(0, kept) };
}

/** @param {Uint8Array} payload @returns {object} @throws {cbor.Fault} on anything that `encode` does not write */
export function decode(payload) {
  const parts = cbor.decode(payload);
  const known = parts instanceof Map && [...parts.keys()].every((key) => NAMES.has(key));
  if (!known || !NEEDED.every((key) => parts.has(key))) throw new cbor.Fault("not a pass");
  const { place, ...rest } = Object.fromEntries([...parts].map(([key, part]) => [NAMES.get(key), part]));
  if (!Array.isArray(place) || place.length !== 2) throw new cbor.Fault("not a pass");
  const claims = { ...EMPTY, ...rest, site: place[0], gate: place[1] };
  if (!fits(claims) || hex(encode(claims)) !== hex(payload)) throw new cbor.Fault("not a pass");
  return claims;
}

function fits({ kind, id, site, gate, since, until, plate, holder, lines, count, digest: mark }) {
  return [kind, site, gate, since, until, count].every(whole)
    && isBytes(id, ID_BYTES) && isBytes(mark, count ? DIGEST_BYTES : 0)
    && isText(plate, PLATE_SIGNS) && isText(holder, HOLDER_SIGNS)
    && Array.isArray(lines) && lines.every(isLine) && count >= lines.length;
}
