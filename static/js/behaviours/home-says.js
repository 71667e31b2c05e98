/**
 * One line of what the home says of who comes in, and when to ask a supervisor first: while a form is filled,
 * or of a record until it ends. All offline.
 */
import { desk } from '../desk.js';
import { hints, home } from '../desk/admitting.js';
import { told } from '../helpers/admission-words.js';
import { ports, ready } from '../helpers/house.js';
import { supervise } from '../helpers/supervising.js';
import { takeUp } from '../helpers/upgrade.js';
import { fill } from '../models/bind.js';

const REST = 120;
const NOBODY = 'nobody';
const MOMENTS = ['input', 'chosen', 'named', 'restored'];

customElements.define('home-says', class extends HTMLElement {
  #turn = 0;
  #rows = [];
  #vouched = null;
  #asked = '';
  #warned = false;
  #record = null;
  #passing = false;

  async connectedCallback() {
    this.form = this.closest('form');
    this.field = this.querySelector('[name="asked"]');
    this.dialog = this.querySelector('dialog');
    document.body.append(this.dialog); // else a PIN would be one more field of the visitor's form
    this.querySelector('[data-ask]').addEventListener('click', () => this.#supervise());
    takeUp(this); // a record may have been shown before this came
    await ready();
    for (const kind of MOMENTS) this.form?.addEventListener(kind, () => this.#soon());
    this.form?.addEventListener('submit', (event) => this.#hold(event), { capture: true });
    desk.addEventListener('refs', () => this.#soon());
    this.#soon();
  }

  set record(record) {
    this.#record = record;
    this.#soon();
  }

  /** The supervisor who was asked; `nobody` where somebody ought to have been. */
  get #by() {
    return this.field?.value ?? this.#record?.f.asked ?? this.#asked;
  }

  set #by(op) {
    if (this.field) this.field.value = op;
    this.#asked = op;
  }

  get #stops() {
    return this.#by === NOBODY || (this.#rows.length > 0 && !this.#by);
  }

  get #subject() {
    if (!this.form) return { room: this.#record.room ?? '', names: [this.#record.p.name ?? ''], plates: [this.#record.p.plate ?? ''] };
    const typed = (name) => [...this.form.querySelectorAll(`[name="${name}"]`)].map(({ value }) => value.trim()).filter(Boolean);
    return { room: typed('room')[0] ?? '', names: typed('name'), plates: typed('plate') };
  }

  #soon() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.#look(), REST);
  }

  async #look() {
    const turn = (this.#turn += 1);
    this.hidden = !this.form && this.#record?.end !== null;
    if (this.hidden) return;
    const subject = this.#subject;
    const [said, rows, staff] = await Promise.all([home(desk, subject.room), hints(desk, subject), desk.refs('staff')]);
    if (turn !== this.#turn) return;
    this.#rows = rows;
    if (this.form) this.#mind();
    const stop = this.#stops;
    const by = this.#record ? staff.find(({ id }) => id === this.#by)?.data.name : '';
    fill(this, { ...told(said, subject.names), stop, vouched: !stop && this.#by, by }, ports());
    this.#bar(stop);
    if (this.querySelector('picture-view')) void import('./picture-view.js');
  }

  // Whoever was vouched for stays so, until somebody else is meant.
  #mind() {
    const known = this.#by && this.#by !== NOBODY;
    if (known) this.#vouched ??= this.#rows;
    if (!this.#rows.length) this.#by = '';
    else if (!known || this.#rows.some((row) => !this.#vouched.includes(row))) [this.#by, this.#vouched] = [NOBODY, null];
    if (!this.#rows.length) [this.#warned, this.#vouched] = [false, null];
  }

  // Nobody goes up, or is fetched, from the page of a record before the supervisor has been asked.
  #bar(stop) {
    const actions = this.closest('record-detail')?.querySelector('record-actions');
    if (actions) actions.dataset.without = stop ? 'go_up hand_over' : '';
  }

  // It asks once; then what is done is kept, with who was asked.
  async #hold(event) {
    if (this.#passing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(this.rest);
    await this.#look();
    if (this.#stops && !this.#warned) {
      await this.#supervise();
      if (this.#stops) return;
    }
    this.#passing = true;
    this.form.requestSubmit(event.submitter);
    this.#passing = false;
  }

  async #supervise() {
    this.#warned = true;
    const op = await supervise(this.dialog, this.#rows);
    if (op && this.#record) await desk.act(this.#record.reg, 'vouch', { rec: this.#record.id, values: { asked: op } });
    else if (op) [this.#vouched, this.#by] = [this.#rows, op];
    await this.#look();
  }
});
