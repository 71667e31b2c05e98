/** What happened to a record, asked from the house when somebody opens it. */
import { desk } from '../desk.js';
import { house, ports } from '../helpers/house.js';
import { moment } from '../helpers/times.js';
import { fill } from '../models/bind.js';

customElements.define('record-history', class extends HTMLElement {
  #record = null;
  #seq = null;

  connectedCallback() {
    this.querySelector('details').addEventListener('toggle', () => this.#load());
  }

  set record(record) {
    const newer = record.id !== this.#record?.id || record.seq !== this.#seq;
    this.#record = record;
    if (newer) this.#load();
  }

  async #load() {
    if (!this.querySelector('details').open || !this.#record) return;
    const wait = this.querySelector('[data-wait]');
    wait.hidden = false;
    const { data } = await desk.http('GET', `/api/records/${this.#record.id}/history`);
    const rows = data?.history;
    wait.hidden = true;
    this.querySelector('[data-offline]').hidden = Boolean(rows);
    this.#seq = rows ? this.#record.seq : null;
    fill(this.querySelector('[data-each]'), (rows ?? []).map(line), ports());
  }
});

function line(row) {
  const verb = row.t.split('.').at(-1);
  return { when: moment(row.at, house.zone), action: verb, who: row.op_name ?? row.op ?? '', device: row.dev_name ?? row.dev ?? '' };
}
