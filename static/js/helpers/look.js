/** A look of its own, for what few pages show: fetched when it is first shown, kept with all others. */

/** @returns {Promise<void>} resolves when it is there, or cannot be had */
export function dress({ dataset: { look } }) {
  if (document.querySelector(`link[href="${look}"]`)) return Promise.resolve();
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: look });
  return new Promise((done) => {
    for (const end of ['load', 'error']) link.addEventListener(end, () => done(), { once: true });
    document.head.append(link);
  });
}
