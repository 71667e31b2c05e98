/** Find a room, a person, a record by whatever was typed: pinyin, initials, digits, without accents. */

const UNFOLDED = { ß: "ss", ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe", ı: "i" };
const SPECIAL = /[ßøđłæœı]/g;
const PLAIN = /^[ -~]+$/;
const BREAK = "\n";
const LINE = "\0";
/** Lines looked at closely for one question; more than that were found by too little typed. */
const MOST = 4000;
/** Lines made in one go: a few milliseconds on a slow tablet. */
const PIECE = 500;

/** Lower the case, drop accents, make full-width plain; twin of desk/searchkey.py `fold`. */
export function fold(given) {
  const text = String(given ?? "");
  if (PLAIN.test(text)) return text.toLowerCase();
  const flat = text.toLowerCase().normalize("NFKD").replace(SPECIAL, (sign) => UNFOLDED[sign]);
  return flat.replace(/\p{Mn}/gu, "").toLowerCase();
}

const APART = /[^a-z0-9]+/;
const APART_ANY = /[^\p{L}\p{N}]+/u;

function words(text) {
  const folded = fold(text);
  return folded.split(PLAIN.test(folded) ? APART : APART_ANY).filter(Boolean);
}

/** @returns {string} what is searched of one item: each way of typing it on a line of its own */
function line(texts, key) {
  const ways = new Set((key ?? "").split(" "));
  for (const text of texts) {
    const parts = words(text);
    ways.add(parts.join(""));
    for (const word of parts) ways.add(word);
  }
  ways.delete("");
  return BREAK + [...ways].join(BREAK) + BREAK;
}

/** The line in which a place of the whole text lies. */
function lineAt(starts, place) {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Walk over the lines that hold the term; a long text is searched far faster than many short ones. */
function* holding(pieces, term) {
  for (const { items, whole, starts } of pieces) {
    for (let place = whole.indexOf(term); place >= 0;) {
      const at = lineAt(starts, place);
      const next = starts[at + 1] ?? whole.length;
      yield [items[at], whole.slice(starts[at], next)];
      place = whole.indexOf(term, next);
    }
  }
}

/** A few hundred lines as one text. */
function pieceOf(items, texts) {
  const found = items.map((item) => [item, texts(item)]).filter(([, said]) => said);
  const lines = found.map(([, said]) => line(said.texts, said.key) + LINE);
  return { items: found.map(([item]) => item), whole: lines.join(""), starts: startsOf(lines) };
}

function startsOf(lines) {
  let place = 0;
  return lines.map((each) => {
    const start = place;
    place += each.length;
    return start;
  });
}

/** 0 for a word's beginning, 1 for its end (last digits), 2 for its middle, -1 for not at all. */
function rank(haystack, terms) {
  let worst = 0;
  for (const term of terms) {
    if (!haystack.includes(term)) return -1;
    if (!haystack.includes(BREAK + term)) worst = Math.max(worst, haystack.includes(term + BREAK) ? 1 : 2);
  }
  return worst;
}

function best(pieces, terms, limit) {
  const ranks = [[], [], []];
  const longest = terms.reduce((one, other) => (other.length > one.length ? other : one));
  let seen = 0;
  for (const [item, text] of holding(pieces, longest)) {
    const found = rank(text, terms);
    if (found >= 0 && ranks[found].length < limit) ranks[found].push(item);
    if (ranks[0].length === limit || (seen += 1) === MOST) break;
  }
  return ranks.flat().slice(0, limit);
}

/**
 * Make an index in pieces, so that a finger on the screen never waits for it.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => {texts: string[], key?: string}|null} texts what finds an item; `key` is the search key that
 *   the server made (pinyin, initials); null: nothing does
 * @param {() => any} [breathe] lets others work
 * @returns {Promise<{find: (text: string, limit?: number) => T[]}>} best first
 */
export async function growIndex(items, texts, breathe = () => {}) {
  const pieces = [];
  for (let from = 0; from < items.length; from += PIECE) {
    pieces.push(pieceOf(items.slice(from, from + PIECE), texts));
    await breathe();
  }
  return {
    find(text, limit = 20) {
      const terms = words(text);
      return terms.length ? best(pieces, terms, limit) : [];
    },
  };
}
