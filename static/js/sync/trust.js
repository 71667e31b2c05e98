/** Learn which keys the house signs with now. What nobody vouches for is refused, and told to a person. */

import { fingerprint, follow, witnessed } from "../models/trust.js";

async function named(ports, keys) {
  return Promise.all(keys.map(async ({ jwk }) => {
    const mark = await fingerprint(ports, jwk);
    return { jwk, mark, kid: mark.replace(" ", "").slice(0, 8) };
  }));
}

/** Judge what the house tells: the keys to believe from now on, and the one to doubt. */
async function judge({ ports }, known, { server_keys: told, checkpoint }) {
  const found = await follow(ports, known, told);
  // Anybody can repeat public keys; only the house can sign.
  const proven = found.doubted || (await witnessed(ports, found.keys, checkpoint));
  return { keys: found.keys, doubted: proven ? found.doubted : told.at(-1) };
}

async function doubt({ ports, store: { cupboard } }, before, { jwk }) {
  const mark = await fingerprint(ports, jwk);
  if (before?.mark === mark) return before;
  await cupboard.note("key_doubted", ports.now(), { mark });
  return { mark, at: ports.now() };
}

/**
 * Ask for the keys of the house and keep those that can be believed.
 * @param {object} desk asking, ports, store
 * @returns {Promise<void>} what was answered wrongly or not at all is asked again with the next run
 */
export async function learn(desk) {
  const { asking, ports, store: { cupboard } } = desk;
  const [first, kept, before] = await cupboard.facts("server_key", "server_keys", "key_doubt");
  const { ok, data } = await asking.ask("GET", "/api/devices/me");
  if (!ok || !Array.isArray(data?.server_keys) || !data.server_keys.length) return;
  const known = kept ?? [{ jwk: first ?? data.server_keys.at(-1).jwk }];
  const { keys, doubted } = await judge(desk, known, data);
  const facts = { server_keys: await named(ports, keys), server_key: keys.at(-1).jwk };
  if (doubted) await cupboard.put({ ...facts, key_doubt: await doubt(desk, before, doubted) });
  // The note stays: against it the journal can be held, whatever becomes of the house.
  else await cupboard.put({ ...facts, key_doubt: null, witness: data.checkpoint, keys_seen: ports.now() });
}
