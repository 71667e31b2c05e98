/** What happened to a record, asked from the house when somebody opens it; unsent entries are this tablet's own. */
import { desk } from '../desk.js';
import { house, meet, ports } from '../helpers/house.js';
import { told } from '../helpers/telling.js';
import { date, moment } from '../helpers/times.js';
import { takeUp } from '../helpers/upgrade.js';
import { fill } from '../models/bind.js';
import { lifted } from '../models/lifting.js';

/** What these change is told in another way, or is no answer of anybody's. */
const BUILT_IN = ['correct', 'take_back', 'settle', 'print', 'reprint'];
const UNSENT = ['queued', 'waiting'];

customElements.define('record-history', class extends HTMLElement {
  #record = null;
  #shown = '';

  connectedCallback() {
    takeUp(this); // a record may have been shown before this came
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
    const rows = [...(there ?? []), ...own.filter((row) => !there?.some((one) => one.id === row.id))];
    const lines = told(rows, new Set(this.#kinds.keys()));
    const hosts = lines.flatMap(({ changes }) => changes).filter(({ field }) => this.#kinds.get(field) === 'reference');
    await meet(hosts.flatMap(({ old, now }) => [old, now]));
    this.#show(lines);
  }

  get #own() {
    return Object.values(house.register(this.dataset.register).actions).filter(({ name }) => !BUILT_IN.includes(name));
  }

  get #kinds() {
    return new Map(this.#own.flatMap(({ form }) => form).map(({ name, kind }) => [name, kind]));
  }

  #show(told) {
    const lines = told.map((row) => ({
      ...row, when: moment(row.at, house.zone), who: row.op_name || row.op || '', device: row.dev_name || row.dev || '',
      said: this.#said(row), changes: row.changes.map((change) => this.#spoken(change)), settled: row.action === 'settle' ? row.d.flag : '',
    }));
    fill(this.querySelector('[data-each]'), lines, ports());
  }

  // What was answered when something was done; what began the record stands among its facts.
  #said({ action, d, p }) {
    const form = this.#own.find(({ name, creates }) => name === action && !creates)?.form ?? [];
    const given = { ...d, ...p };
    return form.filter(({ name, of }) => of !== 'record' && given[name]?.length).map(({ name }) => ({ field: name, now: this.#value(name, given[name]) }));
  }

  #spoken({ field, old, now, gone }) {
    return { field, old: this.#value(field, old) || '–', now: this.#value(field, now) || (gone ? '' : '–'), gone };
  }

  // Words of choices stand in the page; rooms and people are known by name; days are written as days are here.
  #value(field, value) {
    if (this.#kinds.get(field) === 'picture') return value ? '✓' : '';
    const each = [value].flat().map((one) => {
      const words = this.querySelector(`[data-words] [data-field="${field}"][data-value="${CSS.escape(one)}"]`);
      const known = words?.textContent ?? house.rooms.get(one)?.name ?? house.people.get(one)?.name;
      return known ?? this.#day(this.#kinds.get(field), one) ?? one;
    });
    return new Intl.ListFormat(document.documentElement.lang, { type: 'unit' }).format(each);
  }

  // What was typed is the house's own time: it is not moved into a zone again.
  #day(kind, text) {
    const at = Date.parse(kind === 'moment' ? `${text}Z` : text);
    const how = { date, moment }[kind];
    return how && !Number.isNaN(at) ? how(at, 'UTC') : null;
  }
});

async function unsent(id) {
  const rows = (await desk.entries()).filter((row) => row.rec === id && UNSENT.includes(row.status));
  const staff = new Map((await desk.refs('staff')).map((row) => [row.id, row.data.name]));
  return rows.map(({ t, saved, entry, id: own }) => {
    const { d: said, op, tv } = JSON.parse(entry.b);
    const [register, action] = t.split('.');
    const d = lifted(house.register(register)?.actions[action]?.lifts, tv, said);
    const p = Object.fromEntries(Object.entries(entry.p).map(([name, [, value]]) => [name, value]));
    return { id: own, t, at: saved, d, p, op, op_name: staff.get(op), dev_name: desk.device.name || desk.device.letters, status: 'unsent', flags: [] };
  });
}
