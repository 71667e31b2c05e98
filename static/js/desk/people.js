/** Who holds the device: asked of the server first, of the tablet's own verifier when it is silent. */

import { fromBase64, toBase64 } from "../models/bytes.js";
import { counted, gate, known, passed, triesLeft } from "../models/operators.js";
import { uuid7 } from "../models/ids.js";
import { trusted } from "../models/time.js";
import { SHORT } from "../sync/http.js";
import { renew } from "../sync/session.js";

const SALT_BYTES = 16;
const FAILED = "pin_failed";
const MOST_FAILS = 50;

const person = ({ op, id, name, roles, lang }, how, since) => ({ id: op ?? id, name, roles, lang, how, since });

async function clock({ store, ports }) {
  const [measured, newest] = await store.cupboard.facts("measured", "server_time");
  return trusted(ports.now(), measured, newest ?? 0);
}

async function online(desk, op, pin) {
  const fails = await untold(desk.store.cupboard);
  const ask = () => desk.http("POST", "/api/operators/sign-in", { op, pin, fails }, SHORT);
  const answer = await ask();
  if (answer.kind === "answer" && answer.status === 401 && (await renew(desk, answer.data.nonce))) return { answer: await ask(), sent: fails };
  return { answer, sent: fails };
}

// Wrong PINs that the tablet turned away by itself: the house hears of them when somebody signs in online.
async function untold(cupboard) {
  const fails = (await cupboard.log()).filter(({ kind }) => kind === FAILED);
  return fails.slice(0, MOST_FAILS).map(({ id, op, at }) => ({ id, op, at }));
}

async function remember(desk, pin, card) {
  const salt = desk.ports.random(SALT_BYTES);
  const now = await clock(desk);
  const row = known(card, toBase64(salt), await desk.ports.pin(pin, salt), now);
  await desk.store.cupboard.keep("operators", { ...row, seen: now });
}

/** Check a PIN against what this tablet remembers of who has signed in on it. */
export async function offline(desk, op, pin) {
  const { cupboard, mirror } = desk.store;
  const staff = await mirror.refs("staff");
  if (staff.length && !staff.some((row) => row.id === op)) return { ok: false, code: "left", online: true };
  const now = await clock(desk);
  let state = "unknown";
  const row = await cupboard.change("operators", op, (kept) => {
    state = kept ? gate(kept, now) : "unknown";
    return state === "open" ? counted(kept, now) : kept;
  });
  if (state !== "open") return { ok: false, code: state, online: state !== "wait", until: state === "wait" ? row.until : undefined };
  if ((await desk.ports.pin(pin, fromBase64(row.salt))) !== row.verifier) {
    await cupboard.note(FAILED, desk.ports.now(), { id: uuid7(desk.ports), op });
    return { ok: false, code: "bad_pin", left: triesLeft(row), until: row.until || undefined };
  }
  await cupboard.change("operators", op, (kept) => ({ ...passed(kept), seen: now }));
  return { ok: true, operator: person(row, "pin", desk.ports.now()) };
}

/** Whether the house itself said something about it. */
export const answered = (answer) => answer.kind === "answer" && answer.status < 500 && answer.status !== 429;

/**
 * @param {object} desk http, ports, store, device
 * @returns {Promise<{ok: true, operator: object}|{ok: false, code: string, left?: number, until?: number, online?: boolean}>}
 *   codes: bad_pin, wait, locked, expired, unknown (never signed in here: be online once), left, or the
 *   server's own code
 */
export async function signIn(desk, op, pin) {
  const { answer, sent } = await online(desk, op, pin);
  if (!answered(answer)) return offline(desk, op, pin);
  if (answer.status === 200) {
    await remember(desk, pin, answer.data);
    await desk.store.cupboard.forget(FAILED, sent.map(({ id }) => id));
    return { ok: true, operator: person(answer.data, "online", desk.ports.now()) };
  }
  const { error = "server", left, until } = answer.data;
  return { ok: false, code: error, left, until: until ?? undefined, online: answer.status !== 403 };
}
