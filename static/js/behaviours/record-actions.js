/** What may be done to a record now, by its state and the operator's roles; the likeliest stands last. */
import { desk } from '../desk.js';
import { arrange } from '../helpers/arranging.js';
import { ask } from '../helpers/dialogs.js';
import { house } from '../helpers/house.js';
import { word } from '../helpers/words.js';
import { printable } from '../models/record.js';

const MINUTE = 60_000;
// A decision that needs the house and did not come about: what was typed must not be lost.
const UNDONE = ['offline', 'refused', 'rejected'];

customElements.define('record-actions', class extends HTMLElement {
  #record = null;
  #ahead = 0;
  #steps = [];

  connectedCallback() {
    this.#steps = [...this.querySelectorAll('.step-on')];
    this.addEventListener('click', (event) => this.#click(event.target.closest('[data-act]')));
    for (const kind of ['input', 'chosen']) {
      this.addEventListener(kind, ({ target }) => mind('remind', target.closest('form')));
    }
    this.addEventListener('named', ({ target }) => mind('recite', target.closest('form')));
    this.addEventListener('focusout', ({ target, relatedTarget }) => leave(target.closest('details'), relatedTarget));
    this.timer = setInterval(() => this.#offer(), 1000);
    desk.addEventListener('operator', () => this.#offer());
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  set record(record) {
    if (record?.seq !== this.#record?.seq) this.#tell('');
    this.#record = record;
    this.hidden = !record;
    this.#offer();
    void this.#measure();
  }

  // The record's times are the house's; the tablet's own clock may be wrong.
  async #measure() {
    this.#ahead = (await desk.now()) - Date.now();
    this.#offer();
  }

  get #actions() {
    return house.register(this.dataset.register).actions;
  }

  #offer() {
    if (!this.#record) return;
    const steps = this.#steps;
    for (const button of steps) button.hidden = !this.#possible(this.#actions[button.dataset.act]);
    const shown = steps.filter((button) => !button.hidden);
    // `data-unled`: the page has a main step of its own.
    const main = 'unled' in this.dataset ? null : shown.find((button) => button.dataset.act === this.dataset.main) ?? shown[0];
    for (const button of steps) button.classList.toggle('main', button === main);
    arrange(this, shown.filter((button) => button !== main), main);
    this.#offerUndo();
    for (const link of this.querySelectorAll('[data-print]')) this.#offerPrint(link);
    for (const button of this.querySelectorAll('[data-act="correct"]')) button.disabled = !this.#allowed(this.#actions.correct);
    const settle = this.querySelector('[data-act="settle"]');
    if (settle) settle.hidden = !this.#record.flags?.length || !this.#allowed(this.#actions.settle);
  }

  // `data-without`: what the page knows to be out of place for this record now.
  #possible(action) {
    if (action.needs && !house.settings[action.needs]?.length) return false;
    return action.source.includes(this.#record.state) && !this.dataset.without?.split(' ').includes(action.name) && this.#allowed(action);
  }

  #allowed(action) {
    return (desk.operator?.roles ?? []).some((role) => action.roles.includes(role));
  }

  // One tap within a minute by the same operator; later it asks a shift leader for a reason, in the menu.
  #offerUndo() {
    const quick = this.querySelector('[data-quick]');
    const undo = this.#record.undo;
    const left = undo && undo.op === desk.operator?.id ? undo.at + MINUTE - Date.now() - this.#ahead : 0;
    if (quick) quick.hidden = left <= 0;
    const seconds = quick?.querySelector('[data-seconds]');
    if (seconds) seconds.textContent = left > 0 ? Math.ceil(left / 1000) : '';
    const slow = this.querySelector('.menu [data-act="take_back"]');
    if (slow) slow.disabled = !undo || !this.#allowed(this.#actions.take_back);
  }

  #offerPrint(link) {
    link.hidden = !printable(this.#actions.print, this.#record.state);
    link.href = `${link.dataset.print}#${this.#record.id}`;
    const printed = this.#record.f.printed_at || !this.#actions.print ? 'yes' : 'no';
    for (const word of link.querySelectorAll('[data-printed]')) word.hidden = word.dataset.printed !== printed;
  }

  async #click(button) {
    if (!button || button.getAttribute('aria-busy')) return;
    if (button.dataset.page) return location.assign(`${button.dataset.page}#${this.#record.id}`);
    button.closest('details')?.removeAttribute('open');
    const dialog = button.dataset.form && document.getElementById(button.dataset.form);
    const record = this.#record;
    const given = dialog ? await this.#ask(button, dialog, record) : {};
    if (given && (await this.#act(button, record, given)) && dialog) delete dialog.dataset.of;
  }

  // What a dialog asks comes with the first one; a hasty second tap opens nothing.
  async #ask(button, dialog, record) {
    button.setAttribute('aria-busy', 'true');
    const { question } = await import('../helpers/questions.js').finally(() => button.removeAttribute('aria-busy'));
    return ask(dialog, question(dialog, record, this.#actions[button.dataset.act]));
  }

  async #act(button, record, given) {
    const action = this.#actions[button.dataset.act];
    button.setAttribute('aria-busy', 'true');
    try {
      const answer = await desk.act(this.dataset.register, button.dataset.act, this.#values(button, record, given));
      if (UNDONE.includes(answer.status)) return this.#tell(answer.code ?? answer.status);
      // The house has it and said nothing yet, or its answer was lost: it is asked again.
      this.#tell(answer.status === 'queued' && action.nature === 'online' ? 'unanswered' : '');
      this.dispatchEvent(new CustomEvent('acted', { bubbles: true, detail: button.dataset.act }));
      return true;
    } catch (fault) {
      console.error(fault);
      return this.#tell('failed');
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  #tell(code) {
    const trouble = this.querySelector('[data-trouble]');
    trouble.hidden = !code;
    trouble.textContent = code && (word(this, code.replace('_', '-')) || word(this, 'failed'));
    return false;
  }

  #values({ dataset: { act } }, record, given) {
    const values = act === 'take_back' ? { ...given, entry: record.undo?.entry ?? '' } : given;
    return { rec: record.id, values };
  }
});

// Only a correction keeps in mind what stood in its fields.
async function mind(what, form) {
  if (form?.was) (await import('../helpers/correcting.js'))[what](form);
}

// An open menu would cover what has the focus next.
function leave(menu, to) {
  if (menu?.open && to && !menu.contains(to)) menu.open = false;
}
