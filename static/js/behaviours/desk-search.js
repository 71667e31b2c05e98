/** One question for everything on this tablet: room, name, or number. */
import { desk } from '../desk.js';
import { combo } from '../helpers/combo.js';
import { awake, meet, ready } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';
import { shape } from '../helpers/shape.js';
import { personOf } from '../models/record.js';

const MOST = 8;
const KINDS = ['records'];

customElements.define('desk-search', class extends HTMLElement {
  async connectedCallback() {
    const input = this.querySelector('input');
    this.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
    input.addEventListener('blur', () => this.#nothing(false));
    await awake();
    this.#prepare();
    const find = (text) => this.#find(text);
    const again = combo(input, this.querySelector('[role="listbox"]'), find, ({ href }) => location.assign(href));
    desk.addEventListener('change', () => this.#prepare(again));
  }

  async #find(text) {
    const [{ records }, now] = await Promise.all([desk.search(text, MOST, KINDS), desk.now(), ready()]);
    this.#nothing(!records.length);
    await meet(records.map(personOf));
    return records.map((record) => shape(record, now));
  }

  // The first key pressed finds the index made.
  #prepare(then = () => {}) {
    idle(() => desk.prepare(KINDS).then(then));
  }

  #nothing(shown) {
    this.querySelector('[data-nothing]').hidden = !shown;
  }
});
