/** A photo, where the house takes any: with the camera or from a file. On the disk at once; nobody must have one. */
import { desk } from '../desk.js';
import { awake, setting } from '../helpers/house.js';
import { dress } from '../helpers/look.js';
import { word } from '../helpers/words.js';

const parts = () => Promise.all([import('../desk/pictures.js'), import('../helpers/photo.js'), import('../helpers/opening.js')]);

customElements.define('picture-field', class extends HTMLElement {
  #stream = null;
  #shown = '';

  async connectedCallback() {
    this.value = this.querySelector('[type=hidden]');
    this.video = this.querySelector('video');
    this.image = this.querySelector('img');
    this.file = this.querySelector('[type=file]');
    await awake();
    if (this.dataset.when && !setting(this.dataset.when)) return;
    await dress(this);
    this.#open();
    this.#listen();
    await this.#restore();
  }

  disconnectedCallback() {
    this.#close();
  }

  #open() {
    this.hidden = false;
    const named = this.closest('details')?.querySelector(`[data-named="${this.dataset.field}"]`);
    if (named) named.hidden = false;
  }

  #listen() {
    const on = (name, work) => this.querySelector(`[data-${name}]`).addEventListener('click', work);
    on('start', () => this.#start());
    on('shoot', () => this.#take(() => this.video));
    on('stop', () => this.#close());
    on('drop', () => this.#drop());
    this.file.addEventListener('change', () => this.#choose());
    this.closest('form').addEventListener('restored', () => this.#restore());
    document.addEventListener('visibilitychange', () => document.hidden && this.#close());
    // A camera that is left on would go on looking.
    this.closest('form').addEventListener('submit', () => this.#close());
  }

  async #start() {
    this.#say('');
    try {
      const wanted = { video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false };
      this.#stream = await navigator.mediaDevices.getUserMedia(wanted);
      this.video.srcObject = this.#stream;
      this.#camera(true);
      await this.video.play();
      const shoot = this.querySelector('[data-shoot]');
      shoot.scrollIntoView({ block: 'center' });
      shoot.focus({ preventScroll: true });
      void parts();
    } catch {
      this.#close();
      this.#say('camera');
    }
  }

  #close() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#camera(false);
  }

  #camera(on) {
    for (const name of ['data-no-lock', 'data-no-idle']) this.video.toggleAttribute(name, on);
    this.video.hidden = !on;
    for (const name of ['shoot', 'stop']) this.querySelector(`[data-${name}]`).hidden = !on;
    this.querySelector('[data-start]').hidden = on;
    this.image.hidden = on || !this.#shown;
  }

  async #choose() {
    const [file] = this.file.files;
    if (!file) return;
    await this.#take(async ({ opened }) => {
      const [fault, picture] = await opened(file);
      if (fault) this.#say(fault);
      return picture;
    });
    this.file.value = '';
  }

  async #take(source) {
    this.#say('');
    this.setAttribute('aria-busy', 'true');
    try {
      const [{ keep }, { small }, opening] = await parts();
      const picture = await source(opening);
      if (picture) this.#hold(await keep(desk, await small(picture)));
    } catch (fault) {
      console.error(fault);
      this.#say('broken');
    } finally {
      this.removeAttribute('aria-busy');
      this.#close();
    }
  }

  // What is thought better of goes at once: nothing names it yet.
  #hold(value) {
    const former = this.value.value;
    if (former && former !== value) void parts().then(([{ forget }]) => forget(desk, former));
    this.value.value = value;
    this.value.dispatchEvent(new Event('input', { bubbles: true }));
    return this.#restore();
  }

  async #drop() {
    await this.#hold('');
    this.querySelector('[data-start]').focus();
  }

  /** Show what the value names; what this tablet does not have (any more) must be taken anew. */
  async #restore() {
    const value = this.value.value;
    const kept = 'kept' in this.dataset;
    const picture = value ? await this.#find(value, kept) : null;
    if (value !== this.value.value) return; // another form has been filled meanwhile
    if (value && !picture && !kept) {
      this.value.value = '';
      this.#say('lost');
    }
    this.#show(picture, this.value.value);
  }

  async #find(value, kept) {
    const [{ find, here }] = await parts();
    return kept ? (await find(desk, value)).picture : here(desk, value);
  }

  #show(picture, value) {
    if (this.#shown) URL.revokeObjectURL(this.image.src);
    this.#shown = value;
    if (picture) this.image.src = URL.createObjectURL(picture);
    else this.image.removeAttribute('src');
    this.image.hidden = !picture;
    this.querySelector('[data-drop]').hidden = !picture;
    this.querySelector('[data-start] span').textContent = word(this, picture ? 'again' : 'take');
    const row = this.closest('details');
    if (picture && row) row.open = true;
  }

  #say(fault) {
    for (const line of this.querySelectorAll('[data-fault]')) line.hidden = line.dataset.fault !== fault;
  }
});
