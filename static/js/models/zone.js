/** Days and hours of a site in its own zone. Days are text YYYY-MM-DD, moments are ms UTC. */

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
/** From here on every zone turns its clocks at a quarter of an hour. */
const REGULAR = Date.UTC(2000, 0, 1);
const MOST = 2000;
const formats = new Map();
const offsets = new Map();

function format(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", second: "2-digit",
    }));
  }
  return formats.get(zone);
}

/** @returns {number} ms that the zone is ahead of UTC at a moment */
export function ahead(at, zone) {
  if (!(at >= REGULAR)) return asked(at, zone);
  // A list of two hundred asks for few quarters, and each answer costs more than all else of a deadline.
  const key = `${Math.floor(at / QUARTER)} ${zone}`;
  if (offsets.size > MOST) offsets.clear();
  if (!offsets.has(key)) offsets.set(key, asked(at, zone));
  return offsets.get(key);
}

function asked(at, zone) {
  const parts = Object.fromEntries(format(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const whole = Math.floor(at / 1000) * 1000;
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - whole;
}

/** @returns {string} the day that it is at a site */
export const today = (at, zone) => new Date(at + ahead(at, zone)).toISOString().slice(0, 10);

/** @returns {string} */
export function addDays(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The moment of HH:MM on a day; 24:00 is the next midnight. Of an hour that the clocks repeat, the
 * first; one that they skip counts as if they had not (as Python's zoneinfo with fold 0).
 */
export function moment(day, hhmm, zone) {
  const [hour, minute] = hhmm.split(":").map(Number);
  const wall = Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * MINUTE;
  const before = ahead(wall - 86_400_000, zone);
  return ahead(wall - before, zone) === before ? wall - before : later(wall, before, zone);
}

function later(wall, before, zone) {
  const after = ahead(wall + 86_400_000, zone);
  return ahead(wall - after, zone) === after ? wall - after : wall - before;
}
