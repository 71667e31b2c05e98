/** The office's reports. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/office-report.js';
