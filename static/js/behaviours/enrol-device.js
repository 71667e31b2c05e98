/** A browser becomes a tablet of this house: by a code, a link, or one tap in a demonstration. */
import { desk } from '../desk.js';
import { ports, ready } from '../helpers/house.js';
import { fill } from '../models/bind.js';

customElements.define('enrol-device', class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.form.addEventListener('submit', (event) => this.#join(event));
    void this.#past();
    const code = decodeURIComponent(location.hash.slice(1));
    if (code) this.form.code.value = code;
    // The code must not stay in the history of a shared tablet.
    if (code) history.replaceState(null, '', location.pathname);
    void this.#offer();
    this.addEventListener('click', ({ target }) => this.#keep(target.closest('[data-keep-hash]')));
    this.querySelector('[data-demo-start]').addEventListener('click', ({ currentTarget }) =>
      this.#run(currentTarget, () => desk.enrolDemo({ kind: 'desk' })));
  }

  // A tablet that was revoked comes here with what it has not handed in.
  async #past() {
    await ready();
    const { revoked, count } = await desk.queue();
    fill(this.querySelector('[data-past]'), { revoked, count }, ports());
  }

  // Only the house knows whether it is a demonstration, and who sits at its own machine.
  async #offer() {
    const { data } = await desk.http('GET', '/api/devices/demo');
    this.querySelector('[data-demo]').hidden = !data?.demo;
  }

  // Another language is another page: the code goes along.
  #keep(link) {
    if (link) link.hash = encodeURIComponent(this.form.code.value.trim());
  }

  #join(event) {
    event.preventDefault();
    const { code, name } = this.form;
    this.#run(event.submitter, () => desk.enrol({ code: code.value.trim(), name: name.value.trim() }));
  }

  async #run(button, enrol) {
    button.setAttribute('aria-busy', 'true');
    const answer = await enrol();
    button.removeAttribute('aria-busy');
    if (answer.ok) location.replace(`/${document.documentElement.lang}/`);
    else fill(this.querySelector('.error'), { code: answer.code }, ports());
  }
});
