/** The office's page of settings: zones come from the browser, a logo from a file. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/office-list.js';

// Asked for in dialogs only: they come once the page is open to whoever stands there.
document.addEventListener('office', () => {
  import('../behaviours/logo-field.js');
  import('../behaviours/zone-list.js');
}, { once: true });
