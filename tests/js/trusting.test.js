/** The trust list: fetched when it is due, believed only at the word of the house's newest key, kept for days. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { concat, toBase64, utf8 } from "../../static/js/models/bytes.js";
import { adopt } from "../../static/js/desk/identity.js";
import { standing, tendTrust, trustList } from "../../static/js/desk/trusting.js";
import { browserPorts, describeKey, makeKey, signWith } from "../../static/js/ports/browser.js";
import { START, settle, tab, tablet } from "./helpers.js";
import { json, portal, Server } from "./server.js";

const { verify } = browserPorts();
const HOUR = 3_600_000;
const CONTEXT = utf8("vestibule-trust-v1\n");
const KEY = { kid: "00c0ffee", public: "BA", site: 7, issues: true, since: 0, until: 9e9, revoked: null };

async function makeLink() {
  const pair = await makeKey();
  return { pair, ...(await describeKey(pair)) };
}

/** A house that signs lists: `version` and `issued` are what the next one says. */
class House extends Server {
  asked = 0;
  version = 1;
  issued = START / 1000;
  /** Replace to spoil a list before it is sent. */
  spoil = (list) => json(list);

  whole = this.fetch;

  all = async (path, options) => {
    if (path !== "/api/trust") return this.whole(path, options);
    this.asked += 1;
    const text = JSON.stringify({ version: this.version, issued: this.issued, keys: [KEY], void: [] });
    const signature = toBase64(await signWith(this.signer.pair, concat(CONTEXT, utf8(text))));
    return this.spoil({ text, signature, kid: this.signer.kid });
  };
}

async function gate() {
  const house = new House();
  const clock = { now: START };
  house.signer = await makeLink();
  const desk = await tablet({ fetch: house.all, verify, clock });
  await desk.store.cupboard.put({ server_keys: [{ jwk: house.signer.jwk }] });
  return { house, desk, clock };
}

/** Let time go by for the device and the house, and let them meet. */
async function meet({ desk, house, clock }, later = 0) {
  clock.now += later;
  house.time = clock.now;
  await settle(desk);
  await tendTrust(desk);
}

const version = async ({ desk }) => (await trustList(desk))?.version ?? null;
const refusals = async ({ desk }) =>
  (await desk.store.cupboard.log()).filter(({ kind }) => kind === "trust_list_refused").map(({ trouble }) => trouble);

