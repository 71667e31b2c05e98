/**
 * Fill markup that Jinja rendered with data: text, attributes, states, rows. Never HTML.
 * The twin of `desk/bind.py`; both run on `tests/vectors/bind.json`.
 */

import { follow, present, text, time } from './values.js';

const FORBIDDEN = /^(?:on|style$|srcdoc$)/;
const LINKS = new Set(['href', 'src', 'action', 'formaction', 'xlink:href']);
const SAFE_LINK = /^(?:[#?]|\/(?![/\\])|data:image\/(?:png|jpeg|webp);base64,)/;
const SVG = 'http://www.w3.org/2000/svg';
const SCOPED = /^data-(?:text|time|qr|state|if|unless|attr-.+)$/;

/** Name what there is to fill in a piece of markup, in its order; what a repeated container holds is the rows' own. */
function survey(root) {
  const found = [];
  const look = (element) => {
    for (const { name, value } of element.attributes ?? []) {
      if (SCOPED.test(name)) found.push(...steps(element, name.slice(5), value.split('.')));
    }
    const each = element.dataset?.each;
    if (each !== undefined) found.push({ place: element, kind: 'each', path: each.split('.') });
    else for (const child of element.children) if (child.localName !== 'template') look(child);
  };
  look(root);
  return found;
}

function steps(place, kind, path) {
  if (kind === 'if' || kind === 'unless') return [{ place, kind, ...conditions(place) }];
  if (kind !== 'state') return [{ place, kind, path }];
  const choices = [...place.children].filter((child) => child.hasAttribute('data-is'));
  return choices.map((child) => ({ place: child, kind, path, states: child.dataset.is.split(' ') }));
}

const conditions = ({ dataset }) => ({ wanted: dataset.if?.split('.'), unwanted: dataset.unless?.split('.') });

/** Fill an element and all below it. `ports` is `{zone, qr}`. */
export function fill(root, scope, ports) {
  for (const step of survey(root)) apply(step.place, step, scope, ports);
}

function apply(place, step, scope, ports) {
  const { kind, path } = step;
  if (!path) return condition(place, step, scope);
  const value = follow(scope, path);
  if (kind === 'text') write(place, text(value));
  else if (kind === 'state') place.toggleAttribute('hidden', !step.states.includes(text(value)));
  else if (kind === 'each') rows(place, value, ports);
  else if (kind === 'qr') draw(place, text(value), ports);
  else if (kind === 'time') {
    const { format = '{H}:{M}', months } = place.dataset;
    write(place, time(value, ports.zone, format, months));
  } else attribute(place, kind.slice(5), value);
}

// Writing what stands there already would cost a new layout.
function write(element, content) {
  if (element.firstElementChild || element.textContent !== content) element.textContent = content;
}

function condition(element, { wanted, unwanted }, scope) {
  const shown = !wanted || present(follow(scope, wanted));
  const hidden = unwanted !== undefined && present(follow(scope, unwanted));
  element.toggleAttribute('hidden', !shown || hidden);
}

/** Set or drop an attribute; refuse scripts, styles and links that leave the house. */
function attribute(element, name, value) {
  const content = value === true ? 'true' : text(value);
  const barred = LINKS.has(name) && !SAFE_LINK.test(content);
  const absent = value === null || value === undefined || value === false;
  if (absent || barred || FORBIDDEN.test(name)) element.removeAttribute(name);
  else if (element.getAttribute(name) !== content) element.setAttribute(name, content);
}

/** What each template asks for, and where in each row that was made of it. */
const surveys = new WeakMap();
const made = new WeakMap();

const nameOf = ({ kind }) => (kind === 'state' ? 'data-is' : `data-${kind}`);
const placesIn = (row, selector) => (selector ? [row, ...row.querySelectorAll(selector)] : [row]);

/** Survey a template once: a row finds its places by one query and their order. */
function surveyed(template) {
  if (!surveys.has(template)) {
    const row = template.content.firstElementChild;
    const found = survey(row);
    const selector = [...new Set(found.map(nameOf))].map((name) => `[${name.replace(':', '\\:')}]`).join();
    const places = placesIn(row, selector);
    surveys.set(template, { selector, steps: found.map((step) => ({ ...step, at: places.indexOf(step.place) })) });
  }
  return surveys.get(template);
}

/** Repeat the one element inside the container's template; a row stays with its item, by `id` or by place. */
function rows(container, items, ports) {
  const template = [...container.children].find((child) => child.localName === 'template');
  const { selector, steps } = surveyed(template);
  const before = standing(container, template);
  const wanted = (Array.isArray(items) ? items : []).map((item, index) => {
    const key = item?.id ?? index;
    const row = before.get(key) ?? make(template, selector, key);
    before.delete(key);
    const { places } = made.get(row);
    for (const step of steps) apply(places[step.at], step, item, ports);
    return row;
  });
  for (const row of before.values()) row.remove();
  arrange(container, template, wanted);
}

/** What stands in a container, by key; what has none, or another's, stands for itself. */
function standing(container, template) {
  const found = new Map();
  for (const child of container.children) {
    if (child === template) continue;
    const key = made.get(child)?.key ?? child;
    found.set(found.has(key) ? child : key, child);
  }
  return found;
}

function make(template, selector, key) {
  const row = template.content.firstElementChild.cloneNode(true);
  made.set(row, { key, places: placesIn(row, selector) });
  return row;
}

// A row that stands right is not touched: moving it would take the focus away.
function arrange(container, template, wanted) {
  let after = template;
  for (const row of wanted) {
    if (after.nextElementSibling !== row) after.after(row);
    after = row;
  }
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
