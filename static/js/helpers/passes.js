/** A pass as a page needs it: whether it holds now, where the visit begins with it, which visits took it. */
import { desk } from '../desk.js';
import { fill } from '../models/bind.js';
import { recordCode } from '../models/codes.js';
import { verdict } from '../models/passes.js';
import { today } from '../models/zone.js';
import { house, ports } from './house.js';
import { shape } from './shape.js';
import { date, moment } from './times.js';

const takes = (action, reg) => (action.takes ?? []).filter(({ does }) => does.startsWith(`${reg}.`));

house.passes = { of: passOf, taken, offer, party };

/** @returns {object|null} null where the record is no pass; `due`: expected today, and not come yet */
function passOf(record, now) {
  if (!house.register(record.reg).passes) return null;
  const { f } = record;
  const said = verdict(record, now, house.zone);
  const good = said === 'good';
  const came = Boolean(f.used_at) && today(f.used_at, house.zone) === today(now, house.zone);
  return {
    verdict: said, good, came, due: good && !came, today: good || came,
    order: f.at_time ?? '',
    first: written(f.from_day), last: written(f.to_day ?? f.from_day),
    used: f.used_at ? moment(f.used_at, house.zone, now) : '',
    weekdays: f.weekdays?.split(',') ?? [],
    without: good ? 'accept' : null,
    href: begins(record),
  };
}

// A day is the house's own: it is not moved into a zone again.
const written = (day) => (day ? date(Date.parse(day), 'UTC') : '');

/** The form that begins with this record. */
function begins({ reg, id }) {
  for (const { name, begins: first, actions } of Object.values(house.registers)) {
    const taker = Object.values(actions).find((action) => takes(action, reg).length);
    if (taker) return `/${document.documentElement.lang}/${name}/${taker.name === first ? 'new' : taker.name}/#${id}`;
  }
  return null;
}

/** Other registers' records that went by this one. */
async function taken({ reg, id }, now) {
  const links = Object.values(house.registers).flatMap(({ name, actions }) =>
    Object.values(actions).flatMap((action) => takes(action, reg)).map(({ field }) => [name, field]));
  const found = await Promise.all(links.map(async ([name, field]) => (await desk.records(name)).filter(({ f }) => f[field] === id)));
  return found.flat().map((one) => shape(one, now));
}

/** Who was invited together with somebody, is expected today and has not come. */
async function party({ reg, id, f }, now) {
  const lead = f.party ?? id;
  const others = (await desk.records(reg)).filter((one) => one.id !== id && [one.id, one.f.party].includes(lead));
  const shown = others.map((one) => Object.assign(shape(one, now), { code: recordCode(one.id) }));
  return shown.filter(({ pass }) => pass?.due).reverse();
}

/** The steps of a pass: one that holds needs nobody to let it count. */
function offer(actions, shown) {
  actions.dataset.without = shown.pass.without ?? '';
  fill(actions.querySelector('[data-acts]'), shown, ports());
}
