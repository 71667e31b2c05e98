/** The house rotates its key: a tablet follows at the word of the key it believes, and of no other. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { concat, toBase64, utf8 } from "../../static/js/models/bytes.js";
import { fingerprint, follow, point, witnessed } from "../../static/js/models/trust.js";
import { browserPorts, describeKey, makeKey, makePinKey, proveKey, signWith } from "../../static/js/ports/browser.js";
import { Desk } from "../../static/js/desk.js";
import { json, Server } from "./server.js";
import { EPOCH, newName, ports, registers, signIn, START, tablet } from "./helpers.js";

const { verify } = browserPorts();
const DAY = 86_400_000;
const real = { makeKey, makePinKey, describeKey, proveKey, signWith, verify };

const kidOf = ({ jwk }) => createHash("sha256").update(point(jwk)).digest("hex").slice(0, 8);

async function makeLink(by) {
  const pair = await makeKey();
  const { jwk } = await describeKey(pair);
  const raw = point(jwk);
  const vouched = by ? toBase64(await signWith(by.pair, concat(utf8("vestibule-next-key-v1\n"), utf8(toBase64(raw))))) : null;
  return { pair, jwk, vouched };
}

/** A house with keys: `told` is what it says they are, `signer` signs its notes. */
class Keys extends Server {
  asked = 0;

  constructor(first) {
    super();
    this.put([first]);
    this.me = () => this.#answer();
  }

  put(told) {
    this.told = told;
    this.use(told.at(-1));
  }

  /** Sign with a key, and name it in every answer. */
  use(link) {
    this.signer = link;
    this.key = kidOf(link);
  }

  async rotate() {
    this.put([...this.told, await makeLink(this.signer)]);
  }

  get card() {
    const keys = this.told.map(({ jwk, vouched }) => ({ jwk, vouched }));
    return { server_key: keys.at(-1).jwk, server_keys: keys };
  }

  async #answer() {
    this.asked += 1;
    return json({ ...this.card, checkpoint: await this.note() });
  }

  async note() {
    const text = `vestibule/journal/7\n${this.epoch}\n${this.seq}\nAAAA\n`;
    return `${text}\n\u2014 server ${toBase64(await signWith(this.signer.pair, utf8(text)))}\n`;
  }
}

async function lobby() {
  const server = new Keys(await makeLink());
  const clock = { now: START };
  const desk = await tablet({ fetch: server.fetch, verify, clock });
  const pinned = server.card.server_key;
  await desk.store.cupboard.put({ server_key: pinned, server_keys: [{ jwk: pinned }] });
  await force(desk);
  return { server, desk, clock };
}

const force = (desk) => desk.sync({ force: true });
const fact = (desk, name) => desk.store.cupboard.get(name);
const xs = (keys) => keys.map(({ jwk }) => jwk.x);

async function believes(desk, links) {
  assert.deepEqual(xs(await fact(desk, "server_keys")), xs(links));
  assert.equal((await fact(desk, "server_key")).x, links.at(-1).jwk.x, "files are sealed for the newest");
  const { doubt, mark } = await desk.queue();
  assert.deepEqual([doubt, mark], [null, await fingerprint(desk.ports, links.at(-1).jwk)]);
}

async function doubts(desk, stranger, links) {
  assert.equal((await desk.queue()).doubt, await fingerprint(desk.ports, stranger.jwk));
  assert.deepEqual(xs(await fact(desk, "server_keys")), xs(links), "and believes what it believed");
  assert.equal((await fact(desk, "server_key")).x, links.at(-1).jwk.x);
}

