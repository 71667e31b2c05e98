/** Write QR codes as one SVG path of modules; the twin of `desk/qr.py`. */
import { correction, generate, mode } from 'lean-qr';

// Libraries judge masks and cut texts differently; one mask and one mode make both draw the same.
const MASK = 3;
const PLAIN = /^[0-9A-Z $%*+\-./:]+$/;

/** The smallest code for the text, with the most correction that costs no room. */
export function qr(content) {
  const bits = PLAIN.test(content)
    ? mode.alphaNumeric(content)
    : mode.bytes(new TextEncoder().encode(content));
  const code = generate(bits, { minCorrectionLevel: correction.M, mask: MASK });
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
