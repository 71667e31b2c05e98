/**
 * Fill markup that Jinja rendered with data: text, attributes, states, rows. Never HTML.
 * The twin of `desk/bind.py`; both run on `tests/vectors/bind.json`.
 */

// Controls, lone surrogates, and the marks that turn the direction of the text after them.
const UNPRINTABLE = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e' +
    '\\u2066-\\u2069\\p{Cs}\\ufdd0-\\ufdef\\ufffe\\uffff]',
  'gu',
);
const FORBIDDEN = /^(?:on|style$|srcdoc$)/;
const LINKS = new Set(['href', 'src', 'action', 'formaction', 'xlink:href']);
const SAFE_LINK = /^(?:[#?]|\/(?![/\\])|data:image\/(?:png|jpeg|webp);base64,)/;
const SVG = 'http://www.w3.org/2000/svg';
const SCOPED = /^data-(?:text|time|qr|state|if|unless|attr-.+)$/;

/** What may be shown of a value: strings and integers, without unprintable signs. */
export function text(value) {
  if (typeof value !== 'string' && !Number.isInteger(value)) return '';
  return String(value).replace(UNPRINTABLE, '');
}

/** The value at a dotted path; `.` is the scope itself. */
export function lookup(scope, path) {
  if (path === '.') return scope;
  return path.split('.').reduce((found, name) => (isObject(found) ? own(found, name) : null), scope);
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : null);

/** Whether a condition holds: not null, false, zero, empty text or an empty list. */
export const present = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

const formats = new Map();

function clock(zone) {
  if (!formats.has(zone)) {
    const numbers = { year: 'numeric', month: '2-digit', day: 'numeric', hour: '2-digit', minute: '2-digit' };
    const options = { ...numbers, timeZone: zone, hourCycle: 'h23' };
    formats.set(zone, new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', options));
  }
  return formats.get(zone);
}

/** Write a moment in milliseconds by a pattern of {y} {mon} {m} {d} {H} {M}. */
export function time(value, zone, pattern, months) {
  if (!Number.isInteger(value)) return '';
  const { year, month, day, hour, minute } = Object.fromEntries(
    clock(zone).formatToParts(value).map((part) => [part.type, part.value]),
  );
  const mon = months ? months.split(',')[month - 1] : String(Number(month));
  const parts = { y: year, mon, m: month, d: day, H: hour, M: minute };
  return pattern.replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? '');
}

/** Fill an element and all below it. `ports` is `{zone, qr}`. */
export function fill(root, scope, ports) {
  for (const { name, value } of [...(root.attributes ?? [])]) {
    if (SCOPED.test(name)) apply(root, name.slice(5), lookup(scope, value), scope, ports);
  }
  if (root.hasAttribute?.('data-each')) rows(root, lookup(scope, root.dataset.each), ports);
  else for (const child of root.children) if (child.localName !== 'template') fill(child, scope, ports);
}

function apply(element, kind, value, scope, ports) {
  if (kind === 'text') element.textContent = text(value);
  else if (kind === 'time') {
    const { format = '{H}:{M}', months } = element.dataset;
    element.textContent = time(value, ports.zone, format, months);
  } else if (kind === 'qr') draw(element, text(value), ports);
  else if (kind === 'state') state(element, text(value));
  else if (kind === 'if' || kind === 'unless') condition(element, scope);
  else attribute(element, kind.slice(5), value);
}

function state(element, value) {
  for (const child of element.children) {
    const states = child.getAttribute('data-is');
    if (states !== null) child.toggleAttribute('hidden', !states.split(' ').includes(value));
  }
}

function condition(element, scope) {
  const { if: wanted, unless: unwanted } = element.dataset;
  const shown = wanted === undefined || present(lookup(scope, wanted));
  const hidden = unwanted !== undefined && present(lookup(scope, unwanted));
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

const made = new WeakSet();

/** Repeat the one element inside the container's template; rows made before are filled again. */
function rows(container, items, ports) {
  const template = [...container.children].find((child) => child.localName === 'template');
  const wanted = Array.isArray(items) ? items : [];
  const old = [...container.children].filter((child) => made.has(child)).slice(0, wanted.length);
  const kept = new Set([template, ...old]);
  [...container.children].forEach((child) => kept.has(child) || child.remove());
  wanted.forEach((item, index) => {
    const row = old[index] ?? template.content.firstElementChild.cloneNode(true);
    fill(row, item, ports);
    if (old[index]) return;
    made.add(row);
    container.append(row);
  });
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
