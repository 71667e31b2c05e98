import { ahead } from "./zone.js";

/** @returns {{day: string, hour: string, weekday: string}} the clock on a site's wall; weekday 1 is Monday */
export function wall(at, zone) {
  const there = new Date(at + ahead(at, zone));
  const text = there.toISOString();
  return { day: text.slice(0, 10), hour: text.slice(11, 16), weekday: String(there.getUTCDay() || 7) };
}
