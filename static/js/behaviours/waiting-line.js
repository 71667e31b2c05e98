/** Who waits at the desk, in order of arrival; noticing somebody and calling the next are one tap each (S10). */
import { desk } from '../desk.js';
import { Beat } from '../helpers/beat.js';
import { meet, ports, ready } from '../helpers/house.js';
import { shape } from '../helpers/shape.js';
import { fill } from '../models/bind.js';
import { line, serving } from '../models/line.js';
import { personOf } from '../models/record.js';

const NAME = 'contacts';

customElements.define('waiting-line', class extends HTMLElement {
  #busy = false;
  #beat = new Beat(() => this.#show());

  async connectedCallback() {
    this.addEventListener('click', ({ target }) => this.#click(target.closest('[data-call], [data-tell]')));
    await ready();
    desk.addEventListener('change', () => this.#show());
    await this.#show();
  }

  disconnectedCallback() {
    this.#beat.stop();
  }

  async #show() {
    const [records, now] = await Promise.all([desk.records(NAME), desk.now()]);
    const [waiting, here] = [line(records), serving(records, desk.device?.id)];
    this.#beat.next([...waiting, ...here], now);
    await meet([...waiting, ...here].map(personOf));
    const row = (record) => ({ ...shape(record, now), told: record.state === 'acknowledged',
      there: `${this.dataset.to}#${record.id}` });
    fill(this, { waiting: waiting.map(row), here: here.map(row), next: waiting.length ? row(waiting[0]) : null,
      count: waiting.length }, ports());
    this.classList.toggle('none', !waiting.length);
    this.querySelector('[data-call]').disabled = !waiting.length;
  }

  async #click(button) {
    if (!button || this.#busy) return;
    this.#busy = true;
    const trouble = this.querySelector('[data-trouble]');
    try {
      await ('tell' in button.dataset ? desk.act(NAME, 'acknowledge', { rec: button.dataset.tell }) : this.#call());
      trouble.hidden = true;
    } catch (fault) {
      console.error(fault);
      trouble.hidden = false;
    } finally {
      this.#busy = false;
    }
  }

  // Asked anew at the tap: another desk may have called the first one meanwhile.
  async #call() {
    const [next] = line(await desk.records(NAME));
    if (!next) return;
    await desk.act(NAME, 'call', { rec: next.id });
    location.assign(next.f.need === 'visitor' ? this.dataset.visit : `${this.dataset.to}#${next.id}`);
  }
});
