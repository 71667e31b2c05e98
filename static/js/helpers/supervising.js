/** A supervisor is asked about somebody at the counter: their PIN opens the reason, where the house can be reached. */
import { desk } from '../desk.js';
import { vouch } from '../desk/admitting.js';
import { fill } from '../models/bind.js';
import { ports } from './house.js';

/**
 * @param {HTMLDialogElement} dialog
 * @param {string[]} rows of the do-not-admit list
 * @returns {Promise<string|null>} the supervisor who lets them in; null when nobody does
 */
export async function supervise(dialog, rows) {
  const roles = dialog.dataset.supervisors.split(' ');
  const pin = dialog.querySelector('[type="password"]');
  const who = () => dialog.querySelector('[type="radio"]:checked') ?? dialog.querySelector('[type="radio"]');
  const staff = (await desk.refs('staff')).filter(({ data }) => data.roles.some((role) => roles.includes(role)));
  const show = (state) => fill(dialog, { staff: staff.map(({ id, data }) => ({ id, name: data.name })), asking: true, ...state }, ports());
  show({});
  if (who()) who().checked = true;
  pin.value = '';
  const over = new AbortController();
  let vouched = null;

  const check = async () => {
    const given = pin.value;
    pin.value = '';
    dialog.querySelector('[data-check]').setAttribute('aria-busy', 'true');
    const told = await vouch(desk, { op: who()?.value, pin: given, rows, roles });
    dialog.querySelector('[data-check]').removeAttribute('aria-busy');
    if (!told.ok) return void show({ code: told.code });
    vouched = told.op;
    show({ asking: false, told: true, name: told.name, reasons: told.reasons ?? [], kept: told.reasons === null });
  };
  const { signal } = over;
  dialog.querySelector('[data-check]').addEventListener('click', check, { signal });
  pin.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void check();
  }, { signal });
  for (const button of dialog.querySelectorAll('[data-close]')) button.addEventListener('click', () => dialog.close(button.value), { signal });
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise((done) => { dialog.addEventListener('close', done, { once: true }); });
  over.abort();
  fill(dialog, { staff: [], reasons: [] }, ports());
  return dialog.returnValue === 'yes' ? vouched : null;
}
