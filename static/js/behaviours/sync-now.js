/** A person asks to hand in now. */
import { desk } from '../desk.js';

customElements.define('sync-now', class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    button.addEventListener('click', async () => {
      button.setAttribute('aria-busy', 'true');
      await desk.sync({ force: true });
      button.removeAttribute('aria-busy');
    });
  }
});
