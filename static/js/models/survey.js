/** What there is to fill in a piece of markup: the binder's reading of its own attributes. */

const SCOPED = /^data-(?:text|time|qr|state|if|unless|attr-.+)$/;

/** Name the places in their order; what a repeated container holds is the rows' own. */
export function survey(root) {
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
