/** How to greet at this hour: by surname whom the house or the form knows, else by courtesy. */
import { desk } from '../desk.js';
import { house, meet, ready } from '../helpers/house.js';
import { promptOf } from '../helpers/prompts.js';
import { partOfDay } from '../helpers/times.js';
import { word } from '../helpers/words.js';
import { surname } from '../models/surname.js';

customElements.define('greeting-card', class extends HTMLElement {
  #form = null;

  async connectedCallback() {
    this.#form = this.closest('form');
    for (const kind of ['input', 'chosen', 'restored']) this.#form.addEventListener(kind, () => this.#show());
    await ready();
    desk.addEventListener('refs', () => this.#show());
    await this.#show();
  }

  async #show() {
    const part = partOfDay(await desk.now(), house.zone);
    const [said, when] = await Promise.all([promptOf(`desk.greeting.${part}`), promptOf('desk.greeting.when')]);
    const known = surname(...(await this.#known()));
    const name = known ? word(this, 'known', { surname: known }) : word(this, 'unknown');
    if (when) this.querySelector('[data-when-said]').textContent = when.text;
    this.querySelector('[data-title]').textContent = said?.title ?? word(this, 'title');
    this.querySelector('[data-said]').textContent = (said?.text ?? word(this, part)).replaceAll('{name}', name);
  }

  // A person of the house has a name there; whoever has none may have been asked for it.
  async #known() {
    const { person, name } = this.#form.elements;
    await meet([person?.value]);
    const known = house.people.get(person?.value);
    return known ? [known.name, known.lang] : [name?.value ?? ''];
  }
});
