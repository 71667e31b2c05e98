/**
 * The few shapes of CBOR that a pass is made of: deterministic, nothing else (RFC 8949, 4.2.1);
 * the twin of desk/gate/cbor.py. Maps are Map objects with whole numbers for keys.
 */

import { concat, utf8 } from "../bytes.js";

const DEPTH = 4;
const MOST = Number.MAX_SAFE_INTEGER;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** These bytes are not what we write. */
export class Fault extends Error {}
/** They end too early. */
export class CutShort extends Fault {}

const refuse = (why, Kind = Fault) => {
  throw new Kind(why);
};

/** Compare as bytes: the shorter of two with the same beginning is the lesser. */
function order(one, other) {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? one.length - other.length : one[at] - (other[at] ?? -1);
}

/** @param {number|Uint8Array|string|Array|Map} value @returns {Uint8Array} @throws {Fault} */
export function encode(value) {
  if (Number.isSafeInteger(value)) return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (value instanceof Uint8Array) return concat(head(2, value.length), value);
  if (typeof value === "string") {
    const raw = utf8(value);
    return concat(head(3, raw.length), raw);
  }
  if (Array.isArray(value)) return concat(head(4, value.length), ...value.map(encode));
  if (!(value instanceof Map)) return refuse("no such shape");
  const pairs = [...value].map((pair) => pair.map(encode)).sort(([one], [other]) => order(one, other));
  return concat(head(5, pairs.length), ...pairs.flat());
}

function head(major, count) {
  if (count < 24) return Uint8Array.of((major << 5) | count);
  const step = [0x100, 0x10000, 0x100000000, Infinity].findIndex((most) => count < most);
  const raw = new DataView(new ArrayBuffer(8));
  raw.setBigUint64(0, BigInt(count));
  return concat(Uint8Array.of((major << 5) | (24 + step)), new Uint8Array(raw.buffer).slice(8 - 2 ** step));
}

/** @param {Uint8Array} raw @returns {number|Uint8Array|string|Array|Map} @throws {Fault} */
export function decode(raw) {
  const reader = new Reader(raw);
  const value = reader.value(DEPTH);
  return reader.at === raw.length ? value : refuse("bytes at the end");
}

class Reader {
  at = 0;

  constructor(raw) {
    this.raw = raw;
  }

  take(count) {
    if (count > this.raw.length - this.at) refuse("cut short", CutShort);
    this.at += count;
    return this.raw.slice(this.at - count, this.at);
  }

  head() {
    const [first] = this.take(1);
    const [major, short] = [first >> 5, first & 31];
    if (short < 24) return [major, short];
    if (short > 27) refuse("no such length");
    const width = 2 ** (short - 24);
    const count = this.take(width).reduce((sum, byte) => sum * 256 + byte, 0);
    const least = width === 1 ? 24 : 2 ** (4 * width);
    if (count < least || count > MOST) refuse("not the shortest form");
    return [major, count];
  }

  value(depth) {
    if (depth < 0) refuse("too deep");
    const [major, count] = this.head();
    if (major === 0) return count;
    if (major === 1) return count < MOST ? -1 - count : refuse("too large a number");
    if (major === 2) return this.take(count);
    if (major === 3) return this.text(count);
    if (major === 4) return Array.from({ length: this.few(count) }, () => this.value(depth - 1));
    return major === 5 ? this.map(this.few(count), depth - 1) : refuse("no such kind");
  }

  few(count) {
    return count > this.raw.length - this.at ? refuse("cut short", CutShort) : count;
  }

  text(count) {
    const raw = this.take(count);
    try {
      return strict.decode(raw);
    } catch {
      return refuse("not UTF-8");
    }
  }

  map(count, depth) {
    const found = new Map();
    let before = new Uint8Array();
    for (let left = count; left > 0; left -= 1) {
      const start = this.at;
      const key = this.value(0);
      const spelt = this.raw.slice(start, this.at);
      if (!Number.isInteger(key) || order(spelt, before) <= 0) refuse("keys out of order");
      before = spelt;
      found.set(key, this.value(depth));
    }
    return found;
  }
}