describe("a key that is rotated", () => {
  test("is believed at the word of the one before", async () => {
    const { server, desk } = await lobby();
    await server.rotate();
    await force(desk);
    await believes(desk, server.told);
    assert.match((await desk.queue()).mark, /^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  });

  test("twice while a tablet was away is followed from key to key; old notes stay proven", async () => {
    const { server, desk } = await lobby();
    const note = await fact(desk, "witness");
    await server.rotate();
    await server.rotate();
    await force(desk);
    await believes(desk, server.told);
    assert.equal(server.told.length, 3);
    const keys = await fact(desk, "server_keys");
    assert.ok(await witnessed(desk.ports, keys, note), "signed by the first of them");
    assert.ok(await witnessed(desk.ports, keys, await fact(desk, "witness")), "signed by the last");
    assert.equal(await witnessed(desk.ports, keys, note.replace("\n0\n", "\n1\n")), false);
  });

  test("is asked for when an answer names another, and a note of the house once a day", async () => {
    const { server, desk, clock } = await lobby();
    await force(desk);
    await force(desk);
    assert.equal(server.asked, 1);
    await server.rotate();
    await force(desk);
    assert.equal(server.asked, 2);
    clock.now += DAY;
    await force(desk);
    assert.equal(server.asked, 3);
  });

  test("is learnt while other servers, not started anew, still sign with the old one", async () => {
    const { server, desk } = await lobby();
    const [old] = server.told;
    await server.rotate();
    const both = server.told;
    server.put([old]);
    await force(desk);
    await believes(desk, [old]);
    server.put(both);
    await force(desk);
    await believes(desk, both);
    const { asked } = server;
    server.put([old]);
    await force(desk);
    await believes(desk, both);
    assert.equal(server.asked, asked, "the old one is known");
  });

  test("is asked for again when no answer came, or a garbled one", async () => {
    const { server, desk } = await lobby();
    const { me } = server;
    await server.rotate();
    const faults = [() => { throw new TypeError("reset"); }, () => json({}, 503), () => json({ server_keys: "x" }),
      () => json({ server_keys: [] })];
    for (const fault of faults) {
      server.me = fault;
      await force(desk);
      assert.equal((await desk.queue()).doubt, null);
    }
    server.me = me;
    await force(desk);
    await believes(desk, server.told);
  });
});

describe("a key that nobody vouches for", () => {
  const strangers = {
    "without a word": () => makeLink(),
    "with a word meant for another": async ([by]) => ({ ...(await makeLink()), vouched: (await makeLink(by)).vouched }),
    "at another's word": async () => makeLink(await makeLink()),
    "that lies on no curve": async () => ({ ...(await makeLink()), jwk: { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) } }),
  };

  for (const [which, make] of Object.entries(strangers)) {
    test(`${which} is refused and told`, async () => {
      const { server, desk } = await lobby();
      const [mine] = server.told;
      const stranger = await make(server.told);
      server.put([mine, stranger]);
      await force(desk);
      await doubts(desk, stranger, [mine]);
      server.put([stranger]);
      await force(desk);
      await doubts(desk, stranger, [mine]);
      assert.equal((await desk.store.cupboard.log()).filter(({ kind }) => kind === "key_doubted").length, 1);
      server.put([mine]);
      await force(desk);
      await believes(desk, [mine]);
    });
  }

  test("ends nothing: what is written is handed in, and nothing is cleared", async () => {
    const { server, desk, clock } = await lobby();
    server.put([await makeLink()]);
    await signIn(desk);
    await force(desk);
    server.safe = server.seq;
    clock.now += 30 * DAY;
    await force(desk);
    const rows = await desk.entries();
    assert.deepEqual(rows.map(({ status }) => status), ["applied"]);
  });

  test("by a retired key that was stolen is refused where the newer one is known", async () => {
    const { server, desk } = await lobby();
    await server.rotate();
    await force(desk);
    const [old, mine] = server.told;
    const stranger = await makeLink(old);
    server.put([old, stranger]);
    await force(desk);
    await doubts(desk, stranger, [old, mine]);
  });

  test("does not hide behind the house's own public keys", async () => {
    const { server, desk } = await lobby();
    const { told } = server;
    server.put(told);
    server.use(await makeLink());
    await force(desk);
    await doubts(desk, told[0], told);
  });

  test("is not followed past", async () => {
    const first = await makeLink();
    const stranger = await makeLink();
    const { keys, doubted } = await follow({ verify }, [first], [first, stranger, await makeLink(stranger)]);
    assert.deepEqual([xs(keys), doubted.jwk.x], [xs([first]), stranger.jwk.x]);
  });
});

describe("a tablet that begins", () => {
  async function enrolled() {
    const server = new Keys(await makeLink());
    await server.rotate();
    const device = { id: "d00000001", letters: "L1", kind: "desk", name: "Lobby", site: 7 };
    const card = () => ({ device, ...server.card, epoch: EPOCH, server_time: START, operator: { op: "a", roles: [] } });
    const begins = new Set(["/api/devices/enrol", "/api/office/sign-in"]);
    const fetch = async (path, options) => (begins.has(path) ? json(card()) : server.fetch(path, options));
    const desk = new Desk({ name: newName(), ports: ports({ ...real, fetch }), house: { registers, version: "t1" } });
    await desk.ready;
    assert.ok((await desk.enrol({ code: "ONE" })).ok);
    return { server, desk, device };
  }

  test("takes the house at its word, old keys too", async () => {
    const { server, desk } = await enrolled();
    await believes(desk, server.told);
  });

  test("does not take another's key because somebody signs in to the office", async () => {
    const { server, desk } = await enrolled();
    const { told } = server;
    const stranger = await makeLink();
    server.put([stranger]);
    await desk.officeSignIn("carmen", "secret");
    await doubts(desk, stranger, told);
  });

  test("takes the house at its word again when it joins again", async () => {
    const { server, desk, device } = await enrolled();
    server.put([await makeLink()]);
    await force(desk);
    assert.notEqual((await desk.queue()).doubt, null);
    device.id = "d00000002";
    await desk.enrol({ code: "TWO" });
    await believes(desk, server.told);
  });
});
