/** What may be done to a record now, by its state and the operator's roles; the likeliest stands last. */
import { desk } from '../desk.js';
import { house } from '../helpers/house.js';
import { ask, prefill } from '../helpers/dialogs.js';

const MINUTE = 60_000;
// A decision that needs the house and did not come about: what was typed must not be lost.
const UNDONE = ['offline', 'refused', 'rejected'];

customElements.define('record-actions', class extends HTMLElement {
  #record = null;

  connectedCallback() {
    this.addEventListener('click', (event) => this.#click(event.target.closest('[data-act]')));
    this.timer = setInterval(() => this.#offer(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  set record(record) {
    this.#record = record;
    this.hidden = !record;
    this.#offer();
  }

  get #actions() {
    return house.register(this.dataset.register).actions;
  }

  #offer() {
    if (!this.#record) return;
    const steps = [...this.querySelectorAll('.step-on')];
    for (const button of steps) button.hidden = !this.#possible(this.#actions[button.dataset.act]);
    const shown = steps.filter((button) => !button.hidden);
    for (const button of steps) button.classList.toggle('main', button === shown[0]);
    this.#offerUndo();
    this.#offerPrints();
    const settle = this.querySelector('[data-act="settle"]');
    if (settle) settle.hidden = !this.#record.flags?.length || !this.#allowed(this.#actions.settle);
  }

  #possible(action) {
    return action.source.includes(this.#record.state) && this.#allowed(action);
  }

  #allowed(action) {
    return (desk.operator?.roles ?? []).some((role) => action.roles.includes(role));
  }

  // One tap within a minute by the same operator; later it asks for a reason, in the menu.
  #offerUndo() {
    const quick = this.querySelector('[data-quick]');
    const undo = this.#record.undo;
    const left = undo && undo.op === desk.operator?.id ? undo.at + MINUTE - Date.now() : 0;
    if (quick) quick.hidden = left <= 0;
    const seconds = quick?.querySelector('[data-seconds]');
    if (seconds) seconds.textContent = left > 0 ? Math.ceil(left / 1000) : '';
    const slow = this.querySelector('.menu [data-act="take_back"]');
    if (slow) slow.disabled = !undo || !this.#allowed(this.#actions.take_back);
  }

  #offerPrints() {
    for (const link of this.querySelectorAll('[data-print]')) link.href = `${link.dataset.print}#${this.#record.id}`;
  }

  async #click(button) {
    if (!button || button.getAttribute('aria-busy')) return;
    const form = button.dataset.form && document.getElementById(button.dataset.form);
    if (form && !('failed' in button.dataset)) prefill(form, this.#record);
    const given = form ? await ask(form) : {};
    if (given) await this.#act(button, given);
  }

  async #act(button, given) {
    const trouble = this.querySelector('[data-trouble]');
    button.setAttribute('aria-busy', 'true');
    try {
      const { status } = await desk.act(this.dataset.register, button.dataset.act, this.#values(button.dataset.act, given));
      if (UNDONE.includes(status)) throw new Error(status);
      delete button.dataset.failed;
      trouble.hidden = true;
      this.dispatchEvent(new CustomEvent('acted', { bubbles: true, detail: button.dataset.act }));
    } catch {
      button.dataset.failed = '';
      trouble.hidden = false;
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  #values(name, given) {
    const schema = this.#actions[name].form;
    const values = { ...given };
    if (name === 'take_back') values.entry = this.#record.undo?.entry ?? '';
    if (name === 'settle') values.flag = this.#record.flags[0];
    const personal = schema.filter((field) => field.personal).map((field) => field.name);
    const split = (inside) => Object.fromEntries(
      Object.entries(values).filter(([key]) => personal.includes(key) === inside));
    return { rec: this.#record.id, values: split(false), personal: split(true) };
  }
});
