/** Clean what people type, in any script; the same in desk/text.py. */

const LINE_ENDS = /\r\n|[\r\x85\u2028\u2029]/g;
// The exact set of the Python twin: controls, re-ordering marks, what is no character.
const NOT_TEXT =
  // eslint-disable-next-line no-control-regex -- the control characters are what is looked for
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

// Python strips what its own isspace() says, which differs from String.trim in these.
const EDGES = /^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g; // eslint-disable-line no-control-regex -- as above

/** @param {string} text @param {boolean} lines keep line ends @returns {string} NFC, trimmed */
export function clean(text, lines = false) {
  if (text === "") return text; // most fields of a form, each time it is judged
  const joined = text.replace(LINE_ENDS, "\n").replaceAll("\t", " ");
  const flat = lines ? joined : joined.replaceAll("\n", " ");
  return flat.replace(NOT_TEXT, "").normalize("NFC").replace(EDGES, "");
}
