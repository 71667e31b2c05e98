/** The office's page that brings in lists. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/import-file.js';
