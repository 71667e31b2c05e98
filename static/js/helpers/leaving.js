/** What a page that goes had no time to put on the disk: the next form's page does it. */
import { desk } from '../desk.js';

const LEFT = 'left';

/**
 * Keep a form until it is parked; the tab forgets it then, or when it is closed.
 * @param {Promise<boolean>} parking
 * @param {object} form as `desk.park` takes it
 */
export function leave(parking, form) {
  sessionStorage.setItem(LEFT, JSON.stringify(form));
  void parking.then((kept) => kept && sessionStorage.removeItem(LEFT));
}

/** Park what the page before could not; what it could is parked once more as it was. */
export async function pickUp() {
  const left = sessionStorage.getItem(LEFT);
  if (!left) return;
  await desk.park(JSON.parse(left));
  sessionStorage.removeItem(LEFT);
}
