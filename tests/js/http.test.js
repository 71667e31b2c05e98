/** What counts as an answer, and what is asked for: nothing but JSON is believed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createHttp, PATIENCE } from "../../static/js/sync/http.js";

function line(answer, more = {}) {
  const asked = [];
  const clock = { now: 1000 };
  const http = createHttp({
    now: () => clock.now,
    patience: (ms) => `for ${ms} ms`,
    fetch: async (path, options) => {
      asked.push({ path, ...options });
      clock.now += 40;
      return answer();
    },
    ...more,
  });
  return { http, asked };
}

const body = (text, type, headers = {}) => () => new Response(text, { headers: { "content-type": type, ...headers } });

test("only what calls itself JSON and is an object counts as an answer", async () => {
  const kinds = [
    ["answer", body('{"a":1}', "application/json")],
    ["answer", body('{"a":1}', "application/json; charset=utf-8")],
    ["answer", body('{"a":1}', "application/problem+json")],
    ["garbled", body('{"a":1}', "text/html")],
    ["garbled", body('{"a":1}', "text/json-ish")],
    ["garbled", body('{"a":1}', "application/jsonp")],
    ["garbled", body('{"a":', "application/json")],
    ["garbled", body("7", "application/json")],
    ["garbled", body("", "application/json")],
    ["silence", () => { throw new TypeError("reset"); }],
  ];
  for (const [kind, answer] of kinds) {
    const found = await line(answer).http("GET", "/api/x");
    assert.equal(found.kind, kind, answer.toString());
    assert.deepEqual([found.sent, found.received, found.timeout], [1000, 1040, false]);
  }
});

test("silence tells whether it was waited out", async () => {
  for (const [name, timeout] of [["TimeoutError", true], ["AbortError", true], ["NetworkError", false]]) {
    const found = await line(() => { throw new DOMException("no", name); }).http("GET", "/api/x");
    assert.deepEqual([found.kind, found.status, found.timeout], ["silence", 0, timeout]);
  }
});

test("what the house asks for in seconds is waited for in milliseconds", async () => {
  for (const [said, wait] of [["30", 30_000], ["0", 0], ["-5", 0], ["Sun, 22 Nov 2026 02:00:00 GMT", 0]]) {
    assert.equal((await line(body("{}", "application/json", { "retry-after": said })).http("GET", "/api/x")).wait, wait);
  }
  assert.equal((await line(body("{}", "application/json")).http("GET", "/api/x")).wait, 0);
});

test("every question follows no redirect, uses no cache, and has an end", async () => {
  const { http, asked } = line(body("{}", "application/json"), { lang: "es" });
  await http("POST", "/api/x", { a: 1 });
  await http("GET", "/api/y", undefined, 50);
  const same = { cache: "no-store", credentials: "same-origin", redirect: "error" };
  assert.deepEqual(asked, [
    { path: "/api/x", method: "POST", signal: `for ${PATIENCE} ms`, body: '{"a":1}', ...same,
      headers: { accept: "application/json", "accept-language": "es", "content-type": "application/json" } },
    { path: "/api/y", method: "GET", signal: "for 50 ms", body: undefined, ...same,
      headers: { accept: "application/json", "accept-language": "es" } },
  ]);
});
