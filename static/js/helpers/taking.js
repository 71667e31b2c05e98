/** A form that goes by another register's record: it begins with what is known, and uses the record up. */
import { desk } from '../desk.js';
import './passes.js';
import { fill } from '../models/bind.js';
import { house, meet, ports } from './house.js';
import { shape } from './shape.js';

/**
 * What a form begins with, and what it says of the record that it goes by: the record's fields under the same name,
 * notes and pictures left out. One that does not hold is not gone by.
 * @returns {Promise<object|null>} values
 */
export async function begun({ takes, form }, id, place) {
  const record = await desk.record(id);
  const take = takes.find(({ does }) => does.startsWith(`${record?.reg}.`));
  if (!take) return null;
  await meet([record.f.host]);
  const shown = shape(record, await desk.now());
  fill(place, shown, ports());
  place.hidden = false;
  return { ...shared(record, form), ...(shown.pass.good ? { [take.field]: id } : take.otherwise) };
}

/** What a form begins with that goes on with a record. */
export async function standing({ form }, id) {
  const record = await desk.record(id);
  return record ? shared(record, form) : null;
}

function shared(record, form) {
  const known = { ...record.f, ...record.p, room: record.room };
  const asked = form.filter(({ name, kind, of }) => known[name] && !['note', 'picture'].includes(kind) && of !== 'record');
  return Object.fromEntries(asked.map(({ name }) => [name, known[name]]));
}

/** What is used up by entries that are about to be saved. */
export const used = (steps) => steps.flatMap(({ register, action, rec, values }) =>
  (house.register(register).actions[action].takes ?? []).filter(({ field }) => values[field]).map(({ field, does }) => {
    const [other, verb] = does.split('.');
    return { register: other, action: verb, rec: values[field], values: { by: rec } };
  }));
