/* global document, DOMParser, DOMRect */
// What lies on what on a slip, and what hangs over the paper's edge. The quiet zone of a code may lie
// on the margin, so of a code only its dark modules count.
const PARTS = ".paper-demo, .paper-site, .paper-reprint, .paper-seal, .pass-title, .pass-no, "
  + ".slip-when, .pass-lines > div, .pass-qr, .pass-request";

function lay([markup, values, paper]) {
  const template = document.createElement("template");
  template.content.append(...new DOMParser().parseFromString(markup, "text/html").body.childNodes);
  const sheet = document.createElement("div");
  document.body.replaceChildren(sheet);
  document.body.style.margin = 0;
  const port = { paper, zone: "Asia/Hong_Kong" };
  globalThis.house.lay([sheet], template, [values], port);
}

function inner(part, by) {
  const { x, y, width, height } = part.getBoundingClientRect();
  return new DOMRect(x + by, y + by, width - 2 * by, height - 2 * by);
}

const across = (a, b) => a.left < b.right && b.left < a.right;
const down = (a, b) => a.top < b.bottom && b.top < a.bottom;

function wrong() {
  const paper = document.querySelector(".paper").getBoundingClientRect();
  const shown = [...document.querySelectorAll(PARTS)].filter((one) => one.getClientRects().length);
  const boxes = shown.map((one) => [one.classList[0], inner(one, one.matches(".pass-qr") ? 15 : 0.5)]);
  const out = ([, box]) => box.left < paper.left || box.right > paper.right || box.bottom > paper.bottom;
  const laid = boxes.flatMap(([name, one], at) => boxes.slice(at + 1)
    .filter(([, two]) => across(one, two) && down(one, two)).map(([other]) => `${name} on ${other}`));
  const [, seal] = boxes.find(([name]) => name === "paper-seal") ?? [];
  return { laid, out: boxes.filter(out).map(([name]) => name), seal: seal?.height };
}

export { lay, wrong };
