/** Whoever manages the house sees on its board how many steps of setting it up are left. */
import { desk } from '../desk.js';
import { awake } from '../helpers/house.js';
import { idle } from '../helpers/idle.js';
import { word } from '../helpers/words.js';

const place = document.querySelector('[data-setup-left]');
// A phone's places stand side by side: there is no room for more than their names.
const wide = matchMedia('(width > 760px)');

async function show() {
  await awake();
  const roles = desk.operator?.roles ?? [];
  const manages = place.dataset.for.split(' ').some((role) => roles.includes(role));
  const { ok, data } = manages ? await desk.ask('GET', '/api/office/setup/left') : {};
  place.hidden = !ok || !data.left || !wide.matches;
  if (ok) place.textContent = word(place, 'left', { n: data.left });
}

desk.addEventListener('operator', show);
wide.addEventListener('change', show);
idle(show);
