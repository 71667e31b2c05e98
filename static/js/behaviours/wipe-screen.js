/** Freeze touch while somebody wipes the glass. */
import { word } from '../helpers/words.js';

const SECONDS = 20;

customElements.define('wipe-screen', class extends HTMLElement {
  connectedCallback() {
    document.addEventListener('click', ({ target }) => {
      if (target.closest('[data-wipe]')) this.#freeze();
    });
    this.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  #freeze() {
    let left = SECONDS;
    // A modal dialog would stand above everything else: the cover goes inside it.
    (document.querySelector('dialog[open]') ?? document.body).append(this);
    this.hidden = false;
    const show = () => {
      this.querySelector('.count').textContent = left;
      this.setAttribute('aria-label', word(this, 'left', { n: left }));
    };
    show();
    const timer = setInterval(() => {
      left -= 1;
      show();
      if (left <= 0) this.hidden = true;
      if (left <= 0) clearInterval(timer);
    }, 1000);
  }
});
