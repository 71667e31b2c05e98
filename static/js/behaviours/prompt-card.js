/** What to say or do now, in the words the office chose; else in the page's own. */
import { desk } from '../desk.js';
import { ports, ready } from '../helpers/house.js';
import { fill } from '../models/bind.js';

customElements.define('prompt-card', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    const lang = document.documentElement.lang;
    const mine = (await desk.refs('prompt')).map(({ data }) => data).find((one) => one.situation === this.dataset.situation && one.lang === lang);
    if (mine) fill(this, mine, ports());
  }
});
