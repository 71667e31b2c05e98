/** Work again each minute, and at the very moment when something falls due. */

const MINUTE = 60_000;

export class Beat {
  #work;
  #timer = null;

  /** @param {() => any} work also done when the page comes back into sight: a tablet that slept has no timers */
  constructor(work) {
    this.#work = work;
    document.addEventListener('visibilitychange', this.#seen);
  }

  #seen = () => {
    if (!document.hidden) this.#work();
  };

  /** Set the next beat, given the records in sight; `now` in ms. */
  next(records, now) {
    clearTimeout(this.#timer);
    const left = records.flatMap(({ clocks = [] }) => clocks).map(({ due }) => due - now).filter((ms) => ms > 0);
    this.#timer = setTimeout(this.#work, Math.min(MINUTE, ...left));
  }

  stop() {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }
}
