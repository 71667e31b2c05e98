/** A contact's page: who is not the next one is served with a reason, or waits. */
import '../../../static/js/pages/detail.js';
import { desk } from '../../../static/js/desk.js';
import { ready } from '../../../static/js/helpers/house.js';
import { first } from '../../../static/js/models/line.js';

const CALLS = ['call', 'call_out_of_turn'];

customElements.define('contact-turn', class extends HTMLElement {
  async connectedCallback() {
    this.addEventListener('acted', ({ detail }) => CALLS.includes(detail) && this.#go());
    window.addEventListener('hashchange', () => this.#judge());
    await ready();
    desk.addEventListener('change', () => this.#judge());
    await this.#judge();
  }

  async #judge() {
    const next = first(await desk.records('contacts'), location.hash.slice(1));
    this.querySelector('record-actions').dataset.without = CALLS[Number(next)];
  }

  async #go() {
    const record = await desk.record(location.hash.slice(1));
    location.assign(record.f.need === 'visitor' ? this.dataset.visit : `${this.dataset.to}#${record.id}`);
  }
});
