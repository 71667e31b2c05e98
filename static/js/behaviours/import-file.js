/** A list from another system: looked at by the house first, taken in when whoever chose it is sure. */
import { desk } from '../desk.js';
import { handTable } from '../helpers/file.js';
import { ports } from '../helpers/house.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';

/** A list of fifty thousand people takes the house a while. */
const PATIENCE = 180_000;

customElements.define('import-file', class extends HTMLElement {
  #told = null;

  connectedCallback() {
    this.form = this.querySelector('form');
    this.place = this.querySelector('[data-file]');
    this.asks = this.place.textContent;
    this.result = this.querySelector('[data-result]');
    this.form.addEventListener('submit', (event) => this.#look(event));
    this.form.addEventListener('change', () => this.#chosen());
    this.result.querySelector('select').addEventListener('change', () => this.#ask());
    this.querySelector('[data-sure]').addEventListener('click', () => this.#ask(this.#told.digest));
    this.querySelector('[data-blank]').addEventListener('click', () => this.#blank());
    this.querySelector('[data-problems]').addEventListener('click', () => this.#problems());
  }

  get #kind() {
    return this.form.elements.kind.value;
  }

  // Another list or another choice: what was said of the one before holds no longer.
  #chosen() {
    this.#told = null;
    this.result.hidden = true;
    this.#trouble('');
    this.result.querySelector('select').value = '';
    const [file] = this.form.elements.file.files;
    this.place.textContent = file?.name ?? this.asks;
    this.querySelector('[data-people]').hidden = this.#kind !== 'people';
    fill(this.querySelector('[data-state=kind]').parentNode, { kind: this.#kind }, ports());
  }

  #look(event) {
    event.preventDefault();
    this.#ask();
  }

  async #ask(sure = '') {
    if (!this.form.elements.file.files.length) return void this.#trouble(word(this, 'empty'));
    const asked = desk.ask('POST', `/api/office/import/${this.#kind}`, this.#body(sure), PATIENCE);
    const { ok, data, offline } = await this.#waiting(asked);
    const failed = offline ? word(this, 'offline') : data?.message ?? word(this, 'failed');
    this.#trouble(ok ? data.unreadable ?? '' : failed);
    if (ok && !data.unreadable) this.#show(data);
    else this.result.hidden = true;
  }

  #body(sure) {
    const { file, make_rooms: rooms } = this.form.elements;
    const body = new FormData();
    body.append('file', file.files[0]);
    body.append('encoding', this.result.querySelector('select').value);
    if (this.#kind === 'people') body.append('make_rooms', rooms.value);
    if (sure) body.append('sure', sure);
    return body;
  }

  async #waiting(answer) {
    const buttons = this.querySelectorAll('.button.main');
    for (const button of buttons) button.setAttribute('aria-busy', 'true');
    return answer.finally(() => buttons.forEach((button) => button.removeAttribute('aria-busy')));
  }

  #show(data) {
    this.#told = data;
    const phase = data.faults ? 'faulty' : data.done ? 'done' : 'sound';
    const ready = phase === 'sound' && data.added + data.changed > 0;
    const read = [data.encoding.toUpperCase(), data.sheet].filter(Boolean).join(' · ');
    fill(this.result, { ...data, phase, ready, read, without: data.unused.join(', ') }, ports());
    this.querySelector('[data-csv]').hidden = data.encoding === 'xlsx' || data.done;
    this.result.hidden = false;
    this.result.scrollIntoView({ block: 'nearest' });
  }

  #trouble(text) {
    this.querySelector('[data-trouble]').textContent = text;
  }

  #blank() {
    const shown = this.querySelectorAll(`[data-is=${this.#kind}] [data-heading]`);
    handTable(this.#kind, [[...shown].map((place) => place.textContent)]);
  }

  #problems() {
    const rows = this.#told.problems.map(({ line, column, value, reason }) => [line, column, value, reason]);
    handTable(`${this.#kind}-problems`, [word(this, 'problems').split('|'), ...rows]);
  }
});
