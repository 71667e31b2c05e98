/** Good morning, afternoon or evening, by the site's clock. */
import { desk } from '../desk.js';
import { house, ready } from '../helpers/house.js';
import { partOfDay } from '../helpers/times.js';
import { word } from '../helpers/words.js';

customElements.define('day-greeting', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    this.textContent = word(this, partOfDay(await desk.now(), house.zone));
  }
});
