/** Ordinary online work: set-up, history, the office. Nothing of it waits in the queue. */

import { renew } from "../sync/session.js";

export class Asking {
  #desk;

  constructor(desk) {
    this.#desk = desk;
  }

  /**
   * Ask the server; a lost cookie is renewed on the way.
   * @param {"GET"|"POST"|"PUT"|"DELETE"} method
   * @param {string} path
   * @param {object|FormData} [body]
   * @param {number} [patience] ms
   * @returns {Promise<{ok: boolean, status: number, data: object|null, offline: boolean}>}
   */
  async ask(method, path, body, patience) {
    const desk = this.#desk;
    let answer = await desk.http(method, path, body, patience);
    if (answer.status === 401 && desk.device && (await renew(desk, answer.data?.nonce))) {
      answer = await desk.http(method, path, body, patience);
    }
    const { kind, status, data } = answer;
    return { ok: kind === "answer" && status >= 200 && status < 300, status, data, offline: kind !== "answer" };
  }

  /** @returns {Promise<object[]>} what happened to a record, oldest first; rejects without contact */
  async history(id) {
    const { ok, status, data } = await this.ask("GET", `/api/records/${encodeURIComponent(id)}/history`);
    if (!ok) throw Object.assign(new Error("no history"), { status });
    return data.history;
  }
}
