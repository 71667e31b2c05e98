/** No slip before an ID has been shown: the rest opens when the ID has been seen and noted. */
const SIGNS = 4;

customElements.define('id-first', class extends HTMLElement {
  #open = false;

  connectedCallback() {
    const form = this.closest('form');
    this.addEventListener('input', ({ target }) => this.#changed(target));
    form.addEventListener('restored', () => this.#judge());
    this.#judge();
    this.querySelector('[name="id_kind"]')?.focus({ preventScroll: true });
  }

  #changed(target) {
    if (target.closest('[data-person]')) return;
    if (target.name === 'id_kind') this.querySelector('[name="id_last4"]').focus();
    this.#judge();
    if (target.name === 'id_last4' && this.#open) this.querySelector('[name="name"]').focus();
  }

  #judge() {
    const kind = this.querySelector('[name="id_kind"]:checked');
    const last = this.querySelector('[name="id_last4"]').value.trim();
    this.#open = Boolean(kind) && last.length === SIGNS;
    this.querySelector('[name="id_seen"]').value = this.#open ? 'yes' : '';
    this.querySelector('[data-rest]').disabled = !this.#open;
    for (const place of this.querySelectorAll('[data-locked]')) place.hidden = this.#open;
    for (const place of this.querySelectorAll('[data-open]')) place.hidden = !this.#open;
    this.querySelector('[name="name"]').disabled = !this.#open;
  }
});
