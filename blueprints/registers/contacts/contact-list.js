/** The contacts of the house; and of today, how many came for what. */
import '../../../static/js/pages/list.js';
import { desk } from '../../../static/js/desk.js';
import { house, ready } from '../../../static/js/helpers/house.js';
import { day } from '../../../static/js/helpers/times.js';

const NAME = 'contacts';

customElements.define('need-tally', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    desk.addEventListener('change', () => this.#show());
    await this.#show();
  }

  async #show() {
    const now = await desk.now();
    const today = (record) => record.state !== 'taken_back' && day(record.at, house.zone) === day(now, house.zone);
    const needs = (await Promise.all(kinds().map(async ([name, needOf]) =>
      (await desk.records(name)).filter(today).map(needOf)))).flat();
    for (const place of this.querySelectorAll('[data-need]')) {
      place.textContent = needs.filter((need) => need === place.dataset.need).length;
    }
  }
});

/** Which registers keep contacts, and how their records say what somebody came for. */
function kinds() {
  const own = Object.values(house.registers).flatMap(({ name, actions }) =>
    Object.values(actions).filter(({ need }) => need).map(({ need }) => [name, () => need]));
  return [[NAME, counted], ...own];
}

// Called for a visit, somebody went on with a slip: that slip counts.
const counted = ({ state, f }) => (state === 'done' && !f.outcome ? null : f.need);
