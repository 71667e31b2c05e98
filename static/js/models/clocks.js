/** Deadlines on the tablet: when a clock runs out. Twin of desk/clocks.py, same vectors. Times in ms UTC. */

import { addDays, moment, today } from "./zone.js";

const HOUR = 3_600_000;
const MINUTE = 60_000;

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
  return moment(day, at || "24:00", zone);
}

/**
 * @param {object} length as the register's clock declares it
 * @param {number} start adjusted time of the entry
 * @param {Record<string, string|number|null>} fields the record's
 * @param {{zone: string, closing?: string, hours?: Record<string, [number, number][]>}} times the site's
 * @returns {number|null} null when nobody can say
 */
export function due(length, start, fields, times) {
  const day = today(start, times.zone);
  if ("hours" in length) return start + length.hours * HOUR;
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
