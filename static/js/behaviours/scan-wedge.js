/** A scanner that types, wherever the focus is: the code goes to the slip, not into what stands in hand. */
import { typedCode } from '../models/codes.js';

/** No scanner pauses longer within a code, ms. */
const PAUSE = 1000;
const LEAST = 4;

customElements.define('scan-wedge', class extends HTMLElement {
  #burst = '';
  #before = null;
  #last = 0;

  connectedCallback() {
    this.key = (event) => this.#key(event);
    document.addEventListener('keydown', this.key, { capture: true });
    // Behaviours that are defined after this one must hear of it too.
    queueMicrotask(() => window.typed().forEach((typed) => this.#late(...typed)));
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.key, { capture: true });
  }

  // What was typed before anybody listened; a field that got the letters by itself has missed their end.
  #late(event, before) {
    const field = event.key === 'Enter' && event.target.closest?.('scan-field');
    if (field) event.target.dispatchEvent(new KeyboardEvent('keydown', event));
    else this.#key(event, before);
  }

  #key(event, before = event.target.value) {
    // Where the desk asks something, or a scanner has its own field, keys are meant for that.
    if (document.querySelector('dialog[open]') || event.target.closest?.('scan-field')) return;
    if (event.key === 'Enter') this.#end(event);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) this.#take(event, before);
  }

  #take({ key, timeStamp }, before) {
    if (timeStamp - this.#last > PAUSE) this.#burst = '';
    if (!this.#burst) this.#before = before;
    this.#last = timeStamp;
    this.#burst += key;
  }

  #end(event) {
    const [burst, code] = [this.#burst, typedCode(this.#burst)];
    const writes = event.target.matches('input, textarea');
    this.#burst = '';
    if (!code && (writes || burst.length < LEAST)) return;
    event.preventDefault();
    event.stopPropagation();
    if (writes) this.#undo(event.target);
    this.#give(code || burst);
  }

  // What the code left in a field was never meant for it.
  #undo(field) {
    field.value = this.#before;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #give(code) {
    if (this.dataset.to) location.assign(`${this.dataset.to}#${encodeURIComponent(code)}`);
    else this.dispatchEvent(new CustomEvent('code', { bubbles: true, detail: code }));
  }
});
