/**
 * Keeps the whole shell, all of it or none, and answers for it. `self.PRECACHE` is put in front by the
 * build: {version, files}. It waits until it is told; the page decides when nobody is typing.
 */

const PREFIX = "vestibule-";
const IMMUTABLE = "/assets/";
const { version, files } = self.PRECACHE;
const NAME = PREFIX + version;
const AT_ONCE = 6;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", ({ data, ports }) => answer(data, ports));

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const url = new URL(event.request.url);
  if (url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  event.respondWith(serve(event.request, url.pathname));
});

/** Fetch what is missing; a single failure leaves the old shell in charge. */
async function fill() {
  const cache = await caches.open(NAME);
  const left = [...files];
  const work = async () => {
    for (let path = left.shift(); path; path = left.shift()) await cache.put(path, await obtain(path));
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

// What carries its digest in its name is the same under every version.
async function obtain(path) {
  const kept = path.startsWith(IMMUTABLE) && (await caches.match(path));
  if (kept) return kept;
  const response = await fetch(new Request(path, { cache: path.startsWith(IMMUTABLE) ? "default" : "reload" }));
  if (!response.ok || response.redirected) throw new Error(`${response.status} ${path}`);
  return response;
}

async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function serve(request, path) {
  const cache = await caches.open(NAME);
  const kept = (await cache.match(path)) ?? (await cache.match(`${path}/`));
  return kept ?? fetch(request);
}

function answer(data, [port]) {
  if (data === "version") port?.postMessage(version);
  if (data === "activate") self.skipWaiting();
}
