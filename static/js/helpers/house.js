/** What the page knows of its house: registers from the build, rooms and settings from the tablet. */
import { desk } from '../desk.js';

const data = document.getElementById('house');
const built = data ? JSON.parse(data.textContent) : { registers: {} };

/** Filled by `ready()`, people by `meet()`; the maps are by id. */
export const house = {
  registers: built.registers,
  rooms: new Map(),
  people: new Map(),
  settings: {},
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  register: (name) => built.registers[name],
};

const byId = (rows) => new Map(rows.map(({ id, data }) => [id, { ...data, id }]));

async function load() {
  const [rooms, settings] = await Promise.all(['room', 'setting'].map((kind) => desk.refs(kind)));
  house.rooms = byId(rooms);
  house.settings = Object.fromEntries(settings.map(({ id, data }) => [id, data[id] ?? data.value]));
  house.zone = house.settings.zone ?? house.zone;
}

let loading = null;

/** Wait until the tablet's data may be read. */
export function ready() {
  loading ??= Promise.all([desk.ready, load()]);
  return loading;
}

/** Learn who bears these ids, since nobody can hold all people of a large estate; tell whether any was new. */
export async function meet(ids) {
  const strangers = ids.filter((id) => id && !house.people.has(id));
  const met = strangers.length ? await desk.known('person', strangers) : [];
  for (const { id, data } of met) house.people.set(id, { ...data, id });
  return met.length > 0;
}

/** Read the data again when it changed. */
export function refresh() {
  house.people.clear();
  loading = load();
  return loading;
}

/** A setting in the page's language, where it has one. */
export function setting(name) {
  const value = house.settings[name];
  if (value === null || typeof value !== 'object') return value;
  return value[document.documentElement.lang] ?? Object.values(value)[0];
}

/** What the binder needs beside the data. */
export const ports = () => ({ zone: house.zone });
