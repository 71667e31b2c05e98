/** Bytes and their text forms. Base64 is base64url without padding everywhere. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {string} text @returns {Uint8Array} its UTF-8 bytes */
export const utf8 = (text) => encoder.encode(text);

/** @param {BufferSource} bytes @returns {string} the UTF-8 text they spell */
export const text = (bytes) => decoder.decode(bytes);

/** @param {ArrayBuffer|Uint8Array} data @returns {string} lower-case hex */
export function hex(data) {
  return Array.from(new Uint8Array(data), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {ArrayBuffer|Uint8Array} data @returns {string} base64url, no padding */
export function toBase64(data) {
  let binary = "";
  for (const byte of new Uint8Array(data)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text base64url, with or without padding @returns {Uint8Array} */
export function fromBase64(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** @param {...Uint8Array} parts @returns {Uint8Array} them, one after the other */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
