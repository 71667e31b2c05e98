/** Names for eyes that need not know them; the twin of `initials` in `desk/papers.py`. */
import { clean } from './clean.js';

const IDEOGRAPH = /^[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/** Shorten a name for eyes that need not know it: 张*, or first and last initial. */
export function initials(name) {
  const words = clean(name).replaceAll('-', ' ').split(/\s+/u).filter(Boolean);
  if (!words.length) return '';
  if (IDEOGRAPH.test(words[0])) return `${[...words[0]][0]}*`;
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => `${[...word][0].toUpperCase()}.`).join(' ');
}
