import './page.js';
import '../behaviours/record-actions.js';
import '../behaviours/record-history.js';
import '../behaviours/record-detail.js';
import { idle } from '../helpers/idle.js';

// Only a correction asks for a room or a person: it may come after the record is shown.
idle(() => import('../behaviours/person-search.js'));
