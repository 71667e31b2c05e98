/** Whoever is meant and has left the home is told at once, network or not, and who lives there is asked. It stops nobody. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { date } from '../helpers/times.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';
import { fold, growIndex } from '../models/search.js';
import { moment } from '../models/zone.js';

const REST = 120;
const MOST = 3;
const MOMENTS = ['input', 'chosen', 'named', 'restored'];

const called = ({ data }, text) => fold(data.name) === fold(text.trim());

customElements.define('moved-out', class extends HTMLElement {
  #turn = 0;

  async connectedCallback() {
    this.search = this.closest('person-search');
    this.form = this.closest('form');
    // The answers close when the field loses the focus: what is touched would move away from under the finger.
    this.addEventListener('pointerdown', (event) => event.preventDefault());
    this.addEventListener('click', ({ target }) => this.#others(target.closest('[data-home]')?.dataset.home));
    await ready();
    for (const kind of MOMENTS) this.form.addEventListener(kind, () => this.#soon());
    desk.addEventListener('refs', () => this.#soon());
    this.#soon();
  }

  #soon() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.#look(), REST);
  }

  async #look() {
    const turn = (this.#turn += 1);
    const { gone, nobody } = await this.#found();
    if (turn !== this.#turn) return;
    const rows = gone.map(({ data: { name, room, moved_out: day } }) => ({
      home: room,
      text: word(this, 'left', { name, room: house.rooms.get(room)?.name ?? room, day: date(moment(day, '12:00', house.zone), house.zone) }),
    }));
    fill(this, { rows, nobody }, ports());
  }

  // Who was chosen, as an older record may; who is searched in vain; who is written down by name.
  async #found() {
    const gone = await desk.leavers();
    const { room, person, staff } = Object.fromEntries(this.#ids.map(({ dataset, value }) => [dataset.id, value]));
    if (person) return { gone: gone.filter(({ id }) => id === person) };
    const text = this.#input.value.trim();
    if (text && !room && !staff) return this.#sought(text, gone);
    const typed = this.form.elements[`${this.#name}_name`]?.value ?? '';
    return { gone: gone.filter((row) => row.data.room === room && called(row, typed)) };
  }

  async #sought(text, gone) {
    const kinds = ['people', 'rooms', ...(this.search.dataset.also ? ['staff'] : [])];
    const found = await desk.search(text, 1, kinds);
    if (kinds.some((kind) => found[kind].length)) return { gone: gone.filter((row) => called(row, text)) };
    const { find } = await growIndex(gone, ({ data: { name, room, key } }) => ({ texts: [name, house.rooms.get(room)?.name], key }));
    const left = find(text, MOST);
    return { gone: left, nobody: !left.length };
  }

  // The home's name brings everybody who lives there now.
  #others(home) {
    if (home === undefined) return;
    const input = this.#input;
    input.value = house.rooms.get(home)?.name ?? '';
    input.focus();
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  get #ids() {
    return [...this.search.querySelectorAll('input[type="hidden"]')];
  }

  get #name() {
    return this.#ids.find(({ dataset }) => dataset.id === 'person').name;
  }

  get #input() {
    return this.search.querySelector('[role="combobox"]');
  }
});
