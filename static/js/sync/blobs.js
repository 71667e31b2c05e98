/**
 * Hand in the bytes of one blob, part after part; the same part twice does no harm, and none delays an entry. They
 * are no JSON: this is the other place that calls fetch, and as http.js it never throws.
 */

/** desk/blobs.py */
export const PART = 1024 * 1024;
const BYTES = "application/octet-stream";
/** A megabyte on a poor line; ms. */
const PATIENCE = 120_000;

async function ask({ ports }, method, path, body) {
  const headers = { accept: "application/json, image/*" };
  try {
    const response = await (ports.fetch ?? fetch)(path, { method, headers, body, signal: ports.patience(PATIENCE),
      cache: "no-store", credentials: "same-origin", redirect: "error" });
    const type = response.headers.get("content-type") ?? "";
    if (type.startsWith("image/")) return { status: response.status, picture: await response.blob() };
    return { status: response.status, data: await response.json() };
  } catch {
    return { status: 0 };
  }
}

/**
 * @param {object} desk ports
 * @param {{id: string, bytes: ArrayBuffer}} blob
 * @returns {Promise<"done"|"unknown"|"wrong"|"later">} unknown: no entry of the house names it
 */
export async function handIn(desk, { id, bytes }) {
  let have = [];
  for (let part = 0; part * PART < bytes.byteLength; part += 1) {
    if (have.includes(part)) continue;
    const piece = new Blob([bytes.slice(part * PART, (part + 1) * PART)], { type: BYTES });
    const { status, data } = await ask(desk, "PUT", `/api/blobs/${id}/${part}`, piece);
    if (status !== 200 || !Array.isArray(data?.have)) return { blob_unknown: "unknown", blob_wrong: "wrong" }[data?.error] ?? "later";
    if (data.done) return "done";
    ({ have } = data);
  }
  return "later";
}

/** @returns {Promise<{picture?: Blob, error: string, letters: string}>} what another device handed in */
export async function fetchOne(desk, id) {
  const { status, picture, data } = await ask(desk, "GET", `/api/blobs/${id}`);
  if (status === 200 && picture) return { picture, error: "", letters: "" };
  return { error: data?.error ?? "offline", letters: data?.letters ?? "" };
}
