/**
 * What this tablet shows: the server's records with its own unsettled entries run over them.
 * A pull never hides an own entry; it leaves only when its record, or the whole pull, has reached it.
 */

import { advance } from "./clocks.js";
import { personalOf } from "./entry.js";
import { run } from "./effects.js";
import { judge } from "./judging.js";
import { lifted } from "./lifting.js";
import { adjustedOf } from "./time.js";

/**
 * @param {object} row an outbox row
 * @param {object|undefined} base the server's copy of its record
 * @param {{epoch: string, seq: number}} reached how far the last whole pull came
 * @returns {boolean} whether the base already contains the row's entry
 */
export function settled(row, base, reached) {
  if (row.status === "refused" || row.code === "set_aside") return true;
  if (row.status === "held") return false;
  return contains(base, reached, row) || contains(base, reached, row.was);
}

// Counting starts anew with an epoch: numbers of two epochs are never compared.
function contains(base, reached, mark) {
  if (!mark?.seq) return false;
  if (base && base.epoch !== mark.epoch) return false;
  return (base?.seq ?? 0) >= mark.seq || (reached.epoch === mark.epoch && reached.seq >= mark.seq);
}

/** @returns {[string, string]} register and action of an entry's type */
export const typeOf = (t) => t.split(".", 2);

/** @returns {object|undefined} an action of a register */
export const actionOf = (register, name) => register?.actions[name];

function context(register, body, personal) {
  return {
    at: adjustedOf(body), op: body.op, dev: body.dev, entry: body.id, rec: body.rec, no: body.no ?? null,
    reg: register.name, final: register.final, personal,
  };
}

function stub(body, register) {
  return { id: body.rec, reg: register.name, state: null, seq: null, no: null, room: null,
    at: adjustedOf(body), end: null, flags: [], undo: null, clocks: [], f: {}, p: {}, pending: true };
}

/** Run one row over the record it names; what waits for a record not here yet is shown as pending. */
export function step(record, row, registers, times) {
  const body = JSON.parse(row.entry.b);
  const [name, verb] = typeOf(body.t);
  const action = actionOf(registers[name], verb);
  if (!action) return record;
  const known = record?.pending ? null : record ?? null;
  const good = judge(action.form ?? [], lifted(action.lifts, body.tv, body.d), personalOf(row.entry));
  const result = run(action, known, good.values, context(registers[name], body, good.personal));
  const moved = result.record && advance(action, registers[name].clocks, known, result.record, times);
  const shown = { ...(moved ?? record ?? stub(body, registers[name])) };
  const flags = [...new Set([...(record?.local?.flags ?? []), ...good.flags, ...result.flags])];
  shown.local = { status: row.status, n: row.n, entry: row.id, flags };
  return shown;
}

/**
 * @param {Map<string, object>} base records by id
 * @param {object[]} rows outbox rows in n order
 * @param {Record<string, object>} registers the exported registers
 * @param {{epoch: string, seq: number}} reached
 * @param {{zone: string, closing: string, hours: object}} times the site's, for clocks
 * @returns {Map<string, object>} a new map; records without own entries are the same objects
 */
export function view(base, rows, registers, reached, times) {
  const shown = new Map(base);
  for (const row of rows) {
    if (row.online || settled(row, base.get(row.rec), reached)) continue;
    const record = step(shown.get(row.rec), row, registers, times);
    if (record) shown.set(row.rec, record);
  }
  return shown;
}
