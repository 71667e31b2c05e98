import './page.js';
import '../behaviours/person-search.js';
import '../behaviours/record-actions.js';
import '../behaviours/record-history.js';
import '../behaviours/record-detail.js';
