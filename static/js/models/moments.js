/** Days and times as browsers post them, checked for existing. */

const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const TIME = /^([0-9]{2}):([0-9]{2})$/;

function isDay(text) {
  const parts = DAY.exec(text)?.slice(1).map(Number);
  if (!parts || parts[0] === 0) return false;
  const day = new Date(0);
  day.setUTCFullYear(parts[0], parts[1] - 1, parts[2]);
  return day.getUTCMonth() === parts[1] - 1 && day.getUTCDate() === parts[2];
}

function isTime(text) {
  const parts = TIME.exec(text)?.slice(1).map(Number);
  return Boolean(parts) && parts[0] < 24 && parts[1] < 60;
}

/** @returns {boolean} whether it is an existing day, time of day, or both */
export function isMoment(text) {
  if (isDay(text) || isTime(text)) return true;
  return text.length === 16 && text[10] === "T" && isDay(text.slice(0, 10)) && isTime(text.slice(11));
}
