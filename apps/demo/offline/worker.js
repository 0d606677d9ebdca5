// Keeps the whole page, so that it is there without a network: a file of the build, with what the build has in it.
const KEPT = `genlab ${self.registration.scope} __VERSION__`;
const FILES = __FILES__;

/** A file is one, whoever asks: servers that vary by origin keep it apart otherwise. */
const LIKE = { ignoreSearch: true, ignoreVary: true };

self.addEventListener("install", (event) => event.waitUntil(keep()));

self.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const path = request.url.slice(self.registration.scope.length);
  event.respondWith(path.startsWith("assets/") ? keptOrFresh(request) : freshOrKept(request));
});

async function keep() {
  const cache = await caches.open(KEPT);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" }))); // not what the browser has of an earlier build
}

/** Those of earlier builds: no page has them open any more. */
async function forgetOthers() {
  const own = `genlab ${self.registration.scope} `;
  const others = (await caches.keys()).filter((name) => name.startsWith(own) && name !== KEPT);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** What has the same name in each build is asked for anew, so that who has a network has the last one. */
async function freshOrKept(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const [url] = request.url.split(/[?#]/);
    const isPage = url === self.registration.scope || url === `${self.registration.scope}index.html`;
    const kept = await (await caches.open(KEPT)).match(isPage ? "./" : request, LIKE);
    if (kept) return kept;
    throw error;
  }
}

/** A name under `assets/` has the hash of its content in it: what it names does not change. */
async function keptOrFresh(request) {
  return (await (await caches.open(KEPT)).match(request, LIKE)) ?? fetch(request);
}
