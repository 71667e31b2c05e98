/**
 * Keeps the whole shell, all of it or none, and answers for it. `self.PRECACHE` is put in front by the
 * build: {version, files}. It waits until it is told; the page decides when nobody is typing.
 */

const PREFIX = "vestibule-";
const IMMUTABLE = "/assets/";
const { version, files } = self.PRECACHE;
const NAME = PREFIX + version;

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
  straight(event);
});
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", ({ data, ports }) => answer(data, ports));

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const url = new URL(event.request.url);
  if (url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  event.respondWith(serve(event.request, url.pathname));
});

// Browsers that can take scripts and styles from the shelf by themselves need not wake the worker for each.
function straight(event) {
  const routes = { condition: { urlPattern: { pathname: `${IMMUTABLE}*` } }, source: { cacheName: NAME } };
  if (event.addRoutes) event.waitUntil(event.addRoutes([routes]).catch((fault) => console.warn(fault)));
}

/** Fetch what is missing; a single failure leaves the old shell in charge. */
async function fill() {
  const cache = await caches.open(NAME);
  try {
    const left = (await Promise.all(files.map((path) => carry(path, cache)))).filter(Boolean);
    await cache.addAll(left.map(afresh));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

// What carries its digest in its name is the same under every version: only the others are left to fetch.
async function carry(path, cache) {
  const kept = path.startsWith(IMMUTABLE) && (await caches.match(path));
  if (!kept) return path;
  await cache.put(path, kept);
  return null;
}

function afresh(path) {
  return new Request(path, { cache: path.startsWith(IMMUTABLE) ? "default" : "reload", redirect: "error" });
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
  if (data === "claim") void self.clients.claim();
}
