/** Whatever the network does, nothing is lost, doubled, hidden, or stuck. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { json, portal, Server } from "./server.js";
import { settle, signIn, START, tab, tablet } from "./helpers.js";

const statuses = async (desk) => (await desk.entries()).map((row) => row.status);

async function house(more = {}) {
  const server = new Server();
  const clock = { now: START };
  const desk = await tablet({ fetch: server.fetch, clock, ...more });
  return { server, clock, desk };
}

const force = (desk) => desk.sync({ force: true });

describe("sending", () => {
  test("an entry is applied, and its record comes back by the feed", async () => {
    const { server, desk } = await house();
    const { rec } = await signIn(desk);
    await settle(desk);
    assert.deepEqual(await statuses(desk), ["applied"]);
    const record = await desk.record(rec);
    assert.equal(record.seq, server.seq);
    assert.equal(record.local, undefined, "no overlay any more");
    assert.equal((await desk.queue()).count, 0);
  });

  test("a lost answer is asked again, and nothing is applied twice", async () => {
    const { server, desk } = await house();
    let lost = 0;
    server.fault = (path, _body, answer) => {
      const given = answer();
      if (path === "/api/sync" && (lost += 1) <= 3) throw new TypeError("reset after commit");
      return given;
    };
    await signIn(desk);
    for (let tries = 0; tries < 4; tries += 1) await force(desk);
    assert.deepEqual(await statuses(desk), ["applied"]);
    assert.equal(server.receipts.size, 1);
  });

  test("no status, no portal and no half answer removes a row", async () => {
    const { server, desk } = await house();
    const faults = [
      () => json({ error: "x" }, 400), () => json({}, 401), () => json({}, 403), () => json({}, 404),
      () => json({}, 413), () => json({}, 422), () => json({}, 429, { "retry-after": "1" }), () => json({}, 500),
      () => json({}, 503), () => json({}, 200), () => json([], 200), () => json({ results: "x", epoch: 1 }, 200),
      portal, () => new Response('{"results":[{"id"', { headers: { "content-type": "application/json" } }),
      () => { throw new TypeError("network"); }, () => { throw new DOMException("slow", "TimeoutError"); },
    ];
    await signIn(desk);
    for (const fault of faults) {
      server.fault = fault;
      await force(desk);
      assert.deepEqual(await statuses(desk), ["queued"], fault.toString());
    }
    server.fault = (_path, _body, answer) => answer();
    await force(desk);
    assert.deepEqual(await statuses(desk), ["applied"]);
  });

  test("a result that does not echo the receipt settles nothing", async () => {
    const { server, desk } = await house();
    server.fault = (path, body, answer) => {
      const given = answer();
      if (path !== "/api/sync") return given;
      const results = body.entries.map(({ b }) => ({ id: JSON.parse(b).id, status: "applied", seq: 1, receipt: "00".repeat(32) }));
      return json({ results, server_time: START, epoch: server.epoch, head: [1, ""], safe_seq: 0 });
    };
    await signIn(desk);
    await settle(desk);
    assert.deepEqual(await statuses(desk), ["queued"]);
  });

  test("one poison entry is isolated and the others go on", async () => {
    const { server, desk } = await house();
    server.fault = () => { throw new TypeError("not yet"); };
    const acts = Array.from({ length: 130 }, () => ({ register: "visitors", action: "sign_in" }));
    const saved = await desk.actMany(acts);
    const poison = saved[40].id;
    server.fault = (path, body, answer) =>
      path === "/api/sync" && body.entries.some(({ b }) => b.includes(poison)) ? json({}, 500) : answer();
    await force(desk);
    const waiting = (await desk.entries()).filter((row) => row.status === "queued");
    assert.deepEqual(waiting.map(({ id }) => id), [poison]);
    assert.ok(server.pushes().length < 30, `${server.pushes().length} requests`);
    server.fault = (_path, _body, answer) => answer();
    await force(desk);
    assert.equal((await desk.queue()).count, 0);
  });

  test("an entry that nobody can read is handed over as bytes, and stays on the tablet", async () => {
    const { server, desk } = await house();
    server.fault = () => { throw new TypeError("not yet"); };
    const acts = Array.from({ length: 9 }, () => ({ register: "visitors", action: "sign_in" }));
    const saved = await desk.actMany(acts);
    const poison = saved[4].id;
    server.fault = (path, body, answer) =>
      path === "/api/sync" && body.entries.some(({ b }) => b.includes(poison)) ? json({}, 400) : answer();
    server.opaque = (raw) => ({ id: "", status: "rejected", code: "malformed", seq: 7, receipt: "00", raw });
    await force(desk);
    const rows = await desk.entries();
    assert.deepEqual(rows.filter((row) => row.status !== "applied").map(({ id, status, code }) => [id, status, code]),
      [[poison, "rejected", "malformed"]]);
    assert.equal(JSON.parse(rows[4].entry.b).id, poison, "whole, for whoever will read it");
    assert.equal((await desk.queue()).count, 0);
  });

  test("handed-over bytes that prove to be an entry count as one; an unproven receipt counts nothing", async () => {
    const { server, desk } = await house();
    server.fault = (path, _body, answer) => (path === "/api/sync" ? json({}, 413) : answer());
    server.digest = "00".repeat(32);
    server.opaque = () => ({ id: "", status: "rejected", code: "malformed" });
    await signIn(desk);
    await force(desk);
    assert.deepEqual(await statuses(desk), ["queued"]);
    server.opaque = undefined;
    await force(desk);
    assert.deepEqual(await statuses(desk), ["applied"]);
  });

  test("batches hold at most 100 entries and 256 KiB, in the order of n", async () => {
    const { server, desk } = await house();
    const note = "x".repeat(5000);
    await desk.actMany(Array.from({ length: 120 }, (_, at) =>
      ({ register: "visitors", action: "sign_in", personal: at < 100 ? { note } : {} })));
    await settle(desk);
    for (const { entries } of server.pushes()) {
      assert.ok(entries.length <= 100 && JSON.stringify(entries).length <= 256 * 1024 + 200);
    }
    const sent = server.pushes().flatMap(({ entries }) => entries.map(({ b }) => JSON.parse(b).n));
    assert.deepEqual(sent, Array.from({ length: 120 }, (_, at) => at + 1));
  });

  test("backoff doubles up to a minute, and a tap resets it", async () => {
    const { server, desk, clock } = await house();
    server.fault = () => { throw new TypeError("down"); };
    await signIn(desk);
    await force(desk);
    const waits = [];
    for (let tries = 0; tries < 9; tries += 1) {
      clock.now = desk.runner.notBefore;
      const before = clock.now;
      await desk.sync();
      waits.push(desk.runner.notBefore - before);
    }
    assert.deepEqual(waits, [1500, 3000, 6000, 12000, 24000, 45000, 45000, 45000, 45000]);
    const asked = server.requests.length;
    await desk.sync();
    assert.equal(server.requests.length, asked, "not yet");
    await force(desk);
    assert.ok(server.requests.length > asked);
  });

  test("a lost session is renewed by the device's key", async () => {
    const { server, desk } = await house();
    let session = false;
    server.fault = (path, body, answer) => {
      if (path === "/api/devices/session") {
        session = body.nonce === "n1" && body.kid === "00c0ffee" && body.sig.length === 86;
        return json({}, session ? 200 : 403);
      }
      return session ? answer() : json({ error: "no_device", nonce: "n1" }, 401);
    };
    await signIn(desk);
    await settle(desk);
    assert.deepEqual(await statuses(desk), ["applied"]);
  });

  test("a device that was revoked hands in what it has and is told so", async () => {
    const { server, desk } = await house();
    const heard = [];
    desk.addEventListener("queue", ({ stop }) => heard.push(stop));
    server.fault = (path, _body, answer) => (path === "/api/sync" ? answer() : json({ error: "device_revoked" }, 403));
    await signIn(desk);
    await settle(desk);
    assert.deepEqual(await statuses(desk), ["applied"]);
    assert.equal(heard.at(-1), "revoked");
  });

  test("a tab that finds the lock taken leaves it, but not for ever", async () => {
    const { server, desk, clock } = await house({ lock: async () => false });
    await signIn(desk);
    await force(desk);
    assert.equal(server.requests.length, 0);
    clock.now += 61_000;
    await force(desk);
    assert.deepEqual(await statuses(desk), ["applied"], "a frozen tab does not stop the house");
  });
});

describe("what the tablet shows", () => {
  test("an own entry is never hidden by a pull", async () => {
    const { server, desk } = await house();
    server.elsewhere("r1", { state: "on_site" });
    await force(desk);
    server.fault = (path, _body, answer) => (path === "/api/sync" ? json({}, 503) : answer());
    await desk.act("visitors", "sign_out", { rec: "r1" });
    server.elsewhere("r1", { room: "2" });
    await force(desk);
    const record = await desk.record("r1");
    assert.deepEqual([record.state, record.room, record.local.status], ["closed", "2", "queued"]);
  });

  test("an entry whose answer was lost is not run twice when the feed already has it", async () => {
    const { server, desk } = await house();
    server.elsewhere("r1", {});
    await force(desk);
    server.fault = (path, _body, answer) => {
      const given = answer();
      return path === "/api/sync" ? json({}, 503) : given;
    };
    await desk.act("visitors", "count", { rec: "r1" });
    await force(desk);
    assert.deepEqual(await statuses(desk), ["queued"], "only a receipt settles it");
    assert.equal((await desk.record("r1")).f.times, 1);
  });

  test("an applied entry stays in the view until the pull has come that far", async () => {
    const { server, desk } = await house();
    server.fault = (path, _body, answer) => (path === "/api/sync" ? answer() : json({}, 503));
    const { rec } = await signIn(desk);
    await settle(desk);
    assert.deepEqual(await statuses(desk), ["applied"]);
    assert.equal((await desk.record(rec)).state, "on_site");
    server.fault = (_path, _body, answer) => answer();
    await force(desk);
    assert.equal((await desk.record(rec)).local, undefined);
  });

  for (const order of [["r1", "x", "y"], ["x", "y", "r1"]]) {
    test(`while ${order} come page by page an own entry is neither hidden nor doubled`, async () => {
      const { server, desk } = await house();
      server.elsewhere("r1", {});
      await force(desk);
      await desk.act("visitors", "count", { rec: "r1" });
      server.page = 1;
      const seen = [];
      server.fault = async (path, _body, answer) => {
        seen.push((await desk.record("r1")).f.times);
        const given = answer();
        if (path === "/api/sync") for (const id of order) server.elsewhere(id, { room: "9" });
        return given;
      };
      await force(desk);
      seen.push((await desk.record("r1")).f.times);
      assert.ok(seen.length > 3);
      assert.deepEqual(new Set(seen), new Set([1]), `saw ${seen}`);
    });
  }

  test("what is held stays, marked; what is rejected needs attention until a person has seen it", async () => {
    const { server, desk } = await house();
    const { rec, id } = await signIn(desk);
    server.verdicts.set(id, { status: "held", reason: "operator_unknown" });
    await settle(desk);
    assert.equal((await desk.record(rec)).local.status, "held");
    const other = await signIn(desk);
    server.verdicts.set(other.id, { status: "rejected", code: "malformed" });
    await settle(desk);
    const { attention } = await desk.queue();
    assert.deepEqual(attention.map(({ status, reason, code }) => [status, reason ?? code]),
      [["held", "operator_unknown"], ["rejected", "malformed"]]);
    await desk.dismiss(other.id);
    assert.equal((await desk.queue()).attention.length, 1);
    assert.equal((await desk.entries()).length, 2, "but it is kept");
  });

  test("a held entry that was released by the house leaves the overlay by the feed", async () => {
    const { server, desk } = await house();
    const { rec, id } = await signIn(desk);
    server.verdicts.set(id, { status: "held", reason: "device_revoked" });
    await settle(desk);
    server.verdicts.clear();
    server.elsewhere(rec, { state: "on_site" });
    server.receipts.set(id, { ...server.receipts.get(id), status: "applied", seq: server.seq });
    await force(desk);
    assert.equal((await desk.record(rec)).local, undefined);
    assert.deepEqual(await statuses(desk), ["applied"]);
  });

  test("another device's record that this entry needs may come later", async () => {
    const { server, desk } = await house();
    await desk.act("visitors", "sign_out", { rec: "r7" });
    assert.equal((await desk.record("r7")).pending, true);
    await settle(desk);
    assert.equal((await desk.record("r7")).pending, true);
    server.elsewhere("r7", { state: "on_site" });
    await force(desk);
    const record = await desk.record("r7");
    assert.deepEqual([record.state, record.pending], ["closed", undefined]);
  });
});

describe("a server that came back from a backup", () => {
  async function restored() {
    const at = await house();
    const kept = await signIn(at.desk);
    await settle(at.desk);
    const backup = [[...at.server.receipts], [...at.server.records], at.server.seq];
    const lost = await signIn(at.desk);
    await settle(at.desk);
    at.server.restore("f".repeat(32), ...backup);
    return { ...at, kept, lost };
  }

  test("everything the tablet retained is sent again, and what was lost comes back", async () => {
    const { server, desk, kept, lost } = await restored();
    await force(desk);
    assert.equal(server.receipts.size, 2);
    assert.deepEqual(await statuses(desk), ["applied", "applied"]);
    assert.equal((await desk.record(lost.rec)).state, "on_site");
    assert.equal((await desk.record(kept.rec)).local, undefined);
    const [evidence] = await desk.store.cupboard.log();
    assert.equal(evidence.kind, "epoch");
    assert.equal(evidence.head[0], 2);
  });

  test("nothing vanishes while the network is away between the two", async () => {
    const { server, desk, kept, lost } = await restored();
    server.fault = (path, body, answer) => {
      if (path === "/api/sync" && body.epoch === server.epoch) throw new TypeError("gone again");
      return answer();
    };
    await force(desk);
    assert.deepEqual(await statuses(desk), ["queued", "queued"]);
    for (const { rec } of [kept, lost]) {
      const { state, local } = await desk.record(rec);
      assert.deepEqual([state, local?.flags ?? []], ["on_site", []]);
    }
  });

  test("records that the new history does not know go, once all of it has been read", async () => {
    const { server, desk } = await house();
    server.elsewhere("ghost", {});
    await force(desk);
    server.restore("f".repeat(32), [], [], 0);
    await force(desk);
    assert.equal(await desk.record("ghost"), undefined);
  });
});

describe("retention", () => {
  const HOUR = 3_600_000;

  for (const [name, hours, safe, left] of [
    ["kept for a day at least", 23, 9, 1], ["let go when a backup has it", 25, 9, 0],
    ["kept while no backup has it", 100, 0, 1], ["let go after a week", 169, 0, 0],
  ]) {
    test(`an applied entry is ${name}`, async () => {
      const { server, desk, clock } = await house();
      await signIn(desk);
      await settle(desk);
      clock.now += hours * HOUR;
      server.safe = safe;
      await force(desk);
      await force(desk);
      assert.equal((await desk.entries()).length, left);
    });
  }
});

describe("an online decision", () => {
  test("it is not even saved while something else waits", async () => {
    const { server, desk } = await house();
    server.fault = () => { throw new TypeError("down"); };
    await signIn(desk);
    assert.deepEqual(await desk.act("visitors", "approve", { rec: "r1" }), { status: "offline" });
    assert.equal((await desk.entries()).length, 1);
  });

  test("it goes alone, and a refusal brings its reason back", async () => {
    const { server, desk } = await house();
    server.elsewhere("r1", {});
    await force(desk);
    server.fault = (path, body, answer) => {
      for (const { b } of path === "/api/sync" ? body.entries : []) {
        server.verdicts.set(JSON.parse(b).id, { status: "refused", code: "invalid", errors: { name: ["required"] } });
      }
      return answer();
    };
    const done = await desk.act("visitors", "approve", { rec: "r1" });
    assert.deepEqual([done.status, done.code, done.errors], ["refused", "invalid", { name: ["required"] }]);
    assert.equal((await desk.record("r1")).f.approved, undefined);
  });

  test("a lost answer is asked again by its id", async () => {
    const { server, desk } = await house();
    server.elsewhere("r1", {});
    await force(desk);
    let lost = false;
    server.fault = (path, _body, answer) => {
      const given = answer();
      if (path === "/api/sync" && !lost) {
        lost = true;
        throw new TypeError("reset");
      }
      return given;
    };
    const done = await desk.act("visitors", "approve", { rec: "r1" });
    assert.equal(done.status, "queued");
    await force(desk);
    assert.equal((await desk.outcome(done.id)).status, "applied");
    assert.equal((await desk.record("r1")).f.approved, "yes");
  });
});

test("two tabs pulling at once store each page once", async () => {
  const { server, desk } = await house();
  const other = await tab(desk, { fetch: server.fetch });
  for (let at = 0; at < 20; at += 1) server.elsewhere(`r${at}`, {});
  server.page = 3;
  await Promise.all([force(desk), force(other)]);
  assert.equal((await desk.records("visitors")).length, 20);
  assert.equal((await desk.store.mirror.position()).reached.seq, 20);
});

test("a page that comes late, after another tab went on, is not stored", async () => {
  const { server, desk } = await house();
  server.elsewhere("r1", { room: "1" });
  const before = await desk.store.mirror.position();
  const late = await (await server.fetch(`/api/changes?epoch=${server.epoch}&since=0:&limit=9`, {})).json();
  server.elsewhere("r1", { room: "2" });
  await force(desk);
  assert.equal(await desk.store.mirror.take(late, before, START), false);
  assert.equal((await desk.record("r1")).room, "2");
});

test("an answer of the old epoch settles nothing in the new one", async () => {
  const { server, desk } = await house();
  const { n, id } = await signIn(desk);
  await desk.store.mirror.restart("f".repeat(32), START);
  await desk.store.outbox.settle([{ n, id, status: "applied", seq: 1 }], server.epoch);
  assert.deepEqual(await statuses(desk), ["queued"]);
});

test("a head that goes backwards under one epoch is noted and not followed", async () => {
  const { server, desk } = await house();
  server.elsewhere("r1", {});
  await force(desk);
  server.seq = 0;
  await force(desk);
  const [line] = await desk.store.cupboard.log();
  assert.equal(line.kind, "head_went_back");
});
