/** Measure a page as it stands: what is cut off, overlaps, is too small to touch or gets no focus. */
(() => {
  const TARGET = 56;
  const INLINE = 44;
  const SLACK = 1.5;
  const CONTROLS = 'a[href], button, summary, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox]), '
    + 'label:has(input[type=radio], input[type=checkbox]), [role=option]';
  const TABBED = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
  const BOXES = 'button, a[href], label, summary, .state, .chip, .pill, .card, .row, .news, .notice, dialog';

  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
    && element.getBoundingClientRect().width > 0 && !veiled(element);
  const visible = (element) => once('visible', element, shown);
  // Words for a screen reader alone.
  const veiled = (element) => element !== null && once('veiled', element,
    (one) => getComputedStyle(one).clipPath === 'inset(50%)' || veiled(one.parentElement));

  // A page stands still while it is measured: what was asked of it once need not be asked again.
  const kept = new Map();
  const once = (what, key, find) => {
    if (!kept.has(what)) kept.set(what, new Map());
    const known = kept.get(what);
    if (!known.has(key)) known.set(key, find(key));
    return known.get(key);
  };
  const style = (element) => once('style', element, getComputedStyle);
  const rect = (element) => once('rect', element, (one) => one.getBoundingClientRect());

  const root = () => once('root', document, () => [...document.querySelectorAll('dialog:modal')].pop()
    ?? [...document.querySelectorAll('.broken, wipe-screen')].find(visible) ?? document.body);
  const all = (selector) => [...root().querySelectorAll(selector)].filter(visible);
  const words = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 40);

  /** Name an element so that a person finds it. */
  function name(element) {
    const path = [];
    for (let at = element; at && at !== document.body && path.length < 3; at = at.parentElement) {
      const mark = at.id || at.dataset.act || at.getAttribute('name') || [...at.classList].join('.');
      path.unshift(at.localName + (mark ? `(${mark})` : ''));
      if (at.id) break;
    }
    return `${path.join(' > ')} “${words(element.textContent || element.getAttribute('aria-label') || '')}”`;
  }

  const apart = (element) => element === root() || element.matches('.found, .menu')
    || ['sticky', 'fixed'].includes(style(element).position);
  const layer = (element) => once('layer', element,
    (one) => (one === document.body || apart(one) ? one : layer(one.parentElement)));

  const inside = (a, b) => a.left >= b.left - SLACK && a.right <= b.right + SLACK && a.top >= b.top - SLACK && a.bottom <= b.bottom + SLACK;
  const cut = (a, b) => ({ left: Math.max(a.left, b.left), right: Math.min(a.right, b.right), top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) });
  const width = (a) => a.right - a.left;
  const height = (a) => a.bottom - a.top;

  const clips = (element) => once('clips', element, (one) => {
    const { overflowX, overflowY } = style(one);
    const moves = (way) => /auto|scroll/.test(way);
    const open = overflowX === 'visible' && overflowY === 'visible';
    return open ? null : { box: rect(one), down: moves(overflowY), across: moves(overflowX) && one.matches('[data-preview]') };
  });
  const beside = (a, b) => a.left < b.left - SLACK || a.right > b.right + SLACK;
  const below = (a, b) => a.top < b.top - SLACK || a.bottom > b.bottom + SLACK;

  /** Follow a line of text through what clips it; null where it is scrolled away. */
  function follow(element, from, told) {
    let seen = from;
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      const clip = clips(at);
      if (!clip) continue;
      const lost = (beside(seen, clip.box) && !clip.across) || (below(seen, clip.box) && !clip.down);
      if (lost) told.add(`cut off: ${name(element)} by ${name(at).split(' “')[0]}`);
      seen = cut(seen, clip.box);
      if (width(seen) <= 1 || height(seen) <= 1) return null;
    }
    return seen;
  }

  // The box of a font is taller than its letters are.
  const ink = ({ left, right, top, bottom }) => ({ left, right, top: top + (bottom - top) / 5, bottom: bottom - (bottom - top) / 5 });

  function* spoken() {
    const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement: element } = walker.currentNode;
      if (!data.trim() || !visible(element) || element.closest('option, svg')) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const line of range.getClientRects()) if (line.width >= 1) yield { element, line: ink(line) };
    }
  }

  function lines(told) {
    const found = [];
    for (const { element, line } of spoken()) {
      const box = element.closest(BOXES);
      if (box && !inside(line, rect(box))) told.add(`runs out of its box: ${name(element)}`);
      const away = beside(line, { left: 0, right: innerWidth });
      if (away && !element.closest('[data-preview]')) told.add(`runs off the screen: ${name(element)}`);
      const seen = follow(element, line, told);
      if (seen) found.push({ element, line: seen, layer: layer(element) });
    }
    return found;
  }

  const laid = (a, b) => {
    const both = cut(a, b);
    return width(both) > 2 && height(both) > Math.min(height(a), height(b)) * 0.3;
  };
  const kin = (a, b) => a === b || a.contains(b) || b.contains(a);

  function overlaps(texts, told) {
    texts.forEach((one, at) => {
      for (const two of texts.slice(at + 1)) {
        if (one.layer !== two.layer || kin(one.element, two.element) || !laid(one.line, two.line)) continue;
        told.add(`overlap: ${name(one.element)} and ${name(two.element)}`);
      }
    });
    for (const control of all(CONTROLS)) {
      const box = follow(control, rect(control), new Set());
      if (!box) continue;
      for (const { element, line, layer: place } of texts) {
        if (kin(control, element) || element.closest('label')?.contains(control) || layer(control) !== place || within(control)) continue;
        if (laid(line, box)) told.add(`overlap: ${name(control)} and ${name(element)}`);
      }
    }
  }

  const within = (element) => element.matches(':is(p, small, span) > a:not([class])') && style(element).display.startsWith('inline');

  function targets(told) {
    for (const control of all(CONTROLS)) {
      const box = rect(control);
      const least = within(control) ? INLINE : TARGET;
      const small = box.height < least - 0.5 || box.width < least - 0.5;
      if (small) told.add(`too small to touch (${Math.round(box.width)}×${Math.round(box.height)}): ${name(control)}`);
    }
  }

  // A row that its own list has scrolled away lies nowhere in the eye's order.
  function scrolledAway(element) {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (box.scrollHeight <= box.clientHeight + 1 || style(box).overflowY === 'visible') continue;
      if (rect(element).bottom <= rect(box).top || rect(element).top >= rect(box).bottom) return true;
    }
    return false;
  }

  function order(told) {
    const places = all(TABBED).filter((one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.type !== 'radio' && !scrolledAway(one))
      .map((element) => ({ element, box: rect(element), layer: layer(element) }));
    places.slice(1).forEach(({ element, box, layer: place }, at) => {
      const before = places[at];
      if (before.layer !== place || kin(before.element, element)) return;
      const row = Math.min(box.bottom, before.box.bottom) - Math.max(box.top, before.box.top) > box.height / 2;
      const back = row ? box.right <= before.box.left : box.bottom <= before.box.top && laidSideways(box, before.box);
      if (back || element.tabIndex > 0) told.add(`focus goes backwards: from ${name(before.element)} to ${name(element)}`);
    });
  }

  const laidSideways = (a, b) => Math.min(a.right, b.right) > Math.max(a.left, b.left);
  const ringed = (element) => {
    for (let at = element, up = 0; at && up < 4; at = at.parentElement, up += 1) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return true;
    }
    return false;
  };

  function covered(element) {
    const label = element.closest('label');
    const held = label?.matches(':has([type=radio], [type=checkbox])') ? label : element;
    const { left, top, width: wide, height: high } = held.getBoundingClientRect();
    const seen = document.elementFromPoint(left + wide / 2, top + high / 2);
    if (!seen) return 'the edge';
    return kin(seen, element) || label?.contains(seen) ? '' : name(seen).split(' “')[0];
  }

  function focus(told) {
    const before = document.activeElement;
    for (const element of all(TABBED).filter((one) => one.tabIndex >= 0 && !one.matches(':disabled'))) {
      // A menu that closed when the focus left it is opened again, as a hand would.
      const menu = element.closest('details');
      if (menu && !element.matches('summary')) menu.open = true;
      element.focus();
      if (document.activeElement !== element) told.add(`takes no focus: ${name(element)}`);
      else if (!ringed(element)) told.add(`focus is not seen: ${name(element)}`);
      const by = covered(element);
      if (by) told.add(`covered when it has the focus: ${name(element)} by ${by}`);
    }
    before?.focus?.();
    scrollTo(0, 0);
  }

  function layout() {
    const told = new Set();
    kept.clear();
    scrollTo(0, 0);
    const page = document.scrollingElement;
    if (page.scrollWidth > page.clientWidth) told.add(`the page is ${page.scrollWidth - page.clientWidth} px too wide`);
    overlaps(lines(told), told);
    targets(told);
    order(told);
    return [...told];
  }

  function reach() {
    const told = new Set();
    kept.clear();
    focus(told);
    return [...told];
  }

  let asking = 0;
  const ask = globalThis.fetch;
  globalThis.fetch = async (...given) => {
    asking += 1;
    try {
      return await ask(...given);
    } finally {
      asking -= 1;
    }
  };

  /** Wait until somebody is known to be here, or asked for, and the page has been left alone for a while. */
  const settled = (quiet, most) => new Promise((resolve) => {
    const known = () => !document.querySelector('operator-pill')
      || document.querySelector('dialog.lock[open], operator-pill [data-is=in]:not([hidden])');
    let timer = 0;
    const still = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (asking || !known() ? still() : resolve('')), quiet);
    };
    still();
    new MutationObserver(still).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(() => resolve(`it does not come to rest: ${asking} requests, ${known() ? 'somebody' : 'nobody'} is here`), most);
  });

  const told = (result) => result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all: must }) => `${id} (${help}): ${target.join(' ')}: ${[...any, ...must].map(({ message }) => message).join('; ')}`));
  const access = async (options) => told(await globalThis.axe.run([...document.querySelectorAll('dialog:modal')].pop() ?? document, {
    resultTypes: ['violations'], iframes: false, ...options,
  }));

  const broken = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile, blockedURI }) =>
    broken.push(`the policy was broken: ${violatedDirective} ${blockedURI} ${sourceFile}`));
  globalThis.fit = { layout, reach, settled, access, broken };
})();
