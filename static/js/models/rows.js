/**
 * Repeat the one element inside a container's template. Of a lean container (`data-lean`) a row holds
 * only what shows of it: what a condition hides is no node of the page, and costs nothing there.
 */

import { survey } from './survey.js';

const CONDITIONS = new Set(['state', 'if', 'unless']);

/** How each template is filled, and what each row that was made of it holds. */
const patterns = new WeakMap();
const made = new WeakMap();

/**
 * A row stays with its item, by `id` or by place.
 * @param {Element} container
 * @param {any} items
 * @param {{holds: (step: object, item: any) => boolean, apply: (place: Element, step: object, item: any) => void}} binder
 */
export function rows(container, items, binder) {
  const template = [...container.children].find((child) => child.localName === 'template');
  const pattern = patternOf(template, container.hasAttribute('data-lean'));
  const before = standing(container, template);
  const wanted = (Array.isArray(items) ? items : []).map((item, index) => {
    const key = item?.id ?? index;
    const shape = shapeOf(pattern, item, binder.holds);
    const row = before.get(key) ?? make(shape, key);
    before.delete(key);
    if (made.get(row).shape !== shape) reshape(row, shape);
    const { places } = made.get(row);
    shape.steps.forEach((step, at) => binder.apply(places[at], step, item));
    return row;
  });
  for (const row of before.values()) row.remove();
  arrange(template, wanted);
}

function patternOf(template, lean) {
  if (!patterns.has(template)) {
    const root = template.content.firstElementChild;
    const found = survey(root);
    const asked = found.filter(({ kind, place }) => lean && place !== root && CONDITIONS.has(kind));
    const steps = found.filter((step) => !asked.includes(step));
    patterns.set(template, { root, steps, branches: branchesOf(asked), shapes: new Map() });
  }
  return patterns.get(template);
}

/** What may be missing from a row: with its conditions, and the branches that it stands in. */
function branchesOf(asked) {
  const places = [...new Set(asked.map(({ place }) => place))];
  return places.map((place, at) => ({
    place,
    conditions: asked.filter((step) => step.place === place),
    within: places.map((other, index) => (index !== at && other.contains(place) ? index : -1)).filter((index) => index >= 0),
  }));
}

/** The markup of those rows whose conditions fall alike. */
function shapeOf({ root, steps, branches, shapes }, item, holds) {
  const shown = branches.map(({ conditions }) => conditions.every((step) => holds(step, item)));
  const key = shown.map(Number).join('');
  if (!shapes.has(key)) shapes.set(key, cut(root, steps, branches, shown));
  return shapes.get(key);
}

function cut(whole, steps, branches, shown) {
  const root = whole.cloneNode(true);
  const twin = new Map([[whole, root]]);
  const copies = root.querySelectorAll('*');
  whole.querySelectorAll('*').forEach((element, at) => twin.set(element, copies[at]));
  branches.forEach(({ place }, at) => {
    twin.get(place).removeAttribute('hidden');
    if (!shown[at]) twin.get(place).remove();
  });
  const there = (place) => root.contains(twin.get(place));
  return {
    root, shown, branches,
    ways: branches.map(({ place }) => (there(place) ? wayTo(root, twin.get(place)) : null)),
    steps: steps.filter(({ place }) => there(place)).map((step) => ({ ...step, way: wayTo(root, twin.get(step.place)) })),
  };
}

/** The way from a row down to one of its nodes: at each level, which child. */
function wayTo(root, node) {
  const way = [];
  for (let here = node; here !== root; here = here.parentNode) way.unshift([...here.parentNode.childNodes].indexOf(here));
  return way;
}

function walk(row, way) {
  let here = row;
  for (const nth of way) {
    here = here.firstChild;
    for (let left = nth; left > 0; left -= 1) here = here.nextSibling;
  }
  return here;
}

const placesOf = (row, { steps }) => steps.map(({ way }) => walk(row, way));

function make(shape, key) {
  const row = shape.root.cloneNode(true);
  made.set(row, { key, shape, places: placesOf(row, shape) });
  return row;
}

/** Take out what no longer shows and put in what does; what stays is not touched, for it may have the focus. */
function reshape(row, shape) {
  const { key, shape: was } = made.get(row);
  const turned = shape.shown.map((shown, at) => shown !== was.shown[at]);
  const alone = (way, at) => way && turned[at] && !shape.branches[at].within.some((index) => turned[index]);
  for (const gone of was.ways.filter(alone).map((way) => walk(row, way))) gone.remove();
  for (const way of shape.ways.filter(alone)) {
    const parent = walk(row, way.slice(0, -1));
    parent.insertBefore(walk(shape.root, way).cloneNode(true), parent.childNodes[way.at(-1)] ?? null);
  }
  made.set(row, { key, shape, places: placesOf(row, shape) });
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

// A row that stands right is not touched: moving it would take the focus away. New ones come in together.
function arrange(template, wanted) {
  let [after, fresh] = [template, []];
  const put = () => {
    after.after(...fresh);
    [after, fresh] = [fresh.at(-1) ?? after, []];
  };
  for (const row of wanted) {
    if (!row.parentNode) fresh.push(row);
    else {
      put();
      if (after.nextElementSibling !== row) after.after(row);
      after = row;
    }
  }
  put();
}
