/** What of an entry counts: wrong values are left out and flagged. Twin of desk/sync/prepare.py. */

import { apart, plain } from "./lines.js";
import { cleaned, declared, faults } from "./validators.js";

const keep = (values, wanted) => Object.fromEntries(Object.entries(values).filter(([name, value]) => wanted(name, value)));

function flagsOf(failures, strays) {
  const rules = Object.values(failures).flat().map(([, rule]) => rule);
  return [
    ...(strays || rules.some((rule) => rule === null) ? ["invalid"] : []),
    ...(rules.some((rule) => rule !== null) ? ["rule_broken"] : []),
  ];
}

/** Several personal values travel as lines of one text, and so does what is personal of lines. */
function split({ name, kind, each }, text) {
  if (each) return apart(each, name, text);
  return [[name, kind === "choices" ? text.split("\n") : text]];
}

/**
 * @param {object[]} schema of the action's form; [] when it has none
 * @param {Record<string, string|string[]>} values the entry's `d`
 * @param {Record<string, string>} personal
 * @returns {{values: object, personal: object, flags: string[]}}
 */
export function judge(schema, values, personal) {
  const open = keep(values, (name) => declared(schema, name)?.personal === false);
  const fields = new Map(schema.map((field) => [field.name, field]));
  const spoken = keep(personal, (name) => fields.get(name)?.personal === true);
  const strays = Object.keys(open).length < Object.keys(values).length
    || Object.keys(spoken).length < Object.keys(personal).length;
  const parts = Object.entries(spoken).flatMap(([name, text]) => split(fields.get(name), text));
  const all = cleaned(schema, { ...open, ...Object.fromEntries(parts) });
  const failures = faults(schema, all);
  const wrong = new Set(Object.keys(failures).map(plain));
  const good = (name, value) => value.length > 0 && !(name in failures);
  return {
    values: keep(all, (name, value) => name in open && good(name, value)),
    personal: keep(spoken, (name, text) => text.length > 0 && !wrong.has(name)),
    flags: flagsOf(failures, strays),
  };
}
