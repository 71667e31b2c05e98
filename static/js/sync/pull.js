/** Fetch what changed, page by page. It never touches what waits to be sent. */

import { genuine, note } from "./contact.js";
import { renew } from "./session.js";

const LIMIT = 500;
const MOST_PAGES = 400;

const isPage = (data) =>
  Array.isArray(data.records) && typeof data.to === "string" && Array.isArray(data.head);

function address({ epoch, cursor, refs }) {
  const query = new URLSearchParams({ epoch, since: cursor, ref_since: String(refs), limit: String(LIMIT) });
  return `/api/changes?${query}`;
}

async function cope(desk, answer) {
  if (answer.status === 409 && typeof answer.data?.epoch === "string") {
    await desk.store.mirror.restart(answer.data.epoch, answer.received);
    return "epoch";
  }
  if (answer.status === 401) return (await renew(desk, answer.data?.nonce)) ? null : "session";
  if (answer.data?.error === "device_revoked") return "revoked";
  return answer.kind === "silence" ? "offline" : "busy";
}

// A head that went backwards under the same epoch means that history was rewritten.
async function guard(desk, position, answer) {
  const [seq] = answer.data.head;
  if (position.epoch === answer.data.epoch && seq < position.head[0]) {
    const log = { was: position.head, is: answer.data.head, epoch: position.epoch };
    await desk.store.cupboard.note("head_went_back", answer.received, log);
    return false;
  }
  return true;
}

async function once(desk) {
  const position = await desk.store.mirror.position();
  const answer = await desk.http("GET", address(position));
  if (!genuine(answer)) return { stop: await cope(desk, answer), wait: answer.wait };
  if (!isPage(answer.data) || !(await guard(desk, position, answer))) return { stop: "busy" };
  const taken = await desk.store.mirror.take(answer.data, position, answer.received);
  await note(desk.store.cupboard, answer);
  const news = (answer.data.records.length + (answer.data.gone ?? []).length) > 0;
  const refs = taken ? (answer.data.refs ?? []).map(({ kind }) => kind) : [];
  return { stop: taken && !answer.data.more ? "done" : null, news: taken && news, refs };
}

/**
 * Pull until the server has no more.
 * @param {object} desk store, http, ports, device
 * @returns {Promise<{stop: "done"|"epoch"|"offline"|"busy"|"session"|"revoked", wait: number, news: boolean,
 *   refs: string[]}>} refs: the kinds of reference rows that are new
 */
export async function pull(desk) {
  const all = { news: false, refs: [] };
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const step = await once(desk);
    all.news ||= Boolean(step.news);
    all.refs = [...new Set([...all.refs, ...(step.refs ?? [])])];
    if (step.stop) return { ...all, stop: step.stop, wait: step.wait ?? 0 };
  }
  return { ...all, stop: "busy", wait: 0 };
}
