/** A text field with a list of answers below it: typing, arrows, Enter, Escape, touch. */
import { fill } from '../models/bind.js';
import { ports } from './house.js';
import { arrow } from './keys.js';

/**
 * @param {HTMLInputElement} input with role combobox
 * @param {HTMLElement} list with role listbox and one template
 * @param {(text: string) => Promise<object[]>} find
 * @param {(answer: object) => void} choose
 * @returns {(() => Promise<void>) & {close: () => void}} ask again what found nothing: news has come. Answers in sight
 *   stay where they are; `close` takes them away
 */
export function combo(input, list, find, choose) {
  const sheet = answerSheet(input, list);
  const take = (at) => {
    const answer = sheet.at(at);
    sheet.close();
    if (answer) choose(answer);
  };
  const ask = async () => {
    const asked = input.value.trim();
    const found = asked ? await find(asked) : [];
    if (asked === input.value.trim()) sheet.show(found);
  };
  input.addEventListener('input', ask);
  input.addEventListener('keydown', (event) => steer(event, sheet, take));
  touch(list, take);
  input.addEventListener('blur', sheet.close);
  const again = async () => {
    if (document.activeElement === input && sheet.empty()) await ask();
  };
  return Object.assign(again, { close: sheet.close });
}

// The answers in sight and the one that Enter would take.
function answerSheet(input, list) {
  let answers = [];
  let index = 0;

  const show = (found = answers, at = 0) => {
    [answers, index] = [found, at];
    const option = (place) => `${list.id}-${place}`;
    fill(list, answers.map((answer, place) =>
      ({ ...answer, option: option(place), selected: String(place === index) })), ports());
    list.hidden = !answers.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (answers.length) input.setAttribute('aria-activedescendant', option(index));
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  return {
    show, close,
    at: (place = index) => answers[place],
    empty: () => !answers.length,
    step: (key) => arrow(key, index, answers.length),
    point: (place) => show(answers, place),
  };
}

function steer(event, sheet, take) {
  if (event.target.getAttribute('aria-expanded') !== 'true') return;
  const next = sheet.step(event.key);
  if (event.key === 'Escape') sheet.close();
  else if (event.key === 'Enter') take();
  else if (next === null) return;
  else sheet.point(next);
  event.preventDefault();
}

// Touching an answer must not take the focus from the field first.
function touch(list, take) {
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const row = target.closest('[role="option"]');
    if (row) take([...list.querySelectorAll('[role="option"]')].indexOf(row));
  });
}
