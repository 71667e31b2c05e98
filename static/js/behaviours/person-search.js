/** The host and the room by typing: room, name, pinyin or initials. */
import { desk } from '../desk.js';
import { combo } from '../helpers/combo.js';
import { next } from '../helpers/forms.js';
import { house, meet, ready } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';

const MOST = 8;
const KINDS = ['people', 'rooms'];

customElements.define('person-search', class extends HTMLElement {
  async connectedCallback() {
    const input = this.querySelector('[role="combobox"]');
    const again = combo(input, this.querySelector('[role="listbox"]'), find, (answer) => this.#choose(answer));
    input.addEventListener('input', () => this.#set('', ''));
    this.closest('form').addEventListener('restored', () => this.#name());
    await ready();
    idle(() => desk.prepare(KINDS));
    desk.addEventListener('refs', () => idle(() => desk.prepare(KINDS).then(again)));
    if (this.querySelector('input[type="hidden"]').value) await this.#name();
  }

  #choose({ room_id, person_id, room, name }) {
    this.#set(room_id, person_id);
    const input = this.querySelector('[role="combobox"]');
    input.value = [room, name].filter(Boolean).join(' · ');
    this.dispatchEvent(new CustomEvent('chosen', { bubbles: true, detail: { room_id, person_id, name } }));
    this.#next(input, person_id)?.focus();
  }

  // Whoever was chosen from the list needs no name typed.
  #next(input, person) {
    const form = this.closest('form');
    const [, second] = this.querySelectorAll('input[type="hidden"]');
    const following = next(form, input);
    return person && following?.name === `${second?.name}_name` ? next(form, following) : following;
  }

  #set(room, person) {
    const [first, second] = this.querySelectorAll('input[type="hidden"]');
    first.value = room ?? '';
    if (second) second.value = person ?? '';
  }

  // A form taken up again holds ids; the eye needs names.
  async #name() {
    const [first, second] = this.querySelectorAll('input[type="hidden"]');
    await meet([second?.value]);
    const names = [house.rooms.get(first.value)?.name, house.people.get(second?.value)?.name];
    this.querySelector('[role="combobox"]').value = names.filter(Boolean).join(' · ');
    this.dispatchEvent(new CustomEvent('named', { bubbles: true }));
  }
});

async function find(text) {
  const { people, rooms } = await desk.search(text, MOST, KINDS);
  const found = [...people.map(hostOf), ...(await homes(rooms))];
  const once = new Map(found.map((row) => [`${row.room_id} ${row.person_id}`, row]));
  return [...once.values()].slice(0, MOST);
}

const hostOf = ({ id, data: { room, name, role } }) =>
  ({ person_id: id, room_id: room, name, role, room: house.rooms.get(room)?.name ?? room });

// A room brings those who live there: the next question is always whom.
async function homes(rooms) {
  const there = await Promise.all(rooms.map(({ id }) => desk.residents(id)));
  return rooms.flatMap(({ id, data }, at) =>
    [...there[at].map(hostOf), { room_id: id, person_id: '', room: data.name, name: '', role: '' }]);
}
