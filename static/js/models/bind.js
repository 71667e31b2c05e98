/**
 * Fill markup that Jinja rendered with data: text, attributes, states, rows. Never HTML.
 * The twin of `desk/bind.py`; both run on `tests/vectors/bind.json`.
 */

import { rows } from './rows.js';
import { survey } from './survey.js';
import { follow, present, text, time } from './values.js';

const FORBIDDEN = /^(?:on|style$|srcdoc$)/;
const LINKS = new Set(['href', 'src', 'action', 'formaction', 'xlink:href']);
const SAFE_LINK = /^(?:[#?]|\/(?![/\\])|data:image\/(?:png|jpeg|webp);base64,)/;
const SVG = 'http://www.w3.org/2000/svg';

/** Fill an element and all below it. `ports` is `{zone, qr}`. */
export function fill(root, scope, ports) {
  for (const step of survey(root)) apply(step.place, step, scope, ports);
}

function apply(place, step, scope, ports) {
  const { kind, path } = step;
  if (!path || kind === 'state') return void place.toggleAttribute('hidden', !holds(step, scope));
  const value = follow(scope, path);
  if (kind === 'text') write(place, text(value));
  else if (kind === 'each') repeat(place, value, ports);
  else if (kind === 'qr') draw(place, text(value), ports);
  else if (kind === 'time') {
    const { format = '{H}:{M}', months } = place.dataset;
    write(place, time(value, ports.zone, format, months));
  } else attribute(place, kind.slice(5), value);
}

/** Whether a place shows: a condition is true, a state is one of its own. */
function holds({ states, path, wanted, unwanted }, scope) {
  if (states) return states.includes(text(follow(scope, path)));
  const shown = !wanted || present(follow(scope, wanted));
  return shown && (unwanted === undefined || !present(follow(scope, unwanted)));
}

function repeat(container, items, ports) {
  rows(container, items, { holds, apply: (place, step, item) => apply(place, step, item, ports) });
}

// Writing what stands there already would cost a new layout.
function write(element, content) {
  if (element.firstElementChild || element.textContent !== content) element.textContent = content;
}

/** Set or drop an attribute; refuse scripts, styles and links that leave the house. */
function attribute(element, name, value) {
  const content = value === true ? 'true' : text(value);
  const barred = LINKS.has(name) && !SAFE_LINK.test(content);
  const absent = value === null || value === undefined || value === false;
  if (absent || barred || FORBIDDEN.test(name)) element.removeAttribute(name);
  else if (element.getAttribute(name) !== content) element.setAttribute(name, content);
}

/** Draw a QR code as one path, with the four quiet modules the standard asks for. */
function draw(element, content, ports) {
  element.replaceChildren();
  if (!content) return;
  const { size, path } = ports.qr(content);
  element.setAttribute('viewBox', `-4 -4 ${size + 8} ${size + 8}`);
  const drawn = element.ownerDocument.createElementNS(SVG, 'path');
  drawn.setAttribute('d', path);
  element.append(drawn);
}
