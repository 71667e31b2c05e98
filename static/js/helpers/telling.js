/** A record's history as lines to read: what each entry changed, what it was flagged with, what undid it. */

const bare = (name) => name.replace(/^f:/, '');
const given = ({ d = {}, p = {} }) => Object.entries({ ...d, ...p });

/**
 * Replay entries, oldest first, so that each correction knows what stood there before.
 * @param {{t: string, id: string, d: object, p: object, purged?: string[], hidden?: string[]}[]} rows
 * @param {Set<string>} fields the register's own; all else belongs to the entry alone
 * @returns {object[]} the rows with `changes: [{field, old, now, gone}]`, `undone` and `reason`
 */
export function told(rows, fields) {
  const before = new Map();
  const lines = new Map();
  let known = {};
  for (const row of rows) {
    const action = row.t.split('.').at(-1);
    const undoes = action === 'take_back' && lines.get(row.d.entry);
    const line = { ...row, action, changes: action === 'correct' ? changes(row, known, fields) : [], reason: row.p?.reason ?? '' };
    lines.set(row.id, line);
    if (undoes) undoes.undone = true;
    before.set(row.id, known);
    known = undoes ? before.get(row.d.entry) : after(row, known);
  }
  return [...lines.values()];
}

const counts = ({ status }) => !['held', 'rejected', 'refused'].includes(status);

function after(row, known) {
  if (!counts(row)) return known;
  const emptied = [row.d?.blank ?? []].flat().map((name) => [name, '']);
  return { ...known, ...Object.fromEntries([...given(row).map(([name, value]) => [bare(name), value]), ...emptied]) };
}

function changes(row, known, fields) {
  const now = given(row).map(([name, value]) => [bare(name), value]);
  const emptied = [row.d?.blank ?? []].flat().map((name) => [name, '']);
  const gone = [...(row.purged ?? []), ...(row.hidden ?? [])].map((name) => [bare(name), null]);
  return [...now, ...emptied, ...gone].filter(([field]) => fields.has(field))
    .map(([field, value]) => ({ field, old: known[field] ?? '', now: value ?? '', gone: value === null }));
}
