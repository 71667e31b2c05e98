/** Is this browser fit to be a tablet of the house? Only keys and storage stop it. */
import { desk } from '../desk.js';
import { readiness } from '../desk/readiness.js';
import { ports, ready } from '../helpers/house.js';
import { fill } from '../models/bind.js';

customElements.define('readiness-list', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    for (const { name, ok } of await readiness(desk, window)) {
      const row = this.querySelector(`[data-check="${name}"]`);
      if (!row) continue;
      fill(row.querySelector('.marks'), { state: ok ? 'good' : 'bad' }, ports());
      row.querySelector('[data-help]').hidden = ok;
    }
  }
});
