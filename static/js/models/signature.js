/**
 * A signature as a personal value: whole numbers, stroke after stroke, as a finger drew them; twin of
 * desk/signature.py. `600 240;12,40 5,-3 6,-4;80,10`: the pad's width and height, then for each stroke where it begins
 * and the steps from there.
 */

/** Characters. */
export const MOST = 12_000;
const STEP = "-?[0-9]{1,4},-?[0-9]{1,4}";
const WRITTEN = new RegExp(`^[1-9][0-9]{1,3} [1-9][0-9]{1,3}(?:;${STEP}(?: ${STEP})*)+$`, "u");
/** Of the pad's height: no name is smaller. */
const DOT = 0.05;
/** Wider than a pen is thick: points nearer to each other say nothing. */
const NEAR = 2;

/** @returns {{width: number, height: number, strokes: [number, number][][]}|null} null for what no pad would write */
export function signature(text) {
  if (text.length > MOST || !WRITTEN.test(text)) return null;
  const [size, ...drawn] = text.split(";");
  const [width, height] = size.split(" ").map(Number);
  const strokes = drawn.map(stroke);
  const inside = strokes.flat().every(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height);
  return inside ? { width, height, strokes } : null;
}

function stroke(text) {
  let at = [0, 0];
  return text.split(" ").map((step) => {
    const [across, down] = step.split(",").map(Number);
    return (at = [at[0] + across, at[1] + down]);
  });
}

/** The strokes as an SVG path; a stroke of one point is a dot of a round pen. */
export const path = ({ strokes }) => strokes
  .map((one) => `M${(one.length > 1 ? one : [...one, ...one]).map((point) => point.join(" ")).join("L")}`).join("");

/** Whether it is so small that it may have been a slip of the finger. */
export function isDot({ height, strokes }) {
  const points = strokes.flat();
  const across = [0, 1].map((axis) => Math.max(...points.map((one) => one[axis])) - Math.min(...points.map((one) => one[axis])));
  return Math.max(...across) < height * DOT;
}

/**
 * Write what was drawn. Where it would be too long, points are left out, the nearest to each other first.
 * @param {{x: number, y: number}[][]} drawn
 */
export function written(drawn, width, height) {
  for (let near = NEAR; ; near *= 2) {
    const text = [`${width} ${height}`, ...drawn.map((points) => steps(points, width, height, near))].join(";");
    if (text.length <= MOST) return text;
  }
}

function steps(points, width, height, near) {
  let from = null;
  let at = [0, 0];
  const found = [];
  for (const [index, point] of points.entries()) {
    const to = [Math.min(width, Math.max(0, Math.round(point.x))), Math.min(height, Math.max(0, Math.round(point.y)))];
    const last = index === points.length - 1;
    if (from && !last && Math.hypot(to[0] - from[0], to[1] - from[1]) < near) continue;
    found.push(`${to[0] - at[0]},${to[1] - at[1]}`);
    [from, at] = [to, to];
  }
  return found.join(" ");
}
