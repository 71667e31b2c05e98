/**
 * Say what a paper may show of a record; the twin of `desk/papers.py`.
 * Both run on `tests/vectors/papers.json`. Of the host a paper knows a room and initials only.
 */
import { clean } from './clean.js';
import { recordCode } from './qr.js';

/** Sizes in mm; no height: a roll, cut where the content ends. */
export const SIZES = { roll80: [80, null], a6: [105, 148] };
const LISTED = 4;
const JAM_MS = 120_000;
const IDEOGRAPH = /^[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const PUBLIC = ['name'];
const LONG = 24;

/** The values that a document's template is filled with. */
export function scope(record, around, wish) {
  const also = secondLanguage(around.settings, wish.lang);
  const personal = record.p ?? {};
  return {
    no: record.no ?? null,
    state: record.state ?? null,
    opened: record.at ?? null,
    room: around.room || (record.room ?? null),
    host: initials(around.host || personal.host_name || ''),
    f: record.f ?? {},
    p: Object.fromEntries(PUBLIC.filter((name) => personal[name]).map((name) => [name, personal[name]])),
    long: [...(personal.name ?? '')].length > LONG ? 'yes' : null,
    party: party(around.party ?? []),
    qr: recordCode(record.id),
    site: site(around.settings, wish.lang, also),
    also,
    lang: wish.lang,
    demo: Boolean(around.demo),
    reprint: wish.reprint ?? null,
  };
}

/** The language that stands beside the bearer's: the house's first other one. */
export function secondLanguage(settings, lang) {
  return (settings.paper_languages ?? []).find((other) => other !== lang) ?? '';
}

function site(settings, lang, also) {
  const { site_name: names = {}, waiting_area: areas = {} } = settings;
  const [name, area] = [spoken(names, lang), spoken(areas, lang)];
  return {
    name,
    name_also: names[also] === name ? '' : (names[also] ?? ''),
    waiting_area: area,
    waiting_area_also: areas[also] === area ? '' : (areas[also] ?? ''),
    logo: settings.logo || null,
  };
}

const spoken = (words, lang) => words[lang] || (Object.values(words)[0] ?? '');

/** Shorten a name for eyes that need not know it: 张*, or first and last initial. */
export function initials(name) {
  const words = clean(name).replaceAll('-', ' ').split(/\s+/u).filter(Boolean);
  if (!words.length) return '';
  if (IDEOGRAPH.test(words[0])) return `${[...words[0]][0]}*`;
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => `${[...word][0].toUpperCase()}.`).join(' ');
}

/** List the numbers of those who came together. */
export function party(numbers) {
  const more = numbers.length - LISTED;
  return [...numbers.slice(0, LISTED), ...(more > 0 ? [`+${more}`] : [])];
}

/**
 * What printing a record once more is: `first`; `jam` within two minutes of the first copy, which
 * leaves no mark on the paper; else `reprint`. `printed`: when this tablet printed it, or null.
 */
export function copyKind(opened, printed, now) {
  if (printed === null) return now - opened <= JAM_MS ? 'first' : 'reprint';
  return now - printed <= JAM_MS ? 'jam' : 'reprint';
}
