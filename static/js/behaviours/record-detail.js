/** One record, named by the address after #; its page holds the words. */
import { desk } from '../desk.js';
import { Beat } from '../helpers/beat.js';
import { bring, house, meet, ports, ready } from '../helpers/house.js';
import { shape } from '../helpers/shape.js';
import { fill } from '../models/bind.js';
import { staying } from '../models/merged.js';
import { personOf } from '../models/record.js';

customElements.define('record-detail', class extends HTMLElement {
  #beat = new Beat(() => this.#show());

  async connectedCallback() {
    window.addEventListener('hashchange', () => this.#show());
    await Promise.all([ready(), bring(this.dataset.register)]);
    desk.addEventListener('change', () => this.#show());
    await this.#show();
  }

  disconnectedCallback() {
    this.#beat.stop();
  }

  async #show() {
    const record = await desk.record(location.hash.slice(1));
    const [gone, here, actions] = ['[data-gone]', '[data-here]', 'record-actions'].map((part) => this.querySelector(part));
    gone.hidden = Boolean(record);
    if (!record) {
      here.hidden = actions.hidden = true;
      return;
    }
    await meet([personOf(record)]);
    const now = await desk.now();
    this.#beat.next([record], now);
    const [party, staff, taken] = await Promise.all([this.#party(record, now), this.#staff(record.f), house.passes?.taken(record, now)]);
    const shown = shape(record, now);
    fill(here, { ...shown, party, staff, taken }, ports());
    house.passes?.offer(actions, shown);
    actions.record = record;
    const parts = 'record-history, home-says, meeting-rooms, entered-twice, picture-view';
    for (const part of this.querySelectorAll(parts)) part.record = record;
    // Not before it is filled: what nobody knows yet would be seen, and then move away.
    here.hidden = actions.hidden = false;
    document.dispatchEvent(new Event('filled'));
  }

  // Who did what happened at a time: a field that ends in _by beside the one that ends in _at. And whom one comes to see.
  async #staff(fields) {
    const given = Object.entries(fields).filter(([name, id]) => (name.endsWith('_by') || name === 'counterpart') && id);
    if (!given.length) return {};
    const names = new Map((await desk.refs('staff')).map(({ id, data }) => [id, data.name]));
    return Object.fromEntries(given.map(([name, id]) => [name.replace(/_by$/, '_at'), names.get(id) ?? id]));
  }

  // Those who came together name the first of them as their party; whoever was entered twice stands there once.
  async #party(record, now) {
    const all = await desk.records(this.dataset.register);
    const stays = staying(all);
    const leadOf = ({ id, f }) => stays(f.party ?? id);
    const together = all.filter((one) => stays(one.id) === one.id && one.id !== stays(record.id) && leadOf(one) === leadOf(record));
    return together.map((one) => shape(one, now)).reverse();
  }
});
