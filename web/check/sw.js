// @ts-check
/// <reference lib="webworker" />
/* Keeps the app on the device, so that it starts with no network at all. One cache per version, complete or not used;
 * only the app's own files go in: never an answer about a card, a list or a key. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SHELL = '/check/shell.json'; /* goes into its cache last: a cache that has it is complete */
const OURS = /^\/(check|vendor|i18n)\//;
const CACHE = 'karta-';

/** @returns {Promise<Cache | null>} */
async function shellKept() {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        if (name.startsWith(CACHE) && (await cache.match(SHELL))) return cache;
    }
    return null;
}

/** @param {string} path */
async function fetchOne(path) {
    const response = await fetch(path, { cache: 'no-cache' });

    if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
    return response;
}

/** Takes the server's version of the app when it is another than the one kept; all of it or nothing. */
async function shellTake() {
    const listed = await fetchOne(SHELL);
    const { version, files } = await listed.clone().json();
    const name = CACHE + version;
    const cache = await caches.open(name);

    if (await cache.match(SHELL)) return;
    await Promise.all(files.map(async (/** @type {string} */ path) => cache.put(path, await fetchOne(path))));
    await cache.put(SHELL, listed);
    for (const other of await caches.keys()) if (other.startsWith(CACHE) && other !== name) await caches.delete(other);
}

/** @param {Request} request @param {string} path */
async function answer(request, path) {
    const kept = await (await shellKept())?.match(path, { ignoreVary: true });

    return kept ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(shellTake().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => event.waitUntil(shellTake().catch(() => {})));
worker.addEventListener('fetch', (event) => {
    const { origin, pathname } = new URL(event.request.url);

    if (event.request.method === 'GET' && origin === location.origin && OURS.test(pathname) && pathname !== SHELL)
        event.respondWith(answer(event.request, pathname));
});
