/** Who stands in line, who is next, and what they are called by. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { first, free, line, serving } from "../../static/js/models/line.js";
import { ticket } from "../../static/js/models/numbers.js";
import { surname } from "../../static/js/models/surname.js";

const person = (id, at, state = "waiting", desk = null, due = null) =>
  ({ id, at, state, f: { desk }, clocks: due === null ? [] : [{ name: "finished", started: at, due }] });

describe("the line", () => {
  const lobby = [person("c", 30), person("a", 10, "acknowledged"), person("d", 40, "served", "d1"), person("b", 10), person("e", 5, "left")];

  test("whoever came first stands first, told or not; who is served or gone does not stand there", () => {
    assert.deepEqual(line(lobby).map(({ id }) => id), ["a", "b", "c"]);
    assert.equal(first(lobby, "a"), true);
    assert.equal(first(lobby, "b"), false);
    assert.equal(first([], "a"), false);
  });

  test("each desk has its own to serve", () => {
    assert.deepEqual(serving(lobby, "d1").map(({ id }) => id), ["d"]);
    assert.deepEqual(serving(lobby, "d2"), []);
  });

  test("the next one is served at once where nobody waits and nobody is being served here", () => {
    assert.equal(free([], "d1", 50), true);
    assert.equal(free([person("a", 10)], "d1", 50), false);
    assert.equal(free([person("a", 10, "served", "d1", 100)], "d1", 50), false);
    assert.equal(free([person("a", 10, "served", "d2", 100)], "d1", 50), true);
    assert.equal(free([person("a", 10, "served", "d1", 100)], "d1", 100), true, "forgotten at the desk");
  });
});

test("a number is short, and no two desks give the same", () => {
  assert.equal(ticket("K-L2-000118"), "L2-118");
  assert.equal(ticket("K-L3-000118"), "L3-118");
  assert.equal(ticket("K-L2-012007"), "L2-7");
  assert.equal(ticket(null), "");
});

test("a surname is told from a name where it can be, else the whole name stays", () => {
  const names = {
    王芳: "王", 歐陽修文: "歐陽", 陈先生: "陈", "Oliver Ashworth": "Ashworth", "Mrs Chen": "Chen",
    "Wong Ka Ming": "Wong", "Elena Wong": "Wong", "LAM Siu Ming": "LAM", "Núñez García, Íñigo": "Núñez García",
    "María José García Núñez": "María José García Núñez", "Dr. Grace Iyer": "Iyer", Madonna: "Madonna",
    "Lam Wong": "Wong", "  ": "", "محمد": "محمد",
  };
  assert.equal(surname("Sofía Castaño García", "es"), "Castaño");
  assert.equal(surname("Elena Ortiz", "es"), "Ortiz");
  for (const [name, wanted] of Object.entries(names)) assert.equal(surname(name), wanted, name);
});
