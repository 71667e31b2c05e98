/** What is kept, for how long, and what was erased: the office's page that asks for a person by name. */
import './page.js';
import './office.js';

// Asked for in a dialog only: it comes once the page is open to whoever stands there.
document.addEventListener('office', () => import('../behaviours/person-search.js'), { once: true });
