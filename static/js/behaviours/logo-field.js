/** A picture from a file, made as small as a paper needs it; kept as text in a hidden field. */
import { opened } from '../helpers/opening.js';

const WIDEST = [480, 320, 200, 120, 60]; // pixels: the first that is light enough
const LIMIT = 64 * 1024; // letters, desk/settings.py
const LARGEST = 10 * 1024 * 1024; // bytes
/** How a PNG and a JPEG begin, whatever the file is called: an SVG may carry a script. */
const BEGINS = [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [0xff, 0xd8, 0xff]];

customElements.define('logo-field', class extends HTMLElement {
  connectedCallback() {
    this.value = this.querySelector('[name=value]');
    this.file = this.querySelector('[type=file]');
    this.file.addEventListener('change', () => this.#take());
    this.querySelector('[data-drop]').addEventListener('click', () => this.#show(''));
    this.closest('form').addEventListener('restored', () => this.#show(this.value.value));
  }

  async #take() {
    const [file] = this.file.files;
    if (!file) return;
    const [fault, picture] = await opened(file, { begins: BEGINS, largest: LARGEST });
    this.#say(fault);
    if (picture) this.#show(small(picture));
    else this.file.value = '';
  }

  #say(fault) {
    for (const line of this.querySelectorAll('[data-fault]')) line.hidden = line.dataset.fault !== fault;
  }

  #show(address) {
    this.value.value = address;
    const shown = this.querySelector('img');
    shown.hidden = !address;
    if (address) shown.src = address;
    else shown.removeAttribute('src');
    this.file.value = '';
    this.#say('');
  }
});

/** PNG keeps a picture's clear ground; one that stays too heavy is refused by the house. */
function small(picture) {
  const canvas = document.createElement('canvas');
  const sizes = WIDEST.map((width) => {
    const scale = Math.min(1, width / Math.max(picture.width, picture.height));
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png');
  });
  return sizes.find((address) => address.length <= LIMIT) ?? sizes.at(-1);
}
