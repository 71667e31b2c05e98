/** The roll-call: a page without a lock. */
import './page.js';
import '../behaviours/roll-call.js';
