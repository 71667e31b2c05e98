/** What is kept, for how long, and what was erased: the office's page that asks for a person by name. */
import './page.js';
import './office.js';
import '../behaviours/person-search.js';
