/** What the page knows of its house: registers from the build, rooms and settings from the tablet. */
import { desk } from '../desk.js';

const built = globalThis.built ?? { registers: {} };

/** Settings are filled by `awake()`, rooms by `ready()`, what only some rows name by `meet()`; the maps are by id. */
export const house = {
  registers: built.registers,
  rooms: new Map(),
  people: new Map(),
  staff: new Map(),
  settings: {},
  /** Of registers whose records are passes, what `bring` brings (helpers/passes.js). */
  passes: null,
  /** Of a register whose visits may have a meeting room, what `bring` brings (helpers/meeting.js). */
  meeting: null,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  register: (name) => built.registers[name],
};

const byId = (rows) => new Map(rows.map(({ id, data }) => [id, { ...data, id }]));

async function rooms() {
  house.rooms = byId(await desk.refs('room'));
}

async function settings() {
  const settings = await desk.refs('setting');
  house.settings = Object.fromEntries(settings.map(({ id, data }) => [id, data[id] ?? data.value]));
  house.zone = house.settings.zone ?? house.zone;
}

let waking = null;
let loading = null;

/** Wait until it is known who holds the tablet and how the house is set up. */
export function awake() {
  waking ??= Promise.all([desk.ready, settings()]);
  return waking;
}

/** Wait until all rooms are known, too. */
export function ready() {
  loading ??= Promise.all([awake(), rooms()]);
  return loading;
}

const KNOWN = { person: 'people', room: 'rooms', staff: 'staff' };

/** Learn who bears these ids, since nobody can hold all people of a large estate; tell whether any was new. */
export async function meet(ids, kind = 'person') {
  const strangers = ids.filter((id) => id && !house[KNOWN[kind]].has(id));
  const met = strangers.length ? await desk.known(kind, strangers) : [];
  for (const { id, data } of met) house[KNOWN[kind]].set(id, { ...data, id });
  return met.length > 0;
}

/** Read the data again when it changed. */
export function refresh() {
  for (const known of [house.people, house.staff]) known.clear();
  [waking, loading] = [null, null];
  return ready();
}

/** Few registers keep passes or have meetings: what judges them comes when one of them is shown. */
export const bring = (register) => {
  const { passes, actions } = house.register(register);
  return Promise.all([passes && import('./passes.js'), actions.to_meeting && import('./meeting.js')]);
};

/** A setting in the page's language, where it has one. */
export function setting(name) {
  const value = house.settings[name];
  if (value === null || typeof value !== 'object') return value;
  return value[document.documentElement.lang] ?? Object.values(value)[0];
}

/** What the binder needs beside the data. */
export const ports = () => ({ zone: house.zone });
