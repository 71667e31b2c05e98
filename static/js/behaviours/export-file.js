/** A register of a period as a file: first how many lines, then the file itself, by the browser's own hand. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { monthOf } from '../helpers/span.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';

customElements.define('export-file', class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.form.addEventListener('change', () => this.#count());
    this.form.addEventListener('submit', (event) => this.#take(event));
    document.addEventListener('office', () => this.#begin());
  }

  async #begin() {
    await ready();
    const { from, to } = this.form.elements;
    [from.value, to.value] = monthOf(await desk.now(), house.zone);
    await this.#count();
  }

  get #asked() {
    return new URLSearchParams(new FormData(this.form));
  }

  /** What is asked for may be changed while the house counts: only the last answer is shown. */
  async #count() {
    const asked = String(this.#asked);
    const { ok, data, offline } = await desk.ask('GET', `/api/office/export/count?${asked}`);
    if (asked !== String(this.#asked)) return null;
    const trouble = ok ? this.#heavy(data) : this.#wrong(offline, data?.field);
    this.querySelector('[data-trouble]').textContent = trouble;
    fill(this.querySelector('[data-told]'), { ...data, told: ok, bare: ok && !data.personal }, ports());
    return trouble ? null : asked;
  }

  #heavy({ xlsx }) {
    return !xlsx && this.form.elements.kind.value === 'xlsx' ? word(this, 'heavy') : '';
  }

  #wrong(offline, field) {
    if (offline) return word(this, 'offline');
    return word(this, ['from', 'to'].includes(field) ? 'days' : 'failed');
  }

  async #take(event) {
    event.preventDefault();
    const asked = await this.#count();
    if (asked !== null) location.assign(`/api/office/export?${asked}`);
  }
});
