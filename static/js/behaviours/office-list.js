/** A list that the house answers, and what may be done to its rows; the words stand in the page. */
import { desk } from '../desk.js';
import { ports, ready } from '../helpers/house.js';
import { ask } from '../helpers/dialogs.js';
import { put } from '../helpers/forms.js';
import { decide, post } from '../helpers/office.js';
import { shaped } from '../helpers/office-rows.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';

const BEAT = 30_000;

customElements.define('office-list', class extends HTMLElement {
  connectedCallback() {
    document.addEventListener('office', () => this.#load());
    this.addEventListener('again', () => this.#load());
    this.addEventListener('click', ({ target }) => this.#do(target.closest('[data-do], [data-settle]')));
    this.timer = setInterval(() => !this.hidden && !document.hidden && this.#load(), BEAT);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #load() {
    await ready();
    const { status, data } = await desk.http('GET', this.dataset.from);
    const roles = desk.operator?.roles ?? [];
    const manages = (this.dataset.may ?? '').split(' ').some((role) => roles.includes(role));
    if (status === 200) fill(this, shaped(data, roles, manages), ports());
  }

  async #do(button) {
    const dialog = button && document.getElementById(button.dataset.form);
    const form = dialog?.querySelector('form');
    const given = form ? await ask(open(dialog, form, button.dataset)) : button && {};
    if (!given) return;
    button.setAttribute('aria-busy', 'true');
    const { ok, message, code } = await ('settle' in button.dataset ? decide(button.dataset, given) : post(button.dataset, given));
    button.removeAttribute('aria-busy');
    // What was typed stands there again when it could not be done.
    if (ok && form) renew(form);
    const trouble = ok ? '' : message || word(this, code) || word(this, 'failed');
    this.querySelector('[data-trouble]').textContent = trouble;
    await this.#load();
  }
});

// What was typed for this row and not sent stands there still.
function open(dialog, form, { given = '' }) {
  if (dialog.dataset.of !== given) renew(form, given);
  return dialog;
}

// A row that is changed stands in its form; a new one begins with nothing.
function renew(form, given = '') {
  form.reset();
  form.closest('dialog').dataset.of = given;
  if (given) return void put(form, JSON.parse(given));
  for (const chosen of form.querySelectorAll('person-search [type="hidden"]')) chosen.value = '';
}
