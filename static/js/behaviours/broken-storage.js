/** This tablet cannot save: say so over everything, until a test of the storage succeeds. */
import { desk } from '../desk.js';

customElements.define('broken-storage', class extends HTMLElement {
  connectedCallback() {
    desk.addEventListener('broken', ({ reason }) => this.#show(reason));
    this.querySelector('[data-retry]').addEventListener('click', () => this.#retry());
  }

  #show(reason) {
    this.querySelector('[data-reason]').textContent = reason ?? '';
    // A modal dialog stands above everything else: the warning goes inside it.
    (document.querySelector('dialog[open]') ?? document.body).append(this);
    this.hidden = false;
    this.querySelector('[data-retry]').focus();
  }

  async #retry() {
    try {
      await desk.store.connection.probe();
      await desk.store.cupboard.put({ readiness: 1 });
      this.hidden = true;
    } catch {
      this.hidden = false;
    }
  }
});
