/** A list that the house answers; the words stand in the page. */
import { desk } from '../desk.js';
import { ports } from '../helpers/house.js';
import { ask } from '../helpers/dialogs.js';
import { address } from '../helpers/shape.js';
import { ago } from '../helpers/times.js';
import { fill } from '../models/bind.js';

const BEAT = 30_000;

customElements.define('office-list', class extends HTMLElement {
  connectedCallback() {
    document.addEventListener('office', () => this.#load());
    this.addEventListener('click', ({ target }) => this.#revoke(target.closest('[data-revoke]')));
    this.timer = setInterval(() => !this.hidden && !document.hidden && this.#load(), BEAT);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #load() {
    const { status, data } = await desk.http('GET', this.dataset.from);
    if (status === 200) fill(this, shaped(data), ports());
  }

  async #revoke(button) {
    const given = button && (await ask(document.getElementById('revoke-form')));
    if (!given) return;
    await desk.http('POST', `/api/office/devices/${button.dataset.id}/revoke`, { reason: given.reason ?? '', trust_until: null });
    await this.#load();
  }
});

function shaped(data) {
  const lists = Object.entries(data).filter(([, value]) => Array.isArray(value));
  const rows = Object.fromEntries(lists.map(([name, list]) => [name, list.map(row)]));
  return { ...data, ...rows, any: lists.some(([, list]) => list.length > 0) };
}

function row(one) {
  const times = Object.entries(one).filter(([name, at]) => ['last_seen', 'recv', 'oldest'].includes(name) && at);
  const href = one.reg ? address(one.reg, one.id) : null;
  return { ...one, href, ago: Object.fromEntries(times.map(([name, at]) => [name, ago(at)])) };
}
