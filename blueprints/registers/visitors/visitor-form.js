/** A visitor is let in: it says what the home asks, before. */
import '../../../static/js/pages/form.js';

void import('../../../static/js/behaviours/home-says.js');
void import('../../../static/js/behaviours/known-visitor.js');
void import('../../../static/js/behaviours/meeting-rooms.js');
void import('../../../static/js/behaviours/more-row.js');
