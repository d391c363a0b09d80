// Tangga's service worker. It keeps one whole build of the app on the device.
//
// - Install is all or nothing: every file is fetched with its SHA-384, and one
//   wrong or missing file leaves the build that was there before in charge.
// - A navigation below the scope is answered with index.html of the same build,
//   so that a deep link opens without a network.
// - A new build waits. The page asks ("a new version is ready"), saves, and then
//   sends "switch". Nothing is taken over behind the user's back.
// - An older build's cache goes when every open page is known to have been
//   served by this build. Until then a page of the older build may still ask for
//   one of its own files.
//
// scripts/post-build.mjs replaces the next line; development builds keep it and
// never register this worker.
const BUILD = { id: "none", files: [] };

const BASE = new URL(self.registration.scope).pathname;
const PREFIX = "tangga:" + BASE + ":";
const CACHE = PREFIX + BUILD.id;
const PAGE = new URL("index.html", self.registration.scope).href;
const KNOWN = new Set(BUILD.files.map((file) => new URL(file.path, self.registration.scope).pathname));

// What a stored answer keeps of the server's headers: its type, and those by
// which the page is governed.
const KEPT_HEADERS = [
  "content-type",
  "content-security-policy",
  "cross-origin-opener-policy",
  "cross-origin-embedder-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
  "referrer-policy",
  "x-content-type-options",
];

// Pages that this build answered. It is lost when the browser stops the worker;
// then old caches merely stay until a later start.
const servedPages = new Set();

async function store(cache, file) {
  const address = new URL(file.path, self.registration.scope).href;
  // Some hosts redirect /index.html to /, so the page is asked for by its folder.
  const source = address === PAGE ? self.registration.scope : address;
  const answer = await fetch(source, {
    cache: "no-cache",
    credentials: "same-origin",
    integrity: file.integrity,
  });
  if (!answer.ok) throw new Error(`${file.path}: status ${answer.status}`);
  const headers = new Headers();
  for (const name of KEPT_HEADERS) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  // A fresh response: one that was redirected may not answer a navigation.
  await cache.put(address, new Response(await answer.blob(), { headers }));
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(BUILD.files.map((file) => store(cache, file)));
  } catch (reason) {
    await caches.delete(CACHE);
    throw reason;
  }
}

async function dropOlderBuilds() {
  // The list is taken first: a newer build that begins to install after it is
  // not in it, and one that began before it is seen on the registration.
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const { installing, waiting } = self.registration;
  if (names.length === 0 || installing || waiting) return;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!pages.every((page) => servedPages.has(page.id))) return;
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function answerPage(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(PAGE)) ?? fetch(request);
}

async function answerFile(request) {
  const cache = await caches.open(CACHE);
  const own = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  return own ?? (await answerFromOlderBuild(request)) ?? fetch(request);
}

// File names hold a hash, so an older build's file cannot be mistaken for ours.
async function answerFromOlderBuild(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const cache = await caches.open(name);
    const found = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => event.waitUntil(dropOlderBuilds()));

self.addEventListener("message", (event) => {
  if (event.data === "switch") event.waitUntil(self.skipWaiting());
  if (event.data === "started") event.waitUntil(dropOlderBuilds());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin || !address.pathname.startsWith(BASE)) return;
  if (request.mode === "navigate" && !KNOWN.has(address.pathname)) {
    if (event.resultingClientId) servedPages.add(event.resultingClientId);
    event.respondWith(answerPage(request));
  } else {
    event.respondWith(answerFile(request));
  }
});
