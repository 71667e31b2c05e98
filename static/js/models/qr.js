/** Write QR codes as one SVG path of modules; the twin of `desk/qr.py`. */
import { correction, generate } from 'lean-qr';

// Libraries judge masks differently; one mask for all makes the two halves draw the same code.
const MASK = 3;

/** The smallest code for the text, with the most correction that costs no room. */
export function qr(content) {
  const code = generate(content, { minCorrectionLevel: correction.M, mask: MASK });
  let path = '';
  for (let y = 0; y < code.size; y += 1) path += row(code, y);
  return { size: code.size, path };
}

function row(code, y) {
  let path = '';
  let start = -1;
  for (let x = 0; x <= code.size; x += 1) {
    const dark = code.get(x, y);
    if (dark && start < 0) start = x;
    if (dark || start < 0) continue;
    path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
    start = -1;
  }
  return path;
}

/** What a slip's QR says: the record's id in letters that fit 29 × 29 modules. */
export const recordCode = (id) => `V1:${id.replaceAll('-', '').toUpperCase()}`;
