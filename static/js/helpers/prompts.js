/** What the office wants to be said. */
import { desk } from '../desk.js';

/** The office's title and text for a situation, in the page's language; nothing where it says nothing. */
export async function promptOf(situation) {
  const { lang } = document.documentElement;
  const all = (await desk.refs('prompt')).map(({ data }) => data);
  return all.find((one) => one.situation === situation && one.lang === lang);
}
