/** A visitor's page: it says what the home asks as long as the visit lasts. */
import '../../../static/js/pages/detail.js';

void import('../../../static/js/behaviours/entered-twice.js');
void import('../../../static/js/behaviours/home-says.js');
void import('../../../static/js/behaviours/meeting-rooms.js');
