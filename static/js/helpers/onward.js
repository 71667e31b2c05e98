/** Where a form leads once it is saved. */
import { desk } from '../desk.js';
import { printable } from '../models/record.js';
import { house } from './house.js';

/** The page of the papers; of who was not let in yet there are none: the record says what comes next. */
export async function onward({ dataset }, ids) {
  const { state } = await desk.record(ids[0]);
  const { print } = house.register(dataset.register).actions;
  return `${printable(print, state) ? dataset.next : dataset.record}#${ids.join(',')}`;
}
