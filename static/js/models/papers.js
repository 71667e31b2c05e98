/**
 * Say what a paper may show of a record; the twin of `desk/papers.py`.
 * Both run on `tests/vectors/papers.json`. Of the host a paper knows a room and initials only.
 */
import { initials } from './initials.js';
import { recordCode } from './codes.js';
import { kinds, rows } from './lines.js';
import { moment } from './zone.js';

export { initials };

/** Sizes in mm; no height: a roll, cut where the content ends. */
export const SIZES = { roll80: [80, null], a6: [105, 148], a5: [148, 210], a4: [210, 297] };
const LISTED = 4;
const JAM_MS = 120_000;
const PUBLIC = ['name', 'belongings'];
/** Of a record's lines: what leaves the house stands on its paper by its name. */
const NAMED = ['item'];
const LONG = 24;

const or = (value, other = null) => value ?? other;

/** The values that a document's template is filled with. */
export function scope(record, around, wish) {
  const also = secondLanguage(around.settings, wish.lang);
  const personal = or(record.p, {});
  return {
    no: or(record.no),
    state: or(record.state),
    opened: or(record.at),
    room: around.room || or(record.room),
    host: initials(around.host || or(personal.host_name, '')),
    counterpart: around.counterpart || null,
    f: or(record.f, {}),
    days: days(or(record.f, {}), around.settings.zone ?? 'UTC'),
    weekdays: or(record.f?.weekdays, '').split(',').filter(Boolean),
    p: Object.fromEntries(PUBLIC.filter((name) => personal[name]).map((name) => [name, personal[name]])),
    long: [...or(personal.name, '')].length > LONG ? 'yes' : null,
    party: party(or(around.party, [])),
    qr: recordCode(record.id),
    site: site(around.settings, wish.lang, also),
    also,
    lang: wish.lang,
    demo: Boolean(around.settings.demo),
    reprint: or(wish.reprint),
    ...Object.fromEntries(kinds(Object.keys(or(record.f, {}))).map((each) => [each, rows(each, NAMED, record)])),
  };
}

/** The noon of every day that a record names, in ms UTC, as papers write moments. */
function days(fields, zone) {
  const named = Object.entries(fields).filter(([name, day]) => name.endsWith('_day') && day);
  return Object.fromEntries(named.map(([name, day]) => [name, moment(day, '12:00', zone)]));
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
    name_also: names[also] && names[also] !== name ? names[also] : '',
    waiting_area: area,
    waiting_area_also: areas[also] && areas[also] !== area ? areas[also] : '',
    logo: settings.logo || null,
    seal: settings.seal || null,
  };
}

/** A text in a language, else in the first one it has; older settings are one text for all. */
function spoken(words, lang) {
  if (typeof words === 'string') return words;
  return words[lang] || (Object.values(words)[0] ?? '');
}

/** List the numbers of those who came together. */
export function party(numbers) {
  const more = numbers.length - LISTED;
  return [...numbers.slice(0, LISTED), ...(more > 0 ? [`+${more}`] : [])];
}

/**
 * What printing a record now is: `first`, however late; `jam` within two minutes of the first copy,
 * which leaves no mark on the paper; else `reprint`. `printed`: when it was first printed, or null.
 */
export function copyKind(printed, now) {
  if (printed === null) return 'first';
  return now - printed > JAM_MS ? 'reprint' : 'jam';
}

/** The numbers of the others of a party: who came with this record's person. */
export function companions(record, records) {
  const lead = record.f?.party || record.id;
  const together = records.filter((other) => other.id === lead || other.f?.party === lead);
  return together.filter((other) => other.id !== record.id).map((other) => other.no).filter(Boolean).sort();
}
