/** Offer the home screen once, in a quiet place, when the browser would allow it. */
const LATER = 'vestibule-install-later';
const AWHILE = 7 * 86_400_000;

customElements.define('install-offer', class extends HTMLElement {
  #prompt = null;

  connectedCallback() {
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#prompt = event;
      this.hidden = Date.now() - Number(localStorage.getItem(LATER) ?? 0) < AWHILE;
    });
    this.querySelector('[data-accept]').addEventListener('click', () => this.#install());
    this.querySelector('[data-later]').addEventListener('click', () => this.#later());
  }

  async #install() {
    this.hidden = true;
    await this.#prompt?.prompt();
  }

  #later() {
    localStorage.setItem(LATER, String(Date.now()));
    this.hidden = true;
  }
});
