/** Write odd words into a form as they would be typed or pasted, and see what became of them. */
(() => {
  const PIECE = 9000; // fromCharCode takes only so many at once
  const TYPED = 'input[type=text]:not([role=combobox], [data-pad]), textarea';
  const RUNS = '[onerror], [onload], [onmouseover], [onfocus], script:not([src], [type="application/json"])';

  const form = () => document.querySelector('entry-form form');
  const told = (field) => field.dispatchEvent(new Event('input', { bubbles: true }));
  const own = () => [...form().elements].filter((field) => field.name && !field.closest('[data-person]'));

  function spell(units) {
    let text = '';
    for (let at = 0; at < units.length; at += PIECE) text += String.fromCharCode(...units.slice(at, at + PIECE));
    return text;
  }

  window.odd = {
    /** Choose and fill as a good sample says. */
    good(values) {
      for (const field of own().filter(({ name }) => name in values)) {
        if (field.type === 'radio') field.checked = field.value === values[field.name];
        else field.value = values[field.name];
        told(field);
      }
    },

    /** Put one word after the other, given as UTF-16 units, into the fields that take any text. */
    write(words) {
      const fields = own().filter((field) => field.matches(TYPED));
      fields.forEach((field, at) => {
        field.value = spell(words[at % words.length]);
        told(field);
      });
      return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    },

    /** The messages that stand under the fields. */
    messages() {
      const places = [...document.querySelectorAll('entry-form [data-field]')];
      const all = places.map((place) => [place.dataset.field, place.querySelector('.error').textContent]);
      return Object.fromEntries(all.filter(([, words]) => words));
    },

    values: () => Object.fromEntries(own().map(({ name, value }) => [name, value])),
    spoken: () => Object.values(document.querySelector('[data-word-required]').dataset),
    wider: () => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
    widest() {
      const all = [...document.body.querySelectorAll('*')].filter((one) => one.checkVisibility());
      const edge = (one) => one.getBoundingClientRect().right;
      const last = all.reduce((one, other) => (edge(other) > edge(one) ? other : one), document.body);
      return `${last.closest('[class]').className} ${last.localName} ${last.textContent.slice(0, 12)}`;
    },
    inert: () => window.hit === undefined && document.querySelector(RUNS) === null,
  };
})();
