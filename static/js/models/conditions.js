/** Conditions of the action table: on what was typed, or on the record as it has become. */

const empty = (value) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

function judge(test, value) {
  if ("present" in test) return !empty(value) === test.present;
  return Array.isArray(value) ? value.includes(test.is) : (value ?? null) === test.is;
}

/**
 * @param {object} condition {value|field, is|present} or {all|any|not}
 * @param {Record<string, string|string[]>} values the form's
 * @param {Record<string, string|number|null>} fields the record's, its room among them
 * @returns {boolean}
 */
export function matches(condition, values, fields) {
  if ("all" in condition) return condition.all.every((part) => matches(part, values, fields));
  if ("any" in condition) return condition.any.some((part) => matches(part, values, fields));
  if ("not" in condition) return !matches(condition.not, values, fields);
  if ("value" in condition) return judge(condition, values[condition.value]);
  if ("field" in condition) return judge(condition, fields[condition.field]);
  throw new TypeError(`not a condition: ${JSON.stringify(condition)}`);
}
