/** A form that becomes entries: checked here, saved on this tablet, parked in one tap, never lost. */
import { desk } from '../desk.js';
import { house, ready } from '../helpers/house.js';
import { clear, give, next, put, shown, split } from '../helpers/forms.js';
import { check } from '../models/validators.js';

const REST = 1500;

customElements.define('entry-form', class extends HTMLElement {
  #form = null;
  #parked = null;
  #saving = false;

  async connectedCallback() {
    this.#form = this.querySelector('form');
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    this.#form.addEventListener('input', ({ target }) => this.#touched(target));
    this.querySelector('[data-park]').addEventListener('click', () => this.#park(true));
    this.addEventListener('keydown', (event) => this.#enter(event));
    await ready();
    document.addEventListener('unpark', ({ detail }) => this.#restore(detail));
  }

  get #people() {
    return this.querySelector('companion-list')?.people ?? [];
  }

  get #schema() {
    return house.register(this.dataset.register).actions[this.dataset.action].form;
  }

  #touched(target) {
    clear(target.closest('[data-field]'));
    this.toggleAttribute('data-no-idle', true);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.#park(false), REST);
  }

  // A scanner or a hasty hand ends a field with Enter: go on, do not save half a form.
  #enter(event) {
    if (event.key !== 'Enter' || event.defaultPrevented || !event.target.matches('input')) return;
    event.preventDefault();
    next(this.#form, event.target)?.focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#saving) return;
    const lead = give(this.#form);
    const all = [[this.#form, lead], ...this.#people.map((person) => [person.element, { ...person.values }])];
    const wrong = all.map(([place, values]) => shown(this, place, check(this.#schema, values))).find(Boolean);
    if (wrong) wrong.focus();
    else await this.#save(all.map(([, values]) => values));
  }

  async #save(people) {
    const button = this.#form.querySelector('[type="submit"]');
    this.#saving = true;
    clearTimeout(this.rest);
    button.setAttribute('aria-busy', 'true');
    try {
      const ids = await this.#act(people);
      location.assign(`${this.dataset.next}#${ids.join(',')}`);
    } catch (fault) {
      console.error(fault);
      this.querySelector('[data-trouble]').hidden = false;
      this.querySelector('[data-hint]').hidden = true;
      this.#saving = false;
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  async #act(people) {
    const lead = desk.id();
    const steps = people.map((values, index) => ({
      register: this.dataset.register, action: this.dataset.action,
      rec: index ? desk.id() : lead, ...split(this.#schema, index ? { ...values, party: lead } : values),
    }));
    await desk.actMany(steps, { unpark: this.#parked });
    return steps.map(({ rec }) => rec);
  }

  async #park(leave) {
    if (this.#saving) return;
    const values = give(this.#form);
    const label = values.name || values.room_label || '';
    this.#parked ??= desk.id();
    await desk.park({
      id: this.#parked, register: this.dataset.register, action: this.dataset.action,
      label, values, people: this.#people.map(({ own }) => own),
    });
    if (leave) location.assign(this.dataset.back ?? `/${document.documentElement.lang}/`);
  }

  #restore(parked) {
    this.#parked = parked.id;
    put(this.#form, parked.values);
    const companions = this.querySelector('companion-list');
    if (companions) companions.people = parked.people ?? [];
  }
});
