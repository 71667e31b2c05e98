/** Records that were entered twice: which of them stays. */

/** Nobody can be taken for these, nor do they stay; blueprints/registers/visitors/alike.py. */
const VOID = ['merged', 'taken_back', 'denied'];

/** @returns {boolean} whether a record counts no more */
export const isVoid = ({ state }) => VOID.includes(state);

/**
 * @param {object[]} records of one register
 * @returns {(id: string) => string} the record that stands for one; itself, where none was merged
 */
export function staying(records) {
  const into = new Map(records.filter(({ f }) => f.merged_into).map(({ id, f }) => [id, f.merged_into]));
  return (id) => {
    // Two tablets may have merged the same two both ways, until the house has said which is right.
    const met = new Set();
    let stays = id;
    while (into.has(stays) && !met.has(stays)) {
      met.add(stays);
      stays = into.get(stays);
    }
    return stays;
  };
}

/** @returns {string|null} why two slips cannot be one: what the dialog has words for */
export function unfit(one, other) {
  if (!other) return 'unknown';
  if (other.id === one.id) return 'itself';
  if (isVoid(other)) return 'gone';
  return (one.f.party ?? one.id) === (other.f.party ?? other.id) ? 'group' : null;
}
