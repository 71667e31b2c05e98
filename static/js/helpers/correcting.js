/** A correction: the record's values in the fields, the old ones beside what was changed. */
import { put } from './forms.js';
import { check } from '../models/validators.js';

const parts = (form) => [...form.querySelectorAll('[data-was]')];
const text = (value) => (value === null || value === undefined ? '' : String(value));

/** Put the values of now into the dialog, by the names that a correction gives them. */
export function prefill(form, { f, p, room }, { form: schema }) {
  const plain = Object.entries({ ...f, room }).map(([name, value]) => [`f:${name}`, value]);
  const now = [...plain, ...Object.entries(p)].map(([name, value]) => [name, text(value)]);
  form.was = Object.fromEntries(now);
  const many = schema.filter(({ kind }) => kind === 'choices').map(({ name }) => name);
  put(form, Object.fromEntries(now.map(([name, value]) => [name, many.includes(name) ? value.split(',') : value])));
  recite(form);
}

/** Note what each field says while it is as it was; the name of a person comes later than the id. */
export function recite(form) {
  for (const part of parts(form)) if (same(form, part)) part.dataset.spoken = spoken(part);
  remind(form);
}

const same = (form, part) => part.dataset.was.split(' ').every((name) => posted(form, name) === (form.was[name] ?? ''));

// What a field says now, in the page's own words; an empty one says so by a dash.
function spoken(part) {
  const chosen = [...part.querySelectorAll(':checked')].map((one) => one.parentElement.textContent.trim());
  const typed = part.querySelector('input:not([type="radio"], [type="checkbox"], [type="hidden"]), textarea');
  return chosen.join(', ') || typed?.value || '–';
}

/** Say beside each field that was changed what stood there. */
export function remind(form) {
  for (const part of parts(form)) {
    const place = part.querySelector('[data-old]');
    place.hidden = same(form, part);
    place.lastElementChild.textContent = part.dataset.spoken;
  }
}

function posted(form, name) {
  const fields = [...form.elements].filter((field) => field.name === name);
  const given = fields.filter(({ type, checked }) => !['radio', 'checkbox'].includes(type) || checked);
  return given.map(({ value }) => value).join(',');
}

/** Only what changed, as the action wants it: values by name, and `blank` for what was emptied. */
export function changes(form, { form: schema }) {
  const there = schema.filter(({ name }) => name !== 'reason' && form.elements[name]);
  const changed = there.filter(({ name }) => posted(form, name) !== (form.was[name] ?? ''));
  const full = changed.filter(({ name }) => posted(form, name));
  const given = full.map(({ name, kind }) => [name, kind === 'choices' ? posted(form, name).split(',') : posted(form, name)]);
  const blank = changed.filter((field) => !full.includes(field)).map(({ name }) => name.replace('f:', ''));
  const reason = posted(form, 'reason');
  return { ...Object.fromEntries(given), ...(blank.length ? { blank } : {}), ...(reason ? { reason } : {}) };
}

/** Failures by field; what may not be emptied is missed under the name it has in the form. */
export function judge(values, { form: schema, blank: may }) {
  const { blank = [], ...given } = values;
  const own = (name) => (schema.some((field) => field.name === `f:${name}`) ? `f:${name}` : name);
  const missed = blank.filter((name) => !may.includes(name)).map((name) => [own(name), [['required', null]]]);
  return { ...check(schema, given), ...Object.fromEntries(missed) };
}

/** Whether nothing but a reason was given. */
export const idle = (values) => !Object.keys(values).some((name) => name !== 'reason');
