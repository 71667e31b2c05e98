/** Everything this tablet holds, as one sealed file that only the house can read. */
import { desk } from '../desk.js';

customElements.define('rescue-export', class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    button.addEventListener('click', async () => {
      button.setAttribute('aria-busy', 'true');
      const file = await desk.export().finally(() => button.removeAttribute('aria-busy'));
      hand(file);
      document.querySelector('[data-rescued]').hidden = false;
    });
  }
});

function hand({ name, text }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
