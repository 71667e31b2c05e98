/** A record as the binder wants it: names for ids, words' keys, times. */
import { initials } from '../models/papers.js';
import { ago, moment } from './times.js';
import { house } from './house.js';

const lang = document.documentElement.lang;

/** Where a record's page is. */
export const address = (register, id) => `/${lang}/${register}/detail/#${id}`;

/** Shape a record for lists and details; `now` in ms. */
export function shape(record, now = Date.now()) {
  const { rooms, people, zone } = house;
  const host = people.get(record.f.host);
  const flags = [...new Set([...(record.flags ?? []), ...(record.local?.flags ?? [])])];
  return {
    ...record,
    href: address(record.reg, record.id),
    room_name: rooms.get(record.room)?.name ?? record.room ?? '',
    who: initials(record.p.name ?? ''),
    name: record.p.name ?? '',
    host: host?.name ?? record.p.host_name ?? '',
    opened: moment(record.at, zone, now),
    ago: ago(record.at, now),
    times: moments(record.f, zone, now),
    late: isLate(record, now) || toneOf(record) === 'late',
    overdue: isLate(record, now) && toneOf(record) !== 'late',
    pending: ['queued', 'waiting'].includes(record.local?.status),
    flags,
    flagged: flags.length > 0,
  };
}

/** Every field that ends in _at, readable. */
function moments(fields, zone, now) {
  const times = Object.entries(fields).filter(([name, at]) => name.endsWith('_at') && at);
  return Object.fromEntries(times.map(([name, at]) => [name, moment(at, zone, now)]));
}

const toneOf = ({ reg, state }) => house.register(reg).states.find(({ name }) => name === state)?.tone;

const isLate = (record, now) => (record.due ?? []).some(({ at }) => at < now);
