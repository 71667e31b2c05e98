/** Ask in a dialog that Jinja rendered; what was typed comes back as values, once nothing is wrong with it. */
import { give, shown } from './forms.js';

/**
 * Show a dialog until it is answered well, or left.
 * @param {HTMLDialogElement} dialog its answering buttons have a value, those that leave it none
 * @param {{values?: (form: HTMLFormElement) => object, judge?: (values: object, form: HTMLFormElement) => object}} [how]
 *   `judge` returns failures by field, as `check` does
 * @returns {Promise<object|null>} the values; null when the person left
 */
export function ask(dialog, { values = give, judge = needed } = {}) {
  const form = dialog.querySelector('form');
  const over = new AbortController();
  const { signal } = over;
  dialog.returnValue = '';
  form.addEventListener('submit', (event) => sent(event, form, judge(values(form), form)), { signal });
  form.addEventListener('keydown', (event) => entered(event, form), { signal });
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      over.abort();
      resolve(dialog.returnValue ? values(form) : null);
    }, { once: true });
  });
}

/** What must be filled and is not: said in the page's words, not in the browser's. */
export function needed(values, form) {
  const missing = [...form.elements].filter(({ required, name }) => required && !values[name]?.length);
  return Object.fromEntries(missing.map(({ name }) => [name, [['required', null]]]));
}

function sent(event, form, errors) {
  if (!event.submitter?.value) return;
  const wrong = shown(form, form, errors);
  if (!wrong) return;
  event.preventDefault();
  wrong.focus();
}

// Enter would press the first button, and that one leaves: what was typed would be gone.
function entered(event, form) {
  if (event.key !== 'Enter' || event.defaultPrevented || !event.target.matches('input')) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('button:is(.main, .danger)'));
}
