/** Turn what a person did into signed entries, and save them: all of a call, or none. */

import { digest, makeEntry } from "../models/entry.js";
import { uuid7 } from "../models/ids.js";
import { place, together } from "../models/lines.js";
import { format } from "../models/numbers.js";
import { actionOf } from "../models/overlay.js";
import { offsetNow } from "../models/time.js";
import { cleaned, declared } from "../models/validators.js";

/** Other tabs may take our numbers that often before something must be wrong. */
const MOST_RACES = 50;

/**
 * Clean every value as the server will, and put it on its side: what the form calls personal never
 * enters the signed body.
 */
export function divide(schema, values = {}, personal = {}) {
  const given = { ...values, ...personal };
  const clean = { ...given, ...keep(cleaned(schema, given), (name) => name in given) };
  const hidden = (name) => name in personal || Boolean(declared(schema, name)?.personal);
  const lines = schema.filter((field) => field.each && field.personal)
    .map(({ each, name }) => [name, together(each, name, clean)]).filter(([, text]) => text);
  return {
    values: keep(clean, (name) => !hidden(name)),
    personal: { ...keep(clean, (name) => hidden(name) && !place(name)), ...Object.fromEntries(lines) },
  };
}

const keep = (values, wanted) => Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));

/**
 * Choose what stays the same however often the numbers must be taken anew.
 * @param {object} desk ports, registers
 * @param {{register: string, action: string, rec?: string, values?: object, personal?: object}} act
 */
export function plan(desk, act) {
  const register = desk.registers[act.register];
  const action = actionOf(register, act.action);
  if (!action) throw new TypeError(`no action ${act.register}.${act.action}`);
  const rec = act.rec ?? (action.creates ? uuid7(desk.ports) : null);
  if (!rec) throw new TypeError(`${act.action} needs a record`);
  return {
    id: uuid7(desk.ports), rec, t: `${register.name}.${action.name}`, tv: action.tv ?? 1,
    letter: action.creates ? register.letter : null, online: action.nature === "online",
    ...divide(action.form ?? [], act.values, act.personal),
  };
}

async function circumstances(desk, operator) {
  const at = desk.ports.now();
  const [{ reached, epoch }, measured] = await Promise.all(
    [desk.store.mirror.position(), desk.store.cupboard.get("measured")]);
  return {
    at, tz: desk.ports.zone(at), ...offsetNow(measured, at),
    seen: [epoch, reached.epoch === epoch ? reached.seq : 0],
    op: operator?.id ?? "", how: operator?.how ?? "none",
  };
}

async function writeRow(desk, input) {
  const entry = await makeEntry(desk.ports, desk.device, input);
  return {
    n: input.n, id: input.id, rec: input.rec, t: input.t, no: input.no ?? null, online: input.online || undefined,
    entry, digest: await digest(desk.ports, entry.b), saved: input.at, status: "queued",
  };
}

async function draft(desk, plans, unpark, operator) {
  const [{ n, counters }, around] = await Promise.all([desk.store.outbox.counters(), circumstances(desk, operator)]);
  const raised = {};
  const rows = [];
  for (const [index, one] of plans.entries()) {
    let no;
    if (one.letter) {
      raised[one.letter] = (raised[one.letter] ?? counters[one.letter] ?? 0) + 1;
      no = format(one.letter, desk.device.letters, raised[one.letter]);
    }
    rows.push(writeRow(desk, { ...around, ...one, n: n + 1 + index, no }));
  }
  return { n, counters, rows: await Promise.all(rows), raised, unpark: unpark ?? null };
}

/**
 * Save entries in one strict transaction; only when it has ended may anyone be told "saved".
 * Signing comes first, since waiting for it inside a transaction would end the transaction.
 * An entry names who held the device when it was made, whoever holds it when it is on the disk.
 * @returns {Promise<object[]>} the outbox rows
 */
export async function save(desk, plans, unpark, operator = desk.operator) {
  for (let races = 0; races < MOST_RACES; races += 1) {
    const drafted = await draft(desk, plans, unpark, operator);
    if (await desk.store.outbox.save(drafted)) {
      if (drafted.rows.some((row) => !row.entry.s)) desk.alarm("unsigned");
      return drafted.rows;
    }
  }
  throw new Error("other tabs kept taking the numbers");
}
