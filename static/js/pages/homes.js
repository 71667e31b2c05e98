/** What homes say, and whom not to admit: the office's pages with forms to fill. */
import './page.js';
import './office.js';
import '../behaviours/office-find.js';

// Asked for in a dialog only: it comes once the page is open to whoever stands there.
document.addEventListener('office', () => {
  void import('../behaviours/person-search.js');
  void import('../behaviours/picture-field.js');
}, { once: true });
