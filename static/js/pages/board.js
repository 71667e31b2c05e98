import './page.js';
import '../behaviours/day-greeting.js';
import '../behaviours/desk-search.js';
import '../behaviours/record-list.js';
import '../behaviours/scan-wedge.js';
import '../behaviours/install-offer.js';
import '../behaviours/begin-contact.js';
import '../behaviours/waiting-line.js';

// It asks the house, and only for whoever manages it.
import('../behaviours/setup-left.js');
