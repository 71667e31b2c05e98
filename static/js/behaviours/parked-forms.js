/** Forms put aside, as chips; a tap takes one up again, whoever parked it. */
import { desk } from '../desk.js';
import { ports, ready } from '../helpers/house.js';
import { fill } from '../models/bind.js';

customElements.define('parked-forms', class extends HTMLElement {
  #forms = [];

  async connectedCallback() {
    this.addEventListener('click', ({ target }) => this.#take(target.closest('[data-id]')?.dataset.id));
    await ready();
    this.#forms = (await desk.parked()).filter((form) => form.register === this.dataset.register
      && form.action === this.dataset.action);
    this.#show();
  }

  async #take(id) {
    const form = id && (await desk.takeOver(id));
    if (!form) return;
    document.dispatchEvent(new CustomEvent('unpark', { detail: form }));
    this.#forms = this.#forms.filter((one) => one.id !== id);
    this.#show();
  }

  #show() {
    this.hidden = !this.#forms.length;
    fill(this.querySelector('[data-each]'), this.#forms, ports());
  }
});
