/** Who holds the tablet; a tap hands it to somebody else. */
import { desk } from '../desk.js';
import { awake, ports } from '../helpers/house.js';
import { fill } from '../models/bind.js';

customElements.define('operator-pill', class extends HTMLElement {
  async connectedCallback() {
    const button = this.querySelector('button');
    button.addEventListener('click', () => document.querySelector('desk-lock')?.open());
    await awake();
    desk.addEventListener('operator', () => this.#show(button));
    this.#show(button);
  }

  #show(button) {
    const name = desk.operator?.name ?? '';
    fill(button, { state: name ? 'in' : 'out', name }, ports());
    // Under the lock nobody reads: what goes and comes there would only move the rest about.
    if (!desk.operator) return;
    const { roles } = desk.operator;
    // Roles only hide: what somebody may do is decided where it is done.
    for (const place of document.querySelectorAll('[data-roles]')) {
      place.hidden = !place.dataset.roles.split(' ').some((role) => roles.includes(role));
    }
  }
});
