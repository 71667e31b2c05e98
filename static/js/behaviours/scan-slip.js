/** A slip by its code or number: shown at once, with what may be done now. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { shape } from '../helpers/shape.js';
import { fill } from '../models/bind.js';

const CODE = /^V1:([0-9A-F]{8})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{12})$/;
const plain = (text) => text.toUpperCase().replace(/[^0-9A-Z]/g, '');

customElements.define('scan-slip', class extends HTMLElement {
  #id = null;

  async connectedCallback() {
    this.addEventListener('code', ({ detail }) => this.#find(detail));
    this.addEventListener('acted', ({ target }) => this.#done(target));
    await ready();
    desk.addEventListener('change', () => this.#show());
    if (location.hash) await this.#find(location.hash.slice(1));
  }

  async #find(code) {
    const record = await byCode(code.trim());
    this.#id = record?.id ?? null;
    for (const done of this.querySelectorAll('[data-done]')) done.hidden = true;
    this.querySelector('[data-unknown]').hidden = Boolean(record);
    this.querySelector('[data-none]').hidden = Boolean(record);
    await this.#show();
  }

  async #show() {
    const record = this.#id && await desk.record(this.#id);
    for (const article of this.querySelectorAll('article')) {
      const mine = Boolean(record) && article.dataset.register === record.reg;
      article.hidden = !mine;
      if (mine) fill(article, shape(record), ports());
      if (mine) article.querySelector('record-actions').record = record;
    }
  }

  #done(actions) {
    actions.querySelector('[data-done]').hidden = false;
    const input = this.querySelector('scan-field input');
    input.value = '';
    input.focus();
  }
});

async function byCode(code) {
  const parts = CODE.exec(code.toUpperCase());
  if (parts) return desk.record(parts.slice(1).join('-').toLowerCase());
  for (const register of Object.keys(house.registers)) {
    const found = (await desk.records(register)).find((record) => plain(record.no ?? '') === plain(code));
    if (found) return found;
  }
  return null;
}
