/**
 * Whose passes a gate believes: a list that the house signs, so that a phone can carry it for days;
 * the twin of desk/gate/trust_list.py. What is signed is the text as it was sent.
 */

import { concat, fromBase64, utf8 } from "../bytes.js";

const CONTEXT = utf8("vestibule-trust-v1\n");

/** This list does not take the place of the one that is held; `trouble` says why. */
export class Unfit extends Error {
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** @returns {{version: number, issued: number, keys: object[], void: Set<string>}} what a text tells whose signature was found good @throws {Unfit} */
export function read(text) {
  try {
    const { version, issued, keys, void: taken } = JSON.parse(text);
    return { version, issued, void: new Set(taken), keys: keys.map((key) => ({ ...key, public: fromBase64(key.public) })) };
  } catch {
    throw new Unfit("unreadable");
  }
}

/**
 * Take a list that one of the house's keys signed, unless a newer one is held. A list written anew
 * without a change has the version of the one before, and is younger.
 * @param {{verify: Function}} ports
 * @param {string} text @param {Uint8Array} signature
 * @param {Uint8Array[]} publics the keys of the house that this phone believes, 65 bytes each
 * @param {object|null} held the list that this one would replace
 * @returns {Promise<object>} as `read` tells it @throws {Unfit}
 */
export async function accept({ verify }, text, signature, publics, held = null) {
  const statement = concat(CONTEXT, utf8(text));
  const told = await Promise.all(publics.map((point) => verify(point, signature, statement)));
  if (!told.includes(true)) throw new Unfit("not_signed");
  const found = read(text);
  if (held && isOlder(found, held)) throw new Unfit("older");
  return found;
}

const isOlder = (found, held) =>
  found.version < held.version || (found.version === held.version && found.issued < held.issued);
