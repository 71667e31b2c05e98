/** What the office set aside leaves the view and waits in needs-attention: whole, and not for ever out. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Server } from "./server.js";
import { settle, signIn, START, tablet } from "./helpers.js";

const told = async (desk) => (await desk.queue()).attention.map(({ status, code }) => [status, code]);

/** A tablet whose entry is held: on a record of its own, or of another device. */
async function held(rec) {
  const server = new Server();
  const desk = await tablet({ fetch: server.fetch, clock: { now: START } });
  if (rec) server.elsewhere(rec, { state: "on_site" });
  await desk.sync({ force: true });
  const entry = rec ? await desk.act("visitors", "sign_out", { rec }) : await signIn(desk);
  server.verdicts.set(entry.id, { status: "held", reason: "device_revoked" });
  await settle(desk);
  server.verdicts.clear();
  const become = async (fate) => {
    const was = server.receipts.get(entry.id);
    server.receipts.set(entry.id, { ...was, ...fate, seq: (server.seq += 1) });
    await desk.sync({ force: true });
  };
  return { server, desk, entry, become };
}

const ASIDE = { status: "rejected", code: "set_aside", reason: null };

describe("an entry that the office set aside", () => {
  test("leaves the view, stays in needs-attention, and is lost nowhere", async () => {
    const { desk, entry, become } = await held();
    assert.equal((await desk.record(entry.rec)).local.status, "held");
    await become(ASIDE);
    assert.equal(await desk.record(entry.rec), undefined);
    assert.deepEqual(await told(desk), [["rejected", "set_aside"]]);
    const [row] = await desk.entries();
    assert.ok(row.entry.b && row.entry.p.name, "the whole entry is kept");
  });

  test("gives the record back as the house has it", async () => {
    const { desk, become } = await held("r7");
    assert.equal((await desk.record("r7")).state, "closed");
    await become(ASIDE);
    const record = await desk.record("r7");
    assert.deepEqual([record.state, record.local], ["on_site", undefined]);
  });

  test("may still be let in", async () => {
    const { server, desk, become } = await held("r7");
    await become(ASIDE);
    server.elsewhere("r7", { state: "closed" });
    await become({ status: "applied", code: null });
    assert.deepEqual(await told(desk), []);
    assert.deepEqual((await desk.entries()).map(({ status, code }) => [status, code]), [["applied", null]]);
    assert.equal((await desk.record("r7")).state, "closed");
  });

  test("is told as such when it is sent again after a restore", async () => {
    const { server, desk, become } = await held();
    await become(ASIDE);
    server.epoch = "f".repeat(32);
    for (let tries = 0; tries < 3; tries += 1) await desk.sync({ force: true });
    assert.deepEqual(await told(desk), [["rejected", "set_aside"]]);
  });
});
