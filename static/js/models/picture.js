/** A picture as a personal value: which one, of what kind, how long, and its digest. Twin of desk/picture.py. */

/** Bytes of one picture. */
export const MOST = 200 * 1024;

const WRITTEN = /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}) (jpeg|webp) ([1-9][0-9]{0,5}) ([0-9a-f]{64})$/;

/** @returns {{id: string, kind: string, size: number, digest: string}|null} null for what no tablet would write */
export function picture(text) {
  const [, id, kind, size, digest] = WRITTEN.exec(text) ?? [];
  return id && Number(size) <= MOST ? { id, kind, size: Number(size), digest } : null;
}
