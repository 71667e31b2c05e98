/** A server in a few lines that keeps the contract: receipts, a gapless journal, a feed, an epoch. */

import { createHash } from "node:crypto";
import { run } from "../../static/js/models/effects.js";
import { adjustedOf, typeOf } from "../../static/js/models/core.js";
import { EPOCH, registers, START } from "./helpers.js";

const sha = (text) => createHash("sha256").update(text).digest("hex");

export class Server {
  epoch = EPOCH;
  time = START;
  seq = 0;
  safe = 0;
  key = "";
  trust = 0;
  /** What a device hears of itself; a house that rotates its keys says it. */
  me = () => json({ error: "not_found" }, 404);
  receipts = new Map();
  records = new Map();
  requests = [];
  /** Replace to spoil an answer: (path, body, answer) => Response, or throws for silence. */
  fault = (_path, _body, answer) => answer();
  /** Ids that are refused a status of their own. */
  verdicts = new Map();

  fetch = async (path, { body }) => {
    const given = body && JSON.parse(body);
    this.requests.push({ path, body: given });
    return this.fault(path, given, () => this.#route(path, given));
  };

  pushes() {
    return this.requests.filter(({ path }) => path === "/api/sync").map(({ body }) => body);
  }

  #route(path, body) {
    if (path.startsWith("/api/changes")) return this.#changes(new URL(path, "http://x").searchParams);
    if (path === "/api/devices/me") return this.me();
    if (path === "/api/sync/hold") return this.#hold(Buffer.from(body.bytes, "base64url"));
    if (path !== "/api/sync") return json({ error: "not_found" }, 404);
    if (body.epoch !== this.epoch) return json({ error: "epoch", epoch: this.epoch }, 409);
    const results = body.entries.map((entry) => this.settle(entry));
    return json({ results, ...this.#about() });
  }

  #hold(raw) {
    const result = this.opaque ? this.opaque(raw) : this.settle(JSON.parse(raw));
    return json({ results: [result], digest: this.digest ?? sha(raw), ...this.#about() });
  }

  #about() {
    return { server_time: this.time, min_shell: "", epoch: this.epoch, head: [this.seq, sha(String(this.seq))],
      safe_seq: this.safe, trust_version: this.trust, key: this.key };
  }

  settle(entry) {
    const body = JSON.parse(entry.b);
    const known = this.receipts.get(body.id);
    if (known) return { ...known, status: known.status === "applied" ? "duplicate" : known.status };
    const result = { id: body.id, seq: (this.seq += 1), hash: sha(entry.b), receipt: sha(entry.b), flags: [],
      reason: null, code: null, errors: {}, ...this.#judge(entry, body) };
    this.receipts.set(body.id, result);
    return result;
  }

  #judge(entry, body) {
    const verdict = this.verdicts.get(body.id);
    if (verdict) return verdict;
    const [reg, verb] = typeOf(body.t);
    const personal = Object.fromEntries(Object.entries(entry.p).map(([name, pair]) => [name, pair[1]]));
    const ctx = { entry: body.id, rec: body.rec, reg, no: body.no ?? null, at: adjustedOf(body), op: body.op,
      dev: body.dev, final: registers[reg].final, personal };
    const { record, flags } = run(registers[reg].actions[verb], this.records.get(body.rec) ?? null, body.d, ctx);
    if (!record) return { status: "held", reason: "parent_missing" };
    this.records.set(body.rec, { ...record, seq: this.seq });
    return { status: "applied", flags };
  }

  /** Something that another device did. */
  elsewhere(id, change) {
    const record = this.records.get(id) ?? { id, reg: "visitors", state: "on_site", no: "V-L9-000001", room: "1",
      at: START, end: null, flags: [], undo: null, f: {}, p: {} };
    this.records.set(id, { ...record, ...change, seq: (this.seq += 1) });
  }

  /** Come back from a backup made at `seq`. */
  restore(epoch, receipts, records, seq) {
    Object.assign(this, { epoch, seq, receipts: new Map(receipts), records: new Map(records) });
  }

  #changes(query) {
    if (query.get("epoch") !== this.epoch) return json({ error: "epoch", epoch: this.epoch }, 409);
    const since = Number(query.get("since").split(":")[0]);
    const limit = this.page ?? Number(query.get("limit"));
    const newer = [...this.records.values()].filter((record) => record.seq > since).sort((a, b) => a.seq - b.seq);
    const page = newer.slice(0, limit);
    const more = newer.length > limit;
    const to = more ? page.at(-1).seq : this.seq;
    const own = [...this.receipts.values()].filter(({ seq }) => seq > since && seq <= to)
      .map(({ id, status, seq, flags, code }) => ({ id, status, seq, flags, code }));
    return json({ records: page, gone: [], refs: this.refs ?? [], ref_to: 0, own, more,
      to: more ? `${to}:${page.at(-1).id}` : `${to}:~`, ...this.#about() });
  }
}

/** @returns {Response} */
export function json(data, status = 200, headers = {}) {
  return new Response(JSON.stringify(data), { status, headers: { "content-type": "application/json", ...headers } });
}

/** @returns {Response} what a hotel's network says to everything */
export const portal = () =>
  new Response("<html>Welcome! Please accept our terms.</html>", { status: 200, headers: { "content-type": "text/html" } });
