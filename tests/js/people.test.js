/** Who holds the tablet: the server first, the tablet's own verifier when it is silent; and how it was enrolled. */

import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { describe, test } from "node:test";
import { Desk } from "../../static/js/desk.js";
import { describeKey, makeKey, makePinKey, proveKey, signWith } from "../../static/js/ports/browser.js";
import { fromBase64, utf8 } from "../../static/js/models/bytes.js";
import { gate, counted, known } from "../../static/js/models/operators.js";
import { json } from "./server.js";
import { EPOCH, newName, ports, START, tab, tablet } from "./helpers.js";

const MINUTE = 60_000;
const CARD = { op: "u1", name: "Chen", roles: ["receptionist"], lang: "zh-Hans", expires: START + 14 * 86_400_000 };

async function house() {
  const clock = { now: START };
  const net = { down: false, asked: 0 };
  const fetch = async (path, { body }) => {
    net.asked += 1;
    if (net.down) throw new TypeError("offline");
    if (path !== "/api/operators/sign-in") return json({});
    return JSON.parse(body).pin === "482915" ? json(CARD) : json({ error: "bad_pin", left: 4 }, 403);
  };
  const desk = await tablet({ clock, fetch });
  return { clock, net, desk, fetch };
}

describe("signing in", () => {
  test("the server is asked first, and its word is kept in all tabs", async () => {
    const { desk } = await house();
    assert.deepEqual(await desk.signIn("u1", "111222"), { ok: false, code: "bad_pin", left: 4, until: undefined, online: false });
    const { ok, operator } = await desk.signIn("u1", "482915");
    assert.ok(ok);
    assert.deepEqual([operator.id, operator.how], ["u1", "online"]);
    assert.equal((await tab(desk)).operator.name, "Chen");
    await desk.lock();
    assert.equal((await tab(desk)).operator, null);
  });

  test("the first time on a device must be online", async () => {
    const { desk, net } = await house();
    net.down = true;
    assert.equal((await desk.signIn("u1", "482915")).code, "unknown");
    assert.deepEqual(await desk.store.cupboard.all("operators"), [], "no verifier of who never was here");
  });

  test("later the tablet knows by itself", async () => {
    const { desk, net } = await house();
    await desk.signIn("u1", "482915");
    net.down = true;
    assert.equal((await desk.signIn("u1", "111222")).code, "bad_pin");
    const { operator } = await desk.signIn("u1", "482915");
    assert.equal(operator.how, "pin");
    assert.equal((await desk.store.cupboard.one("operators", "u1")).tries, 0);
  });

  test("five wrong wait, each more longer, ten lock; a reload and the clock change nothing", async () => {
    const { desk, net, clock, fetch } = await house();
    await desk.signIn("u1", "482915");
    net.down = true;
    for (let tries = 1; tries <= 5; tries += 1) await desk.signIn("u1", "000000");
    desk.close();
    const again = await tab(desk, { clock, fetch });
    assert.deepEqual(await again.signIn("u1", "482915"),
      { ok: false, code: "wait", online: false, until: START + 30_000 });
    clock.now -= 86_400_000;
    assert.equal((await again.signIn("u1", "482915")).code, "wait", "not even with the clock put back");
    clock.now = START;
    const waits = [];
    for (let tries = 6; tries <= 10; tries += 1) {
      clock.now += 16 * MINUTE;
      const { until } = await again.signIn("u1", "000000");
      waits.push((until - clock.now) / MINUTE);
    }
    assert.deepEqual(waits, [1, 2, 4, 8, 15]);
    clock.now += 86_400_000;
    assert.equal((await again.signIn("u1", "482915")).code, "locked");
    net.down = false;
    assert.ok((await again.signIn("u1", "482915")).ok, "the server can help");
  });

  test("nobody waits long for a network that half answers: the tablet has an answer of its own", async () => {
    const waits = [];
    const desk = await tablet({ patience: (ms) => { waits.push(ms); } });
    await desk.signIn("u1", "482915");
    await desk.ask("GET", "/api/devices/me");
    assert.deepEqual(waits, [4000, 20_000]);
  });

  test("wrong PINs of offline hours are told to the house at the next sign-in there, until it has answered", async () => {
    const sent = [];
    const { desk, net, fetch } = await house();
    await desk.signIn("u1", "482915");
    net.down = true;
    for (const pin of ["000000", "111111"]) await desk.signIn("u1", pin);
    desk.close();
    const again = await tab(desk, { fetch: async (path, { body }) => {
      if (path === "/api/operators/sign-in") sent.push(JSON.parse(body).fails);
      return fetch(path, { body });
    } });
    await again.signIn("u1", "482915");
    net.down = false;
    for (let turn = 0; turn < 2; turn += 1) await again.signIn("u1", "482915");
    const [offline, told, after] = sent;
    assert.deepEqual(told, offline, "a lost answer is asked again");
    assert.deepEqual(told.map(({ op, at }) => [op, at]), [["u1", START], ["u1", START]]);
    assert.match(told[0].id, /^[0-9a-f]{8}-/);
    assert.ok(!JSON.stringify(told).includes("000000"), "never the PIN itself");
    assert.deepEqual(after, []);
  });

  test("a try is counted before it is checked", async () => {
    const { desk, net } = await house();
    await desk.signIn("u1", "482915");
    net.down = true;
    desk.ports.pin = async () => { throw new Error("killed"); };
    await assert.rejects(desk.signIn("u1", "000000"));
    assert.equal((await desk.store.cupboard.one("operators", "u1")).tries, 1);
  });

  test("tries in parallel are each counted", async () => {
    const { desk, net } = await house();
    await desk.signIn("u1", "482915");
    net.down = true;
    await Promise.all(Array.from({ length: 20 }, () => desk.signIn("u1", "000000")));
    assert.equal((await desk.store.cupboard.one("operators", "u1")).tries, 5, "then the wait begins");
  });

  test("a verifier lives fourteen days, and dies with its person's row", async () => {
    const { desk, net, clock } = await house();
    await desk.signIn("u1", "482915");
    net.down = true;
    clock.now += 14 * 86_400_000;
    assert.equal((await desk.signIn("u1", "482915")).code, "expired");
    clock.now = START;
    await desk.store.mirror.take({ epoch: EPOCH, records: [], refs: [{ kind: "staff", id: "u9", ver: 1, data: {} }],
      own: [], to: "0:~", ref_to: 1, head: [0, ""] }, { cursor: "0:", refs: 0 }, START);
    assert.equal((await desk.signIn("u1", "482915")).code, "left");
  });
});

