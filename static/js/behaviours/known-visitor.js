/** Somebody who was here before is offered, masked: one tap fills in what they said then. The ID is seen anew. */
import { desk } from '../desk.js';
import { give, put } from '../helpers/forms.js';
import { house, ports, ready } from '../helpers/house.js';
import { ago } from '../helpers/times.js';
import { fill } from '../models/bind.js';
import { formerly } from '../models/known.js';

const REST = 120;

customElements.define('known-visitor', class extends HTMLElement {
  #found = [];
  #taken = null;

  async connectedCallback() {
    this.form = this.closest('form');
    await ready();
    for (const kind of ['input', 'restored']) this.form.addEventListener(kind, () => this.#soon());
    this.addEventListener('click', ({ target }) => this.#take(target.closest('[data-id]')?.dataset.id));
    this.#soon();
  }

  #soon() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.#look(), REST);
  }

  async #look() {
    const { id_kind: kind = '', id_last4: last4 = '', name = '' } = give(this.form, { all: true });
    const [records, now] = await Promise.all([desk.records('visitors'), desk.now()]);
    // Who has been chosen, or typed to the end, needs no offer any more.
    this.#found = formerly(records, { kind, last4, name }).filter(({ record }) => record.p.name !== name);
    const rows = this.#found.map(({ record, visits, mask }) => ({
      id: record.id, mask, visits, company: record.p.company ?? '', ago: ago(record.at, now),
      room: house.rooms.get(record.room)?.name ?? '', last4: (record.p.id_last4 ?? '').slice(-2), id_kind: record.f.id_kind,
    }));
    this.hidden = !rows.length || this.#taken === name;
    if (!this.hidden) fill(this, { rows }, ports());
  }

  #take(id) {
    const { record } = this.#found.find((one) => one.record.id === id) ?? {};
    if (!record) return;
    const { room, f, p } = record;
    this.#taken = p.name;
    this.hidden = true;
    put(this.form, {
      ...give(this.form, { all: true }), name: p.name, room: room ?? '', host: f.host ?? '', host_name: p.host_name ?? '',
      company: p.company ?? '', purpose: f.purpose ?? '', counterpart: f.counterpart ?? '',
    });
    this.form.querySelector('[type="submit"]').focus();
  }
});
