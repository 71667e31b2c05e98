/** What an operator is offered: roles hide, the server flags. Twin of desk/actions.py `may`. */

const OWN_TAKE_BACK = 60_000;

/** @returns {boolean} whether one of the roles may do the action */
export const allowed = (action, roles) => action.roles.some((role) => (roles ?? []).includes(role));

/** @returns {boolean} everyone may take back the own last action within a minute; `now` in ms */
export function may(action, operator, undo, now) {
  if (!operator) return false;
  if (allowed(action, operator.roles)) return true;
  const own = undo && undo.op === operator.id;
  return action.does === "take_back" && Boolean(own) && now - undo.at <= OWN_TAKE_BACK;
}

const fits = (action, record) => !action.source.length || action.source.includes(record.state);

/** @returns {object[]} the actions that can be done to a record now, in the order of the table */
export function offered(register, record, operator, now) {
  return Object.values(register.actions).filter((action) =>
    !action.creates && fits(action, record) && may(action, operator, record.undo, now)
    && (action.does !== "take_back" || record.undo) && (action.does !== "settle" || record.flags.length));
}
