/** Digits for the field in hand. It never takes the focus, so the eye stays where it was. */
import { press } from '../helpers/keys.js';

const FIELDS = '[data-pad], [inputmode="numeric"]';

customElements.define('number-pad', class extends HTMLElement {
  #field = null;

  connectedCallback() {
    const form = this.closest('form');
    form.addEventListener('focusin', ({ target }) => {
      if (target.matches?.(FIELDS)) this.#take(target);
    });
    this.addEventListener('pointerdown', (event) => event.preventDefault());
    this.addEventListener('click', ({ target }) => this.#press(target.closest('[data-key]')));
    for (const field of form.querySelectorAll(FIELDS)) this.#quiet(field);
    this.#field = form.querySelector(FIELDS);
  }

  // The tablet's own keyboard would cover half the form; the pad stands beside it.
  #quiet(field) {
    if (this.offsetParent !== null && matchMedia('(pointer: coarse)').matches) field.inputMode = 'none';
  }

  #take(field) {
    this.#quiet(field);
    this.#field = field;
  }

  #press(button) {
    if (!button || !this.#field?.isConnected || this.#field.matches(':disabled')) return;
    const field = this.#field;
    field.value = press(field.value, button.dataset.key, Number(field.dataset.pad) || 12);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    if (document.activeElement !== field && field.isConnected && !this.#done(field)) field.focus();
  }

  #done(field) {
    return field.dataset.pad && field.value.length >= Number(field.dataset.pad);
  }
});
