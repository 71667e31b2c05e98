/** Ask in a dialog that Jinja rendered; what was typed comes back as values. */

/** Show a dialog; resolve to its changed values, or null when the person left it. */
export function ask(dialog) {
  const form = dialog.querySelector('form');
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const done = () => resolve(dialog.returnValue ? changed(form) : null);
    dialog.addEventListener('close', done, { once: true });
  });
}

/** Put a record's values into the fields, so that only what is wrong needs typing. */
export function prefill(dialog, record) {
  const form = dialog.querySelector('form');
  form.reset();
  const values = { ...record.f, ...record.p };
  for (const field of 'correct' in form.dataset ? form.elements : []) {
    if (!field.name || field.name === 'reason') continue;
    if (field.type === 'radio') field.checked = field.value === String(values[field.name] ?? '');
    else field.value = values[field.name] ?? '';
  }
  form.was = Object.fromEntries(new FormData(form));
  form.kept = new Set(Object.keys(record.f));
}

// A correction names only the fields that changed, the typed ones as `f:name`.
function changed(form) {
  const now = Object.fromEntries(new FormData(form));
  if (!('correct' in form.dataset)) return filled(now);
  const names = Object.keys(now).filter((name) => now[name] !== form.was[name] && name !== 'reason');
  const blank = names.filter((name) => now[name] === '');
  const given = names.filter((name) => now[name] !== '')
    .map((name) => [form.kept.has(name) ? `f:${name}` : name, now[name]]);
  return { ...Object.fromEntries(given), ...(blank.length ? { blank } : {}), ...filled({ reason: now.reason }) };
}

const filled = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
