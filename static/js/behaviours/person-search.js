/** The host and the room by typing: room, name, pinyin or initials; or a member of staff. */
import { desk } from '../desk.js';
import { combo } from '../helpers/combo.js';
import { next } from '../helpers/forms.js';
import { house, meet, ready } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';

const MOST = 8;
const HOMES = ['people', 'rooms'];

customElements.define('person-search', class extends HTMLElement {
  async connectedCallback() {
    const kinds = this.#kinds;
    const input = this.querySelector('[role="combobox"]');
    // What was settled meanwhile needs no answers any more.
    const open = async (text) => {
      const found = await find(text, kinds);
      return this.#ids.some(({ value }) => value) ? [] : found;
    };
    const again = combo(input, this.querySelector('[role="listbox"]'), open, (answer) => this.#choose(answer));
    this.close = again.close;
    input.addEventListener('input', () => this.#set());
    this.closest('form').addEventListener('restored', () => this.#name());
    if (this.querySelector('moved-out')) idle(() => import('./moved-out.js'));
    await ready();
    idle(() => desk.prepare(kinds));
    desk.addEventListener('refs', () => idle(() => desk.prepare(kinds).then(again)));
    if (this.#ids.some(({ value }) => value)) await this.#name();
  }

  /** Take a room that was typed to its end; the focus stays where it is. */
  settle(room) {
    this.#set({ room_id: room });
    this.close();
    this.dispatchEvent(new CustomEvent('chosen', { bubbles: true, detail: { room_id: room, person_id: '', name: '' } }));
  }

  get #kinds() {
    const { of, also } = this.dataset;
    return of === 'staff' ? ['staff'] : [...HOMES, ...(also ? [also] : [])];
  }

  /** The fields that keep what was found; `data-id` says what each is the id of. */
  get #ids() {
    return [...this.querySelectorAll('input[type="hidden"]')];
  }

  #of(kind) {
    return this.#ids.find(({ dataset }) => dataset.id === kind)?.value;
  }

  #choose(answer) {
    this.#set(answer);
    const input = this.querySelector('[role="combobox"]');
    const { room_id, person_id, room, name } = answer;
    input.value = [room, name].filter(Boolean).join(' · ');
    this.dispatchEvent(new CustomEvent('chosen', { bubbles: true, detail: { room_id, person_id, name } }));
    this.#next(input, name)?.focus();
  }

  // Whoever was chosen from the list needs no name typed.
  #next(input, found) {
    const form = this.closest('form');
    const following = next(form, input);
    return found && this.#ids.some(({ name }) => following?.name === `${name}_name`) ? next(form, following) : following;
  }

  #set(answer = {}) {
    for (const field of this.#ids) field.value = answer[`${field.dataset.id}_id`] ?? '';
  }

  // A form taken up again holds ids; the eye needs names.
  async #name() {
    const [room, person, staff] = ['room', 'person', 'staff'].map((kind) => this.#of(kind));
    await Promise.all([meet([person]), meet([staff], 'staff')]);
    const names = [house.rooms.get(room)?.name, house.people.get(person)?.name, house.staff.get(staff)?.name];
    this.querySelector('[role="combobox"]').value = names.filter(Boolean).join(' · ');
    this.dispatchEvent(new CustomEvent('named', { bubbles: true }));
  }
});

async function find(text, kinds) {
  const { people = [], rooms = [], staff = [] } = await desk.search(text, MOST, kinds);
  const members = staff.slice(0, MOST / 2).map(memberOf);
  const found = [...people.slice(0, MOST - members.length).map(hostOf), ...members, ...(await homes(rooms))];
  const once = new Map(found.map((row) => [`${row.room_id} ${row.person_id} ${row.staff_id}`, row]));
  return [...once.values()].slice(0, MOST);
}

const hostOf = ({ id, data: { room, name, role } }) =>
  ({ person_id: id, room_id: room, name, role, room: house.rooms.get(room)?.name ?? room });

const memberOf = ({ id, data: { name } }) => ({ staff_id: id, name, role: 'house', room: '' });

// A room brings those who live there: the next question is always whom.
async function homes(rooms) {
  const there = await Promise.all(rooms.map(({ id }) => desk.residents(id)));
  return rooms.flatMap(({ id, data }, at) =>
    [...there[at].map(hostOf), { room_id: id, person_id: '', room: data.name, name: '', role: '' }]);
}
