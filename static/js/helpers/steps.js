/** What a form says, as steps to be saved at once: one for each person, and what they use up. */
import { desk } from '../desk.js';
import { give, put, split } from './forms.js';
import { house } from './house.js';

// Few forms go by another register's record.
const taking = () => import('./taking.js');

/** Fetch all that saving the form will need while it is shown: after an update nobody has these files any more. */
export function prepare({ register, action, existing }) {
  if (house.register(register).actions[action].takes || existing) void taking();
}

/** @returns {Promise<object[]>} those of the people first; whoever came along names the first as their party */
export async function steps({ register, action }, people, existing) {
  const { form, takes } = house.register(register).actions[action];
  const lead = existing ?? desk.id();
  const own = people.map((values, index) => ({
    register, action, rec: index ? desk.id() : lead, ...split(form, index ? { ...values, party: lead } : values),
  }));
  return takes ? [...own, ...(await taking()).used(own)] : own;
}

/** Put what is known of whom the address names into the form, beside what was written meanwhile; `[data-taken]` says so. */
export async function known(form, { register, action, existing }) {
  const { takes, ...asks } = house.register(register).actions[action];
  const id = location.hash.slice(1);
  if (!id || !(takes || existing)) return;
  const values = existing ? await (await taking()).standing(asks, id)
    : await (await taking()).begun({ takes, ...asks }, id, form.querySelector('[data-taken]'));
  if (values) put(form, { ...values, ...give(form, { all: true }) });
}
