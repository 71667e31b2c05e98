/** What the house tells once. */
import { ports } from './house.js';
import { fill } from '../models/bind.js';

/** Show it until the dialog is closed; then it stands nowhere. */
export function tell(dialog, data) {
  fill(dialog, data, ports());
  dialog.addEventListener('close', () => fill(dialog, {}, ports()), { once: true });
  dialog.showModal();
}
