/** Print a record's document from the tablet itself, and ask whether it came out. */
import { desk } from '../desk.js';
import { house, meet, ready } from '../helpers/house.js';
import { lay, print } from '../helpers/sheet.js';
import { fill } from '../models/bind.js';
import { companions, copyKind, scope } from '../models/papers.js';
import { printable } from '../models/record.js';
import { qr } from '../models/qr.js';

const ids = () => decodeURIComponent(location.hash.slice(1)).split(',').filter(Boolean);
// A form hands a new record over to be printed; whoever comes another way has seen its first copy.
const fromForm = () => /\/new\/$/.test(document.referrer.split('#')[0]);

customElements.define('print-desk', class extends HTMLElement {
  #records = [];
  #printed = history.state?.printed ?? null;
  #busy = false;

  async connectedCallback() {
    await ready();
    window.addEventListener('hashchange', () => this.#open());
    this.#controls().addEventListener('change', () => this.#lay());
    this.addEventListener('click', (event) => this.#press(event));
    await this.#open();
  }

  async #open() {
    const found = await Promise.all(ids().map((id) => desk.record(id)));
    const here = found.filter(Boolean);
    this.#records = here.filter(({ state }) => printable(house.register(this.dataset.register).actions.print, state));
    this.#part('gone').hidden = here.length > 0;
    this.#part('barred').hidden = !here.length || this.#records.length > 0;
    this.#part('here').hidden = !this.#records.length;
    if (!this.#records.length) return;
    await Promise.all([meet(this.#records.map(({ f }) => f.host)), meet(this.#records.map(({ f }) => f.counterpart), 'staff')]);
    this.#printed ??= this.#first();
    this.#choose();
    await this.#lay();
    if (fromForm() && this.#kind() === 'first') await this.#print();
  }

  #choose() {
    const { paper, lang } = this.#controls().elements;
    const { papers = {}, paper_languages: langs = [] } = house.settings;
    paper.value ||= papers[`${this.dataset.register}.${this.dataset.document}`] ?? '';
    if (!paper.value) paper.value = (paper[0] ?? paper).value;
    lang.value ||= langs[0] ?? '';
    if (!lang.value) lang.value = document.documentElement.lang;
  }

  async #lay(reprint = null) {
    const { paper, lang } = this.#controls().elements;
    const others = await desk.records(this.dataset.register);
    const values = this.#records.map((record) => scope(record, this.#around(record, others), { lang: lang.value, reprint }));
    this.#part('mark').hidden = this.#kind() !== 'reprint';
    const template = this.querySelector(`template[data-lang="${CSS.escape(lang.value)}"]`);
    const places = [this.#part('preview'), document.getElementById('sheet')];
    lay(places, template, values, { paper: paper.value, zone: house.zone });
    fill(this.#part('code-dialog'), { lang: lang.value, slips: values }, { zone: house.zone, qr });
  }

  #around(record, others) {
    return {
      settings: house.settings,
      host: house.people.get(record.f.host)?.name,
      counterpart: house.staff.get(record.f.counterpart)?.name,
      room: house.rooms.get(record.room)?.name,
      party: companions(record, others),
    };
  }

  async #press({ target }) {
    const button = target.closest('button');
    if (!button) return;
    if ('show' in button.dataset) this.#part('code-dialog').showModal();
    if ('on' in button.dataset) location.assign(this.dataset.next);
    if ('no' in button.dataset) this.#ask('failed');
    if ('print' in button.dataset) await this.#print();
  }

  async #print() {
    if (this.#busy) return;
    this.#busy = true;
    await this.#try().finally(() => { this.#busy = false; });
  }

  async #try() {
    const kind = this.#kind();
    const now = Date.now();
    const told = kind === 'first' && !this.#known() ? true : await this.#tell(kind);
    if (!told && kind !== 'first') return;
    await this.#lay(kind === 'reprint' ? now : null);
    this.#printed ??= now;
    history.replaceState({ ...history.state, printed: this.#printed }, '');
    const could = await print(document.getElementById('sheet'), this.#controls().elements.paper.value);
    this.#part('mute').hidden = could;
    this.#ask(could ? 'asked' : 'failed');
  }

  // One question at a time; what answers it best has the focus.
  #ask(name) {
    for (const part of ['ready', 'asked', 'failed']) this.#part(part).hidden = part !== name;
    this.#part('mark').hidden = this.#kind() !== 'reprint';
    this.#part(name).querySelector('.main').focus();
  }

  async #tell(reason) {
    const values = { document: this.dataset.document, paper: this.#controls().elements.paper.value };
    const again = reason !== 'first';
    try {
      await desk.actMany(this.#records.map(({ id }) => ({ register: this.dataset.register, rec: id,
        action: again ? 'reprint' : 'print', values: again ? { ...values, reason } : values })));
      this.#part('trouble').hidden = true;
    } catch {
      this.#part('trouble').hidden = false;
      return false;
    }
    return true;
  }

  // A register that knows its first printing says when it was; of another, only the form's own page knows.
  #known = () => Boolean(house.register(this.dataset.register).actions.print);

  #first() {
    if (!this.#known()) return fromForm() ? null : this.#opened();
    const times = this.#records.map(({ f }) => f.printed_at).filter(Boolean);
    return times.length ? Math.min(...times) : null;
  }

  #opened = () => Math.min(...this.#records.map(({ at }) => at));
  #kind = () => copyKind(this.#printed, Date.now());
  #controls = () => this.#part('controls');
  #part = (name) => this.querySelector(`[data-${name}]`);
});
