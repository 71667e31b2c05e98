/** Forms that wait: a tap takes one up again, whoever began it; only a person throws one away. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { moment } from '../helpers/times.js';
import { fill } from '../models/bind.js';

/** More would push the form itself out of sight: their list is opened by a tap. */
const FEW = 2;

customElements.define('parked-forms', class extends HTMLElement {
  #here = null;
  #staff = new Map();

  async connectedCallback() {
    this.addEventListener('click', ({ target }) => this.#click(target.closest('[data-id], [data-drop]')?.dataset ?? {}));
    document.addEventListener('holding', ({ detail }) => this.#hold(detail));
    await ready();
    desk.addEventListener('parked', () => this.#show());
    this.#staff = new Map((await desk.refs('staff')).map(({ id, data }) => [id, data.name]));
    await this.#show();
    this.querySelector('details').open = this.querySelectorAll('[data-id]').length <= FEW;
  }

  #hold(id) {
    this.#here = id;
    void this.#show();
  }

  async #click({ id, drop }) {
    if (id) document.dispatchEvent(new CustomEvent('unpark', { detail: id }));
    if (!drop) return;
    const { ask } = await import('../helpers/dialogs.js');
    if (await ask(this.querySelector('dialog'))) await desk.discard(drop);
  }

  async #show() {
    const { register, action } = this.dataset;
    const forms = (await desk.parked())
      .filter((form) => form.register === register && form.action === action && form.id !== this.#here)
      .map(({ id, at, op, values }) => ({
        id, when: moment(at, house.zone), name: values.name, room: house.rooms.get(values.room)?.name,
        by: op === desk.operator?.id ? '' : this.#staff.get(op),
      }));
    this.hidden = !forms.length;
    fill(this, { forms, count: forms.length }, ports());
  }
});
