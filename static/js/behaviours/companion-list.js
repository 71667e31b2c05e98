/** Those who came along: each a person of its own, sharing the visit of the first. */
import { give } from '../helpers/forms.js';

let count = 0;

customElements.define('companion-list', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', ({ target }) => {
      if (target.closest('[data-add]')) this.#add().querySelector('input').focus();
      this.#drop(target.closest('[data-remove]')?.closest('[data-person]'));
    });
    this.addEventListener('change', ({ target }) => this.#minor(target));
  }

  /** Each companion with all values of an entry; `own` are those typed for this person. */
  get people() {
    const lead = give(this.closest('form'));
    const shared = this.dataset.shared.split(' ').filter((name) => lead[name]?.length);
    const visit = Object.fromEntries(shared.map((name) => [name, lead[name]]));
    return [...this.querySelectorAll('[data-person]')].map((element) => {
      const own = this.#own(element);
      return { element, own, values: { ...visit, ...own } };
    });
  }

  set people(all) {
    this.querySelector('.companions').replaceChildren();
    for (const own of all) this.#fill(this.#add(), own);
  }

  #add() {
    const person = this.querySelector('template').content.firstElementChild.cloneNode(true);
    count += 1;
    // A group of radios is known by its name: each person needs one of its own.
    for (const radio of person.querySelectorAll('[data-name]')) radio.name = `${radio.dataset.name}-${count}`;
    this.querySelector('.companions').append(person);
    return person;
  }

  #drop(person) {
    person?.remove();
    if (person) this.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #own(element) {
    const fields = [...element.querySelectorAll('input, textarea')]
      .filter((field) => !field.disabled && (field.type === 'radio' ? field.checked : field.value));
    return Object.fromEntries(fields.map((field) => [field.dataset.name ?? field.name, field.value]));
  }

  #fill(element, own) {
    for (const field of element.querySelectorAll('input, textarea')) {
      const value = own[field.dataset.name ?? field.name] ?? '';
      if (field.type === 'radio') field.checked = field.value === value;
      else field.value = value;
    }
  }

  // A minor comes with the adult: no document is asked for.
  #minor(target) {
    if (target.dataset.name !== 'id_kind') return;
    const last = target.closest('[data-person]').querySelector('[name="id_last4"]');
    last.disabled = target.value === 'minor';
    if (last.disabled) last.value = '';
  }
});
