/** Whoever stayed in the lobby goes up after all: asked like anybody, the ID first. */
import '../../../static/js/pages/page.js';
import '../../../static/js/behaviours/number-pad.js';
import '../../../static/js/behaviours/person-search.js';
import '../../../static/js/behaviours/id-first.js';
import '../../../static/js/behaviours/parked-forms.js';
import '../../../static/js/behaviours/entry-form.js';
import { desk } from '../../../static/js/desk.js';
import { ports, ready } from '../../../static/js/helpers/house.js';
import { idle } from '../../../static/js/helpers/idle.js';
import { shape } from '../../../static/js/helpers/shape.js';
import { fill } from '../../../static/js/models/bind.js';

void import('../../../static/js/behaviours/home-says.js');
void import('../../../static/js/behaviours/more-row.js');
void import('../../../static/js/behaviours/picture-field.js');
idle(() => Promise.all([import('../../../static/js/behaviours/greeting-card.js'), import('../../../static/js/behaviours/prompt-card.js')]));

customElements.define('lobby-visitor', class extends HTMLElement {
  async connectedCallback() {
    window.addEventListener('hashchange', () => this.#show());
    await ready();
    desk.addEventListener('change', () => this.#show());
    await this.#show();
  }

  async #show() {
    const [record, now] = await Promise.all([desk.record(location.hash.slice(1)), desk.now()]);
    const here = record?.state === 'lobby';
    this.querySelector('[data-gone]').hidden = here;
    const who = this.querySelector('[data-who]');
    who.hidden = !here;
    if (here) fill(who, shape(record, now), ports());
    const form = this.closest('form');
    form.querySelector('id-first').hidden = !here;
    form.querySelector('[type="submit"]').disabled = !here;
  }
});
