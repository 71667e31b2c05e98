/**
 * A pass as it stands in a QR code: one signature over one payload (COSE_Sign1, RFC 9052 and 9053);
 * the twin of desk/gate/signed.py, which tells its shape.
 */

import { concat, hex } from "../bytes.js";
import * as base45 from "./base45.js";
import * as cbor from "./cbor.js";

const PREFIX = "FD1:";
const MOST_BYTES = 240;
const MOST_LETTERS = 400;
const KID_BYTES = 4;
const SIGNATURE_BYTES = 64;
const CONTEXT = "Signature1";
/** The order of P-256 (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** What was scanned holds no pass; `trouble` says why. */
export class Unreadable extends Error {
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

const header = (kid) => cbor.encode(new Map([[1, -7], [4, kid]]));
const whole = (kid, payload, signature) => cbor.encode([header(kid), new Map(), payload, signature]);

/** @returns {Uint8Array} the bytes that are signed (RFC 9052, 4.4) */
export const statement = ({ kid, payload }) => cbor.encode([CONTEXT, header(kid), new Uint8Array(), payload]);

const number = (raw) => BigInt(`0x${hex(raw)}`);

/** @returns {boolean} whether this is a signature in its one form: s and n - s say the same */
export function isLow(signature) {
  const [r, s] = [signature.slice(0, 32), signature.slice(32)].map(number);
  return r > 0n && r < ORDER && s > 0n && s <= ORDER / 2n;
}

/** @returns {Uint8Array} the lower of the two signatures that say the same */
export function low(signature) {
  if (isLow(signature)) return signature;
  const digits = (ORDER - number(signature.slice(32))).toString(16).padStart(64, "0");
  return concat(signature.slice(0, 32), Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16)));
}

/**
 * Sign a payload and write the code.
 * @param {Uint8Array} payload @param {Uint8Array} kid
 * @param {(statement: Uint8Array) => Promise<Uint8Array>} sign
 * @returns {Promise<string>} @throws {RangeError} when it would be too large
 */
export async function seal(payload, kid, sign) {
  const raw = whole(kid, payload, low(await sign(statement({ kid, payload }))));
  if (raw.length > MOST_BYTES) throw new RangeError(`${raw.length} bytes are too many for a pass`);
  return PREFIX + base45.encode(raw);
}

/** @param {string} text @returns {{kid: Uint8Array, payload: Uint8Array, signature: Uint8Array}} @throws {Unreadable} */
export function read(text) {
  if (!text.startsWith(PREFIX)) throw new Unreadable(text && PREFIX.startsWith(text) ? "half" : "foreign");
  if (text.length > MOST_LETTERS) throw new Unreadable("altered");
  const raw = attempt(() => base45.decode(text.slice(PREFIX.length)));
  const [protectedPart, open, payload, signature, ...more] = list(attempt(() => cbor.decode(raw), "half"));
  const kid = kidOf(protectedPart);
  const fits = open instanceof Map && [payload, signature].every((part) => part instanceof Uint8Array);
  if (!kid || !fits || more.length || signature.length !== SIGNATURE_BYTES || raw.length > MOST_BYTES) {
    throw new Unreadable("altered");
  }
  if (hex(whole(kid, payload, signature)) !== hex(raw)) throw new Unreadable("altered");
  return { kid, payload, signature };
}

const list = (value) => (Array.isArray(value) ? value : []);

function attempt(work, short = "altered") {
  try {
    return work();
  } catch (error) {
    throw new Unreadable(error instanceof cbor.CutShort ? short : "altered");
  }
}

function kidOf(part) {
  const found = part instanceof Uint8Array ? attempt(() => cbor.decode(part)) : null;
  const kid = found instanceof Map ? found.get(4) : null;
  return kid instanceof Uint8Array && kid.length === KID_BYTES ? kid : null;
}
