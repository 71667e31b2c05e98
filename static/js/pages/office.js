/** The office: answers of the house, for those whom it knows. */
import './page.js';
import '../behaviours/office-gate.js';
import '../behaviours/office-list.js';
import '../behaviours/new-device.js';
