/** Work that nobody waits for yet. */

/** Do it when the page rests, after two seconds in any case. */
export function idle(work) {
  if (globalThis.requestIdleCallback) requestIdleCallback(() => work(), { timeout: 2000 });
  else setTimeout(work, 200);
}
