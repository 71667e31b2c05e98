/** Is this browser fit to be a tablet of the house? Only keys and storage stop it. */
import { desk } from '../desk.js';
import { readiness } from '../desk/readiness.js';
import { standing } from '../desk/trusting.js';
import { ports, ready } from '../helpers/house.js';
import { length } from '../helpers/times.js';
import { fill } from '../models/bind.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const spoken = (age) => (age < HOUR ? length(Math.floor(age / MINUTE), 'minute') : length(Math.floor(age / HOUR), 'hour'));

customElements.define('readiness-list', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    desk.addEventListener('trust', () => void this.#trust());
    await this.#trust();
    for (const { name, ok } of await readiness(desk, window)) {
      const row = this.querySelector(`[data-check="${name}"]`);
      if (!row) continue;
      fill(row.querySelector('.marks'), { state: ok ? 'good' : 'bad' }, ports());
      row.querySelector('[data-help]').hidden = ok;
    }
  }

  async #trust() {
    const { age, tone } = await standing(desk);
    fill(this.querySelector('[data-check="trust"]'), { state: tone, age: age === null ? '' : spoken(age) }, ports());
  }
});
