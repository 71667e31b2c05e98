/** What each action asks in its dialog, and how the answer is judged: by the action's own form. */
import { fill } from '../models/bind.js';
import { personOf } from '../models/record.js';
import { check } from '../models/validators.js';
import { changes, idle, judge, prefill } from './correcting.js';
import { needed } from './dialogs.js';
import { give, put } from './forms.js';
import { meet, ports } from './house.js';
import { shape } from './shape.js';

/** Make a dialog ready for a record. What was typed for it and not sent is still there. */
export function question(dialog, record, action) {
  const form = dialog.querySelector('form');
  const of = [record.id, record.seq, record.local?.n].join(' ');
  const anew = dialog.dataset.of !== of;
  dialog.dataset.of = of;
  if (anew) form.reset();
  if (action.name === 'correct') return correction(form, record, action, anew);
  if (action.does === 'settle') return settling(form, record, action, anew);
  if (anew && action.recalls) void recall(form, record, action.recalls);
  const asked = action.form.filter(({ name }) => form.elements[name]);
  return { judge: (values) => ({ ...needed(values, form), ...check(asked, values) }) };
}

// The likeliest answer is what the record says already.
async function recall(form, record, fields) {
  await meet([personOf(record)]);
  const shown = shape(record, record.at);
  const known = Object.entries(fields).map(([name, path]) => [name, path.split('.').reduce((place, key) => place?.[key], shown) ?? '']);
  put(form, Object.fromEntries(known));
}

function correction(form, record, action, anew) {
  if (anew) prefill(form, record, action);
  const nothing = form.querySelector('[data-nothing]');
  nothing.hidden = true;
  return {
    values: () => changes(form, action),
    judge: (values) => {
      nothing.hidden = !idle(values);
      return idle(values) ? { reason: [['nothing', null]] } : judge(values, action);
    },
  };
}

// Only what the house has flagged can be settled; what this tablet alone knows is shown.
function settling(form, { flags, local }, action, anew) {
  const own = (local?.flags ?? []).filter((flag) => !flags.includes(flag));
  fill(form, { settled: flags, own }, ports());
  if (anew && flags.length === 1) form.querySelector('[name="flag"]').checked = true;
  return { values: () => give(form), judge: (values) => check(action.form, values) };
}
