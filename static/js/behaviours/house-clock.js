/** The day and the time in the site's zone. */
import { desk } from '../desk.js';
import { awake, house } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';
import { clock, day } from '../helpers/times.js';

customElements.define('house-clock', class extends HTMLElement {
  async connectedCallback() {
    await awake();
    idle(() => this.#tick());
    this.timer = setInterval(() => this.#tick(), 10_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #tick() {
    const now = await desk.now();
    this.textContent = `${day(now, house.zone, 'short')} · ${clock(now, house.zone)}`;
  }
});
