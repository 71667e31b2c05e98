/** A courier is written down by a home and one tap; who is in the lobby stands beside it. */
import '../../../static/js/pages/page.js';
import '../../../static/js/behaviours/person-search.js';
import '../../../static/js/behaviours/parked-forms.js';
import '../../../static/js/behaviours/entry-form.js';
import { desk } from '../../../static/js/desk.js';
import { house, ports, ready } from '../../../static/js/helpers/house.js';
import { fill } from '../../../static/js/models/bind.js';

// The room and the tap come first.
for (const part of [import('../../../static/js/behaviours/home-says.js'), import('../../../static/js/behaviours/record-list.js'),
  import('../../../static/js/behaviours/more-row.js')]) void part;

const REST = 200;
const MOST = 8;
const bare = (text) => text.toLowerCase().replace(/[\s-]/g, '');

customElements.define('courier-lane', class extends HTMLElement {
  async connectedCallback() {
    this.form = this.closest('form');
    this.search = this.querySelector('person-search');
    this.box = this.search.querySelector('[role="combobox"]');
    this.box.addEventListener('input', () => this.#soon());
    this.addEventListener('click', ({ target }) => this.#tap(target.closest('[data-company]')));
    this.box.focus({ preventScroll: true });
    await ready();
    this.#offer();
    desk.addEventListener('refs', () => this.#offer());
  }

  #offer() {
    const couriers = house.settings.couriers ?? [];
    fill(this.querySelector('[data-couriers]'), couriers, ports());
    this.querySelector('[data-none]').hidden = couriers.length > 0;
  }

  // What the home wishes is said before the tap that writes it down.
  #soon() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.#room(), REST);
  }

  // A room that was typed to its end needs no choosing.
  async #room() {
    const text = this.box.value.trim();
    if (!text || this.form.elements.room.value) return;
    const { rooms } = await desk.search(text, MOST, ['rooms']);
    const same = rooms.filter(({ data }) => bare(data.name) === bare(text));
    const [only, more] = same.length ? same : rooms;
    if (only && !more && text === this.box.value.trim()) this.search.settle(only.id);
  }

  async #tap(button) {
    if (!button) return;
    clearTimeout(this.rest);
    const { company } = this.form.elements;
    company.value = button.dataset.company;
    company.dispatchEvent(new Event('input', { bubbles: true }));
    // Nobody is written down before the house was asked whether it admits them.
    await Promise.all([this.#room(), customElements.whenDefined('home-says')]);
    this.form.requestSubmit();
  }
});

customElements.define('lobby-list', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', ({ target }) => this.#leave(target.closest('[data-leave]')));
  }

  async #leave(button) {
    if (!button || button.disabled) return;
    button.disabled = true;
    try {
      await desk.act('visitors', 'leave_lobby', { rec: button.dataset.leave });
    } catch (fault) {
      console.error(fault);
      this.closest('form').querySelector('[data-trouble]').hidden = false;
      button.disabled = false;
    }
  }
});
