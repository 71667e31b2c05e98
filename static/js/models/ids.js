/** Names that a device gives by itself: UUIDv7, so that they sort by the time they were made. */

import { hex } from "./bytes.js";

/**
 * Make a UUIDv7 in lower case.
 * @param {{now: () => number, random: (n: number) => Uint8Array}} ports
 * @returns {string}
 */
export function uuid7(ports) {
  const bytes = new Uint8Array(16);
  bytes.set(ports.random(10), 6);
  let ms = ports.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = hex(bytes);
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([a, b]) => digits.slice(a, b)).join("-");
}
