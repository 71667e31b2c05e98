/** What few are asked: it opens when something stands in it or is wrong there. */
customElements.define('more-row', class extends HTMLElement {
  connectedCallback() {
    const form = this.closest('form');
    form.addEventListener('restored', () => this.#judge());
    // What is wrong is known once the form has been looked through.
    form.addEventListener('submit', () => setTimeout(() => this.#show(this.querySelector('[aria-invalid]'))));
    this.#judge();
  }

  #judge() {
    this.#open([...this.querySelectorAll('.input')].some(({ value }) => value));
  }

  #open(wanted) {
    if (wanted) this.firstElementChild.open = true;
  }

  #show(wrong) {
    this.#open(wrong);
    if (wrong && wrong === this.closest('form').querySelector('[aria-invalid]')) wrong.focus();
  }
});
