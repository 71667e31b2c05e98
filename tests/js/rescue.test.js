/** The sealed file: only the server's key opens it, and what comes out is what was signed. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fromBase64, text, utf8 } from "../../static/js/models/bytes.js";
import { browserPorts } from "../../static/js/ports/browser.js";
import { signIn, tablet } from "./helpers.js";

const ECDH = { name: "ECDH", namedCurve: "P-256" };

async function open(file, privateKey) {
  const [theirs, salt, iv, box] = [file.key, file.salt, file.iv, file.box].map(fromBase64);
  const info = utf8(`vestibule-rescue-v1\n${file.dev}`);
  const { subtle } = crypto;
  const point = await subtle.importKey("raw", theirs, ECDH, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: point }, privateKey, 256);
  const base = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, base,
    { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  return JSON.parse(text(await subtle.decrypt({ name: "AES-GCM", iv, additionalData: info }, key, box)));
}

describe("rescue", () => {
  test("every kept entry is in the file, and no name is legible in it", async () => {
    const server = await crypto.subtle.generateKey(ECDH, true, ["deriveBits"]);
    const desk = await tablet({ sealFor: browserPorts().sealFor });
    await desk.store.cupboard.put({ server_key: await crypto.subtle.exportKey("jwk", server.publicKey) });
    await signIn(desk, undefined, "Zhang Wei");
    await signIn(desk);
    const { name, text: written, count } = await desk.export();
    assert.equal(count, 2);
    assert.match(name, /^vestibule-L2-2026-11-22\.json$/);
    assert.equal(written.includes("Zhang"), false);
    const entries = await open(JSON.parse(written), server.privateKey);
    assert.deepEqual(entries, (await desk.entries()).map((row) => row.entry));
  });
});
