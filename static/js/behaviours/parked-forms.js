/** Forms put aside, as chips: a tap takes one up again, whoever parked it; only a person throws one away. */
import { desk } from '../desk.js';
import { ask } from '../helpers/dialogs.js';
import { house, ports, ready } from '../helpers/house.js';
import { moment } from '../helpers/times.js';
import { fill } from '../models/bind.js';

customElements.define('parked-forms', class extends HTMLElement {
  #here = null;

  async connectedCallback() {
    this.addEventListener('click', ({ target }) => this.#click(target.closest('[data-id], [data-drop]')?.dataset ?? {}));
    document.addEventListener('holding', ({ detail }) => this.#hold(detail));
    await ready();
    desk.addEventListener('parked', () => this.#show());
    await this.#show();
  }

  #hold(id) {
    this.#here = id;
    void this.#show();
  }

  async #click({ id, drop }) {
    if (id) document.dispatchEvent(new CustomEvent('unpark', { detail: id }));
    if (drop && (await ask(this.querySelector('dialog')))) await desk.discard(drop);
  }

  async #show() {
    const { register, action } = this.dataset;
    const forms = (await desk.parked())
      .filter((form) => form.register === register && form.action === action && form.id !== this.#here);
    this.hidden = !forms.length;
    fill(this.querySelector('[data-each]'), forms.map((form) => ({ ...form, when: moment(form.at, house.zone) })), ports());
  }
});
