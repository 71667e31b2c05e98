/** What a home says as a person reads it, in the page's language. */
import { named } from '../models/admission.js';

const lang = document.documentElement.lang;
/** A Monday. */
const FIRST = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
const ALL = 7;
const MOST = 3;

const weekday = new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' });
const date = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dated = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

const nameOf = (number) => weekday.format(FIRST + (Number(number) - 1) * DAY);

/** "12345" is "Mon–Fri", "135" is "Mon, Wed, Fri"; every day is nothing. */
function weekdays(days) {
  if (days.length === ALL) return '';
  const runs = [];
  for (const day of days) {
    if (Number(runs.at(-1)?.at(-1)) === day - 1) runs.at(-1).push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length > 2 ? `${nameOf(run[0])}–${nameOf(run.at(-1))}` : run.map(nameOf).join(', '))).join(', ');
}

const hours = (spans) => spans.filter(([from, to]) => from !== '00:00' || to !== '24:00').map((span) => span.join('–')).join(', ');

/** Days and hours of a timetable; every day at any hour is nothing. */
const times = (table) => table.map(({ days, spans }) => [weekdays(days), hours(spans)].filter(Boolean).join(' ')).filter(Boolean).join('; ');

/** A day YYYY-MM-DD; with its year where it is not this one's. */
function spelt(day, today) {
  if (!day) return '';
  return (day.slice(0, 4) === today.slice(0, 4) ? date : dated).format(Date.parse(`${day}T00:00:00Z`));
}

const line = (one, day) => one && {
  ...one, when: times(one.times), ends: spelt(one.until, day), may: one.now ? 'now' : 'later', some: one.notes.join(' · '),
};

/** What a home says, ready to be shown: who stands here, what is asked, the first of the others. */
export function told({ people, wishes, day }, names) {
  const here = names.map((name) => named(people, name)).find(Boolean);
  const others = people.filter((one) => one !== here);
  const away = wishes?.away && { ...wishes.away, when: [wishes.away.from, wishes.away.until].map((one) => spelt(one, day)).join('–') };
  return {
    home: wishes || others.length > 0, ...wishes, away, here: here ? [line(here, day)] : null,
    people: others.length ? others.slice(0, MOST).map((one) => line(one, day)) : null, more: others.length > MOST ? others.length - MOST : null,
  };
}
