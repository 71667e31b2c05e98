/** What every page of the desk has: clock, badge, operator, lock, words of the house. */
import { desk } from '../desk.js';
import { ready, refresh, setting } from '../helpers/house.js';
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

// Another language shows the same record.
document.addEventListener('click', ({ target }) => {
  const link = target.closest('a[hreflang]');
  if (link) link.hash = location.hash;
});

// A browser that is no device of this house has nothing to show yet.
// The office's pages let a browser in by password.
function admit() {
  const known = desk.device || document.querySelector('office-gate');
  if (!known) location.replace(`/${document.documentElement.lang}/enrol/${location.hash}`);
}

desk.addEventListener('refs', () => refresh().then(names));
// Not awaited: what a page shows would begin to read only after this.
void ready().then(admit).then(names);
