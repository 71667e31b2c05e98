/** One run: what it tells, when the next may start, and that it always ends. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { json, Server } from "./server.js";
import { signIn, START, tablet } from "./helpers.js";

const RETRY = { status: "retry", after: 20 };

async function house(more = {}) {
  const server = new Server();
  const clock = { now: START };
  const desk = await tablet({ fetch: server.fetch, clock, afterwards: () => {}, ...more });
  const heard = [];
  desk.runner.addEventListener("synced", ({ sent, news, refs }) => heard.push({ sent, news, refs }));
  desk.runner.addEventListener("contact", ({ stop }) => heard.push(stop));
  return { server, clock, desk, heard };
}

const force = (desk) => desk.sync({ force: true });
const left = ({ desk, clock }) => desk.runner.notBefore - clock.now;

describe("what is told", () => {
  test("nothing but the contact when there was nothing", async () => {
    const { desk, heard } = await house();
    await force(desk);
    assert.deepEqual(heard, ["done"]);
  });

  test("what went, what came, and what came to be known", async () => {
    const { server, desk, heard } = await house();
    await signIn(desk);
    await force(desk);
    server.elsewhere("r1", {});
    await force(desk);
    server.refs = [{ kind: "room", id: "r1", ver: 1, data: { name: "12A" } }];
    await force(desk);
    assert.deepEqual(heard, [
      { sent: 1, news: true, refs: [] }, "done", { sent: 0, news: true, refs: [] }, "done",
      { sent: 0, news: false, refs: ["room"] }, "done",
    ]);
  });

  test("how old the oldest is that waits", async () => {
    const { server, clock, desk } = await house();
    await signIn(desk);
    clock.now += 60_000;
    await signIn(desk);
    await force(desk);
    assert.deepEqual([server.pushes()[0].oldest, server.pushes()[0].queued], [START, 2]);
  });
});

describe("the pause", () => {
  test("a house that asks for one gets it, a minute at most, though the feed goes on", async () => {
    for (const [asked, wait] of [["30", 30_000], ["600", 60_000]]) {
      const here = await house();
      await signIn(here.desk);
      here.server.fault = (path, _body, answer) => (path === "/api/sync" ? json({}, 503, { "retry-after": asked }) : answer());
      await force(here.desk);
      assert.deepEqual([here.heard.at(-1), left(here)], ["busy", wait]);
    }
  });

  test("an entry that is to come again later makes the tablet wait", async () => {
    const here = await house();
    const { id } = await signIn(here.desk);
    here.server.verdicts.set(id, RETRY);
    await force(here.desk);
    assert.deepEqual([here.heard.at(-1), left(here), here.server.pushes().length], ["busy", 20_000, 1]);
  });

  test("a clock that was turned back does not make a pause of a minute into one of hours", async () => {
    const here = await house();
    here.server.fault = () => { throw new TypeError("down"); };
    await force(here.desk);
    assert.ok(left(here) > 0);
    here.clock.now -= 86_400_000;
    const asked = here.server.requests.length;
    await here.desk.sync();
    assert.ok(here.server.requests.length > asked);
  });
});

describe("the end", () => {
  test("a session that is lost again and again", async () => {
    const { server, desk, heard } = await house();
    await signIn(desk);
    server.fault = (path) => (path === "/api/devices/session" ? json({}) : json({ nonce: "n1" }, 401));
    await force(desk);
    assert.equal(heard.at(-1), "busy");
    assert.equal(server.pushes().length, 12);
  });

  test("what waits too long as a batch is sent by halves, what waits too long alone is not blamed", async () => {
    const { server, desk } = await house();
    for (let count = 0; count < 4; count += 1) await signIn(desk);
    server.fault = () => { throw new DOMException("slow", "TimeoutError"); };
    for (let tries = 0; tries < 4; tries += 1) await force(desk);
    assert.deepEqual(server.pushes().map(({ entries }) => entries.length), [4, 2, 1, 1]);
    server.fault = (_path, _body, answer) => answer();
    await force(desk);
    assert.equal((await desk.queue()).count, 0);
  });

  test("a page for where the tablet no longer stands is asked for anew", async () => {
    const { server, desk } = await house();
    server.elsewhere("r1", {});
    const { take } = desk.store.mirror;
    let lost = 0;
    desk.store.mirror.take = async function once(...given) {
      return (lost += 1) > 1 && take.apply(this, given);
    };
    await force(desk);
    assert.ok(await desk.record("r1"));
  });
});
