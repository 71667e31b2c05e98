/** The camera reads codes; its reader is loaded when it is first asked for. */
const PAUSE = 120;
const FORMATS = ['QRCode', 'Code128', 'DataMatrix'];
/** Pictures without the code until it counts as taken away; one bad picture is no second scan. */
const GONE = 8;

customElements.define('camera-scan', class extends HTMLElement {
  #stream = null;
  #last = '';
  #missed = 0;

  connectedCallback() {
    this.video = this.querySelector('video');
    this.querySelector('[data-start]').addEventListener('click', ({ currentTarget }) => this.#start(currentTarget));
    this.querySelector('[data-stop]').addEventListener('click', () => this.stop());
    document.addEventListener('visibilitychange', () => document.hidden && this.stop());
  }

  disconnectedCallback() {
    this.stop();
  }

  async #start(button) {
    button.disabled = true; // a second tap would open a second stream
    try {
      const wanted = { video: { facingMode: 'environment' }, audio: false };
      this.#stream = await navigator.mediaDevices.getUserMedia(wanted);
      this.video.srcObject = this.#stream;
      this.#shown(true);
      await this.video.play();
      const { read } = await import('../helpers/reader.js');
      this.#last = '';
      this.#look(read);
    } catch {
      this.stop();
      this.querySelector('[data-refused]').hidden = false;
    } finally {
      button.disabled = false;
    }
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

  async #look(read) {
    while (this.#stream) {
      this.#seen(await read(this.video, FORMATS));
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  #seen(code) {
    this.#missed = code ? 0 : this.#missed + 1;
    const fresh = code && code !== this.#last;
    if (code || this.#missed > GONE) this.#last = code;
    if (fresh) this.dispatchEvent(new CustomEvent('code', { bubbles: true, detail: code }));
  }
});
