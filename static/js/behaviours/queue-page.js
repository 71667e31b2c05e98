/** Everything this tablet has written and what became of it. */
import { desk } from '../desk.js';
import { house, ports, ready } from '../helpers/house.js';
import { ago, moment } from '../helpers/times.js';
import { fill } from '../models/bind.js';

const MOST = 100;

customElements.define('queue-page', class extends HTMLElement {
  async connectedCallback() {
    await ready();
    desk.addEventListener('queue', () => this.#show());
    this.timer = setInterval(() => this.#show(), 15_000);
    await this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #show() {
    const [queue, entries] = await Promise.all([desk.queue(), desk.entries()]);
    const since = (at) => (at ? ago(at) : '–');
    fill(this, {
      count: queue.count,
      revoked: queue.revoked,
      alarm: queue.alarm,
      doubt: queue.doubt,
      patchy: queue.patchy,
      mark: queue.mark,
      oldest: since(queue.oldest),
      contact: since(queue.contact),
      attention: queue.attention.length + Number(queue.alarm) + Number(queue.doubt !== null)
        + Number(queue.patchy),
      entries: entries.slice(-MOST).reverse().map(line),
    }, ports());
  }
});

function line(row) {
  const status = row.code === 'set_aside' ? row.code : row.status === 'queued' ? 'waiting' : row.status;
  return { when: moment(row.saved, house.zone), type: row.t, no: row.no ?? '', status };
}
