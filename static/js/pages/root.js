/** Send a browser to the language it likes best; the links stay for one that likes none. */
const served = [...document.querySelectorAll('a[hreflang]')].map((link) => link.hreflang);
const TRADITIONAL = /^zh\b.*\b(?:tw|hk|mo|hant)\b/i;

function match(tag) {
  if (TRADITIONAL.test(tag)) return 'zh-Hant';
  if (/^zh\b/i.test(tag)) return 'zh-Hans';
  return served.find((lang) => tag.toLowerCase().startsWith(lang));
}

const lang = navigator.languages.map(match).find(Boolean);
if (served.includes(lang)) location.replace(`/${lang}/`);
