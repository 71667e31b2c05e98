/** A code for a new tablet: shown once, as a picture and as text. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { fill } from '../models/bind.js';

customElements.define('new-device', class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector('dialog');
    this.querySelector('[data-open]').addEventListener('click', () => this.#open());
    this.querySelector('[data-make]').addEventListener('click', ({ currentTarget }) => this.#make(currentTarget));
    this.dialog.addEventListener('close', () => this.#show(null));
  }

  async #open() {
    await Promise.all([this.#show(null), ready()]);
    fill(this.querySelector('[data-asking]'), house.settings, ports());
    this.dialog.showModal();
  }

  async #make(button) {
    const form = this.dialog.querySelector('form');
    const body = { kind: form.elements.kind.value, name: form.elements.name.value.trim() };
    button.setAttribute('aria-busy', 'true');
    const { status, data } = await desk.http('POST', '/api/office/codes', body);
    button.removeAttribute('aria-busy');
    this.querySelector('[data-trouble]').hidden = status === 200;
    if (status === 200) await this.#show(data);
  }

  async #show(made) {
    // Most who open the page ask for no code: its writer comes with the first question.
    const { qr } = await import('../models/qr.js');
    this.querySelector('[data-asking]').hidden = Boolean(made);
    this.querySelector('[data-make]').hidden = Boolean(made);
    const place = this.querySelector('[data-code]');
    place.hidden = !made;
    fill(place, made ?? { code: '', url: '' }, { ...ports(), qr });
  }
});
