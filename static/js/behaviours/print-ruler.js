/** A page to hold a ruler against, for each size of paper. */
import { lay, measure, print } from '../helpers/sheet.js';

customElements.define('print-ruler', class extends HTMLElement {
  connectedCallback() {
    const { paper } = this.#form().elements;
    paper.value = paper[0].value;
    this.#form().addEventListener('change', () => this.#lay());
    this.querySelector('[data-print]').addEventListener('click', async () => {
      this.querySelector('[data-mute]').hidden = await print(this.#sheet(), paper.value);
    });
    this.#lay();
  }

  #lay() {
    const chosen = this.querySelector('[name=paper]:checked');
    const size = chosen.parentElement.textContent.trim();
    const places = [this.querySelector('[data-preview]'), this.#sheet()];
    lay(places, this.querySelector('template'), [{ size, code: 'VESTIBULE' }], { paper: chosen.value, zone: 'UTC' });
    measure(this.#sheet(), chosen.value);
  }

  #form = () => this.querySelector('[data-controls]');
  #sheet = () => document.getElementById('sheet');
});
