/** Read a code from a picture; the reader is our own copy, never fetched from elsewhere. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm';

const WIDEST = 960;

prepareZXingModule({ overrides: { locateFile: () => wasm } });
const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true });

/** Return the text of the first code in the video's picture, or ''. */
export async function read(video, formats) {
  if (!video.videoWidth) return '';
  const scale = Math.min(1, WIDEST / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const picture = context.getImageData(0, 0, canvas.width, canvas.height);
  const [found] = await readBarcodes(picture, { formats, maxNumberOfSymbols: 1 });
  return found?.isValid ? found.text : '';
}
