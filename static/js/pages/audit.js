/** The office's page of who did what. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/audit-list.js';
