import './page.js';
import '../behaviours/record-actions.js';
import '../behaviours/record-detail.js';
import { idle } from '../helpers/idle.js';

if (document.querySelector('picture-view')) void import('../behaviours/picture-view.js');
// Only a correction asks for a room or a person, and the history waits to be opened: they come once the record is shown.
document.addEventListener('filled', () => {
  idle(() => Promise.all([import('../behaviours/person-search.js'), import('../behaviours/record-history.js')]));
}, { once: true });
