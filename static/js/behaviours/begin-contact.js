/** One tap says what somebody came for: served at once, or, where others wait, given a number (S10, S14). */
import { desk } from '../desk.js';
import { house, ready } from '../helpers/house.js';
import { say, word } from '../helpers/words.js';
import { free } from '../models/line.js';
import { ticket } from '../models/numbers.js';
import { allowed } from '../models/scope.js';

const NAME = 'contacts';
/** How long a number just given stays in sight, in ms; it stands in the line from then on. */
const TOLD = 20_000;

customElements.define('begin-contact', class extends HTMLElement {
  #busy = false;

  async connectedCallback() {
    this.addEventListener('click', (event) => this.#click(event));
    await ready();
    desk.addEventListener('change', () => this.#foresee());
    await this.#foresee();
  }

  async #free() {
    const [records, now] = await Promise.all([desk.records(NAME), desk.now()]);
    return free(records, desk.device?.id, now);
  }

  // What the next tap will do stands there before it.
  async #foresee() {
    const free = await this.#free();
    for (const place of this.querySelectorAll('[data-foresee]')) place.hidden = (place.dataset.foresee === 'free') !== free;
  }

  async #click(event) {
    const place = event.target.closest('[data-need]');
    if (!place) return;
    event.preventDefault();
    if (this.#busy) return;
    this.#busy = true;
    try {
      await this.#begin(place.dataset.need, place.getAttribute('href'));
    } catch (fault) {
      console.error(fault);
      this.querySelector('[data-trouble]').hidden = false;
    } finally {
      this.#busy = false;
    }
  }

  // What has a form of its own is that form: its record is the contact.
  async #begin(need, own) {
    const may = allowed(house.register(NAME).actions.take_place, desk.operator?.roles);
    const free = await this.#free();
    if (own && (free || !may)) return location.assign(own);
    const { rec, no } = await desk.act(NAME, free ? 'begin' : 'take_place', { values: { need } });
    if (free) return location.assign(`${this.dataset.to}#${rec}`);
    this.#tell(ticket(no));
  }

  #tell(number) {
    const place = this.querySelector('[data-given]');
    place.textContent = word(this, 'given', { number });
    place.hidden = false;
    clearTimeout(this.told);
    this.told = setTimeout(() => { place.hidden = true; }, TOLD);
    say(place.textContent);
  }
});
