/** Who is inside, by place, to be called and ticked off: in two taps from the lock, with or without a network. */
import { desk } from '../desk.js';
import { contacts, current, end, mark, open, tell } from '../desk/rolling.js';
import { house, ports, ready } from '../helpers/house.js';
import { shape } from '../helpers/shape.js';
import { ago, moment } from '../helpers/times.js';
import { fill } from '../models/bind.js';

const IDLE = 90;
const ACTIVE = ['pointerdown', 'keydown'];
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

customElements.define('roll-call', class extends HTMLElement {
  #call = null;

  async connectedCallback() {
    this.cover = this.querySelector('[data-cover]');
    this.sheet = this.querySelector('[data-sheet]');
    this.addEventListener('click', (event) => this.#click(event));
    await ready();
    const left = await current(desk);
    fill(this.cover, { since: left ? moment(left.at, house.zone) : null }, ports());
    this.cover.querySelector('[data-open]').disabled = false;
    for (const kind of ACTIVE) document.addEventListener(kind, () => this.#rest(), { passive: true });
    this.#rest();
  }

  disconnectedCallback() {
    clearTimeout(this.idle);
    clearInterval(this.timer);
  }

  // The page has no lock to come down: whoever held the tablet holds it no longer.
  #rest() {
    clearTimeout(this.idle);
    const seconds = Number(house.settings.idle_lock) || IDLE;
    this.idle = setTimeout(() => desk.operator && desk.lock(), seconds * 1000);
  }

  #click({ target }) {
    const row = target.closest('[data-rec]');
    if (target.closest('[data-open]')) this.#open();
    if (target.closest('[data-print]')) print();
    if (target.closest('[data-end]')) this.#end();
    if (row) this.#tick(row.dataset.rec);
  }

  async #open() {
    this.#call = await open(desk);
    this.cover.hidden = true;
    this.sheet.hidden = false;
    desk.addEventListener('change', () => this.#show());
    this.timer = setInterval(() => this.#show(), 30_000);
    await this.#show();
    this.sheet.querySelector('h1').focus();
    await tell(desk, { always: true });
    await this.#show();
  }

  async #tick(rec) {
    this.#call = await mark(desk, this.#call, rec, !this.#call.found.includes(rec));
    await this.#show();
  }

  async #end() {
    await end(desk, this.#call);
    tell(desk).finally(() => location.assign(`/${document.documentElement.lang}/`));
  }

  async #show() {
    const now = await desk.now();
    const lists = await Promise.all([...this.querySelectorAll('[data-register]')].map((place) => this.#list(place, now)));
    const said = await contacts(desk);
    const all = lists.flat();
    fill(this.querySelector('[data-tally]'), {
      inside: all.length, found: all.filter(({ found }) => found === 'true').length, opened: moment(this.#call.at, house.zone, now),
    }, ports());
    fill(this.querySelector('[data-devices]'), { heard: said ? moment(said.at, house.zone, now) : null, devices: (said?.devices ?? []).map((one) =>
      ({ ...one, last: one.last_seen ? ago(one.last_seen, now) : '–', own: one.id === desk.device?.id })) }, ports());
  }

  /** Whoever came and has not left, the waiting first, then by place. */
  async #list(place, now) {
    const { register, came, left } = place.dataset;
    const records = await desk.records(register);
    const inside = records.filter(({ end: over, f }) => over === null && f[came] && !f[left]);
    const rows = inside.map((record) => ({
      id: record.id, ...pick(shape(record, now)), found: String(this.#call.found.includes(record.id)),
    }));
    rows.sort((a, b) => b.waits - a.waits || order.compare(a.room_name, b.room_name) || order.compare(a.name, b.name));
    fill(place, { rows, none: !rows.length }, ports());
    return rows;
  }
});

const pick = (row) => ({
  name: row.name || row.no, room_name: row.room_name, state: row.state, ago: row.ago,
  waits: Number(house.register(row.reg).states.find(({ name }) => name === row.state)?.tone === 'open'),
});