describe("a trust list", () => {
  test("is fetched at the first contact, then once an hour, and at once when a newer one is told of", async () => {
    const one = await gate();
    await meet(one);
    await meet(one, HOUR - 1000);
    assert.deepEqual([one.house.asked, await version(one)], [1, 1]);
    assert.equal((await trustList(one.desk)).keys[0].kid, KEY.kid);
    await meet(one, 1000);
    assert.equal(one.house.asked, 2);
    one.house.version = one.house.trust = 2;
    await meet(one, 1000);
    await meet(one, 1000);
    assert.deepEqual([one.house.asked, await version(one)], [3, 2]);
  });

  test("that nobody signed, or somebody else, is not believed", async () => {
    const stranger = await makeLink();
    const spoilt = [
      (list) => json({ ...list, signature: "" }),
      (list) => json({ ...list, signature: "*" }),
      (list) => json({ ...list, text: list.text.replace('"site":7', '"site":8') }),
      () => json({}),
      async ({ text }) => json({ text, signature: toBase64(await signWith(stranger.pair, concat(CONTEXT, utf8(text)))) }),
      async ({ text }, { signer }) => json({ text, signature: toBase64(await signWith(signer.pair, utf8(text))) }),
    ];
    for (const spoil of spoilt) {
      const one = await gate();
      one.house.spoil = (list) => spoil(list, one.house);
      await meet(one);
      assert.equal(await version(one), null);
      assert.deepEqual(await refusals(one), ["not_signed"]);
      assert.equal((await standing(one.desk)).tone, "none");
    }
  });

  test("that is older than the one held does not take its place, however it was signed", async () => {
    const one = await gate();
    one.house.version = 5;
    await meet(one);
    for (const older of [{ version: 4, issued: START / 1000 + 7200 }, { version: 5, issued: START / 1000 - 1 }]) {
      Object.assign(one.house, older);
      await meet(one, HOUR);
      assert.deepEqual([(await trustList(one.desk)).version, (await trustList(one.desk)).issued], [5, START / 1000]);
    }
    assert.deepEqual(await refusals(one), ["older", "older"]);
    // Of the same version and younger: the house says that nothing has changed.
    Object.assign(one.house, { version: 5, issued: START / 1000 + 7200 });
    await meet(one, HOUR);
    assert.equal((await trustList(one.desk)).issued, START / 1000 + 7200);
  });

  test("is believed from the newest key of the house alone", async () => {
    const one = await gate();
    const fresh = await makeLink();
    await one.desk.store.cupboard.put({ server_keys: [{ jwk: one.house.signer.jwk }, { jwk: fresh.jwk }] });
    await meet(one);
    assert.deepEqual([await version(one), await refusals(one)], [null, ["not_signed"]]);
    one.house.signer = fresh;
    await meet(one, HOUR);
    assert.equal(await version(one), 1);
  });

  test("is forgotten by who joins another house, and that one's taken though its version is lower", async () => {
    const one = await gate();
    one.house.version = one.house.trust = 5;
    await meet(one);
    const { device } = one.desk;
    const signer = await makeLink();
    Object.assign(one.house, { signer, version: 1, trust: 1 });
    const card = (id) => ({ device: { ...device, id }, server_key: signer.jwk, epoch: one.house.epoch, server_time: START });
    await adopt(one.desk, device.kid, card(device.id));
    assert.equal(await version(one), 5, "a cookie that is renewed begins nothing anew");
    await adopt(one.desk, device.kid, card("d0000a1b3"));
    assert.equal(await version(one), null);
    await meet(one);
    assert.deepEqual([await version(one), await refusals(one)], [1, []]);
  });

  test("that did not come is asked for at the next contact", async () => {
    for (const spoil of [() => portal(), () => json({ error: "busy" }, 503), () => { throw new TypeError("cut"); }]) {
      const one = await gate();
      const whole = one.house.spoil;
      one.house.spoil = spoil;
      await meet(one);
      assert.equal(await version(one), null);
      one.house.spoil = whole;
      await meet(one, 1000);
      assert.equal(await version(one), 1);
    }
  });

  test("that another tab fetched is taken over, while two ask at once, too", async () => {
    const one = await gate();
    await meet(one);
    let free = Promise.resolve();
    const lock = (_name, work) => (free = free.then(work)).then(() => true);
    const tabs = await Promise.all([1, 2].map(() => tab(one.desk, { fetch: one.house.all, verify, lock, clock: one.clock })));
    assert.equal((await trustList(tabs[0])).version, 1);
    one.house.version = 2;
    one.clock.now += HOUR;
    await Promise.all(tabs.map(tendTrust));
    assert.deepEqual([one.house.asked, await version(one)], [2, 2]);
  });

  test("is green for a day, amber for three, then red, by the house's clock", async () => {
    const one = await gate();
    await meet(one);
    const told = [];
    for (const hours of [0, 24, 24 + 1 / 60, 72, 72 + 1 / 60]) {
      one.clock.now = START + hours * HOUR;
      told.push(await standing(one.desk));
    }
    assert.deepEqual(told.map(({ tone }) => tone), ["good", "good", "late", "late", "old"]);
    assert.deepEqual(told.map(({ age }) => age / HOUR), [0, 24, 24 + 1 / 60, 72, 72 + 1 / 60]);
    // A clock that is set back makes it no younger than the house's last word.
    const late = await gate();
    late.house.issued = START / 1000 - 30 * 3600;
    await meet(late);
    late.clock.now = START - 48 * HOUR;
    assert.equal((await standing(late.desk)).tone, "late");
  });
});
