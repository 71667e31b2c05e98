import './page.js';
import '../behaviours/number-pad.js';
import '../behaviours/person-search.js';
import '../behaviours/companion-list.js';
import '../behaviours/id-first.js';
import '../behaviours/parked-forms.js';
import '../behaviours/entry-form.js';
import { idle } from '../helpers/idle.js';

// They have words of their own, and say by and by what the office wants to be said.
idle(() => Promise.all([import('../behaviours/greeting-card.js'), import('../behaviours/prompt-card.js')]));
if (document.querySelector('line-list')) void import('../behaviours/line-list.js');
if (document.querySelector('picture-field')) idle(() => import('../behaviours/picture-field.js'));
