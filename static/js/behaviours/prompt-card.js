/** What to say or do now, in the words the office chose; else in the page's own. */
import { ports, ready } from '../helpers/house.js';
import { promptOf } from '../helpers/prompts.js';
import { fill } from '../models/bind.js';

customElements.define('prompt-card', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    const mine = await promptOf(this.dataset.situation);
    if (mine) fill(this, mine, ports());
  }
});
