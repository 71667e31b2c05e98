/** Bytes in the letters a QR code packs best (RFC 9285); the twin of desk/gate/base45.py. */

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));

/** @param {Uint8Array} raw @returns {string} */
export function encode(raw) {
  let text = "";
  for (let at = 0; at < raw.length; at += 2) {
    const pair = at + 1 < raw.length;
    const value = pair ? raw[at] * 256 + raw[at + 1] : raw[at];
    text += LETTERS[value % 45] + LETTERS[Math.floor(value / 45) % 45];
    if (pair) text += LETTERS[Math.floor(value / 2025)];
  }
  return text;
}

/** @param {string} text @returns {Uint8Array} @throws {RangeError} on any other letter, length or value */
export function decode(text) {
  if (text.length % 3 === 1) throw new RangeError("not base45");
  const raw = [];
  for (let at = 0; at < text.length; at += 3) {
    const values = [...text.slice(at, at + 3)].map((letter) => VALUES.get(letter) ?? NaN);
    const value = values.reduce((sum, one, place) => sum + one * 45 ** place, 0);
    const pair = values.length === 3;
    if (!(value < (pair ? 0x10000 : 0x100))) throw new RangeError("not base45");
    if (pair) raw.push(value >> 8);
    raw.push(value & 0xff);
  }
  return Uint8Array.from(raw);
}
