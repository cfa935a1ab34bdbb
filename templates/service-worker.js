/* Lets readers go on reading without a network: whatever they opened before, and the first page, come from a store.
   With a network everything is fetched anew, so that nobody reads yesterday's correction. */

const STORE = "nutgraf";
const FIRST = ["./", "assets/site.css", "assets/pages.css", "assets/site.js", "assets/favicon.svg"];

const keep = async (request, response) => {
  if (response.ok && response.type === "basic") await (await caches.open(STORE)).put(request, response.clone());
  return response;
};

const fromStore = async (request) =>
  (await caches.match(request, {ignoreSearch: request.mode === "navigate"})) ?? Response.error();

/** What readers had open before the worker began to see what is fetched. */
const openPages = async () => (await clients.matchAll({includeUncontrolled: true})).map(({url}) => url.split("#")[0]);

self.addEventListener("install", (event) => {
  const fetched = async () => {
    const store = await caches.open(STORE);
    await Promise.allSettled([...FIRST, ...(await openPages())].map((each) => store.add(each)));
    await skipWaiting();
  };
  event.waitUntil(fetched());
});

self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));

self.addEventListener("fetch", (event) => {
  const {request} = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(fetch(request).then((response) => keep(request, response), () => fromStore(request)));
});
