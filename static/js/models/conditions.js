/** Conditions of the action table: on what was typed, or on the record as it has become; twin of desk/conditions.py. */

import { line, numbers } from "./lines.js";

const empty = (value) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

function judge(test, value) {
  if ("present" in test) return !empty(value) === test.present;
  if ("most" in test) return Number.isInteger(value) && value <= test.most;
  return Array.isArray(value) ? value.includes(test.is) : (value ?? null) === test.is;
}

/**
 * @param {object} condition {value|field, is|present|most}, {all|any|not} or {every: lines, holds: condition}
 * @param {Record<string, string|string[]>} values the form's
 * @param {Record<string, string|number|null>} fields the record's, its room among them
 * @returns {boolean}
 */
export function matches(condition, values, fields) {
  if ("all" in condition) return condition.all.every((part) => matches(part, values, fields));
  if ("any" in condition) return condition.any.some((part) => matches(part, values, fields));
  if ("not" in condition) return !matches(condition.not, values, fields);
  if ("every" in condition) return every(condition, values, fields);
  if ("value" in condition) return judge(condition, values[condition.value]);
  if ("field" in condition) return judge(condition, fields[condition.field]);
  throw new TypeError(`not a condition: ${JSON.stringify(condition)}`);
}

function every({ every: each, holds }, values, fields) {
  const said = numbers(each, Object.keys(fields)).map((number) => line(each, number, fields));
  return said.length > 0 && said.every((one) => matches(holds, values, one));
}
