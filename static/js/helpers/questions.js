/** What each action asks in its dialog, and how the answer is judged: by the action's own form. */
import { fill } from '../models/bind.js';
import { check } from '../models/validators.js';
import { changes, idle, judge, prefill } from './correcting.js';
import { needed } from './dialogs.js';
import { give } from './forms.js';
import { ports } from './house.js';

/** Make a dialog ready for a record. What was typed for it and not sent is still there. */
export function question(dialog, record, action) {
  const form = dialog.querySelector('form');
  const of = [record.id, record.seq, record.local?.n].join(' ');
  const anew = dialog.dataset.of !== of;
  dialog.dataset.of = of;
  if (anew) form.reset();
  if (action.name === 'correct') return correction(form, record, action, anew);
  if (action.does === 'settle') return settling(form, record, action, anew);
  const asked = action.form.filter(({ name }) => form.elements[name]);
  return { judge: (values) => ({ ...needed(values, form), ...check(asked, values) }) };
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
