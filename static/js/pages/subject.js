/** The office's page for somebody who asks what the house keeps of them. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/subject-request.js';
