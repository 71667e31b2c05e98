/** What every page of the desk has: clock, badge, operator, lock, words of the house. */
import { choose } from '../helpers/handed.js';
import { desk } from '../desk.js';
import { awake, refresh, setting } from '../helpers/house.js';
import '../behaviours/house-clock.js';
import '../behaviours/queue-badge.js';
import '../behaviours/operator-pill.js';
import '../behaviours/desk-lock.js';
import '../behaviours/wipe-screen.js';
import '../behaviours/broken-storage.js';
import '../behaviours/update-offer.js';

function names() {
  for (const place of document.querySelectorAll('[data-setting]')) {
    const value = setting(place.dataset.setting);
    if (value) place.textContent = value;
  }
}

// Another language shows the same record, and the form as it stood.
document.addEventListener('click', (event) => {
  const link = event.target.closest('.tongues a');
  if (!link) return;
  event.preventDefault();
  void choose(link.hreflang, desk.operator);
});

// A browser that is no device of this house has nothing to show yet.
// The office's pages let a browser in by password.
function admit() {
  const known = desk.device || document.querySelector('office-gate');
  if (!known) location.replace(`/${document.documentElement.lang}/enrol/${location.hash}`);
}

desk.addEventListener('refs', () => refresh().then(names));
// Not awaited: what a page shows would begin to read only after this.
void awake().then(admit).then(names);
