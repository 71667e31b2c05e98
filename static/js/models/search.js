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

/** Walk over the lines that hold the term; one long text is searched far faster than many short ones. */
function* holding({ whole, starts }, term) {
  let place = whole.indexOf(term);
  for (let seen = 0; place >= 0 && seen < MOST; seen += 1) {
    const at = lineAt(starts, place);
    yield at;
    const next = starts[at + 1];
    place = next === undefined ? -1 : whole.indexOf(term, next);
  }
}

function startsOf(lines) {
  let place = 0;
  return lines.map((each) => {
    const start = place;
    place += each.length + LINE.length;
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

function best(index, terms, limit) {
  const ranks = [[], [], []];
  const longest = terms.reduce((one, other) => (other.length > one.length ? other : one));
  for (const at of holding(index, longest)) {
    const found = rank(index.lines[at], terms);
    if (found >= 0 && ranks[found].length < limit) ranks[found].push(index.items[at]);
    if (ranks[0].length === limit) break;
  }
  return ranks.flat().slice(0, limit);
}

/**
 * Make an index in pieces, so that a finger on the screen never waits for it.
 * @param {{item: any, texts: string[], key?: string}[]} entries
 *   `key` is the search key that the server made (pinyin, initials)
 * @param {() => any} [breathe] lets others work
 * @returns {Promise<{find: (text: string, limit?: number) => any[]}>} best first
 */
export async function growIndex(entries, breathe = () => {}) {
  const lines = [];
  for (let from = 0; from < entries.length; from += PIECE) {
    for (const { texts, key } of entries.slice(from, from + PIECE)) lines.push(line(texts, key));
    await breathe();
  }
  const index = { lines, items: entries.map(({ item }) => item), whole: lines.join(LINE), starts: startsOf(lines) };
  return {
    find(text, limit = 20) {
      const terms = words(text);
      return terms.length ? best(index, terms, limit) : [];
    },
  };
}
