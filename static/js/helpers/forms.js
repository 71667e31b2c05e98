/** Forms as values and back; messages under their fields. */
import { declared } from '../models/validators.js';
import { word } from './words.js';

/** All values of a form as a browser would post them: companions left out, and what is disabled unless `all`. */
export function give(form, { all = false } = {}) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || (!all && field.matches(':disabled')) || field.closest('[data-person]')) continue;
    if (['radio', 'checkbox'].includes(field.type) && !field.checked) continue;
    if (field.type === 'checkbox') values[field.name] = [...(values[field.name] ?? []), field.value];
    else values[field.name] = field.value;
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.length));
}

/** Put values back, and let every behaviour see them as if they had been typed. */
export function put(form, values) {
  for (const list of form.querySelectorAll('line-list')) list.make?.(Object.keys(values));
  for (const field of form.elements) {
    if (!field.name || field.closest('[data-person]')) continue;
    const value = values[field.name] ?? '';
    const choice = ['radio', 'checkbox'].includes(field.type);
    if (choice) field.checked = [value].flat().includes(field.value);
    else field.value = value;
  }
  form.dispatchEvent(new CustomEvent('restored', { bubbles: true, detail: values }));
}

/** Whether anything was written in a form: a choice alone is made again by one tap. */
export const written = (form) => [...form.elements]
  .some((field) => field.matches('textarea, input:not([type="radio"], [type="checkbox"])') && field.value.trim());

/** Part what is personal from what is not; what no field asks is left out. */
export function split(schema, given) {
  const parts = { values: {}, personal: {} };
  for (const [name, value] of Object.entries(given)) {
    const field = declared(schema, name);
    if (field && value?.length) parts[field.personal ? 'personal' : 'values'][name] = value;
  }
  return parts;
}

/** Write the messages under the fields of `place`; return the first field that is wrong. */
export function shown(words, place, errors) {
  const fields = [...place.querySelectorAll('[data-field]')]
    .filter((field) => place.matches('[data-person]') || !field.closest('[data-person]'));
  let first = null;
  for (const field of fields) {
    const [failure] = errors[field.dataset.field] ?? [];
    const message = failure ? word(words, failure[0].replace('_', '-')) : '';
    mark(field, message);
    if (failure) first ??= field.querySelector('input:not([type="hidden"]), textarea');
  }
  return first;
}

/** Forget the message under a field. */
export const clear = (field) => field && mark(field, '');

function mark(field, message) {
  const place = field.querySelector('.error');
  if (place) place.textContent = message;
  const target = field.matches('fieldset') ? field : field.querySelector('.input');
  if (message) target?.setAttribute('aria-invalid', 'true');
  else target?.removeAttribute('aria-invalid');
}

/** The field after this one that a finger could reach; of a group of choices the first. */
export function next(form, field) {
  const reachable = [...form.elements].filter((one) =>
    one.offsetParent && one.matches('input, textarea, button') && !one.matches(':disabled, [tabindex="-1"]'));
  return reachable[reachable.indexOf(field) + 1];
}
