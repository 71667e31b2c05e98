/** A photo as it may leave the camera: small, a JPEG, and nothing in it of place, time or device. */
import { MOST } from '../models/picture.js';

/** Longest side in pixels, and quality: the first that is light enough. */
const SIZES = [[1024, 0.7], [1024, 0.5], [768, 0.5], [512, 0.5], [256, 0.5]];

/**
 * Draw a picture anew: what a camera writes beside it stays behind.
 * @param {HTMLVideoElement|ImageBitmap} source
 * @returns {Promise<Blob>} image/jpeg of at most MOST bytes
 */
export async function small(source) {
  const [width, height] = [source.videoWidth ?? source.width, source.videoHeight ?? source.height];
  const canvas = document.createElement('canvas');
  for (const [longest, quality] of SIZES) {
    const scale = Math.min(1, longest / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff'; // where a picture is clear
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(source, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, 'image/jpeg', quality); });
    if (blob?.type === 'image/jpeg' && blob.size <= MOST) return blob;
  }
  throw new Error('no picture');
}
