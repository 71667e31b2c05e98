/** When a tab syncs: after a write (the desk does that), on a beat, and when the world comes back. */

const BEAT = 15_000;
const BEAT_HIDDEN = 60_000;

/**
 * @param {{sync: Function, nudge: Function, store: object}} desk
 * @param {Window} window
 * @returns {() => void} stops it
 */
export function startTriggers(desk, window) {
  const { document } = window;
  const abort = new AbortController();
  const on = (target, type, work) => target.addEventListener(type, work, { signal: abort.signal });
  let last = 0;
  const beat = window.setInterval(() => {
    const now = Date.now();
    if (document.visibilityState === "hidden" && now - last < BEAT_HIDDEN) return;
    last = now;
    desk.nudge();
  }, BEAT);
  on(window, "online", () => awake(desk));
  on(document, "visibilitychange", () => document.visibilityState === "visible" && awake(desk));
  desk.nudge();
  return () => {
    abort.abort();
    window.clearInterval(beat);
  };
}

// A handle may have died while the page was in the background.
async function awake(desk) {
  try {
    await desk.store.connection.probe();
    await desk.sync({ force: true });
  } catch {
    // Told as "broken" by the connection.
  }
}
