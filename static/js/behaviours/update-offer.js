/** A newer version waits until nobody works; then it asks, and never twice at once. */
import { desk } from '../desk.js';

customElements.define('update-offer', class extends HTMLElement {
  connectedCallback() {
    desk.addEventListener('update', () => {
      this.hidden = false;
    });
    this.querySelector('[data-accept]').addEventListener('click', () => desk.updates.apply());
  }
});
