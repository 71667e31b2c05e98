/** Personal values leave the tablet when their time is over, whether the house can be asked or not. */

import { expired } from "../models/retention.js";

const DAY = 86_400_000;
/** What desk/settings.py says where neither the site nor the register does. */
const PERSONAL_DAYS = 180;

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
  await cupboard.put({ purged: day });
  if (gone) desk.spread("change");
  return gone;
}

function days({ name, personal }, settings) {
  const own = Object.entries(settings.get("retention") ?? {}).filter(([key]) => key.startsWith(`${name}.`));
  const given = Object.fromEntries(own.map(([key, count]) => [key.slice(name.length + 1), count]));
  return { "*": settings.get("personal_days") ?? PERSONAL_DAYS, ...personal, ...given };
}
