/** Whether this browser is fit to be a tablet of the house. Only keys and storage block; the rest warns. */

const NEARLY_FULL = 0.8;

async function keys({ ports }) {
  try {
    return await ports.proveKey(await ports.makeKey());
  } catch {
    return false;
  }
}

async function writes({ store }) {
  try {
    await store.cupboard.put({ readiness: 1 });
    return (await store.cupboard.get("readiness")) === 1;
  } catch {
    return false;
  }
}

async function room(storage) {
  const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
  return { usage, quota, enough: !quota || usage < quota * NEARLY_FULL };
}

/**
 * @param {object} desk
 * @param {Window} window
 * @returns {Promise<{name: string, ok: boolean, blocks: boolean}[]>} in the order they should be read
 */
export async function readiness(desk, window) {
  const { navigator } = window;
  const standalone = window.matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches;
  const persisted = (await navigator.storage?.persist?.()) ?? false;
  const line = (name, ok, blocks = false) => ({ name, ok: Boolean(ok), blocks });
  return [
    line("keys", window.isSecureContext && (await keys(desk)), true),
    line("storage", await writes(desk), true),
    line("room", (await room(navigator.storage)).enough),
    line("persisted", persisted),
    line("installed", standalone),
    line("offline", navigator.serviceWorker?.controller),
    line("locks", navigator.locks),
    line("camera", navigator.mediaDevices?.getUserMedia),
  ];
}
