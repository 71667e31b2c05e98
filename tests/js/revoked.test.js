/** A revoked tablet joins again with a new key; what it had written stays, is handed in, and can be rescued. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Desk } from "../../static/js/desk.js";
import { describeKey, makeKey, makePinKey, proveKey, signWith } from "../../static/js/ports/browser.js";
import { json } from "./server.js";
import { EPOCH, newName, ports, registers, signIn, START } from "./helpers.js";

const real = { makeKey, makePinKey, describeKey, proveKey, signWith };
const card = (id, letters) => ({ device: { id, letters, kind: "desk", name: "Lobby", site: 7 }, server_key: {}, epoch: EPOCH,
  server_time: START });

/** A house that knows keys: one that it has revoked gets 409. */
async function house() {
  const net = { revoked: new Set(), keys: [], devices: 0, silent: 0, pushed: [] };
  const enrol = ({ jwk, former }) => {
    net.keys.push(jwk.x);
    net.former = former;
    if (net.revoked.has(jwk.x)) return json({ error: "known_key" }, 409);
    net.devices += 1;
    if (net.silent) {
      net.silent -= 1;
      throw new TypeError("reset");
    }
    return json(card(`d0000000${net.devices}`, `L${net.devices}`));
  };
  const fetch = async (path, { body }) => {
    if (path === "/api/devices/enrol") return enrol(JSON.parse(body));
    if (path === "/api/sync") net.pushed.push(JSON.parse(body));
    return net.revoked.has(net.keys.at(-1)) || net.over ? json({ error: "device_revoked" }, 403) : json({ error: "busy" }, 503);
  };
  const desk = new Desk({ name: newName(), ports: ports({ ...real, fetch }), house: { registers, version: "t1" } });
  await desk.ready;
  assert.ok((await desk.enrol({ code: "ONE" })).ok);
  return { desk, net };
}

const numbers = async (desk) => (await desk.entries()).map(({ n, no }) => [n, no]);

describe("a revoked tablet", () => {
  test("knows it, after the house has said so", async () => {
    const { desk, net } = await house();
    net.over = true;
    await desk.sync({ force: true });
    assert.equal((await desk.queue()).revoked, true);
  });

  test("makes a new key when the house knows the old one, and counts from one", async () => {
    const { desk, net } = await house();
    await signIn(desk);
    await signIn(desk);
    net.revoked.add(net.keys[0]);
    const { ok, device } = await desk.enrol({ code: "TWO" });
    assert.ok(ok);
    assert.deepEqual([net.keys[1] === net.keys[0], net.keys[2] === net.keys[0]], [true, false]);
    assert.equal(device.letters, "L2");
    assert.equal((await desk.queue()).revoked, false);
    await signIn(desk);
    assert.deepEqual(await numbers(desk), [[-2, "V-L1-000001"], [-1, "V-L1-000002"], [1, "V-L2-000001"]]);
    assert.equal((await desk.queue()).count, 3, "nothing is lost");
  });

  test("makes another new key when the answer to the last was lost, and its code with it", async () => {
    const { desk, net } = await house();
    net.revoked.add(net.keys[0]);
    net.silent = 1;
    assert.equal((await desk.enrol({ code: "TWO" })).ok, false);
    net.revoked.add(net.keys.at(-1));
    assert.ok((await desk.enrol({ code: "THREE" })).ok);
    assert.equal(new Set(net.keys).size, 3, "the first, the lost one, and the one that stands");
  });

  test("proves who it was, so that it hears what became of its entries", async () => {
    const { desk, net } = await house();
    assert.equal(net.former, undefined, "the first time it was nobody");
    const old = (await desk.store.cupboard.key("device")).publicKey;
    net.revoked.add(net.keys[0]);
    await desk.enrol({ code: "TWO" });
    const { dev, proof } = net.former;
    assert.equal(dev, "d00000001");
    const [signature, message] = [Buffer.from(proof, "base64url"), Buffer.from("vestibule-enrol-v1\nTWO")];
    assert.ok(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, old, signature, message));
  });

  test("hands in what it had, as it was signed, before what is new", async () => {
    const { desk, net } = await house();
    await signIn(desk);
    const [old] = await desk.entries();
    net.revoked.add(net.keys[0]);
    await desk.enrol({ code: "TWO" });
    await signIn(desk);
    await desk.sync({ force: true });
    const { dev, last_n, entries } = net.pushed.at(-1);
    assert.deepEqual([dev, last_n, entries.length], ["d00000002", 1, 2]);
    assert.deepEqual(entries[0], old.entry);
    assert.deepEqual(entries.map(({ b }) => JSON.parse(b).dev), ["d00000001", "d00000002"]);
  });

  test("asks again with the same new key when the answer was lost", async () => {
    const { desk, net } = await house();
    net.revoked.add(net.keys[0]);
    net.silent = 1;
    assert.equal((await desk.enrol({ code: "TWO" })).code, "offline");
    assert.equal(desk.device.letters, "L1", "still who it was");
    assert.ok((await desk.enrol({ code: "TWO" })).ok);
    assert.equal(net.keys.at(-1), net.keys.at(-2));
    assert.equal(await desk.store.cupboard.key("next"), undefined);
  });

  test("may be revoked again and again", async () => {
    const { desk, net } = await house();
    for (const code of ["TWO", "THREE"]) {
      await signIn(desk);
      net.revoked.add(net.keys.at(-1));
      assert.ok((await desk.enrol({ code })).ok);
    }
    await signIn(desk);
    assert.deepEqual((await numbers(desk)).map(([, no]) => no), ["V-L1-000001", "V-L2-000001", "V-L3-000001"]);
  });
});
