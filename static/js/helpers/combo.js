/** A text field with a list of answers below it: typing, arrows, Enter, Escape, touch. */
import { fill } from '../models/bind.js';
import { ports } from './house.js';
import { arrow } from './keys.js';

/**
 * @param {HTMLInputElement} input with role combobox
 * @param {HTMLElement} list with role listbox and one template
 * @param {(text: string) => Promise<object[]>} find
 * @param {(answer: object) => void} choose
 */
export function combo(input, list, find, choose) {
  let answers = [];
  let index = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const show = () => {
    const option = (_, at) => `${list.id}-${at}`;
    const rows = answers.map((answer, at) => ({ ...answer, option: option(answer, at), selected: String(at === index) }));
    fill(list, rows, ports());
    list.hidden = !answers.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (answers.length) input.setAttribute('aria-activedescendant', option(null, index));
  };

  const take = (at) => {
    close();
    if (answers[at]) choose(answers[at]);
  };

  input.addEventListener('input', async () => {
    const asked = input.value.trim();
    const found = asked ? await find(asked) : [];
    if (asked !== input.value.trim()) return;
    [answers, index] = [found, 0];
    show();
  });

  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    const next = arrow(event.key, index, answers.length);
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') take(index);
    else if (next === null) return;
    else index = next;
    event.preventDefault();
    if (next !== null) show();
  });

  touch(list, take);
  input.addEventListener('blur', close);
}

// Touching an answer must not take the focus from the field first.
function touch(list, take) {
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const row = target.closest('[role="option"]');
    if (row) take([...list.querySelectorAll('[role="option"]')].indexOf(row));
  });
}
