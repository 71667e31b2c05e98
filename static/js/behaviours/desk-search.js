/** One question for everything on this tablet: room, name, or number. */
import { desk } from '../desk.js';
import { combo } from '../helpers/combo.js';
import { ready } from '../helpers/house.js';
import { shape } from '../helpers/shape.js';

const MOST = 8;

customElements.define('desk-search', class extends HTMLElement {
  async connectedCallback() {
    const input = this.querySelector('input');
    this.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
    input.addEventListener('blur', () => this.#nothing(false));
    await ready();
    const find = (text) => this.#find(text);
    combo(input, this.querySelector('[role="listbox"]'), find, ({ href }) => location.assign(href));
  }

  async #find(text) {
    const [{ records }, now] = await Promise.all([desk.search(text, MOST), desk.now()]);
    this.#nothing(!records.length);
    return records.map((record) => shape(record, now));
  }

  #nothing(shown) {
    this.querySelector('[data-nothing]').hidden = !shown;
  }
});
