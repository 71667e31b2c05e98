/** A report of a period: reckoned by the house, drawn here; the same on paper and as a workbook. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { monthOf } from '../helpers/span.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';

/** A year of a large house takes a moment. */
const PATIENCE = 30_000;

customElements.define('office-report', class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.place = this.querySelector('[data-report]');
    this.form.addEventListener('change', () => this.#load());
    this.form.addEventListener('submit', (event) => event.preventDefault());
    document.addEventListener('office', () => this.#begin());
  }

  async #begin() {
    await ready();
    const { from, to } = this.form.elements;
    [from.value, to.value] = monthOf(await desk.now(), house.zone);
    await this.#load();
  }

  async #load() {
    const { register, from, to } = this.form.elements;
    const lang = document.documentElement.lang;
    const asked = new URLSearchParams({ from: from.value, to: to.value, lang });
    const path = `/api/office/reports/${register.value}`;
    this.place.setAttribute('aria-busy', 'true');
    this.asked = `${path}?${asked}`;
    const { ok, data, offline } = await desk.ask('GET', this.asked, undefined, PATIENCE);
    // Another period was chosen meanwhile: its own answer is on the way.
    if (this.asked !== `${path}?${asked}`) return;
    const trouble = offline ? 'offline' : data?.field ? 'days' : 'failed';
    this.querySelector('[data-trouble]').textContent = ok ? '' : word(this, trouble);
    if (ok) fill(this.place, { ...data, paper: `${path}/paper.pdf?${asked}`, table: `${path}/table.xlsx?${asked}` }, ports());
    this.place.removeAttribute('aria-busy');
  }
});
