/** An online action: it needs the newest state, goes alone with nothing unsent before it, and may be refused. */

import { save } from "./saving.js";

const waiting = async (desk) => (await desk.store.outbox.open()).filter((row) => row.status === "queued");

/**
 * Nothing is saved while something else waits: the person is told that there is no contact, and
 * what was typed stays in the form.
 * @returns {Promise<{status: "offline"|"applied"|"refused"|"held"|"rejected"|"queued", id?: string}>}
 *   "queued": the answer was lost and is asked for again; see `desk.outcome(id)`
 */
export async function sendOnline(desk, plans, parked) {
  if (plans.length !== 1) throw new TypeError("an online action goes alone");
  const { operator, ports } = desk;
  const started = ports.now();
  await desk.sync({ force: true });
  if ((await waiting(desk)).length || !(await answered(desk, started))) return { status: "offline" };
  const [{ id, rec, n }] = await save(desk, plans, parked, operator);
  await desk.sync({ force: true });
  const { status, flags, reason, code, errors, no } = await desk.outcome(id);
  return { id, rec, n, no, status, flags, reason, code, errors };
}

// Had the run been answered, the contact would be younger than it; one of before says nothing of now.
const answered = async (desk, started) => ((await desk.store.cupboard.get("contact")) ?? 0) >= started;
