/** What a scanner or a hand gave: a slip's code, part of one, or words to look for. */

import { clean } from "./clean.js";

const WHOLE = /^V1[^0-9A-Z]?([0-9A-F]{8})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{12})$/;
const BEGUN = /^V1[^0-9A-Z](?!-)/;
/** No number, badge, room or name looks like these: they come out of other people's codes. */
const FOREIGN = /:\/\/|.{60}/u;

/** Scanners type what their keyboard says: full width, lower case, another sign for the colon. */
const plain = (text) => clean(text).normalize("NFKC").toUpperCase();

/**
 * @param {string} given
 * @returns {{id: string}|{half: true}|{foreign: true}|{words: string}}
 */
export function readCode(given) {
  const text = plain(given);
  const parts = WHOLE.exec(text.replace(/\s/g, ""));
  if (parts) return { id: parts.slice(1).join("-").toLowerCase() };
  if (BEGUN.test(text)) return { half: true };
  return FOREIGN.test(text) ? { foreign: true } : { words: text };
}

/** Letters and digits alone: how a number or a badge is compared. */
export const bare = (text) => plain(text ?? "").replace(/[^\p{L}\p{N}]/gu, "");

const BURST = /V1[^0-9A-Z][^\s]{2,}$/iu;

/** @returns {string} the code at the end of what was typed in one go, or "" */
export const typedCode = (burst) => BURST.exec(burst)?.[0] ?? "";

/** What a slip's QR says: the record's id in letters that fit 29 × 29 modules. */
export const recordCode = (id) => `V1:${id.replaceAll("-", "").toUpperCase()}`;
