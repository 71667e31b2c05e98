/** Numbers that people read out: V-L2-000118. Register letter, device letters, counter. */

const PATTERN = /^([A-Z]+)-([A-Z0-9]+)-(\d{6,})$/;

/** @returns {string} the number that a device gives to its `counter`th record of a register */
export function format(letter, letters, counter) {
  return `${letter}-${letters}-${String(counter).padStart(6, "0")}`;
}

/** Short numbers begin anew after so many: nobody waits that long. */
const ROUND = 1000;

/** @returns {string} what somebody who waits is called by: "L2-118" of K-L2-000118; no two desks call the same */
export function ticket(number) {
  const parts = parse(number);
  return parts ? `${parts.letters}-${parts.counter % ROUND}` : "";
}

/** @returns {{letter: string, letters: string, counter: number}|null} */
export function parse(number) {
  const found = PATTERN.exec(String(number ?? "").trim().toUpperCase());
  return found && { letter: found[1], letters: found[2], counter: Number(found[3]) };
}
