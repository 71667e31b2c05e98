/** Everything this tablet holds, as one sealed file that only the house can read. */
import { desk } from '../desk.js';
import { hand } from '../helpers/file.js';

customElements.define('rescue-export', class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    button.addEventListener('click', async () => {
      const place = this.closest('broken-storage') ?? document;
      button.setAttribute('aria-busy', 'true');
      const file = await desk.export().catch((fault) => console.error(fault));
      button.removeAttribute('aria-busy');
      if (file) hand(file.name, file.text, 'application/json');
      place.querySelector('[data-rescued]').hidden = !file;
      place.querySelector('[data-unrescued]')?.toggleAttribute('hidden', Boolean(file));
    });
  }
});
