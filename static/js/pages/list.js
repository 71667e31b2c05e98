import './page.js';
import '../behaviours/record-list.js';
