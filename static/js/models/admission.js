/**
 * What a home says of who comes in, at one moment. Days are text YYYY-MM-DD, hours HH:MM, weekdays digits: 1 Monday.
 * A moment is `{day, hour, weekday}`, by the house's own clock.
 */

import { fold } from "./search.js";

const EVERY = "1234567";
const NIGHT = "24:00";
const SILENT = { call_first: false, away_from: "", away_until: "", quiet_from: "", words: "", collectors: "" };

/** A name by which two spellings are one person: any order of words, no accents. */
export const alike = (name) => fold(name).split(/[^\p{L}\p{N}]+/u).filter(Boolean).sort().join(" ");

const spanOf = ({ opens = "", closes = "" }) => [opens || "00:00", closes || NIGHT];
const runs = ({ since = "", until = "" }, day) => since <= day && (!until || until >= day);
const covers = (one, other) => (!one.until || (other.until && one.until >= other.until)) &&
  [...(other.days || EVERY)].every((day) => (one.days || EVERY).includes(day)) &&
  spanOf(one)[0] <= spanOf(other)[0] && spanOf(one)[1] >= spanOf(other)[1];

/** The hours of each weekday, united: `{1: [["08:00", "18:00"]], …}`. */
function week(rows) {
  const found = {};
  for (const row of rows) for (const day of row.days || EVERY) (found[day] ??= []).push(spanOf(row));
  for (const [day, spans] of Object.entries(found)) found[day] = united(spans);
  return found;
}

function united(spans) {
  const out = [];
  for (const [from, to] of spans.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = last[1] > to ? last[1] : to;
    else out.push([from, to]);
  }
  return out;
}

/** Weekdays with the same hours together: `[{days: "12345", spans: [["08:00", "18:00"]]}]`. */
function timetable(rows) {
  const found = new Map();
  for (const [day, spans] of Object.entries(week(rows))) {
    const key = spans.map((span) => span.join("–")).join(", ");
    found.set(key, { days: (found.get(key)?.days ?? "") + day, spans });
  }
  return [...found.values()];
}

/** Several permissions of one person as one: what another covers is left out; the earliest end counts. */
function merged(rows, { hour, weekday }) {
  const standing = rows.filter((row, at) =>
    !rows.some((other, place) => place !== at && covers(other, row) && !(covers(row, other) && place > at)));
  const times = timetable(standing);
  const [now] = times.filter(({ days }) => days.includes(weekday));
  return {
    name: rows[0].name, relation: rows.map(({ relation }) => relation).find(Boolean) ?? "", times,
    until: standing.map(({ until }) => until).filter(Boolean).sort()[0] ?? "",
    now: Boolean(now?.spans.some(([from, to]) => from <= hour && hour < to)),
    collects: rows.some(({ collects }) => collects), notes: rows.map(({ note }) => note).filter(Boolean),
    photo: rows.map(({ photo }) => photo).find(Boolean) ?? "",
  };
}

/** @returns {object[]} who may come in on this day or some other, one line a person; who may now comes first */
export function allowed(permissions, moment) {
  const people = new Map();
  for (const row of permissions.filter((one) => runs(one, moment.day))) {
    const who = alike(row.name);
    people.set(who, [...(people.get(who) ?? []), row]);
  }
  return [...people.values()].map((rows) => merged(rows, moment)).sort((a, b) => b.now - a.now || a.name.localeCompare(b.name));
}

/** @returns {object|null} what a home asks, as far as it holds: an absence that is over is none */
export function wishes(household, { day, hour }) {
  if (!household) return null;
  const { call_first: first, away_from: from, away_until: until, quiet_from: quiet, words, collectors } = { ...SILENT, ...household };
  const away = from && (!until || until >= day) ? { from, until, now: from <= day } : null;
  const found = { first, away, quiet, words, collectors };
  return Object.values(found).some(Boolean) ? { ...found, late: Boolean(quiet) && hour >= quiet } : null;
}

/** @returns {object|undefined} the line of whoever is called so */
export function named(people, name) {
  const who = alike(name);
  return who ? people.find((one) => alike(one.name) === who) : undefined;
}

/** The ways of writing a whole name or plate that are compared; short ones would mean anybody. */
export function marksOf(name) {
  const words = fold(name).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const ways = new Set([words.join(""), words.toSorted().join("")]);
  return [...ways].filter((way) => way.length >= (/\p{Script=Han}/u.test(way) ? 2 : 3));
}