test("the policy gives five free tries", () => {
  let row = known(CARD, "", "", START);
  for (let tries = 0; tries < 4; tries += 1) row = counted(row, START);
  assert.equal(gate(row, START), "open");
  assert.equal(gate(counted(row, START), START), "wait");
});

describe("enrolling", () => {
  const real = { makeKey, makePinKey, describeKey, proveKey, signWith };
  const card = { device: { id: "d0000a1b2", letters: "L2", kind: "desk", name: "Lobby", site: 7 },
    server_key: {}, epoch: EPOCH, server_time: START + 5000 };

  async function bare(more) {
    const desk = new Desk({ name: newName(), ports: ports({ ...real, ...more }), house: {} });
    return desk.ready;
  }

  test("the key cannot be taken out, signs the code, and is read back before the server hears of it", async () => {
    let sent;
    const desk = await bare({ fetch: async (path, { body }) => {
      if (path !== "/api/devices/enrol") return json({});
      sent = JSON.parse(body);
      return json(card);
    } });
    assert.equal(desk.device, null);
    const { ok, device } = await desk.enrol({ code: "AB12", name: "Lobby" });
    assert.ok(ok);
    assert.match(device.kid, /^[0-9a-f]{8}$/);
    const key = createPublicKey({ key: sent.jwk, format: "jwk" });
    assert.ok(verify("sha256", utf8("vestibule-enrol-v1\nAB12"), { key, dsaEncoding: "ieee-p1363" }, fromBase64(sent.proof)));
    const pair = await desk.store.cupboard.key("device");
    await assert.rejects(crypto.subtle.exportKey("jwk", pair.privateKey));
    assert.equal(desk.device.letters, "L2");
  });

  test("a browser that loses keys does not become a device", async () => {
    const desk = await bare({ proveKey: async () => false });
    assert.deepEqual(await desk.enrol({ code: "AB12" }), { ok: false, code: "key_lost" });
  });

  test("a lost answer is asked again with the same key", async () => {
    const keys = [];
    const desk = await bare({ fetch: async (path, { body }) => {
      if (path !== "/api/devices/demo") return json({});
      keys.push(JSON.parse(body).jwk.x);
      if (keys.length === 1) throw new TypeError("reset");
      return json(card);
    } });
    assert.equal((await desk.enrolDemo({ kind: "desk" })).code, "offline");
    assert.ok((await desk.enrolDemo({ kind: "desk" })).ok);
    assert.equal(keys[0], keys[1]);
  });
});
