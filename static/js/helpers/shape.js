/** A record as the binder wants it: names for ids, words' keys, times. */
import { initials } from '../models/initials.js';
import { rows } from '../models/lines.js';
import { ticket } from '../models/numbers.js';
import { personOf, printable } from '../models/record.js';
import { ago, moment, until } from './times.js';
import { house } from './house.js';

const lang = document.documentElement.lang;

/** Where a record's page is. */
export const address = (register, id) => `/${lang}/${register}/detail/#${id}`;

/** Shape a record for lists and details; `now` in ms, by the trusted clock (`desk.now()`). */
export function shape(record, now) {
  const { zone } = house;
  const over = lateOnes(record, now);
  const [late, left] = [over.length > 0, toneOf(record) === 'late'];
  const flags = [...new Set([...(record.flags ?? []), ...(record.local?.flags ?? [])])];
  return {
    ...record,
    ...listed(record),
    get room_name() { return house.rooms.get(record.room)?.name ?? record.room ?? ''; },
    get host() { return house.people.get(personOf(record))?.name ?? record.p.host_name ?? ''; },
    get who() { return initials(this.name); },
    get name() { return record.p.name ?? house.people.get(record.f.person)?.name ?? record.p.company ?? ''; },
    get ticket() { return ticket(record.no); },
    href: address(record.reg, record.id),
    get opened() { return moment(record.at, zone, now); },
    get ago() { return ago(record.at, now); },
    get times() { return moments(record.f, zone, now); },
    get pass() { return house.passes?.of(record, now) ?? null; },
    get meeting() { return house.meeting?.of(record, now) ?? null; },
    get dues() { return dues(record, zone, now); },
    late: late || left,
    overdue: late && !left,
    over,
    unprinted: isUnprinted(record),
    pending: ['queued', 'waiting'].includes(record.local?.status),
    flags,
    flagged: flags.length > 0,
  };
}

/** The lines of a record, by what the register calls them. */
function listed({ reg, f, p }) {
  const { actions = {} } = house.register(reg) ?? {};
  const fields = Object.values(actions).flatMap(({ form }) => form ?? []).filter(({ each }) => each);
  const own = (name) => fields.filter(({ each, personal }) => personal && each === name).map((field) => field.name);
  return Object.fromEntries(fields.map(({ each }) => [each, rows(each, own(each), { f, p })]));
}

/** Whether there ought to be a paper and is none. */
function isUnprinted({ reg, state, end, f }) {
  const { print, ...others } = house.register(reg)?.actions ?? {};
  const owed = print && Object.values(others).some(({ documents }) => documents.length);
  return Boolean(owed) && end === null && !f.printed_at && printable(print, state);
}

/** Every field that ends in _at, readable. */
function moments(fields, zone, now) {
  const times = Object.entries(fields).filter(([name, at]) => name.endsWith('_at') && at);
  return Object.fromEntries(times.map(([name, at]) => [name, moment(at, zone, now)]));
}

const toneOf = ({ reg, state }) => house.register(reg).states.find(({ name }) => name === state)?.tone;

/** Until when each running clock runs, and how long that is or was. */
function dues({ clocks = [] }, zone, now) {
  return Object.fromEntries(clocks.map(({ name, due }) =>
    [name, due === null ? { open: true } : { at: moment(due, zone, now), left: until(due, now) }]));
}

// A clock of which nobody can say until when is never late.
const lateOnes = ({ clocks = [] }, now) =>
  clocks.filter(({ due }) => due !== null && due <= now).map(({ name }) => name);
