/** What the desk must know before it admits somebody; all of it from the tablet. */

import { allowed, marksOf, wishes } from "../models/admission.js";
import { toBase64, utf8 } from "../models/bytes.js";
import { wall } from "../models/wall.js";
import { SHORT } from "../sync/http.js";
import { answered, offline } from "./people.js";

const MARK_BYTES = 12;

/** @returns {Promise<{day: string, hour: string, weekday: string}>} now, by the house's clock and zone */
async function moment(desk) {
  const [zone] = await desk.known("setting", ["zone"]);
  return wall(await desk.now(), zone?.data.value ?? "UTC");
}

/** @returns {Promise<{people: object[], wishes: object|null}>} what the home of a room says now */
export async function home(desk, room) {
  const [now, permissions, [household]] = await Promise.all(
    [moment(desk), desk.under("permission", `${room}:`), desk.known("household", [room])]);
  return { people: allowed(permissions.map(({ data }) => data), now), wishes: wishes(household?.data, now), day: now.day };
}

/** @returns {Promise<string>} twin of `mark` in desk/tables/admission.py */
async function markOf({ ports, device }, text) {
  const digest = await ports.sha256(utf8(`vestibule-barred-v1\n${device.site}\n${text}`));
  return toBase64(digest.slice(0, MARK_BYTES));
}

/** @returns {Promise<string[]>} the rows of the do-not-admit list that these names or plates may mean: ask, no more */
export async function hints(desk, { names = [], plates = [], room = "" }) {
  const [{ day }, rows] = await Promise.all([moment(desk), desk.refs("barred")]);
  const standing = rows.filter(({ data }) => data.until >= day && (!data.room || data.room === room));
  if (!standing.length) return [];
  const texts = [...names.flatMap(marksOf), ...plates.flatMap(marksOf).map((plate) => `plate ${plate}`)];
  const marks = new Set(await Promise.all(texts.map((text) => markOf(desk, text))));
  return standing.filter(({ data }) => data.marks.some((one) => marks.has(one))).map(({ id }) => id);
}

/**
 * Let a supervisor say by PIN that they were asked; nobody else takes the tablet over by it.
 * @param {object} desk
 * @param {{op: string, pin: string, rows: string[], roles: string[]}} wish `roles` of whom one must be held
 * @returns {Promise<{ok: boolean, op?: string, name?: string, reasons?: object[]|null, code?: string, until?: number}>}
 *   `reasons` is null without the house: they are on no tablet
 */
export async function vouch(desk, { op, pin, rows, roles }) {
  const answer = await desk.ask("POST", "/api/barred/reasons", { op, pin, rows }, SHORT);
  if (answered({ kind: answer.offline ? "silence" : "answer", status: answer.status })) {
    const { error, until, ...told } = answer.data ?? {};
    return answer.ok ? { ok: true, ...told } : { ok: false, code: error ?? "server", until };
  }
  const here = await offline(desk, op, pin);
  if (!here.ok) return here;
  if (!here.operator.roles.some((role) => roles.includes(role))) return { ok: false, code: "not_allowed" };
  return { ok: true, op, name: here.operator.name, reasons: null };
}
