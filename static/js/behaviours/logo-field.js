/** A picture from a file, made as small as a paper needs it; kept as text in a hidden field. */

const WIDEST = [480, 320, 200, 120]; // pixels: the first that is light enough
const LIMIT = 64 * 1024; // letters, desk/settings.py

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
    const picture = file && (await createImageBitmap(file).catch(() => null));
    this.querySelector('.error').hidden = Boolean(picture);
    if (picture) this.#show(small(picture));
  }

  #show(address) {
    this.value.value = address;
    const shown = this.querySelector('img');
    shown.hidden = !address;
    if (address) shown.src = address;
    else shown.removeAttribute('src');
    this.file.value = '';
  }
});

/** PNG keeps a logo's clear ground; one that stays too heavy is refused by the house. */
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
