/** Somebody stands at the desk: what they came for, what to say, what became of it. */
import '../../../static/js/pages/page.js';
import '../../../static/js/behaviours/person-search.js';
import '../../../static/js/behaviours/parked-forms.js';
import '../../../static/js/behaviours/entry-form.js';
import { desk } from '../../../static/js/desk.js';
import { ports, ready } from '../../../static/js/helpers/house.js';
import { idle } from '../../../static/js/helpers/idle.js';
import { shape } from '../../../static/js/helpers/shape.js';
import { fill } from '../../../static/js/models/bind.js';

// They have words of their own, and say by and by what the office wants to be said.
idle(() => Promise.all([import('../../../static/js/behaviours/greeting-card.js'), import('../../../static/js/behaviours/prompt-card.js')]));

customElements.define('contact-served', class extends HTMLElement {
  async connectedCallback() {
    this.querySelector('[data-leave]').addEventListener('click', () => this.#leave());
    this.addEventListener('change', ({ target }) => target.name === 'outcome' && this.#ask(target.value));
    this.addEventListener('restored', ({ detail }) => this.#ask(detail.outcome));
    window.addEventListener('hashchange', () => this.#show());
    await ready();
    desk.addEventListener('change', () => this.#show());
    await this.#show();
  }

  async #show() {
    const [record, now] = await Promise.all([desk.record(location.hash.slice(1)), desk.now()]);
    const served = record?.state === 'served';
    this.querySelector('[data-gone]').hidden = served;
    this.querySelector('[data-here]').hidden = !served;
    if (!served) return;
    fill(this.querySelector('[data-who]'), shape(record, now), ports());
    for (const place of this.querySelectorAll('[data-for]')) place.hidden = place.dataset.for !== record.f.need;
  }

  // Only what the outcome calls for is asked.
  #ask(outcome) {
    for (const place of this.querySelectorAll('[data-when]')) place.hidden = place.dataset.when !== outcome;
  }

  async #leave() {
    const trouble = this.querySelector('[data-trouble]');
    try {
      await desk.act('contacts', 'leave', { rec: location.hash.slice(1) });
      location.assign(`/${document.documentElement.lang}/`);
    } catch (fault) {
      console.error(fault);
      trouble.hidden = false;
    }
  }
});
