/**
 * Deadlines on the tablet: when a clock runs out, and which entries move it. Twin of desk/clocks.py,
 * same vectors. Times in ms UTC.
 */

import { matches } from "./conditions.js";
import { fields, seen } from "./record.js";
import { addDays, moment, today } from "./zone.js";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const GIVEN = /^\d{4}-\d\d-\d\d(?:T(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00))?$/;
/** What desk/settings.py says where the site does not. */
export const DEFAULTS = { zone: "Asia/Hong_Kong", closing: "22:00", hours: {}, minutes: {} };

/**
 * @param {object[]} settings reference rows
 * @param {object[]} hours the row of working hours, if it is here
 * @returns {{zone: string, closing: string, hours: Record<string, [number, number][]>, minutes: Record<string, number>}}
 *   the site's times; `minutes` are the settings that say how long something may take
 */
export function timesOf(settings, hours) {
  const known = Object.fromEntries(settings.map(({ id, data }) => [id, data.value]));
  const { zone, closing } = { ...DEFAULTS, ...known };
  const minutes = Object.fromEntries(Object.entries(known).filter(([, value]) => Number.isInteger(value)));
  return { zone, closing, hours: hours[0]?.data ?? DEFAULTS.hours, minutes };
}

function afterOpen(start, length, times) {
  let left = length;
  const spans = Object.values(times.hours ?? {}).flat().sort((a, b) => a[0] - b[0]);
  for (const [from, to] of spans) {
    const begin = Math.max(from, start);
    if (to - begin >= left) return begin + left;
    left -= Math.max(0, to - begin);
  }
  return null;
}

function afterWorkingDays(day, count, times) {
  if (count === 0) return moment(day, "24:00", times.zone);
  const working = Object.keys(times.hours ?? {}).filter((key) => times.hours[key].length && key > day).sort();
  return working.length < count ? null : moment(working[count - 1], "24:00", times.zone);
}

function closing(start, day, times) {
  const hour = times.closing ?? "24:00";
  const tonight = moment(day, hour, times.zone);
  return tonight > start ? tonight : moment(addDays(day, 1), hour, times.zone);
}

function given(text, zone) {
  const [day, at] = text.split("T");
  if (!GIVEN.test(text) || addDays(day, 0) !== day) return null;
  return moment(day, at || "24:00", zone);
}

/**
 * @param {object} length as the register's clock declares it
 * @param {number} start adjusted time of the entry
 * @param {Record<string, string|number|null>} fields the record's
 * @param {{zone: string, closing?: string, hours?: Record<string, [number, number][]>, minutes?: Record<string, number>}} times
 *   the site's
 * @returns {number|null} null when nobody can say
 */
export function due(length, start, fields, times) {
  const day = today(start, times.zone);
  if ("hours" in length) return start + length.hours * HOUR;
  if ("minutes" in length) return start + (times.minutes?.[length.setting] ?? length.minutes) * MINUTE;
  if ("open_hours" in length) return afterOpen(start, length.open_hours * HOUR, times);
  if ("days" in length) return moment(addDays(day, length.days), "24:00", times.zone);
  if ("working_days" in length) return afterWorkingDays(day, length.working_days, times);
  if (length.closing) return closing(start, day, times);
  const text = fields[length.field];
  if (typeof text === "string" && text) return given(text, times.zone);
  return length.else ? due(length.else, start, fields, times) : null;
}

/** @returns {number} how many steps of the clock's ladder have been reached */
export const told = (clock, dueAt, now) =>
  clock.tell.filter(([minutes]) => now >= dueAt + minutes * MINUTE).length;

/** Whether a field that the length goes by has changed. */
function asksAnew(length, was, now) {
  if (!length?.field) return false;
  return (was[length.field] ?? null) !== (now[length.field] ?? null) || asksAnew(length.else, was, now);
}

// What created a record started all its clocks.
function bringBack(undo, running) {
  return undo?.before ? undo.before.clocks ?? {} : Object.fromEntries(Object.keys(running).map((name) => [name, null]));
}

/** The clocks that an action starts on a record whose fields have become these. */
function started({ starts = [], starts_when: when = [] }, now) {
  return [...starts, ...when.filter(([condition]) => matches(condition, {}, now)).map(([, name]) => name)];
}

/** What starts and stops because something about the record has come to hold, or ceased to. */
function standing(clocks, after, known, begin) {
  const conditional = Object.entries(clocks).filter(([, { length }]) => length?.while);
  const held = ({ length }) => matches(length.while, {}, seen(after));
  const turned = conditional.filter(([name, clock]) => held(clock) !== known.has(name));
  return Object.fromEntries(turned.map(([name, clock]) => [name, held(clock) ? begin(name, after.undo.at) : null]));
}

/** Stop and start what the action says; what goes by a field that changed is due anew. */
function move(action, clocks, was, after, running, times) {
  const lengthOf = (name) => clocks[name]?.length;
  const [{ at }, now] = [after.undo, fields(after)];
  const begin = (name, from) => ({ started: from, due: due(lengthOf(name), from, now, times) });
  const anew = Object.entries(running).filter(([name]) => asksAnew(lengthOf(name), was, now));
  const moved = {
    ...Object.fromEntries(anew.map(([name, fact]) => [name, begin(name, fact.started)])),
    ...Object.fromEntries((action.stops ?? []).filter((name) => name in running).map((name) => [name, null])),
    ...Object.fromEntries(started(action, now).map((name) => [name, begin(name, at)])),
  };
  return { ...moved, ...standing(clocks, after, new Set([...Object.keys(running), ...Object.keys(moved)]), begin) };
}

function moves(action, clocks, before, after, running, times) {
  const undo = before?.undo;
  if (undo?.entry === after.undo?.entry) return {};
  if (!after.undo) return bringBack(undo, running);
  return move(action, clocks, before ? fields(before) : {}, after, running, times);
}

function remembering(undo, moved, running) {
  if (!undo?.before || !Object.keys(moved).length) return undo;
  const clocks = Object.fromEntries(Object.keys(moved).map((name) => [name, running[name] ?? null]));
  return { ...undo, before: { ...undo.before, clocks } };
}

/**
 * Move the clocks of a record as the action does. Only what can be taken back moves a clock: the
 * record keeps in its undo what they were before.
 * @param {object} action an exported row
 * @param {Record<string, {length: object}>} clocks the register's
 * @param {object|null} before the record; its `clocks` are those that run: {name, started, due}[]
 * @param {object} after the same, as the effects left it
 * @param {{zone: string, closing?: string, hours?: object}} times the site's
 * @returns {object} `after` with its clocks
 */
export function advance(action, clocks, before, after, times) {
  const had = before?.clocks ?? [];
  const running = Object.fromEntries(had.map(({ name, ...fact }) => [name, fact]));
  const moved = moves(action, clocks, before, after, running, times);
  const facts = Object.entries({ ...running, ...moved }).filter(([, fact]) => fact).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...after, clocks: facts.map(([name, fact]) => ({ name, ...fact })), undo: remembering(after.undo, moved, running) };
}
