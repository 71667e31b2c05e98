import './page.js';
import '../behaviours/readiness-list.js';
