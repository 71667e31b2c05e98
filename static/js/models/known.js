/** Who was here before: told by the ID that was just seen, or by a name that is being typed. */
import { initials } from './initials.js';
import { fold } from './search.js';

const MOST = 3;
/** Letters that say anything of a name; of a Chinese one, one is a surname. */
const LETTERS = 3;
const SIGNS = 2;
const PLAIN = /^[ -~]*$/;

/**
 * Find former visitors among the records that the tablet holds: what was purged or has aged is not there.
 * Whoever is still inside is not offered: a second slip would be one too many. Whom nobody saw leaving has left.
 * @param {object[]} records of the register
 * @param {{kind: string, last4: string, name: string}} typed
 * @returns {{record: object, visits: number, mask: string}[]} the last visit of each, the newest first
 */
export function formerly(records, { kind, last4, name }) {
  const people = gathered(records).filter(({ here }) => !here);
  const same = last4.length === 4 ? people.filter(({ record: { f, p } }) => f.id_kind === kind && fold(p.id_last4) === fold(last4)) : [];
  const found = same.length ? same : called(people, fold(name.trim()));
  return found.slice(0, MOST).map(({ record, visits }) => ({ record, visits, mask: initials(record.p.name) }));
}

function gathered(records) {
  const people = new Map();
  for (const record of records.toSorted((a, b) => b.at - a.at)) {
    const { f, p, end } = record;
    if (!p.name || !f.id_kind) continue;
    const key = [p.name, f.id_kind, p.id_last4].map(fold).join('|');
    const one = people.get(key) ?? { record, visits: 0, here: false };
    people.set(key, { ...one, visits: one.visits + 1, here: one.here || (end === null && !f.left_at && !f.auto_closed_at) });
  }
  return [...people.values()];
}

function called(people, words) {
  if (words.length < (PLAIN.test(words) ? LETTERS : SIGNS)) return [];
  const named = ({ record: { p } }) => [fold(p.name), ...fold(p.name).split(/\s+/u)].some((part) => part.startsWith(words));
  return people.filter(named);
}
