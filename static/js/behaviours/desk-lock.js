/** Who is here? A name, six digits, on with the work: the page below stays as it was. */
import { desk } from '../desk.js';
import { speak } from '../helpers/handed.js';
import { awake, house, ports } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';
import { press } from '../helpers/keys.js';
import { length } from '../helpers/times.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';
import { initials } from '../models/initials.js';

const DIGITS = 6;
const IDLE = 90;
const REASONS = { bad_pin: 'bad-pin', left: 'left-house' };
const ACTIVE = ['pointerdown', 'keydown', 'input'];

customElements.define('desk-lock', class extends HTMLElement {
  #chosen = null;
  #pin = '';
  #back = null;
  #busy = false;

  async connectedCallback() {
    this.dialog = this.querySelector('dialog');
    this.form = this.querySelector('form');
    this.dialog.addEventListener('cancel', (event) => event.preventDefault());
    this.addEventListener('click', (event) => this.#click(event));
    this.addEventListener('keydown', (event) => this.#key(event));
    await awake();
    desk.addEventListener('operator', () => !desk.operator && desk.device && this.open());
    for (const kind of ACTIVE) document.addEventListener(kind, () => this.#rest(), { passive: true });
    this.#rest();
    if (!desk.operator && desk.device) this.open();
  }

  /** Ask who is here; without an operator there is no way around it. */
  async open() {
    if (this.dialog.open) return;
    this.#back = document.activeElement;
    this.#choose(null);
    this.querySelector('[data-stay]').hidden = !desk.operator;
    await this.#people();
    this.dialog.showModal();
    idle(() => this.#report().catch(() => {}));
    // A warning that stands already would be below this.
    if (desk.trouble) desk.tell('broken', desk.trouble);
  }

  // A roll-call opens from here: by then it should know how the other tablets are.
  async #report() {
    const { tell } = await import('../desk/rolling.js');
    await tell(desk);
  }

  #rest() {
    clearTimeout(this.idle);
    const seconds = Number(house.settings.idle_lock) || IDLE;
    this.idle = setTimeout(() => this.#idle(), seconds * 1000);
  }

  // A signature or a scan is work, not idleness.
  #idle() {
    if (document.querySelector('[data-no-lock]')) this.#rest();
    else if (desk.operator) desk.lock();
  }

  async #people() {
    const staff = await desk.people();
    this.querySelector('[data-nobody]').hidden = staff.length > 0;
    const tile = ({ id, name }) =>
      ({ id, name, initials: initials(name).replace(/[*. ]/g, ''), chosen: String(id === this.#chosen) });
    fill(this.querySelector('.tiles'), { people: staff.map(tile) }, ports());
  }

  #click({ target }) {
    const tile = target.closest('[data-op]');
    const key = target.closest('[data-key]')?.dataset.key;
    if (tile) this.#ask(tile.dataset.op, '.pad');
    if (target.closest('[data-other]')) this.#ask(null, '#lock-title');
    if (key) this.#press(key);
    if (target.closest('[data-stay]')) this.#close();
  }

  #key(event) {
    const key = event.key === 'Backspace' ? 'back' : event.key;
    if (!/^\d$|^back$/.test(key) || event.target.closest('button:not(.tile, [data-key])')) return;
    event.preventDefault();
    this.#press(key);
  }

  // On a phone what was touched is gone now: the keys of a keyboard must find the lock all the same.
  #ask(op, place) {
    this.#choose(op);
    this.querySelector(place).focus({ preventScroll: true });
  }

  #choose(op) {
    this.#chosen = op;
    this.#write('');
    this.#tell('');
    for (const tile of this.querySelectorAll('[data-op]')) {
      const mine = tile.dataset.op === op;
      tile.setAttribute('aria-pressed', String(mine));
      if (mine) this.querySelector('[data-chosen]').textContent = tile.lastElementChild.textContent;
    }
    this.querySelector('[data-chosen]').hidden = !op;
    this.querySelector('[data-unchosen]').hidden = Boolean(op);
    for (const key of this.form.querySelectorAll('[data-key]')) key.disabled = !op;
    this.dialog.firstElementChild.dataset.step = op ? 'pin' : 'who';
    if (!op) this.dialog.scrollTo(0, 0);
  }

  #press(key) {
    if (!this.#chosen || this.#busy) return;
    this.#tell('');
    this.#write(press(this.#pin, key, DIGITS));
    if (this.#pin.length === DIGITS) this.#try();
  }

  #write(pin) {
    this.#pin = pin;
    this.form.querySelectorAll('.dots i').forEach((dot, at) => dot.classList.toggle('full', at < pin.length));
  }

  async #try() {
    this.#busy = true;
    const answer = await desk.signIn(this.#chosen, this.#pin);
    const left = answer.ok && (await speak(desk.operator, this.#back?.id));
    this.#busy = false;
    this.#write('');
    if (!answer.ok) this.#tell(this.#reason(answer));
    else if (!left) this.#close();
  }

  #reason({ code, until, left }) {
    const seconds = Math.ceil(((until ?? 0) - Date.now()) / 1000);
    if (seconds > 0) return word(this.form, 'until', { time: length(seconds, 'second') });
    if (left) return word(this.form, 'left', { left });
    return word(this.form, REASONS[code] ?? code) || word(this.form, 'bad-pin');
  }

  #tell(text) {
    this.form.querySelector('.error').textContent = text;
  }

  #close() {
    this.dialog.close();
    this.#back?.focus?.();
  }
});
