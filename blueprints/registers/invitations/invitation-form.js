/** An invitation's form: today and tomorrow in one tap, and more days only for who comes more than once. */
import '../../../static/js/pages/form.js';
import { desk } from '../../../static/js/desk.js';
import { house, ready } from '../../../static/js/helpers/house.js';
import { addDays, today } from '../../../static/js/models/zone.js';

void import('../../../static/js/behaviours/meeting-rooms.js');
void import('../../../static/js/behaviours/more-row.js');

customElements.define('invitation-days', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', ({ target }) => this.#day(target.closest('[data-day]')));
    this.addEventListener('change', ({ target }) => target.name === 'recurring' && this.#ask());
    this.closest('form').addEventListener('restored', () => this.#ask());
    this.#ask();
  }

  async #day(button) {
    if (!button) return;
    await ready();
    const field = this.querySelector('[name="from_day"]');
    field.value = addDays(today(await desk.now(), house.zone), Number(button.dataset.day));
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  // What does not count for a single visit is neither asked nor kept.
  #ask() {
    const recurs = this.querySelector('[name="recurring"]:checked')?.value === 'yes';
    for (const place of this.querySelectorAll('[data-recurs]')) {
      place.hidden = !recurs;
      for (const field of place.querySelectorAll('input')) field.disabled = !recurs;
    }
  }
});
