/** Who stands in line at the desk: first come, first served. */

const IN_LINE = ["waiting", "acknowledged"];

/** @returns {object[]} those who wait, who came first on top; of two at once, the one who was written down first */
export function line(records) {
  return records.filter(({ state }) => IN_LINE.includes(state)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** @returns {object[]} those who are served at this device */
export const serving = (records, device) => records.filter(({ state, f }) => state === "served" && f.desk === device);

const late = ({ clocks = [] }, now) => clocks.some(({ due }) => due !== null && due <= now);

/** @returns {boolean} whether the next one can be served at once: who was forgotten at the desk stops nobody */
export function free(records, device, now) {
  return !line(records).length && serving(records, device).every((record) => late(record, now));
}

/** @returns {boolean} whether nobody has waited longer */
export const first = (records, id) => line(records)[0]?.id === id;
