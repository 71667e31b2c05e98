/** The camera reads codes; its reader is loaded when it is first asked for. */
const PAUSE = 120;
const FORMATS = ['QRCode', 'Code128', 'DataMatrix'];

customElements.define('camera-scan', class extends HTMLElement {
  #stream = null;
  #read = null;
  #last = '';

  connectedCallback() {
    this.video = this.querySelector('video');
    this.querySelector('[data-start]').addEventListener('click', () => this.#start());
    this.querySelector('[data-stop]').addEventListener('click', () => this.stop());
    document.addEventListener('visibilitychange', () => document.hidden && this.stop());
  }

  disconnectedCallback() {
    this.stop();
  }

  async #start() {
    try {
      const wanted = { video: { facingMode: 'environment' }, audio: false };
      this.#stream = await navigator.mediaDevices.getUserMedia(wanted);
    } catch {
      this.querySelector('[data-refused]').hidden = false;
      return;
    }
    this.video.srcObject = this.#stream;
    this.#shown(true);
    await this.video.play();
    this.#read = (await import('../helpers/reader.js')).read;
    this.#look();
  }

  stop() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#shown(false);
  }

  #shown(on) {
    this.video.hidden = !on;
    for (const name of ['data-no-lock', 'data-no-idle']) this.toggleAttribute(name, on);
    this.querySelector('[data-stop]').hidden = !on;
    this.querySelector('[data-start]').hidden = on;
    this.querySelector('[data-refused]').hidden = true;
  }

  async #look() {
    while (this.#stream) {
      const code = await this.#read(this.video, FORMATS);
      if (code && code !== this.#last) this.dispatchEvent(new CustomEvent('code', { bubbles: true, detail: code }));
      this.#last = code;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
});
