/** A slip by its code, number or badge: shown at once, with what may be done now. */
import { desk } from '../desk.js';
import { bring, house, meet, ports, ready } from '../helpers/house.js';
import { shape } from '../helpers/shape.js';
import { fill } from '../models/bind.js';
import { staying } from '../models/merged.js';
import { personOf } from '../models/record.js';
import { bare, readCode, recordCode } from '../models/codes.js';

const MOST = 8;

customElements.define('scan-slip', class extends HTMLElement {
  #id = null;
  #done = false;
  #second = null;

  async connectedCallback() {
    this.addEventListener('code', ({ detail, target }) => this.#find(detail, target.matches('scan-field')));
    this.addEventListener('acted', ({ detail }) => this.#acted(detail));
    this.addEventListener('click', ({ target }) => this.#chosen(target.closest('[data-code]')));
    await ready();
    desk.addEventListener('change', () => this.#show());
    if (location.hash.length > 1) await this.#find(decoded(location.hash.slice(1)), false);
  }

  #chosen(button) {
    return button && this.#find(button.dataset.code, false);
  }

  async #find(given, typed) {
    await ready();
    const { record: read, several = [], said = '' } = await answer(readCode(given), typed);
    const record = await stayingOf(read);
    [this.#id, this.#done] = [record?.id ?? null, false];
    this.#second = record === read ? null : shape(read, await desk.now());
    this.querySelector('[data-said]').hidden = !said;
    fill(this.querySelector('[data-said]'), { said }, ports());
    this.querySelector('[data-several]').hidden = !several.length;
    const now = await desk.now();
    fill(this.querySelector('[data-several]'), several.map((record) => choice(record, now)), ports());
    this.querySelector('[data-none]').hidden = Boolean(record) || several.length > 0;
    await this.#show();
  }

  async #show() {
    const record = this.#id && await desk.record(this.#id);
    if (record) await Promise.all([meet([personOf(record)]), bring(record.reg)]);
    const now = await desk.now();
    const party = record && await house.passes?.party(record, now);
    for (const article of this.querySelectorAll('article')) {
      article.hidden = !record || article.dataset.register !== record.reg;
      if (!article.hidden) this.#fill(article, { ...shape(record, now), party, second: this.#second }, record);
    }
  }

  #fill(article, shown, record) {
    fill(article, shown, ports());
    article.querySelector('record-actions').record = record;
    // A pass says by itself whether it holds.
    if (shown.pass) return;
    article.querySelector('[data-done]').hidden = !this.#done;
    article.querySelector('[data-already]').hidden = this.#done || record.end === null;
  }

  async #acted(action) {
    this.#done = action !== 'take_back';
    await this.#show();
    const input = this.querySelector('scan-field input');
    input.value = '';
    input.focus();
  }
});

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const choice = (record, now) => ({ ...shape(record, now), code: recordCode(record.id) });

async function answer(code, typed) {
  if (code.half) return { said: 'half' };
  if (code.foreign) return { said: 'foreign' };
  if (code.id) return one(await desk.record(code.id), 'elsewhere');
  const all = await desk.records();
  const wanted = bare(code.words);
  const byNumber = wanted && all.find(({ no }) => bare(no) === wanted);
  if (byNumber) return one(byNumber);
  const open = all.filter(({ end }) => end === null);
  const badges = open.filter(({ f }) => wanted && bare(f.badge) === wanted);
  const found = badges.length || !typed ? badges : (await desk.search(code.words, MOST, ['records'])).records;
  return found.length > 1 ? { several: found } : one(found[0], typed ? 'nothing' : 'foreign');
}

// A second slip of the same visitor leads to the one that stays.
async function stayingOf(record) {
  if (!record?.f.merged_into) return record;
  const all = await desk.records(record.reg);
  const id = staying(all)(record.id);
  return all.find((one) => one.id === id) ?? record;
}

const one = (record, said) => (record ? { record } : { said });
