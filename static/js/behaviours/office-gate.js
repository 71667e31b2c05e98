/** The office's pages open for whom the house answers; others are asked for a password. */
import { desk } from '../desk.js';
import { speak } from '../helpers/handed.js';
import { ports, ready } from '../helpers/house.js';
import { fill } from '../models/bind.js';

const PROBE = '/api/office/attention';

customElements.define('office-gate', class extends HTMLElement {
  async connectedCallback() {
    this.form = this.querySelector('form');
    this.form.addEventListener('submit', (event) => this.#enter(event));
    await ready();
    await this.#try();
  }

  async #try() {
    const { kind, status, data } = await desk.http('GET', PROBE);
    const offline = kind !== 'answer';
    const asked = !offline && [401, 403].includes(status);
    // Whose role would open the office proves it by a password: a PIN only says who.
    const roles = desk.operator?.roles;
    const office = data?.error !== 'not_allowed' && (!roles || this.dataset.for.split(' ').some((role) => roles.includes(role)));
    this.querySelector('[data-offline]').hidden = !offline;
    this.querySelector('[data-barred]').hidden = !(asked && !office);
    this.form.hidden = !(asked && office);
    if (!offline && !asked) this.#open();
  }

  #open() {
    for (const part of document.querySelectorAll('[data-inside]')) part.hidden = false;
    document.dispatchEvent(new CustomEvent('office'));
  }

  // A password that somebody else made opens nothing but the choice of an own one: it stays typed meanwhile.
  #choice(code) {
    const { password, chosen } = this.form.elements;
    const asked = ['choose_password', 'weak_password'].includes(code);
    const field = this.querySelector('[data-choice]');
    field.hidden = !asked && (field.hidden || !code);
    chosen.value = '';
    if (asked) chosen.focus();
    else password.value = '';
  }

  async #enter(event) {
    event.preventDefault();
    const { login, password, chosen } = this.form.elements;
    const before = desk.operator?.id;
    event.submitter?.setAttribute('aria-busy', 'true');
    const answer = await desk.officeSignIn(login.value.trim(), password.value, chosen.value);
    event.submitter?.removeAttribute('aria-busy');
    this.#choice(answer.code);
    fill(this.querySelector('.error'), { code: answer.code ?? '' }, ports());
    if (answer.ok) await this.#try();
    // Who only proves who they are goes on reading as they chose.
    if (answer.ok && desk.operator.id !== before) await speak(desk.operator);
  }
});
