/** Days as date fields write them, by the site's calendar. */
import { today } from '../models/zone.js';

/** The month up to now: its first day, and today. */
export function monthOf(now, zone) {
  const day = today(now, zone);
  return [`${day.slice(0, 8)}01`, day];
}
