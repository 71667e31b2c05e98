/** Lay papers on the page's sheet, and tell the browser how large each is. */
import { fill } from '../models/bind.js';
import { SIZES } from '../models/papers.js';
import { qr } from '../models/qr.js';

const MM = 96 / 25.4; // CSS pixels
const LEAST = 60; // mm: a shorter strip jams in the cutter
const SILENCE_MS = 2000;
const rules = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];

/** Fill one paper from its template for each of `values`; into the preview and onto the sheet. */
export function lay(places, template, values, { paper, zone }) {
  for (const place of places) {
    place.replaceChildren(...values.map((one) => {
      const box = document.createElement('div');
      box.className = `on-${paper}`;
      box.append(template.content.cloneNode(true));
      fill(box, one, { zone, qr });
      return box;
    }));
  }
}

/**
 * Wait for letters and pictures, measure what is on the sheet, set the pages, print.
 * Some browsers print nothing, and some never say that they are through: nobody waits for them.
 * @returns {Promise<boolean>} whether there was anything to print with; what came out only eyes can tell
 */
export async function print(sheet, paper) {
  await document.fonts.ready;
  await Promise.all([...sheet.querySelectorAll('img[src]')].map((image) => image.decode().catch(() => {})));
  measure(sheet, paper);
  await new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
  const over = new Promise((done) => {
    window.addEventListener('afterprint', done, { once: true });
  });
  try {
    window.print();
  } catch (fault) {
    console.warn(fault);
    return false;
  }
  await Promise.race([over, new Promise((done) => { setTimeout(done, SILENCE_MS); })]);
  return true;
}

/** Give each paper its own named page; a roll ends where its content does. */
export function measure(sheet, paper) {
  const [width, height] = SIZES[paper];
  const pages = [...sheet.children].map((box, index) => {
    const tall = height ?? Math.max(LEAST, Math.ceil(box.getBoundingClientRect().height / MM));
    const nth = `.sheet > :nth-child(${index + 1})`;
    return `@page paper${index} { size: ${width}mm ${tall}mm; margin: 0 } @media print { ${nth} { page: paper${index} } }`;
  });
  rules.replaceSync(pages.join('\n'));
}
