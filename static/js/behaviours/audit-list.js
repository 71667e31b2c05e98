/** Who did what to the set-up, by days, person and kind; the same lines as a file. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { monthOf } from '../helpers/span.js';
import { moment } from '../helpers/times.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';

customElements.define('audit-list', class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.form.addEventListener('change', () => this.#show());
    this.form.addEventListener('submit', (event) => event.preventDefault());
    document.addEventListener('office', () => this.#begin());
  }

  async #begin() {
    await ready();
    const { from, to } = this.form.elements;
    if (!from.value) [from.value, to.value] = monthOf(await desk.now(), house.zone);
    await this.#show();
  }

  get #asked() {
    return String(new URLSearchParams(new FormData(this.form)));
  }

  /** What is asked for may be changed while the house looks: only the last answer is shown. */
  async #show() {
    const asked = this.#asked;
    const { ok, data, offline } = await desk.ask('GET', `/api/office/audit?${asked}`);
    if (asked !== this.#asked) return;
    const wrong = ['from', 'to'].includes(data?.field) ? 'days' : 'failed';
    this.querySelector('[data-trouble]').textContent = ok ? '' : word(this, offline ? 'offline' : wrong);
    if (!ok) return;
    this.#name(data.people);
    const roles = desk.operator?.roles ?? [];
    const manages = this.dataset.may.split(' ').some((role) => roles.includes(role));
    const file = (kind) => `/api/office/audit/file?${asked}&kind=${kind}&lang=${document.documentElement.lang}`;
    const lines = data.lines.map((line) => ({ ...line, when: moment(line.at, house.zone) }));
    fill(this, { ...data, lines, manages, csv: file('csv'), xlsx: file('xlsx') }, ports());
  }

  #name(people) {
    const { op } = this.form.elements;
    if (op.options.length === 1) op.append(...people.map(({ id, name }) => new Option(name, id)));
  }
});
