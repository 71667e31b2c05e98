/**
 * What a gate makes of a scanned code: green, amber or red, and every reason why; the twin of
 * desk/gate/verdict.py, on tests/vectors/gate.json. Nothing of a code is shown whose signature does not hold.
 */

import { hex } from "../bytes.js";
import { ANY_GATE, bound, decode } from "./claims.js";
import { isLow, read, statement, Unreadable } from "./signed.js";

/** One of these alone turns a pass away. */
const RED = new Set([
  "foreign", "half", "altered", "unknown_kind", "not_issuer", "key_time", "revoked_key", "wrong_site", "wrong_gate",
  "early", "over", "too_long", "void", "used", "stale_list",
]);
/** Of these, the server's word is enough. */
const CLEARED = new Set(["old_list", "stale_list", "any_gate", "ask_server", "clock"]);
/** Seconds by which the desk's clock may go before the gate's; a pass that is over gets none. */
const SKEW = 300;

/**
 * @param {{verify: (public: Uint8Array, signature: Uint8Array, statement: Uint8Array) => Promise<boolean>, sha256: Function}} ports
 * @param {string} text
 * @param {{trust: object, gate: object, kinds: object}} look as desk/gate/verdict.py tells it; ids in hex
 * @returns {Promise<{colour: "green"|"amber"|"red", reasons: string[], claims: object|null}>} it never throws
 */
export async function judge(ports, text, look) {
  const sealed = attempt(() => read(text));
  if (!sealed.kid) return { colour: "red", reasons: [sealed.trouble], claims: null };
  const candidates = look.trust.keys.filter((key) => key.kid === hex(sealed.kid));
  if (!candidates.length) return { colour: "amber", reasons: ["unknown_key"], claims: null };
  const key = await signer(ports, candidates, sealed);
  const claims = key && attempt(() => decode(sealed.payload));
  if (!claims?.id) return { colour: "red", reasons: ["altered"], claims: null };
  const found = [...reasons(claims, key, look), ...(await ofGoods(ports, claims, look.gate))];
  return { ...weighed(found, look.gate.claim), claims };
}

function attempt(work) {
  try {
    return work();
  } catch (fault) {
    return { trouble: fault instanceof Unreadable ? fault.trouble : "altered" };
  }
}

async function signer({ verify }, candidates, sealed) {
  if (!isLow(sealed.signature)) return null;
  for (const key of candidates) {
    if (await verify(key.public, sealed.signature, statement(sealed))) return key;
  }
  return null;
}

function weighed(found, claim) {
  const kept = found.filter((one) => claim !== "claimed" || !CLEARED.has(one));
  const red = kept.filter((one) => RED.has(one));
  const sorted = [...red, ...kept.filter((one) => !RED.has(one))];
  if (!sorted.length) return { colour: "green", reasons: [] };
  return { colour: red.length ? "red" : "amber", reasons: sorted };
}

function* reasons(claims, key, look) {
  yield* ofKey(claims, key, look.gate);
  yield* ofPlace(claims, look.gate);
  const kind = look.kinds[claims.kind];
  if (!kind) return yield "unknown_kind";
  yield* ofTime(claims, kind, look.gate);
  yield* ofUse(hex(claims.id), look);
  return yield* ofDoubt(claims, kind, look);
}

function* ofKey({ id, site, since }, key, { known }) {
  if (!key.issues || key.site !== site) yield "not_issuer";
  if (since < key.since || since > key.until) yield "key_time";
  // A stolen key may write any time into a pass: only what the server knew before counts.
  if (key.revoked !== null && !known.has(hex(id))) yield "revoked_key";
}

function* ofPlace({ site, gate: wanted }, { site: own, gate }) {
  if (site !== own) yield "wrong_site";
  else if (wanted !== ANY_GATE && gate === null) yield "no_gate";
  else if (wanted !== ANY_GATE && wanted !== gate) yield "wrong_gate";
}

function* ofTime({ since, until }, { longest }, { now }) {
  if (now < since - SKEW) yield "early";
  if (now >= until) yield "over";
  if (until <= since || until - since > longest) yield "too_long";
}

function* ofUse(id, { trust, gate: { used, claim } }) {
  if (trust.void.has(id) || claim === "void") yield "void";
  if (used.has(id) || claim === "used") yield "used";
}

function* ofDoubt({ gate: wanted }, kind, { trust, gate }) {
  const age = gate.now - trust.issued;
  if (age > kind.red_after) yield "stale_list";
  else if (age > kind.amber_after) yield "old_list";
  if (gate.clock_doubted || age < -SKEW) yield "clock";
  if (wanted === ANY_GATE && !kind.any_gate) yield "any_gate";
  if (kind.ask_server) yield "ask_server";
}

async function ofGoods(ports, claims, { goods }) {
  const list = goods ?? (claims.lines.length === claims.count ? claims.lines : null);
  return !list || (await bound(ports, claims, list)) ? [] : ["other_goods"];
}
