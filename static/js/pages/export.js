/** The office's page that hands out registers as files. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/export-file.js';
