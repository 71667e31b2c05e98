/** Files that a page makes by itself. */

// What no spreadsheet can keep.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/gu;

/** Hand a file to whoever stands there. */
export function hand(name, text, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Hand rows over as a table. */
export function handTable(name, rows) {
  hand(`${name}.csv`, csv(rows), 'text/csv;charset=utf-8');
}

/** Rows as CSV that a spreadsheet opens rightly: a BOM, and no cell that it takes for a formula. */
export function csv(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell as it stands in CSV; the twin of desk/sheets.py, both run on tests/vectors/cells.json. */
export function cell(value) {
  const safe = text(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text that no spreadsheet reckons with: a formula may begin full-width, too. */
export function text(value) {
  const clean = String(value ?? '').replace(CONTROLS, '');
  return /^[=+\-@\t\r\n＝＋－＠]/.test(clean) ? `'${clean}` : clean;
}
