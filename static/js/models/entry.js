/**
 * An entry: one action as it happened, signed by the device, kept for ever.
 * The exact text of the body is what is signed, stored and sent; nothing serialises it again.
 */

import { concat, hex, toBase64, utf8 } from "./bytes.js";

const DOMAIN = "vestibule-entry-v1\n";
const SALT_BYTES = 16;

/** @param {string} body @returns {Uint8Array} what the device signs */
export function signedBytes(body) {
  const bytes = utf8(body);
  return concat(utf8(`${DOMAIN}${bytes.length}\n`), bytes);
}

/** @returns {Promise<string>} hex SHA-256 of the body: what a receipt must echo */
export async function digest(ports, body) {
  return hex(await ports.sha256(utf8(body)));
}

/** @returns {Promise<string>} the commitment to one personal value under its salt */
export async function commitment(ports, salt, field, value) {
  return toBase64(await ports.hmac(salt, concat(utf8(field), Uint8Array.of(0), utf8(value))));
}

const empty = (value) => value === undefined || value === null || value === "" || value.length === 0;

/** Leave out what was left empty; several personal values travel as lines. */
export function filled(values, joined = false) {
  const kept = Object.entries(values ?? {}).filter(([, value]) => !empty(value));
  return Object.fromEntries(kept.map(([name, value]) =>
    [name, joined && Array.isArray(value) ? value.join("\n") : value]));
}

async function seal(ports, personal) {
  const salted = Object.entries(filled(personal, true)).map(([field, value]) => [field, value, ports.random(SALT_BYTES)]);
  const sealed = Object.fromEntries(salted.map(([field, value, salt]) => [field, [toBase64(salt), value]]));
  const commitments = await Promise.all(salted.map(async ([field, value, salt]) =>
    [field, await commitment(ports, salt, field, value)]));
  return { sealed, commitments: Object.fromEntries(commitments) };
}

function bodyText(device, input, commitments) {
  const body = {
    id: input.id, site: device.site, dev: device.id, n: input.n, op: input.op ?? "", how: input.how ?? "none",
    t: input.t, tv: input.tv ?? 1, at: new Date(input.at).toISOString(), tz: input.tz,
    off: input.off, offage: input.offage, seen: input.seen, rec: input.rec,
    no: input.no, d: filled(input.values), pc: commitments, sh: device.shell ?? "",
  };
  return JSON.stringify(body);
}

/**
 * Write and sign an entry. A key that cannot be read leaves `s` empty: the fact is kept, the server holds it.
 * @param {{random, hmac, sign}} ports `sign(bytes)` gives the 64 bytes r‖s
 * @param {{id: string, site: number, kid: string, shell: string}} device
 * @param {object} input id, n, op, how, t, tv, at (ms), tz, off, offage, seen, rec, no, values, personal
 * @returns {Promise<{v: 1, b: string, k: string, s: string, p: object}>}
 */
export async function makeEntry(ports, device, input) {
  const { sealed, commitments } = await seal(ports, input.personal);
  const b = bodyText(device, input, commitments);
  const s = await ports.sign(signedBytes(b)).then(toBase64, () => "");
  return { v: 1, b, k: device.kid, s, p: sealed };
}

/** @returns {Record<string, string>} the personal values that an entry carries */
export function personalOf(entry) {
  return Object.fromEntries(Object.entries(entry.p ?? {}).map(([field, pair]) => [field, pair[1]]));
}
