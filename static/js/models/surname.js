/** The name by which somebody known is greeted. A whole name is better than a wrong half of it. */
import { clean } from './clean.js';

const IDEOGRAPHS = /^[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+$/u;
const DOUBLE = new Set([
  ...['歐陽', '欧阳', '司馬', '司马', '司徒', '上官', '諸葛', '诸葛', '東方', '东方', '皇甫', '尉遲', '尉迟'],
  ...['公孫', '公孙', '慕容', '令狐', '長孫', '长孙', '宇文', '夏侯', '端木', '百里', '南宮', '南宫', '西門', '西门'],
]);
// Surnames as they are spelled in Latin letters where they come first.
const SPELLED = new Set(`au chan chang chen cheng cheung chiu choi chow chu chui fong fung guo ho huang hui hung kwan
  kwok lai lam lau lee leung li liang lin liu lo lui luo mak ng ngai poon siu so sun sze szeto tam tang to tong tsang tse
  tsui wan wang wong wu xie xu yang yau yeung yip yiu yu yuen zhang zhao zheng zhou zhu`.split(/\s+/u));
const TITLES = /^(?:mr|mrs|ms|miss|mx|dr|prof|sr|sra|srta|don|doña|d|dña)\.?$/iu;
const POLITE = /(?:先生|女士|小姐|太太|夫人)$/u;
const CAPITALS = /^\p{Lu}[\p{Lu}’'-]+$/u;

/**
 * @param {string} name as somebody wrote it
 * @param {string} [lang] of whom the house knows: a Spanish name ends in two surnames, and the first of them is said
 * @returns {string} the surname; the whole name where nobody can tell which part of it that is
 */
export function surname(name, lang) {
  const whole = clean(name).replace(/\s+/gu, ' ').trim();
  const bare = whole.replace(POLITE, '').trim();
  if (IDEOGRAPHS.test(bare)) return DOUBLE.has(bare.slice(0, 2)) ? bare.slice(0, 2) : [...bare][0];
  const [before, after] = whole.split(/\s*,\s*/u);
  if (after) return before;
  const words = whole.split(' ').filter((word) => !TITLES.test(word));
  if (lang === 'es' && words.length > 2) return words.at(-2);
  return capital(words) ?? spelled(words) ?? western(words) ?? whole;
}

// WONG Ka Ming: one word stands out.
function capital(words) {
  const loud = words.filter((word) => CAPITALS.test(word));
  return loud.length === 1 && words.length > 1 ? loud[0] : undefined;
}

// Chan Tai Man, Elena Wong: the one word that is a surname.
function spelled(words) {
  const known = words.filter((word) => SPELLED.has(word.toLowerCase()));
  const ends = [words[0], words.at(-1)];
  return known.length === 1 && ends.includes(known[0]) ? known[0] : undefined;
}

// Oliver Ashworth, Mrs Chen; of three words nobody can tell.
const western = (words) => (words.length === 1 || words.length === 2 ? words.at(-1) : undefined);
