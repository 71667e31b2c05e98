/** What happened to a record, asked from the house when somebody opens it; unsent entries are this tablet's own. */
import { desk } from '../desk.js';
import { house, ports } from '../helpers/house.js';
import { told } from '../helpers/telling.js';
import { moment } from '../helpers/times.js';
import { fill } from '../models/bind.js';

const UNSENT = ['queued', 'waiting'];

customElements.define('record-history', class extends HTMLElement {
  #record = null;
  #shown = '';

  connectedCallback() {
    this.querySelector('details').addEventListener('toggle', () => this.#load());
  }

  set record(record) {
    const mark = [record.id, record.seq, record.local?.n, record.local?.status].join(' ');
    this.#record = record;
    if (mark !== this.#shown) this.#load();
    this.#shown = mark;
  }

  async #load() {
    if (!this.querySelector('details').open || !this.#record) return;
    const { id } = this.#record;
    const wait = this.querySelector('[data-wait]');
    wait.hidden = false;
    const [there, own] = await Promise.all([desk.history(id).catch(() => null), unsent(id)]);
    wait.hidden = true;
    if (id !== this.#record.id) return;
    this.querySelector('[data-offline]').hidden = Boolean(there);
    this.#show([...(there ?? []), ...own.filter((row) => !there?.some((one) => one.id === row.id))]);
  }

  #show(rows) {
    const register = house.register(this.dataset.register);
    const fields = new Set(register.form.map(({ name }) => name));
    const lines = told(rows, fields).map((row) => ({
      ...row, when: moment(row.at, house.zone), who: row.op_name || row.op || '', device: row.dev_name || row.dev || '',
      changes: row.changes.map((change) => this.#spoken(change)), settled: row.action === 'settle' ? row.d.flag : '',
    }));
    fill(this.querySelector('[data-each]'), lines, ports());
  }

  #spoken({ field, old, now, gone }) {
    return { field, old: this.#value(field, old) || '–', now: this.#value(field, now) || (gone ? '' : '–'), gone };
  }

  // Words of choices stand in the page; rooms and people are known by name.
  #value(field, value) {
    const each = [value].flat().map((one) => {
      const words = this.querySelector(`[data-words] [data-field="${field}"][data-value="${CSS.escape(one)}"]`);
      return words?.textContent ?? house.rooms.get(one)?.name ?? house.people.get(one)?.name ?? one;
    });
    return each.join(', ');
  }
});

async function unsent(id) {
  const rows = (await desk.entries()).filter((row) => row.rec === id && UNSENT.includes(row.status));
  const staff = new Map((await desk.refs('staff')).map((row) => [row.id, row.data.name]));
  return rows.map(({ t, saved, entry, id: own }) => {
    const { d, op } = JSON.parse(entry.b);
    const p = Object.fromEntries(Object.entries(entry.p).map(([name, [, value]]) => [name, value]));
    return { id: own, t, at: saved, d, p, op, op_name: staff.get(op), dev_name: desk.device.name || desk.device.letters, status: 'unsent', flags: [] };
  });
}
