/** Personal values leave the tablet when their time is over, whether the house can be asked or not. */

import { expired } from "../models/retention.js";
import { addDays, today } from "../models/zone.js";

const DAY = 86_400_000;
/** What desk/settings.py says where neither the site nor the register does. */
const PERSONAL_DAYS = 180;
const LEAVER_DAYS = 180;

/**
 * Purge the server's copy once a day, by the trusted clock: a tablet set ahead forgets nothing early.
 * @param {object} desk store, registers, now
 * @returns {Promise<number>} how many values went
 */
export async function purge(desk) {
  const { cupboard, mirror } = desk.store;
  const now = await desk.now();
  const day = Math.floor(now / DAY);
  if ((await cupboard.get("purged")) === day) return 0;
  const settings = new Map((await mirror.refs("setting")).map(({ id, data }) => [id, data.value]));
  const terms = new Map(Object.values(desk.registers).map((register) => [register.name, days(register, settings)]));
  const gone = await mirror.purge((record) => (terms.has(record.reg) ? expired(record, terms.get(record.reg), now) : []));
  const left = await leavers(mirror, settings, now);
  if (left.length) await mirror.leave("person", left);
  await cupboard.put({ purged: day });
  if (gone || left.length) desk.spread("change");
  return gone + left.length;
}

/** Who moved out longer ago than the list remembers; the same rule as desk/leavers.py. */
async function leavers(mirror, settings, now) {
  const last = addDays(today(now, settings.get("zone") ?? "UTC"), -(settings.get("leaver_days") ?? LEAVER_DAYS));
  const people = await mirror.refs("person");
  return people.filter(({ data }) => data.moved_out && data.moved_out <= last).map(({ id }) => id);
}

function days({ name, personal }, settings) {
  const own = Object.entries(settings.get("retention") ?? {}).filter(([key]) => key.startsWith(`${name}.`));
  const given = Object.fromEntries(own.map(([key, count]) => [key.slice(name.length + 1), count]));
  return { "*": settings.get("personal_days") ?? PERSONAL_DAYS, ...personal, ...given };
}
