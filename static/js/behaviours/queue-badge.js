/** What this tablet still has to hand in: the one badge that is always in sight. */
import { desk } from '../desk.js';
import { awake, ports } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';
import { ago } from '../helpers/times.js';
import { word } from '../helpers/words.js';
import { fill } from '../models/bind.js';

const STATES = { calm: 'waiting', amber: 'old', red: 'late' };
const MINUTE = 60_000;
const SILENT = 3 * MINUTE;

customElements.define('queue-badge', class extends HTMLElement {
  async connectedCallback() {
    await awake();
    desk.addEventListener('queue', () => this.#show());
    this.timer = setInterval(() => this.#show(), 30_000);
    idle(() => this.#show());
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #show() {
    const { count, oldest, contact, tone, attention, alarm, doubt, patchy } = await desk.queue();
    const odd = attention.length + Number(alarm) + Number(doubt !== null) + Number(patchy);
    const now = Date.now();
    const quiet = !navigator.onLine || (contact !== null && now - contact > SILENT);
    const state = count ? STATES[tone] : quiet ? 'offline' : 'calm';
    const link = this.querySelector('a');
    fill(link, {
      state: odd ? 'late' : state,
      count: count || odd || '',
      many: word(this, 'many', { n: count || odd }),
      oldest: now - (oldest ?? now) >= MINUTE ? word(this, 'oldest', { ago: ago(oldest, now) }) : '',
    }, ports());
    // On a phone only the sign is seen; the words are still said.
    link.setAttribute('aria-label', link.querySelector('.wide').textContent.replace(/\s+/g, ' ').trim());
  }
});
