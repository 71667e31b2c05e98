/** What the binder writes: values as text, moments by the site's clock. Twin of the same in `desk/bind.py`. */

// Controls, lone surrogates, and the marks that turn the direction of the text after them.
const UNPRINTABLE = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e' +
    '\\u2066-\\u2069\\p{Cs}\\ufdd0-\\ufdef\\ufffe\\uffff]',
  'gu',
);

/** What may be shown of a value: strings and integers, without unprintable signs. */
export function text(value) {
  if (typeof value !== 'string' && !Number.isInteger(value)) return '';
  return String(value).replace(UNPRINTABLE, '');
}

/** The value at a dotted path in its parts; one dot, the scope itself, splits into nothings. */
export const follow = (scope, names) =>
  (names[0] === '' ? scope : names.reduce((found, name) => (isObject(found) ? own(found, name) : null), scope));

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : null);

/** Whether a condition holds: not null, false, zero, empty text or an empty list. */
export const present = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

const formats = new Map();

function clock(zone) {
  if (!formats.has(zone)) {
    const numbers = { year: 'numeric', month: '2-digit', day: 'numeric', hour: '2-digit', minute: '2-digit' };
    const options = { ...numbers, timeZone: zone, hourCycle: 'h23' };
    formats.set(zone, new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', options));
  }
  return formats.get(zone);
}

/** Write a moment in milliseconds by a pattern of {y} {mon} {m} {d} {H} {M}. */
export function time(value, zone, pattern, months) {
  if (!Number.isInteger(value)) return '';
  const { year, month, day, hour, minute } = Object.fromEntries(
    clock(zone).formatToParts(value).map((part) => [part.type, part.value]),
  );
  const mon = months ? months.split(',')[month - 1] : String(Number(month));
  const parts = { y: year, mon, m: month, d: day, H: hour, M: minute };
  return pattern.replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? '');
}
