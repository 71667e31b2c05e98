/** Read what a former version of an action wrote as today's form would have it. The twin of `desk/lifting.py`. */

// Values are anybody's words: one that is called like a method of all objects is no entry of a table.
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : key);

const spoken = (words, value) => (Array.isArray(value) ? value.map((one) => own(words, one)) : own(words, value));

function once({ rename, words, fill, drop }, values) {
  const renamed = Object.entries(values).map(([name, value]) => [own(rename, name), value]);
  const said = renamed.map(([name, value]) => [name, Object.hasOwn(words, name) ? spoken(words[name], value) : value]);
  const found = [...Object.entries(fill), ...said].filter(([name]) => !drop.includes(name));
  return Object.fromEntries(found);
}

/**
 * @param {object[]|undefined} lifts rows of an action, the oldest first
 * @param {number} tv the type version that wrote the values
 * @returns {object} the values of the newest version
 */
export const lifted = (lifts, tv, values) =>
  (lifts ?? []).filter((row) => row.tv >= tv).reduce((found, row) => once(row, found), values);
