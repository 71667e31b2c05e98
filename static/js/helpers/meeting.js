/** Meeting rooms: who has each now, and which meeting has grown long. What two tablets gave stands side by side: it warns, it never bars. */
import { desk } from '../desk.js';
import { house } from './house.js';
import { moment } from './times.js';

const MINUTE = 60_000;
const MEETS = ['visit', 'business'];
/** What desk/settings.py says where the house does not. */
const USUAL = { meeting_rooms: [], meeting_minutes: 60, meeting_booked: true };
const KEEPS = Object.values(house.registers).find(({ actions }) => actions.to_meeting)?.name;

/** A setting of the house about meetings. */
export const said = (name) => house.settings[name] ?? USUAL[name];

/** Whether a meeting of so many minutes is a long one. */
export const isLong = (minutes) => said('meeting_minutes') > 0 && minutes >= said('meeting_minutes');

/** @returns {Promise<object[]>} the records that may have a room */
export const visits = () => (KEEPS ? desk.records(KEEPS) : Promise.resolve([]));

// Whom nobody saw leaving is not held to be here.
const inside = ({ end, f }) => end === null && f.signed_in_at && !f.left_at && !f.auto_closed_at;
const leadOf = (record) => record?.f.party ?? record?.id;

/**
 * The rooms of the house, the free ones first, each with the slips that have it and until when.
 * @param {object[]} records
 * @param {{own?: object, chosen?: string}} asking whose own room is not taken; a room that the house does not know stands there, too
 */
export function rooms(records, now, { own, chosen } = {}) {
  const others = records.filter((one) => inside(one) && one.f.meeting_room && leadOf(one) !== leadOf(own));
  const names = [...new Set([...said('meeting_rooms'), ...(chosen ? [chosen] : [])])];
  const found = names.map((name) => told(name, others.filter(({ f }) => f.meeting_room === name), now));
  return found.sort((a, b) => Number(a.taken) - Number(b.taken));
}

// Those who came together have one room together: the first of them stands for all.
function told(name, by, now) {
  const first = new Map(by.map((one) => [leadOf(one), one]));
  const until = Math.max(0, ...by.map(({ f }) => (f.stays ? f.signed_in_at + f.stays * MINUTE : 0)));
  return {
    name, taken: by.length > 0, no: [...first.values()].map(({ no }) => no).sort().join(', '),
    until: until > now ? moment(until, house.zone, now) : null,
  };
}

let shared = new Set();

async function look() {
  const held = (await visits()).filter((one) => inside(one) && one.f.meeting_room);
  const leads = new Map();
  for (const one of held) leads.set(one.f.meeting_room, (leads.get(one.f.meeting_room) ?? new Set()).add(leadOf(one)));
  shared = new Set([...leads].filter(([, ones]) => ones.size > 1).map(([name]) => name));
}

/** What a list shows of a record: its room, whether others have it too, whether it has grown long without one. */
export function of(record, now) {
  const { meeting_room: room, purpose, signed_in_at: since } = record.f;
  const here = inside(record);
  const long = here && !room && MEETS.includes(purpose) && said('meeting_rooms').length > 0 && isLong((now - since) / MINUTE);
  return { room: here ? room : null, long, shared: here && shared.has(room) };
}

desk.addEventListener('change', look);
await look();
house.meeting = { of };
