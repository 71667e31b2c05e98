/** Good morning, afternoon or evening, by the site's clock. */
import { desk } from '../desk.js';
import { house, ready } from '../helpers/house.js';
import { hour } from '../helpers/times.js';
import { word } from '../helpers/words.js';

const NOON = 12;
const DUSK = 18;

customElements.define('day-greeting', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    const now = hour(await desk.now(), house.zone);
    const part = now < NOON ? 'morning' : now < DUSK ? 'afternoon' : 'evening';
    this.textContent = word(this, part);
  }
});
