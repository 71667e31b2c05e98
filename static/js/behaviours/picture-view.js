/** The photo of a record: small, larger on a tap; and where it is, while it is not here. */
import { desk } from '../desk.js';
import { find } from '../desk/pictures.js';
import { dress } from '../helpers/look.js';
import { takeUp } from '../helpers/upgrade.js';

customElements.define('picture-view', class extends HTMLElement {
  #shown = '';
  #address = '';

  static observedAttributes = ['data-value'];

  connectedCallback() {
    const dialog = this.querySelector('dialog');
    this.querySelector('[data-open]').addEventListener('click', () => dialog.showModal());
    // No form of its own: it may stand in one.
    this.querySelector('[data-close]').addEventListener('click', () => dialog.close());
    takeUp(this); // a record may have been shown before this came
  }

  /** A picture of something that is no record: its value stands in the page. */
  attributeChangedCallback(_name, _was, value) {
    if (value !== this.#shown) void this.#show(value ?? '');
  }

  disconnectedCallback() {
    this.#forget();
  }

  set record({ p }) {
    const value = p[this.dataset.field] ?? '';
    if (value !== this.#shown || (value && !this.#address) || this.waits) void this.#show(value);
  }

  async #show(value) {
    this.#shown = value;
    const found = value ? await find(desk, value) : { error: '', waits: false };
    // Another record may have been asked for meanwhile.
    if (value !== this.#shown) return;
    if (value) await dress(this);
    this.#forget();
    this.waits = found.waits;
    this.querySelector('[data-waits]').hidden = !found.waits;
    for (const line of this.querySelectorAll('[data-away]')) line.hidden = line.dataset.away !== found.error;
    for (const place of this.querySelectorAll('[data-letters]')) place.textContent = found.letters ?? '';
    this.#put(found.picture);
  }

  #put(picture) {
    this.querySelector('[data-open]').hidden = !picture;
    if (!picture) return;
    this.#address = URL.createObjectURL(picture);
    for (const image of this.querySelectorAll('img')) image.src = this.#address;
  }

  #forget() {
    for (const image of this.querySelectorAll('img')) image.removeAttribute('src');
    URL.revokeObjectURL(this.#address);
    this.#address = '';
    const dialog = this.querySelector('dialog');
    if (dialog.open) dialog.close();
  }
});
