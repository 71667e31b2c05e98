/** Keys of a number pad. */

/** The value after a key; `most` characters at most. */
export function press(value, key, most) {
  if (key === 'clear') return '';
  if (key === 'back') return value.slice(0, -1);
  return value.length < most ? value + key : value;
}

/** Move a choice of `count` by an arrow key, round and round; null for any other key. */
export function arrow(key, index, count) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!step || !count) return null;
  return (index + step + count) % count;
}
