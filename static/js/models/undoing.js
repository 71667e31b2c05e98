/** Taking back the newest action of a record, and settling a flag. */

import { enter, put } from "./record.js";

const conflict = (record) => ({ record, flags: ["conflict"] });

function restore(record, before) {
  record.state = before.state;
  record.end = before.end;
  for (const [name, value] of Object.entries(before.f)) put(record, name, value);
  for (const [name, value] of Object.entries(before.p ?? {})) {
    if (value === null) delete record.p[name];
    else record.p[name] = value;
  }
}

/** Put back what the entry named by `values.entry` replaced; it must be the newest one. */
export function takeBack(record, values, ctx) {
  if (!record.undo || record.undo.entry !== values.entry) return conflict(record);
  const after = structuredClone(record);
  if (after.undo.before === null) enter(after, "taken_back", ctx);
  else restore(after, after.undo.before);
  after.undo = null;
  return { record: after, flags: [] };
}

/** Clear the flag named by `values.flag`. */
export function settle(record, values) {
  if (!record.flags.includes(values.flag)) return conflict(record);
  const after = structuredClone(record);
  after.flags = after.flags.filter((flag) => flag !== values.flag);
  return { record: after, flags: [] };
}
