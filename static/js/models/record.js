/** A record's typed fields, and how it enters a state. */

import { place } from "./lines.js";

/** @returns {Record<string, string|number|null>} the typed fields, the room among them */
export const fields = (record) => ({ ...record.f, room: record.room });

/** @returns {Record<string, string|number|null>} what conditions on a record may name: its fields and its state */
export const seen = (record) => ({ ...fields(record), state: record.state });

/** @returns {string|null|undefined} the person of the house whom a record names */
export const personOf = ({ f }) => f.host ?? f.person;

/** Write a field; the room is a column of every record, not of the register. */
export function put(record, name, value) {
  if (name === "room") record.room = value === null ? null : String(value);
  else if (value === null && place(name)) delete record.f[name]; // a line is there as long as anything of it is
  else record.f[name] = value;
}

/** Enter a state; a closing one ends the record, leaving it opens the record again. */
export function enter(record, state, ctx) {
  const [was, is] = [ctx.final.includes(record.state), ctx.final.includes(state)];
  record.state = state;
  if (was !== is) record.end = is ? ctx.at : null;
}

function changed(was, now, names) {
  const differing = names.filter((name) => (was[name] ?? null) !== (now[name] ?? null));
  return Object.fromEntries(differing.map((name) => [name, was[name] ?? null]));
}

/** @returns {object|null} what the values were before, or null when nothing changed */
export function before(old, now) {
  const f = changed(fields(old), fields(now), [...new Set([...Object.keys(fields(old)), ...Object.keys(fields(now))])]);
  const p = changed(old.p, now.p, [...new Set([...Object.keys(old.p), ...Object.keys(now.p)])]);
  const same = !Object.keys(f).length && !Object.keys(p).length && old.state === now.state;
  return same ? null : { state: old.state, end: old.end, f, p };
}

/** Whether a record in this state has papers at all; `print` is its register's action, if it has one. */
export const printable = (print, state) => !print?.source.length || print.source.includes(state);
