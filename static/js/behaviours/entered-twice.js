/** A slip that may be the second one of its visitor: the other, masked, and what whoever leads the shift says of the two. */
import { desk } from '../desk.js';
import { ask, needed } from '../helpers/dialogs.js';
import { clear } from '../helpers/forms.js';
import { house, ports, ready } from '../helpers/house.js';
import { shape } from '../helpers/shape.js';
import { takeUp } from '../helpers/upgrade.js';
import { fill } from '../models/bind.js';
import { bare } from '../models/codes.js';
import { isVoid, staying, unfit } from '../models/merged.js';
import { check } from '../models/validators.js';

const FLAG = 'possible_duplicate';
const REGISTER = 'visitors';
const among = (words) => (desk.operator?.roles ?? []).some((role) => words.split(' ').includes(role));

customElements.define('entered-twice', class extends HTMLElement {
  #record = null;
  #pair = null;

  async connectedCallback() {
    if (this.dialog) return;
    this.dialog = this.querySelector('dialog');
    this.form = this.dialog.querySelector('form');
    document.body.append(this.dialog); // a pair that nobody flagged is asked about while this is hidden
    this.addEventListener('click', ({ target }) => this.#click(target.closest('button')));
    this.form.addEventListener('input', ({ target }) => target.name === 'other' && this.#typed());
    this.menu = this.closest('record-detail').querySelector('[data-twice]');
    this.menu.addEventListener('click', () => this.#merge(null));
    takeUp(this); // a record may have been shown before this came
    await ready();
    for (const kind of ['change', 'operator']) desk.addEventListener(kind, () => this.#show());
    await this.#show();
  }

  set record(record) {
    this.#record = record;
    void this.#show();
  }

  async #show() {
    const record = this.#record;
    if (!record || !this.dialog) return;
    const [all, now] = await Promise.all([desk.records(REGISTER), desk.now()]);
    const stays = record.f.merged_into && all.find(({ id }) => id === staying(all)(record.id));
    this.#pair = twinOf(record, all);
    const also = all.filter(({ f }) => f.merged_into === record.id);
    const merges = among(this.dataset.mayMerge);
    fill(this, {
      twin: this.#pair && masked(this.#pair, record, now), merges,
      settles: record.flags.includes(FLAG) && among(this.dataset.maySettle),
      stays: stays && shape(stays, now), lost: Boolean(record.f.merged_into) && !stays,
      also: also.length ? also.map((one) => shape(one, now)) : null,
    }, ports());
    this.menu.hidden = !merges || isVoid(record);
    this.hidden = !this.#pair && !record.f.merged_into && !also.length;
  }

  #click(button) {
    if (button?.matches('[data-merge]')) void this.#merge(this.#pair);
    // It is settled like any flag: with a reason, by the house.
    if (button?.matches('[data-settle]')) this.closest('record-detail').querySelector('[data-act="settle"]').click();
  }

  /** Ask which of the two stays; of a pair that nobody flagged, which the other one is. */
  async #merge(other) {
    this.menu.closest('details').removeAttribute('open');
    const of = `${this.#record.id} ${other?.id ?? ''}`;
    if (this.dialog.dataset.of !== of) this.form.reset();
    this.dialog.dataset.of = of;
    this.form.querySelector('[data-typed]').hidden = Boolean(other);
    this.all = await desk.records(REGISTER);
    if (other) await this.#offer(other);
    else await this.#typed();
    this.#failed(false);
    await this.#ask();
  }

  // Where it could not be saved, what was chosen is still there.
  async #ask() {
    const given = await ask(this.dialog, { judge: (values) => this.#judge(values) });
    if (!given) return;
    if (await this.#save(given)) delete this.dialog.dataset.of;
    else await this.#ask();
  }

  #failed(shown) {
    this.form.querySelector('[data-failed]').hidden = !shown;
  }

  // Who taps at once after the last digit is judged by that digit: nothing is waited for.
  #typed() {
    const wanted = bare(this.form.elements.other.value);
    clear(this.form.querySelector('[data-typed]'));
    return this.#offer((wanted && this.all.find(({ no }) => bare(no) === wanted)) || null);
  }

  async #offer(other) {
    this.other = other;
    const now = await desk.now();
    if (this.other !== other) return;
    const slips = other && other.id !== this.#record.id ? [other, this.#record].sort((a, b) => a.at - b.at) : [];
    const place = this.form.querySelector('[data-field="merged_into"]');
    const chosen = slips.find(({ id }) => id === this.form.elements.merged_into?.value) ?? slips[0];
    fill(place, { slips: slips.map((one) => shape(one, now)) }, ports());
    place.hidden = !slips.length;
    // Where nobody says otherwise, the first one stays.
    for (const box of place.querySelectorAll('input')) box.checked = box.value === chosen.id;
  }

  #judge(values) {
    const why = unfit(this.#record, this.other);
    const place = this.form.querySelector('[data-typed]').hidden ? 'merged_into' : 'other';
    if (why) return { [place]: [[why, null]] };
    return { ...needed(values, this.form), ...check(this.#action.form, values) };
  }

  get #action() {
    return house.register(REGISTER).actions.merge;
  }

  async #save({ merged_into: into, merged_why: why, merged_note: note }) {
    const gone = [this.#record, this.other].find(({ id }) => id !== into);
    try {
      await desk.act(REGISTER, 'merge', { rec: gone.id, values: { merged_into: into, merged_why: why, ...(note ? { merged_note: note } : {}) } });
      return true;
    } catch (fault) {
      console.error(fault);
      this.#failed(true);
      return false;
    }
  }
});

/** The other of a pair that nobody has answered for: the one that a flagged slip names, or that names this one. */
function twinOf(record, all) {
  if (isVoid(record)) return null;
  const asks = ({ flags }) => flags.includes(FLAG);
  const other = asks(record) ? all.find(({ id }) => id === record.f.twin) : all.find((one) => asks(one) && one.f.twin === record.id);
  return other && !isVoid(other) ? other : null;
}

function masked(other, record, now) {
  const { href, no, opened, room_name: room, who: mask } = shape(other, now);
  const here = other.room === record.room;
  return { href, no, opened, here, elsewhere: here ? '' : room, mask };
}
