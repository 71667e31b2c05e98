/** Somebody asks what the house keeps of them: it is looked for, ticked, handed over or erased. */
import { desk } from '../desk.js';
import { ask } from '../helpers/dialogs.js';
import { hand, handTable } from '../helpers/file.js';
import { give } from '../helpers/forms.js';
import { house, ports, ready } from '../helpers/house.js';
import { certificate } from '../helpers/office-rows.js';
import { address } from '../helpers/shape.js';
import { date } from '../helpers/times.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';

const API = '/api/office/subject';
/** Every value of two hundred records, and their proof. */
const PATIENCE = 120_000;

customElements.define('subject-request', class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.found = this.querySelector('[data-found]');
    this.done = this.querySelector('[data-done]');
    this.form.addEventListener('submit', (event) => this.#look(event));
    this.found.addEventListener('change', ({ target }) => this.#ticked(target));
    this.querySelector('[data-file]').addEventListener('click', () => this.#take());
    this.querySelector('[data-erase]').addEventListener('click', () => this.#erase());
  }

  get #chosen() {
    const ticked = (of) => [...this.found.querySelectorAll(`[data-of=${of}]:checked`)].map(({ dataset }) => dataset.id);
    return { records: ticked('record'), people: ticked('person'), lines: ticked('line') };
  }

  async #look(event) {
    event.preventDefault();
    await ready();
    this.done.hidden = true;
    const data = await this.#asked('find', give(this.form));
    if (!data) return;
    const records = data.records.map((one) => ({ ...one, on: date(one.at, house.zone), href: address(one.reg, one.id) }));
    const people = data.people.map((one) => ({ ...one, gone: !one.stays }));
    fill(this.found, { ...data, records, people, any: records.length + people.length + data.lines.length }, ports());
    for (const box of this.found.querySelectorAll('input')) box.checked = false;
    this.#ticked();
    this.found.hidden = false;
  }

  #ticked(box) {
    if (box?.matches('[data-all]')) {
      for (const one of this.found.querySelectorAll(`[data-of=${box.dataset.all}]`)) one.checked = box.checked;
    }
    const count = Object.values(this.#chosen).flat().length;
    fill(this.querySelector('[data-chosen]'), { count }, ports());
    for (const button of this.querySelectorAll('[data-file], [data-erase]')) button.toggleAttribute('disabled', !count);
  }

  async #take() {
    const data = await this.#asked('file', { ...this.#chosen, lang: document.documentElement.lang });
    if (data) handTable(word(this, 'file'), data.rows);
    for (const one of data?.pictures ?? []) await this.#fetch(one);
  }

  async #fetch({ id, name }) {
    const { fetchOne } = await import('../desk/pictures.js');
    const { picture } = await fetchOne(desk, id);
    if (picture) hand(name, picture, picture.type);
    else this.querySelector('[data-trouble]').textContent = word(this, 'failed');
  }

  async #erase() {
    const chosen = this.#chosen;
    const dialog = document.getElementById('subject-form');
    const given = await ask(dialog);
    if (!given) return;
    const data = await this.#asked('erase', { ...chosen, ...given });
    if (!data) return;
    dialog.querySelector('form').reset();
    this.found.hidden = true;
    fill(this.done, { ...data, certificate: certificate(data.id) }, ports());
    this.done.hidden = false;
  }

  /** Ask the house, and say what went wrong; null where something did. */
  async #asked(what, given) {
    const buttons = this.querySelectorAll('.button');
    for (const button of buttons) button.setAttribute('aria-busy', 'true');
    const { ok, data, offline } = await desk.ask('POST', `${API}/${what}`, given, PATIENCE);
    for (const button of buttons) button.removeAttribute('aria-busy');
    this.querySelector('[data-trouble]').textContent = ok ? '' : this.#wrong(offline, data);
    return ok ? data : null;
  }

  #wrong(offline, data) {
    if (offline) return word(this, 'offline');
    return data?.error === 'invalid' && data.field in this.form.elements ? word(this, 'short') : data?.message ?? word(this, 'failed');
  }
});
