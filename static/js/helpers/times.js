/** Times as a person reads them, in the page's language and the site's zone. */

const lang = document.documentElement.lang;
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const UNITS = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
];

const formats = new Map();

function format(kind, make) {
  if (!formats.has(kind)) formats.set(kind, make());
  return formats.get(kind);
}

/** "now", "2 min", "3 hr": how long ago, in its largest unit. */
export function ago(since, now = Date.now()) {
  const minutes = Math.max(0, Math.floor((now - since) / MINUTE));
  if (!minutes) return format('now', () => new Intl.RelativeTimeFormat(lang, { numeric: 'auto' })).format(0, 'second');
  const [unit, size] = UNITS.find(([, size]) => minutes >= size) ?? UNITS.at(-1);
  return length(Math.floor(minutes / size), unit);
}

/** "in 2 hr.", "in 5 min.", "12 min. ago": the way to a moment, or from it, in its largest unit. */
export function until(at, now) {
  const minutes = at > now ? Math.ceil((at - now) / MINUTE) : Math.floor((now - at) / MINUTE);
  const [unit, size] = UNITS.find(([, size]) => minutes >= size) ?? UNITS.at(-1);
  const make = () => new Intl.RelativeTimeFormat(lang, { numeric: 'always', style: 'short' });
  const count = Math.floor(minutes / size);
  return format('until', make).format(at > now ? count : -count, unit);
}

/** A number with its unit, short. */
export function length(number, unit) {
  const make = () => new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'short' });
  return format(`${number} ${unit}`, () => format(unit, make).format(number));
}

// All zones keep to quarters of an hour: a list asks for the day of few of them.
const dayOf = (at, zone) => format(`day of ${Math.floor(at / QUARTER)} ${zone}`, () => day(at, zone));

/** "14:05" today, "21 Nov, 14:05" otherwise. */
export function moment(at, zone, now = Date.now()) {
  if (dayOf(at, zone) === dayOf(now, zone)) return clock(at, zone);
  const options = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone };
  return format(`moment ${zone}`, () => new Intl.DateTimeFormat(lang, options)).format(at);
}

/** Hours and minutes, 24-hour. */
export function clock(at, zone) {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone };
  return format(`clock ${zone}`, () => new Intl.DateTimeFormat(lang, options)).format(at);
}

/** Day and month. */
export function day(at, zone, weekday) {
  const options = { weekday, day: 'numeric', month: 'short', timeZone: zone };
  return format(`day ${zone} ${weekday}`, () => new Intl.DateTimeFormat(lang, options)).format(at);
}

/** Day, month and year. */
export function date(at, zone) {
  return format(`date ${zone}`, () => new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeZone: zone })).format(at);
}

const NOON = 12;
const DUSK = 18;

/** "morning", "afternoon" or "evening": how people greet each other then. */
export function partOfDay(at, zone) {
  const now = hour(at, zone);
  return now < NOON ? 'morning' : now < DUSK ? 'afternoon' : 'evening';
}

/** The hour of the day, 0–23. */
export function hour(at, zone) {
  const options = { hour: 'numeric', hourCycle: 'h23', timeZone: zone };
  return Number(new Intl.DateTimeFormat('en-u-nu-latn', options).format(at));
}
