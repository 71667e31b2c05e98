/** A form that becomes entries: checked here, saved on this tablet, parked in one tap, never lost. */
import { desk } from '../desk.js';
import { house, ready } from '../helpers/house.js';
import { clear, give, next, put, shown, split } from '../helpers/forms.js';
import { check } from '../models/validators.js';

const REST = 400;

customElements.define('entry-form', class extends HTMLElement {
  #form = null;
  #parked = null;
  #dirty = false;
  #saving = false;
  #writing = Promise.resolve();

  async connectedCallback() {
    this.#form = this.querySelector('form');
    this.#form.addEventListener('submit', (event) => this.#submit(event));
    for (const kind of ['input', 'chosen']) this.#form.addEventListener(kind, ({ target }) => this.#touched(target));
    this.querySelector('[data-park]').addEventListener('click', () => this.#leave());
    this.addEventListener('keydown', (event) => this.#enter(event));
    // The page may go at any moment and does not come back: what was typed must be on the disk by then.
    window.addEventListener('pagehide', () => this.#park());
    document.addEventListener('visibilitychange', () => document.hidden && this.#park());
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.#saving && location.reload());
    await ready();
    document.addEventListener('unpark', ({ detail }) => this.#take(detail));
    // The same page after a reload shows what it showed.
    if (history.state?.parked && !this.#dirty) await this.#take(history.state.parked);
  }

  get #people() {
    return this.querySelector('companion-list')?.people ?? [];
  }

  get #schema() {
    return house.register(this.dataset.register).actions[this.dataset.action].form;
  }

  #touched(target) {
    clear(target.closest('[data-field]'));
    this.#dirty = true;
    this.toggleAttribute('data-no-idle', true);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.#park(), REST);
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
    await this.#writing;
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

  // At once, without a look at what is there: a page that goes has no time to read.
  #park() {
    clearTimeout(this.rest);
    if (!this.#dirty || this.#saving) return this.#writing;
    this.#dirty = false;
    if (!this.#parked) this.#hold(desk.id());
    this.#writing = desk.park(this.#copy()).catch((fault) => console.error(fault));
    return this.#writing;
  }

  #copy() {
    const { register, action } = this.dataset;
    const values = give(this.#form, { all: true });
    const label = values.name || house.rooms.get(values.room)?.name || '';
    return { id: this.#parked, register, action, label, values, people: this.#people.map(({ own }) => own) };
  }

  #hold(id) {
    this.#parked = id;
    history.replaceState({ ...history.state, parked: id }, '');
    document.dispatchEvent(new CustomEvent('holding', { detail: id }));
  }

  async #leave() {
    await this.#park();
    location.assign(this.dataset.back ?? `/${document.documentElement.lang}/`);
  }

  // What stands in the form now is put aside before another one takes its place.
  async #take(id) {
    await this.#park();
    const parked = await desk.takeOver(id);
    if (!parked) return;
    this.#hold(parked.id);
    put(this.#form, parked.values);
    this.toggleAttribute('data-no-idle', true);
    const companions = this.querySelector('companion-list');
    if (companions) companions.people = parked.people ?? [];
  }
});
