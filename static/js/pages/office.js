/** The office: answers of the house, for those whom it knows. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/office-list.js';

// One page alone asks for it, and only once it is open to whoever stands there.
document.addEventListener('office', () => {
  if (document.querySelector('new-device')) import('../behaviours/new-device.js');
}, { once: true });
