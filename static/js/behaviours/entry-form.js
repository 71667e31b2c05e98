/** A form that becomes entries: checked here, saved on this tablet, parked in one tap, never lost. */
import { desk } from '../desk.js';
import { house, ready } from '../helpers/house.js';
import { clear, give, next, put, shown, written } from '../helpers/forms.js';
import { leave, pickUp } from '../helpers/leaving.js';
import { onward } from '../helpers/onward.js';
import { known, prepare, steps } from '../helpers/steps.js';
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
    window.addEventListener('pagehide', () => this.#depart());
    document.addEventListener('visibilitychange', () => document.hidden && this.#depart());
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.#saving && location.reload());
    // A form that waits may be tapped before the page before has put its own aside.
    const begins = ready().then(() => prepare(this.dataset)).then(pickUp);
    document.addEventListener('unpark', ({ detail }) => void begins.then(() => this.#take(detail)));
    await begins;
    // The same page after a reload shows what it showed.
    const begun = history.state?.parked ?? (await this.#begun());
    if (begun && !this.#dirty) await this.#take(begun);
    // Whoever was expected need not be written down again: only what is missing is asked.
    else if (!begun && location.hash) await known(this.#form, this.dataset);
    // The same page in another language goes on in the same field.
    document.getElementById(history.state?.focus)?.focus();
  }

  /** Put what was typed aside at once; tell whether it is on the disk. */
  keep = () => this.#park();

  get #people() {
    return this.querySelector('companion-list')?.people ?? [];
  }

  get #schema() {
    return house.register(this.dataset.register).actions[this.dataset.action].form;
  }

  /** The record that a form goes on with, where it does not make one: the address names it. */
  get #existing() {
    return 'existing' in this.dataset ? location.hash.slice(1) : undefined;
  }

  async #begun() {
    const rec = this.#existing;
    return rec && (await desk.parked()).find((form) => form.rec === rec && form.action === this.dataset.action)?.id;
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
      location.assign(await onward(this, await this.#act(people)));
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
    const all = await steps(this.dataset, people, this.#existing);
    await desk.actMany(all, { unpark: this.#parked });
    return all.slice(0, people.length).map(({ rec }) => rec);
  }

  // At once, without a look at what is there: a page that goes has no time to read.
  #park(how) {
    clearTimeout(this.rest);
    if ((!this.#dirty && !how) || this.#saving) return this.#writing;
    this.#dirty = false;
    this.#writing = this.#put(how).then(() => true, (fault) => {
      console.error(fault);
      return false;
    });
    return this.#writing;
  }

  // A disk that is busy with other reading takes what a page that goes has written too late.
  #depart() {
    const begun = this.#dirty && !this.#saving && written(this.#form);
    const parking = this.#park();
    if (begun) leave(parking, { ...this.#copy(), op: desk.operator?.id });
  }

  // A form in which nobody wrote anything, or nothing stands any more, is none.
  #put(how) {
    if (written(this.#form)) {
      if (!this.#parked) this.#hold(desk.id());
      return desk.park({ ...this.#copy(), ...how });
    }
    return this.#parked ? desk.discard(this.#parked) : Promise.resolve();
  }

  #copy() {
    const { register, action } = this.dataset;
    const values = give(this.#form, { all: true });
    return { id: this.#parked, register, action, rec: this.#existing, values, people: this.#people.map(({ own }) => own) };
  }

  #hold(id) {
    this.#parked = id;
    history.replaceState({ ...history.state, parked: id }, '');
    document.dispatchEvent(new CustomEvent('holding', { detail: id }));
  }

  async #leave() {
    if (!(await this.#park({ aside: true }))) return;
    location.assign(this.dataset.back ?? `/${document.documentElement.lang}/`);
  }

  // What stands in the form now is put aside before another one takes its place.
  async #take(id) {
    await this.#park();
    const parked = await desk.takeOver(id);
    if (!parked) return;
    if (parked.rec) location.hash = parked.rec;
    this.#hold(parked.id);
    if (this.querySelector('line-list')) await customElements.whenDefined('line-list');
    put(this.#form, parked.values);
    this.toggleAttribute('data-no-idle', true);
    const companions = this.querySelector('companion-list');
    if (companions) companions.people = parked.people ?? [];
  }
});
