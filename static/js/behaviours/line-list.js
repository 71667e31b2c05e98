/** Lines of a form, each with the same fields: one is always there, and those that hold nothing are left out. */
import { dress } from '../helpers/look.js';
import { numbers, placed } from '../models/lines.js';

/** What a browser goes by: these name a field's line as a posted value does, … */
const NAMES = ['name', 'data-field'];
/** … and these only have to differ. */
const IDS = ['id', 'for', 'aria-describedby'];

customElements.define('line-list', class extends HTMLElement {
  connectedCallback() {
    void dress(this);
    this.list = this.querySelector('.lines');
    this.add = this.querySelector('[data-add]');
    if (!this.list.childElementCount) this.make([]);
    this.add.addEventListener('click', () => this.#begin());
    this.addEventListener('click', ({ target }) => this.#drop(target.closest('[data-remove]')?.closest('.line')));
    this.addEventListener('keydown', (event) => this.#enter(event));
    // Before the form is judged: nobody wrote anything in a line that is empty.
    this.closest('form').addEventListener('submit', () => this.#tidy(), { capture: true });
  }

  /** Have a line for each of the names of values, and one at least. */
  make(names) {
    this.list.replaceChildren();
    const last = numbers(this.dataset.field, names).at(-1) ?? 0;
    for (let number = 0; number <= last; number += 1) this.#append();
  }

  #append() {
    const line = this.querySelector('template').content.firstElementChild.cloneNode(true);
    for (const place of line.querySelectorAll('*')) {
      place.named = [...NAMES, ...IDS].filter((name) => place.hasAttribute(name)).map((name) => [name, place.getAttribute(name)]);
    }
    this.list.append(line);
    this.#number(line, this.list.childElementCount - 1);
    this.add.disabled = this.list.childElementCount >= Number(this.dataset.most);
    return line;
  }

  #number(line, number) {
    line.querySelector('[data-line-no]').textContent = String(number + 1);
    for (const place of line.querySelectorAll('*')) {
      for (const [name, base] of place.named) {
        place.setAttribute(name, NAMES.includes(name) ? placed(this.dataset.field, number, base) : `${base}-${number}`);
      }
    }
  }

  #begin() {
    if (!this.add.disabled) this.#append().querySelector('input, textarea').focus();
  }

  #drop(line) {
    if (!line) return;
    line.remove();
    this.#renumber();
    this.dispatchEvent(new Event('input', { bubbles: true }));
    this.add.focus();
  }

  // The last field of the last line leads to the next line, not out of the list.
  #enter(event) {
    const fields = [...this.list.querySelectorAll('input, textarea')].filter((field) => field.type !== 'radio' || field.checked);
    if (event.key !== 'Enter' || event.target !== fields.at(-1) || !this.#isWritten(this.list.lastElementChild)) return;
    event.preventDefault();
    this.#begin();
  }

  #tidy() {
    for (const line of [...this.list.children].filter((one) => !this.#isWritten(one))) line.remove();
    this.#renumber();
  }

  #renumber() {
    if (!this.list.childElementCount) this.#append();
    for (const [number, line] of [...this.list.children].entries()) this.#number(line, number);
    this.add.disabled = this.list.childElementCount >= Number(this.dataset.most);
  }

  #isWritten(line) {
    return [...line.querySelectorAll('textarea, input:not([type="radio"], [type="checkbox"])')].some(({ value }) => value.trim());
  }
});
