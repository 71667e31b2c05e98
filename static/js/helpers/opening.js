/** A picture out of a file that somebody chose. */

const LARGEST = 25 * 1024 * 1024; // bytes
const MOST = 40_000_000; // pixels: a small file may unpack to more than a tablet has

/**
 * @param {File} file
 * @param {{begins?: number[][], largest?: number}} [how] begins: how a file may begin, whatever it is called
 * @returns {Promise<["large"|"kind"|"broken"|"", ImageBitmap?]>} what is wrong with a file, or its picture
 */
export async function opened(file, { begins, largest = LARGEST } = {}) {
  if (file.size > largest) return ['large'];
  const first = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  if (begins && !begins.some((known) => known.every((byte, at) => first[at] === byte))) return ['kind'];
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return ['broken'];
  return picture.width * picture.height > MOST ? ['large'] : ['', picture];
}
