/** Whether a pass holds at a moment; the twin of desk/passes.py, where its fields are told. */
import { today } from "./zone.js";

const VOID = ["cancelled", "taken_back"];
/** As JavaScript counts them. */
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** @returns {"good"|"used"|"cancelled"|"early"|"over"|"other_day"} by the site's days; `at` in ms UTC */
export function verdict({ state, f }, at, zone) {
  const day = today(at, zone);
  if (VOID.includes(state)) return "cancelled";
  if (allowed(f, day, zone)) return "good";
  return state === "arrived" ? "used" : byDay(f, day);
}

function byDay({ from_day: first, to_day: last, weekdays }, day) {
  if (day < (first ?? "")) return "early";
  if (day > (last ?? first ?? "")) return "over";
  const other = weekdays && !weekdays.split(",").includes(WEEKDAYS[new Date(`${day}T00:00Z`).getUTCDay()]);
  return other ? "other_day" : "good";
}

// Somebody let it hold on this day, and it was not used since.
function allowed({ allowed_at: at, used_at: used }, day, zone) {
  return Boolean(at) && today(at, zone) === day && !(used >= at);
}
