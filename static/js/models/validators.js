/**
 * The closed list of validators that also work offline; twins of desk/validators.py.
 * All but required and required_if pass an empty value.
 */

import { clean } from "./clean.js";
import { matches } from "./conditions.js";
import { isMoment } from "./moments.js";

const WHOLE_NUMBER = /^-?[0-9]{1,15}$/;

const blank = (value) => value === undefined || value === "" || value.length === 0;
const characters = (text) => [...text].length;

const WHOLE = {
  required: (value) => blank(value),
  required_if: (value, args, values) => blank(value) && matches(args.when, values, {}),
};

const EACH = {
  length: (text, { min, max }) => characters(text) < min || characters(text) > max,
  pattern: (text, { pattern }) => !new RegExp(`^(?:${pattern})$`, "u").test(text),
  one_of: (text, { choices }) => !choices.includes(text),
  range: outOfRange,
  after: tooEarly,
};

function outOfRange(text, { min, max }) {
  if (!WHOLE_NUMBER.test(text)) return true;
  const number = Number(text);
  return (min !== null && number < min) || (max !== null && number > max);
}

function tooEarly(text, { field, equal }, values) {
  if (!isMoment(text)) return true;
  const other = values[field] ?? "";
  if (typeof other !== "string" || other.length !== text.length || !isMoment(other)) return false;
  return text < other || (text === other && !equal);
}

/** @returns {boolean} whether one validator, as exported, refuses the value */
export function fails({ kind, args }, value, values) {
  if (kind in WHOLE) return WHOLE[kind](value, args, values);
  return [value ?? ""].flat().some((text) => text !== "" && EACH[kind](text, args, values));
}

function cleanField(field, value) {
  const texts = [value ?? []].flat().map((text) => clean(text, field.kind === "note"));
  return field.kind === "choices" ? texts.filter(Boolean) : texts[0] ?? "";
}

/** @returns {Record<string, string|string[]>} every field of the schema, cleaned as the server cleans */
export function cleaned(schema, values) {
  return Object.fromEntries(schema.map((field) => [field.name, cleanField(field, values[field.name])]));
}

function failures(field, value, values) {
  const failed = field.validators.filter((validator) => fails(validator, value, values));
  return failed.map(({ kind, rule }) => [kind, rule ?? null]);
}

/**
 * @param {object[]} schema desk.forms.schema(), as exported
 * @param {Record<string, string|string[]>} values as the form posts them
 * @returns {Record<string, [string, string|null][]>} failures by field: kind and rule; {} when all is well
 */
export function check(schema, values) {
  return faults(schema, cleaned(schema, values));
}

/** The same of values that have been cleaned. */
export function faults(schema, all) {
  const found = schema.map((field) => [field.name, failures(field, all[field.name], all)]);
  return Object.fromEntries(found.filter(([, failed]) => failed.length));
}
