/** Lines of a record or a form: values whose names say of which line they are, as `lines-0-qty`; twin of desk/lines.py. */

const MOST = 100;
const PLACED = /^([a-z][a-z_]*)-(0|[1-9][0-9]?)-([a-z][a-z_]*)$/;

/** @returns {string} the name of a field of one line */
export const placed = (each, number, name) => `${each}-${number}-${name}`;

/** @returns {string} the name by which a field is declared, whatever line it is of */
export const plain = (name) => PLACED.exec(name)?.[3] ?? name;

/** @returns {{each: string, number: number}|null} of which lines a name is, and of which of them */
export function place(name) {
  const found = PLACED.exec(name);
  return found && { each: found[1], number: Number(found[2]) };
}

/** @returns {boolean} whether a name is of these lines, or of this one of them */
export function among(each, name, number) {
  const found = place(name);
  return found?.each === each && (number === undefined || found.number === number);
}

/** @returns {number[]} which lines there are, in order */
export const numbers = (each, names) =>
  [...new Set(names.filter((name) => among(each, name)).map((name) => place(name).number))].sort((a, b) => a - b);

/** @returns {string[]} what the lines of a record are called: those of one kind have one name */
export const kinds = (names) => [...new Set(names.map((name) => place(name)?.each).filter(Boolean))];

/** @returns {object} the values of one line by their plain names, over those that are of no line */
export function line(each, number, values) {
  return { ...values, ...only(each, number, values) };
}

/** @returns {Set<string>} what is said of lines that are not there, by the `each` of an action's row */
export function astray(rows, had, said) {
  const here = new Set(had.filter(place).map((name) => name.slice(0, name.lastIndexOf("-"))));
  const gone = (name) => {
    const { each, number } = place(name) ?? {};
    return each in rows && !rows[each].new && !here.has(`${each}-${number}`);
  };
  return new Set(said.filter(gone));
}

/** @returns {[string, string][]} what a personal value says of each line: it travels as one, a line of text for each */
export const apart = (each, name, text) =>
  text.split("\n").slice(0, MOST).map((one, number) => [placed(each, number, name), one]).filter(([, one]) => one);

/** @returns {string} the same, together */
export function together(each, name, values) {
  const every = numbers(each, Object.keys(values));
  const texts = Array.from({ length: (every.at(-1) ?? -1) + 1 }, (_, number) => values[placed(each, number, name)] ?? "");
  return texts.join("\n").trimEnd();
}

/**
 * The lines of a record as its page and its papers show them.
 * @param {string[]} names of what is personal of them and may be shown
 * @returns {object[]} `n` counts from 1
 */
export function rows(each, names, { f = {}, p = {} }) {
  const all = { ...f, ...Object.fromEntries(names.flatMap((name) => apart(each, name, p[name] ?? ""))) };
  return numbers(each, Object.keys(all)).map((number) => ({ ...only(each, number, all), n: number + 1 }));
}

const only = (each, number, values) => Object.fromEntries(
  Object.keys(values).filter((name) => among(each, name, number)).map((name) => [plain(name), values[name]]));
