/** A register's records that match: by state, late, mine, text; newest first, late ones on top. */
import { desk } from '../desk.js';
import { Beat } from '../helpers/beat.js';
import { idle } from '../helpers/idle.js';
import { shape } from '../helpers/shape.js';
import { awake, bring, meet, ports, ready } from '../helpers/house.js';
import { fill } from '../models/bind.js';
import { personOf } from '../models/record.js';

const MOST = 200;
/** More than a tablet shows at once: they stand first, the others as soon as these are painted. */
const FIRST = 16;
const fold = (text) => text.toLowerCase().replace(/[\s·-]/g, '');

customElements.define('record-list', class extends HTMLElement {
  #records = [];
  #rows = null;
  #renewing = false;
  #again = false;
  #beat = new Beat(async () => this.#tick(await desk.now()));

  async connectedCallback() {
    this.addEventListener('change', () => this.#chosen());
    this.querySelector('[data-filter]')?.addEventListener('input', () => this.#show());
    window.addEventListener('hashchange', () => this.#recall());
    this.#recall();
    const read = this.#read();
    await Promise.all([awake(), bring(this.dataset.register)]);
    desk.addEventListener('change', () => this.#renew());
    await this.#take(read);
    await meet(this.#sorted().slice(0, FIRST).map(({ room }) => room), 'room');
    this.#show(FIRST);
    idle(() => this.#complete());
  }

  disconnectedCallback() {
    this.#beat.stop();
  }

  // The view stands in the address, so that Back and a bookmark find it again.
  #recall() {
    if (!('remember' in this.dataset)) return;
    const wanted = this.querySelector(`[name="view"][value="${CSS.escape(location.hash.slice(1))}"]`);
    if (wanted) wanted.checked = true;
    this.#show();
  }

  #chosen() {
    const view = this.#view();
    if (view.value && 'remember' in this.dataset) history.replaceState(null, '', `#${view.value}`);
    this.#show();
  }

  #view() {
    return this.querySelector('[name="view"]:checked') ?? this;
  }

  #read() {
    return Promise.all([desk.records(this.dataset.register), desk.now()]);
  }

  async #take(read) {
    const [records, now] = await read;
    this.#records = records;
    this.#shape(now);
  }

  // News that come while the last are read are read once, however many they are.
  async #renew() {
    this.#again = true;
    if (this.#renewing) return;
    this.#renewing = true;
    try {
      while (this.#again) await this.#anew();
    } finally {
      this.#renewing = false;
    }
  }

  async #anew() {
    this.#again = false;
    await this.#take(this.#read());
    await this.#complete();
  }

  // Only the filter knows hosts, and rooms out of sight: they are asked for when the first rows stand.
  // The hour is asked for again: a tablet may have slept over it.
  async #complete() {
    await ready();
    this.#show();
    if (await meet(this.#records.map(personOf))) this.#tick(await desk.now());
  }

  // Nothing is read anew: what has changed is the hour.
  #tick(now) {
    this.#shape(now);
    this.#show();
  }

  #shape(now) {
    this.#beat.next(this.#records, now);
    this.#rows = this.#records.map((record) => shape(record, now));
  }

  #matching({ dataset }) {
    const states = dataset.states.split(' ');
    const mine = (row) => row.undo?.op === desk.operator?.id;
    const wanted = (row) => states.includes(row.state) || (row.end === null && row.over.includes(dataset.overdue));
    return this.#rows.filter((row) => wanted(row)
      && (!dataset.pass || row.pass?.[dataset.pass])
      && (!('late' in dataset) || row.late)
      && (!('mine' in dataset) || mine(row)));
  }

  /** The rows of this view, late ones first, then the newest; of those expected on a day, who comes first. */
  #sorted() {
    const rows = this.#matching(this.#view());
    if (this.#view().dataset.pass) return rows.sort((a, b) => (a.pass.order < b.pass.order ? -1 : 1));
    return rows.sort((a, b) => Number(b.late) - Number(a.late) || b.at - a.at);
  }

  #show(first = MOST) {
    // Before the records are read nobody can say that there are none.
    if (!this.#rows) return;
    const wanted = fold(this.querySelector('[data-filter]')?.value ?? '');
    const told = (row) => fold(`${row.room_name}|${row.name}|${row.no}|${row.host}|${row.p.plate}`).includes(wanted);
    const here = this.#sorted();
    const all = wanted ? here.filter(told) : here;
    const most = Number(this.dataset.limit) || MOST;
    fill(this.querySelector('[data-each]'), all.slice(0, Math.min(first, most)), ports());
    this.#tell(all, most);
  }

  #tell(all, most) {
    const count = this.querySelector('[data-count]');
    if (count) count.textContent = all.length;
    this.classList.toggle('none', !all.length);
    this.querySelector('[data-empty]').hidden = all.length > 0;
    this.querySelector('[data-more]')?.toggleAttribute('hidden', all.length <= most);
    for (const place of this.querySelectorAll('[data-count-of]')) {
      place.textContent = this.#matching(this.querySelector(`[value="${place.dataset.countOf}"]`)).length;
    }
  }
});
