/** This tablet cannot save: say so over everything, until a test of the storage succeeds. */
import { desk } from '../desk.js';
import { ready } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';

/** When a page has all that it shows, ms. */
const CALM = 2000;

// Fetched before it is needed, for a disk that fails may give no script any more, either; but after the page itself.
const rescue = () => Promise.all([import('./rescue-export.js'), import('../desk/rescue.js')]).catch(() => {});
setTimeout(() => idle(rescue), CALM);

/** A fact finds room where an entry with a signature does not: characters. */
const ROOM = 64 * 1024;

customElements.define('broken-storage', class extends HTMLElement {
  #listens = false;
  #outdated = false;

  // Called again whenever the warning moves: it must not listen twice.
  connectedCallback() {
    if (this.#listens) return;
    this.#listens = true;
    // An old page whose database a newer shell took can save as little as one without a disk.
    for (const kind of ['broken', 'outdated']) desk.addEventListener(kind, ({ reason }) => this.#show(reason));
    this.querySelector('[data-retry]').addEventListener('click', ({ currentTarget }) => this.#retry(currentTarget));
    // Another script of the page may have asked for data, in vain, before this one came.
    if (desk.trouble) this.#show(desk.trouble.reason);
  }

  #show(reason) {
    void rescue();
    this.querySelector('[data-reason]').textContent = reason ?? '';
    this.#outdated = reason === 'VersionError';
    for (const steps of this.querySelectorAll('ol')) steps.hidden = this.#outdated !== 'outdated' in steps.dataset;
    // A modal dialog stands above everything else: the warning goes inside it.
    const place = document.querySelector('dialog[open]') ?? document.body;
    if (this.parentNode !== place) place.append(this);
    else if (!this.hidden) return;
    this.hidden = false;
    this.querySelector('[data-retry]').focus();
  }

  async #retry(button) {
    if (this.#outdated) return location.reload();
    button.setAttribute('aria-busy', 'true');
    const saves = await this.#saves().then(() => true, () => false);
    button.removeAttribute('aria-busy');
    if (!saves) return;
    desk.trouble = null;
    this.hidden = true;
    // A page that could not start without its data starts now.
    ready().catch(() => location.reload());
  }

  async #saves() {
    await desk.store.connection.probe();
    await desk.store.cupboard.put({ readiness: '0'.repeat(ROOM) });
    await desk.store.cupboard.put({ readiness: 1 });
  }
});
