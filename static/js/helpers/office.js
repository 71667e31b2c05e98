/** What the office does to a row: a word to the house, or an online action on a record. */
import { desk } from '../desk.js';

/** @returns {Promise<{ok: boolean, data: object, message?: string, code: string}>} `:id` in the address is the row's */
export async function post({ do: path, how = 'POST', id }, given) {
  const { ok, data, offline } = await desk.ask(how, path.replace(':id', encodeURIComponent(id)), given);
  return { ok, data, message: data?.message, code: offline ? 'offline' : 'failed' };
}

/** Settle a flag: an entry of its own, with its reason, decided by the house at once. */
export async function decide({ settle: register, id, flag }, { reason }) {
  try {
    const acted = await desk.act(register, 'settle', { rec: id, values: { flag, reason } });
    return { ok: acted.status === 'applied', code: acted.code ?? acted.status };
  } catch {
    return { ok: false, code: 'failed' };
  }
}
