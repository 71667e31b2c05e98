/** Meeting rooms in one tap: asked where a visit is booked or long, with who has each now. */
import { desk } from '../desk.js';
import { ports, ready } from '../helpers/house.js';
import { isLong, of, rooms, said, visits } from '../helpers/meeting.js';
import { takeUp } from '../helpers/upgrade.js';
import { fill } from '../models/bind.js';

customElements.define('meeting-rooms', class extends HTMLElement {
  #record = null;

  async connectedCallback() {
    if (this.choose) return;
    this.choose = this.querySelector('[data-choose]');
    this.hints = this.querySelector('[data-hints]');
    this.form = this.closest('form') ?? this.#dialog();
    this.input = this.form.querySelector('[name="meeting_room"]');
    this.choose.addEventListener('click', ({ target }) => this.#take(target.closest('[data-room]')));
    for (const kind of ['input', 'restored']) this.form.addEventListener(kind, () => this.#show());
    takeUp(this); // a record may have been shown before this came
    await ready();
    for (const kind of ['change', 'refs']) desk.addEventListener(kind, () => this.#show());
    await this.#show();
  }

  set record(record) {
    this.#record = record;
    void this.#show();
  }

  // On the page of a record the rooms stand in the dialog of the step, instead of what would be typed.
  #dialog() {
    const form = document.getElementById(this.dataset.dialog).querySelector('form');
    const input = form.querySelector('[name="meeting_room"]');
    input.type = 'hidden';
    input.closest('[data-field]').append(this.choose);
    return form;
  }

  #take(button) {
    if (!button) return;
    const { room } = button.dataset;
    this.input.value = this.input.value === room ? '' : room;
    this.input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** Whether a room is worth a line: one is chosen, the visit is booked, or a long one. */
  get #asks() {
    if (this.hints || 'always' in this.dataset || this.input.value) return true;
    const { stays, invitation } = this.form.elements;
    return isLong(Number(stays.value)) || Boolean(invitation?.value && said('meeting_booked'));
  }

  async #show() {
    const [records, now] = await Promise.all(['always' in this.dataset ? [] : visits(), desk.now()]);
    const chosen = this.input.value;
    const all = rooms(records, now, { own: this.#record, chosen });
    this.choose.hidden = !this.#asks;
    fill(this.choose, {
      rooms: all.map((room) => ({ ...room, chosen: String(room.name === chosen) })),
      warned: all.find(({ name, taken }) => taken && name === chosen) ?? null,
    }, ports());
    if (this.hints) this.#hint(records, now);
    else this.hidden = !all.length;
  }

  #hint(records, now) {
    const record = this.#record;
    const mine = record?.f.meeting_room;
    this.hidden = !record || record.end !== null;
    const also = mine && rooms(records, now, { own: record, chosen: mine }).find(({ name, taken }) => taken && name === mine);
    fill(this.hints, { long: Boolean(record) && of(record, now).long, also: also || null }, ports());
  }
});
