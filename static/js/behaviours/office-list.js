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
    if (status !== 200) return;
    this.rows = shaped(data, roles, manages);
    fill(this, this.rows, ports());
    if (this.querySelector('picture-view')) void import('./picture-view.js');
  }

  async #do(button) {
    if (!button) return;
    const dialog = document.getElementById(button.dataset.form);
    if (dialog) this.#begin(dialog, button.dataset);
    await this.#ask(button, dialog);
  }

  async #ask(button, dialog) {
    const given = dialog ? await ask(dialog) : {};
    if (!given) return;
    const picture = pictureOf(dialog, given);
    const answer = await this.#post(button, given);
    // Where the dialog has a place for it, it says so itself, and what was typed is still there.
    if (this.#trouble(answer, dialog) && dialog?.querySelector('[data-trouble]')) return this.#ask(button, dialog);
    if (answer.ok && dialog) renew(dialog);
    if (answer.ok && picture) await (await import('../desk/permitted.js')).attach(desk, picture);
    await this.#load();
    const told = answer.ok && button.dataset.tell;
    if (told) (await import('../helpers/told-once.js')).tell(document.getElementById(told), answer.data);
  }

  // What was typed for this row and not sent stands there still; what the last one was told is no longer so.
  #begin(dialog, { put: list, given = '', id }) {
    const row = list && this.rows?.[list].find((one) => one.id === id);
    const first = row ? JSON.stringify(row) : given;
    if (dialog.dataset.of !== first) renew(dialog, first);
    this.#trouble({ ok: true }, dialog);
  }

  async #post(button, given) {
    button.setAttribute('aria-busy', 'true');
    const answer = await ('settle' in button.dataset ? decide(button.dataset, given) : post(button.dataset, given));
    button.removeAttribute('aria-busy');
    return answer;
  }

  /** Say what went wrong; whether anything did. */
  #trouble({ ok, message, code }, dialog) {
    const trouble = ok ? '' : message || word(this, code) || word(this, 'failed');
    const place = dialog?.querySelector('[data-trouble]') ?? this.querySelector('[data-trouble]');
    if (place) place.textContent = trouble;
    return Boolean(trouble);
  }
});

// A row that is changed stands in its form; a new one begins with nothing.
function renew(dialog, given = '') {
  const form = dialog.querySelector('form');
  form.reset();
  dialog.dataset.of = given;
  if (given) return void put(form, JSON.parse(given));
  for (const chosen of form.querySelectorAll(':is(person-search, picture-field) [type="hidden"]')) chosen.value = '';
  form.dispatchEvent(new CustomEvent('restored', { bubbles: true }));
}

// A picture that is left out would stay as it is: none is said to be none.
function pictureOf(dialog, given) {
  const { field } = dialog?.querySelector('picture-field:not([hidden])')?.dataset ?? {};
  return field && (given[field] ??= '');
}
