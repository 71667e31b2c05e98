/** Find a room, a person, a record by whatever was typed: pinyin, initials, digits, without accents. */

const UNFOLDED = { ß: "ss", ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe", ı: "i" };
const SPECIAL = /[ßøđłæœı]/g;
const BREAK = "\n";

/** Lower the case, drop accents, make full-width plain; twin of desk/searchkey.py `fold`. */
export function fold(text) {
  const flat = String(text ?? "").toLowerCase().normalize("NFKD").replace(SPECIAL, (sign) => UNFOLDED[sign]);
  return flat.replace(/\p{Mn}/gu, "").toLowerCase();
}

const words = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const squeeze = (text) => words(text).join("");

/** @returns {string} what is searched of one item: each way of typing it on a line of its own */
function line(texts, key) {
  const ways = new Set((key ?? "").split(" ").filter(Boolean));
  for (const text of texts) {
    ways.add(squeeze(text));
    for (const word of words(text)) ways.add(word);
  }
  ways.delete("");
  return BREAK + [...ways].join(BREAK) + BREAK;
}

function rank(haystack, terms) {
  let worst = 0;
  for (const term of terms) {
    const at = haystack.indexOf(term);
    if (at < 0) return -1;
    if (haystack.includes(BREAK + term)) worst = Math.max(worst, 0);
    else worst = Math.max(worst, haystack.includes(term + BREAK) ? 1 : 2);
  }
  return worst;
}

/**
 * @param {{item: any, texts: string[], key?: string}[]} entries
 *   `key` is the search key that the server made (pinyin, initials)
 * @returns {{find: (text: string, limit?: number) => any[]}} best first: a word's beginning, then its
 *   end (last digits), then its middle
 */
export function createIndex(entries) {
  const lines = entries.map(({ texts, key }) => line(texts, key));
  return {
    find(text, limit = 20) {
      const terms = words(text);
      if (!terms.length) return [];
      const ranks = [[], [], []];
      for (let at = 0; at < lines.length && ranks[0].length < limit; at += 1) {
        const found = rank(lines[at], terms);
        if (found >= 0 && ranks[found].length < limit) ranks[found].push(entries[at].item);
      }
      return ranks.flat().slice(0, limit);
    },
  };
}
