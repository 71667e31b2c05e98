/** A lost cookie needs no human: the device proves its key and gets another. */

import { concat, toBase64, utf8 } from "../models/bytes.js";

const DOMAIN = "vestibule-session-v1\n";

/** @returns {Uint8Array} what the device signs to open a session */
export const challenge = (nonce) => concat(utf8(DOMAIN), utf8(nonce));

/**
 * @param {{http: Function, ports: {sign: Function}, device: {kid: string}}} desk
 * @param {string} [given] a nonce that came with the 401
 * @returns {Promise<boolean>} whether the next request may succeed
 */
export async function renew({ http, ports, device }, given) {
  const nonce = given ?? (await http("GET", "/api/devices/nonce")).data?.nonce;
  if (typeof nonce !== "string") return false;
  let sig;
  try {
    sig = toBase64(await ports.sign(challenge(nonce)));
  } catch {
    return false;
  }
  const answer = await http("POST", "/api/devices/session", { kid: device.kid, nonce, sig });
  return answer.kind === "answer" && answer.status === 200;
}
