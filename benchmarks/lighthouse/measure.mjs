/**
 * Judge pages with Lighthouse, in the browser that listens on a port, and print a line of JSON each.
 *
 *   node measure.mjs 9222 3 http://localhost:8000/en/ …
 *
 * What is printed: {url, at, performance, accessibility, practices, lcp (ms), element, named}; `named` are the
 * checks of access and practice that failed. Lighthouse takes worker and caches away before each visit and leaves
 * keys and records: a tablet that is known, on a line that is slow, with nothing kept.
 */
import lighthouse from 'lighthouse';

const [port, rounds, ...urls] = process.argv.slice(2);
const options = { port: Number(port), logLevel: 'error', output: 'json' };
const KINDS = ['performance', 'accessibility', 'best-practices'];

function named({ categories, audits }) {
  const asked = KINDS.slice(1).flatMap((kind) => categories[kind].auditRefs);
  return asked.filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => id);
}

for (let at = 0; at < Number(rounds); at += 1) {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, { ...options, onlyCategories: KINDS });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    const [performance, accessibility, practices] = KINDS.map((kind) => lhr.categories[kind].score);
    const lcp = lhr.audits['largest-contentful-paint'].numericValue;
    console.log(JSON.stringify({ url, at, performance, accessibility, practices, lcp, named: named(lhr) }));
  }
}
