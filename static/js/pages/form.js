import './page.js';
import '../behaviours/number-pad.js';
import '../behaviours/person-search.js';
import '../behaviours/companion-list.js';
import '../behaviours/id-first.js';
import '../behaviours/parked-forms.js';
import '../behaviours/prompt-card.js';
import '../behaviours/entry-form.js';
import { idle } from '../helpers/idle.js';

// It has words of its own, and says by and by whom it greets.
idle(() => import('../behaviours/greeting-card.js'));
