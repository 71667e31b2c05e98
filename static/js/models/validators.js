/**
 * The closed list of validators that also work offline; twins of desk/validators.py.
 * All but required and required_if pass an empty value.
 */

import { clean } from "./clean.js";
import { matches } from "./conditions.js";
import { line, numbers, place, placed, plain } from "./lines.js";
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

const numbered = (field, values) => numbers(field.name, Object.keys(values)).filter((number) => number < field.most);

/** Every name that a value may have, with its field: those of lines once for each line. */
function places(schema, values) {
  const every = Object.fromEntries(schema.filter(({ kind }) => kind === "lines").map((field) => [field.name, numbered(field, values)]));
  return schema.flatMap((field) => (field.each
    ? (every[field.each] ?? []).map((number) => [placed(field.each, number, field.name), field])
    : [[field.name, field]]));
}

/** @returns {object|undefined} the field that a value's name is of, if the form asks such a value */
export function declared(schema, name) {
  const at = place(name);
  const found = schema.find((field) => field.name === plain(name));
  if (!found || found.kind === "lines" || (found.each ?? "") !== (at?.each ?? "")) return undefined;
  return !at || at.number < schema.find((field) => field.name === at.each).most ? found : undefined;
}

/** @returns {Record<string, string|string[]>} every field of the schema, cleaned as the server cleans */
export function cleaned(schema, values) {
  const asked = places(schema, values).filter(([, { kind }]) => kind !== "lines");
  return Object.fromEntries(asked.map(([name, field]) => [name, cleanField(field, values[name])]));
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
  const views = new Map();
  const beside = (name) => {
    const at = place(name);
    if (!at) return all;
    const key = placed(at.each, at.number, "");
    if (!views.has(key)) views.set(key, line(at.each, at.number, all));
    return views.get(key);
  };
  const value = (name, field) => (field.kind === "lines" ? numbered(field, all).map(String) : all[name]);
  const found = places(schema, all).map(([name, field]) =>
    [name, failures(field, value(name, field), field.each ? beside(name) : all)]);
  return Object.fromEntries(found.filter(([, failed]) => failed.length));
}
