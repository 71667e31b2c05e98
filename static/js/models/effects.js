/**
 * What an action does to a record: pure, and the same in desk/effects.py.
 * An action is the exported row of the register's table, a record has its shape on the wire.
 */

import { matches } from "./conditions.js";
import { among, astray, line, numbers, placed } from "./lines.js";
import { settle, takeBack } from "./undoing.js";
import { before, enter, fields, put, seen } from "./record.js";

const WHOLE_NUMBER = /^-?[0-9]{1,15}$/;

function opened(ctx) {
  return {
    id: ctx.rec, reg: ctx.reg, state: null, seq: null, no: ctx.no, room: null, at: ctx.at, end: null,
    flags: [], undo: null, f: {}, p: {},
  };
}

function fromForm(spec, values) {
  const given = values[spec.from];
  const text = Array.isArray(given) ? given.join(",") : given;
  if (spec.as !== "int") return text || null;
  if (!text || !WHOLE_NUMBER.test(text)) return null;
  return spec.minus ? 0 - Number(text) : Number(text);
}

function resolve(spec, values, ctx) {
  if (typeof spec !== "object") return spec;
  if ("from" in spec) return fromForm(spec, values);
  if (spec.now) return ctx.at;
  if (spec.op) return ctx.op;
  if (spec.dev) return ctx.dev;
  if (spec.entry) return ctx.entry;
  throw new TypeError(`not a value: ${JSON.stringify(spec)}`);
}

function set(record, rows, values, ctx, at = "") {
  for (const [name, spec] of Object.entries(rows)) {
    if (spec.first && (fields(record)[at + name] ?? null) !== null) continue;
    if (spec.keep && !(spec.from in values)) continue;
    put(record, at + name, resolve(spec, values, ctx));
  }
}

function clear(record, action, values) {
  const asked = [values.blank ?? []].flat().filter((name) => (action.blank ?? []).includes(name));
  for (const name of [...(action.clear ?? []), ...asked]) {
    if ((action.personal ?? []).includes(name)) delete record.p[name];
    else put(record, name, null);
  }
}

const count = (value) => (Number.isInteger(value) ? value : 0);

function add(record, rows, values, ctx, at = "") {
  for (const [name, spec] of Object.entries(rows)) {
    put(record, at + name, count(record.f[at + name]) + count(resolve(spec, values, ctx)));
  }
}

/** What is said of the lines: of all of them anew, or of some that there are. */
function setLines(record, action, values, ctx) {
  for (const [each, rows] of Object.entries(action.each ?? {})) {
    if (rows.new) {
      for (const name of Object.keys(record.f).filter((one) => among(each, one))) put(record, name, null);
    }
    for (const number of numbers(each, Object.keys(values))) {
      const [said, at] = [line(each, number, values), placed(each, number, "")];
      set(record, rows.set ?? {}, said, ctx, at);
      add(record, rows.add ?? {}, said, ctx, at);
    }
  }
}

/** Leave out what is said of lines that the record does not have; that is a conflict. */
function fitting(action, record, values) {
  const gone = astray(action.each ?? {}, Object.keys(record?.f ?? {}), Object.keys(values));
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !gone.has(name)));
  return { said: kept, flags: gone.size ? ["conflict"] : [] };
}

function keepPersonal(record, action, ctx) {
  for (const name of action.personal ?? []) {
    if (ctx.personal && name in ctx.personal) record.p[name] = ctx.personal[name];
  }
}

function target(action, record, values) {
  const found = (action.target_when ?? []).find(([condition]) => matches(condition, values, seen(record)));
  return found ? found[1] : action.target || record.state;
}

function change(action, old, values, ctx, created) {
  const record = structuredClone(old);
  set(record, action.set ?? {}, values, ctx);
  setLines(record, action, values, ctx);
  clear(record, action, values);
  add(record, action.add ?? {}, values, ctx);
  keepPersonal(record, action, ctx);
  enter(record, target(action, record, values), ctx);
  const was = before(old, record);
  if (created || was) {
    record.undo = { entry: ctx.entry, op: ctx.op, at: ctx.at, before: created ? null : was };
  }
  return record;
}

function act(action, record, values, ctx) {
  if (action.source?.length && !action.source.includes(record.state)) return { record, flags: ["conflict"] };
  if (action.does === "take_back") return takeBack(record, values, ctx);
  if (action.does === "settle") return settle(record, values);
  const { said, flags } = fitting(action, record, values);
  const changed = change(action, record, said, ctx, false);
  // A note is made in passing: what may be taken back is still the deed before.
  if (action.does === "note") changed.undo = record.undo;
  return { record: changed, flags };
}

/**
 * Run an action; the record given is never changed in place.
 * @param {object} action an exported row
 * @param {object|null} record null for a creating action
 * @param {Record<string, string|string[]>} values the form's, personal ones left out
 * @param {{entry, rec, reg, no, at, op, dev, final: string[], personal?: Record<string, string>}} ctx
 *   `at` is the adjusted time in ms, `final` names the closing states
 * @returns {{record: object|null, flags: string[]}}
 */
export function run(action, record, values, ctx) {
  if (!action.creates) return record ? act(action, record, values, ctx) : { record: null, flags: ["parent_missing"] };
  if (record) return { record, flags: ["conflict"] };
  const { said, flags } = fitting(action, null, values);
  return { record: change(action, opened(ctx), said, ctx, true), flags };
}
