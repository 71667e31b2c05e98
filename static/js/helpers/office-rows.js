/** The house's answers as the office's lists show them. */
import { house } from './house.js';
import { address } from './shape.js';
import { ago, date, moment, until } from './times.js';

const TIMES = ['last_seen', 'recv', 'oldest', 'fork_at', 'settled'];
const DAYS = ['since', 'until', 'lifted', 'at', 'left_at'];

const KILOBYTES = { style: 'unit', unit: 'kilobyte', unitDisplay: 'short', maximumFractionDigits: 1 };

const kilobytes = (bytes) => new Intl.NumberFormat(document.documentElement.lang, KILOBYTES).format(bytes / 1000);

const MINUTE = 60_000;
const since = (at, now) => (now - at < MINUTE ? ago(at, now) : until(at, now));

/** @returns {object} lists with what each row needs; `any`: something waits */
export function shaped(data, roles, manages) {
  const lists = Object.entries(data).filter(([, value]) => Array.isArray(value));
  const rows = Object.fromEntries(lists.map(([name, list]) => [name, list.flatMap(flags).map((one) => row(one, roles, manages))]));
  const waits = Object.values(data.quarantine ?? {}).filter(Number.isInteger).reduce((all, count) => all + count, 0);
  const times = Object.fromEntries(['next', 'last'].filter((name) => data[name]).map((name) => [name, moment(data[name], house.zone)]));
  return { ...data, ...rows, ...times, manages, waits, any: waits > 0 || lists.some(([, list]) => list.length > 0) };
}

// Each flag of a record is settled by itself.
const flags = (one) => (one.flags ?? ['']).map((flag) => (flag ? { ...one, flag, flags: [flag] } : one));

/** Where the certificate of an erasure is, in the page's language. */
export const certificate = (id) => `/api/office/erasures/${id}/certificate.pdf?lang=${document.documentElement.lang}`;

const paper = ({ id, gone }) => (gone ? certificate(id) : null);

// Of a pair that may be one person, the other slip.
const twin = ({ reg, twin: other, flag }) => (other && flag === 'possible_duplicate' ? { ...other, href: address(reg, other.id) } : null);

// Who has left cannot be changed; a password is of use with a user name only.
function staff({ mine, left_at: left, login }, manages) {
  const changeable = Boolean(manages && mine && !left);
  return { changeable, signs_in: changeable && Boolean(login) };
}

function row(one, roles, manages) {
  const times = Object.entries(one).filter(([name, at]) => TIMES.includes(name) && at);
  // The last day of a time is the one before its end.
  const days = Object.entries(one).filter(([name, at]) => DAYS.includes(name) && Number.isInteger(at))
    .map(([name, at]) => [name, date(name === 'until' ? at - 1 : at, house.zone)]);
  const may = one.flag && house.register(one.reg)?.actions.settle?.roles.some((role) => roles.includes(role));
  return {
    ...one, may, manages, twin: twin(one), revocable: manages && !one.revoked_at, href: one.reg ? address(one.reg, one.record ?? one.id) : null, held: one.status === 'held', rejected: one.status === 'rejected',
    ranges: (one.missing ?? []).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', '),
    certificate: paper(one),
    on: Object.fromEntries(days), usually: one.days === one.usual, liftable: manages && one.stands,
    ...staff(one, manages),
    ago: Object.fromEntries(times.map(([name, at]) => [name, since(at, Date.now())])), ran_out: one.due ? moment(one.due, house.zone) : '',
    came: one.recv ? moment(one.recv, house.zone) : '', weight: one.size ? kilobytes(one.size) : '',
  };
}
