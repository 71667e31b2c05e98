import './page.js';
import '../behaviours/queue-page.js';
import '../behaviours/sync-now.js';
import '../behaviours/rescue-export.js';
