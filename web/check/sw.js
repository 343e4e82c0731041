// @ts-check
/// <reference lib="webworker" />
/* Keeps the app on the device, so that it starts with no network at all. One cache per version, complete or not used,
 * and a page is opened from the latest of them. The one before it stays until the next comes: a window that was opened
 * from it may yet ask for a file that later versions do not have. Only the app's own files go in: never an answer about
 * a card, a list or a key. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SHELL = '/check/shell.json'; /* goes into its cache last: a cache that has it is complete */
const OURS = /^\/(check|vendor|i18n)\//;
const CACHE = 'karta-';

/** Those that are complete, the latest first. @returns {Promise<{ name: string, cache: Cache }[]>} */
async function shellsKept() {
    const kept = [];

    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        if (name.startsWith(CACHE) && (await cache.match(SHELL))) kept.unshift({ name, cache });
    }
    return kept;
}

/** From the browser's own cache where the server allowed that: a file whose name holds its digest.
 * @param {string} path */
async function fetchOne(path) {
    const response = await fetch(path);

    if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
    return response;
}

/** Takes the server's version of the app when it is another than the latest kept; all of it or nothing. */
async function shellTake() {
    const listed = await fetchOne(SHELL);
    const { version, files } = await listed.clone().json();
    const name = CACHE + version;
    const kept = await shellsKept();

    if (kept[0]?.name === name) return;
    if (kept.some((shell) => shell.name === name)) await caches.delete(name); /* the server has gone back to it */
    const cache = await caches.open(name);
    await Promise.all(files.map(async (/** @type {string} */ path) => cache.put(path, await fetchOne(path))));
    if ((await (await fetchOne(SHELL)).json()).version !== version) throw new Error('the app changed on the way');
    await cache.put(SHELL, listed);
    /* Windows that were opened from the one before change over when nobody is being checked. */
    if (kept.length > 0)
        for (const window of await worker.clients.matchAll({ type: 'window', includeUncontrolled: true }))
            window.postMessage('newer');
    for (const other of await caches.keys())
        if (other.startsWith(CACHE) && other !== name && other !== kept[0]?.name) await caches.delete(other);
}

/** @param {Request} request @param {string} path */
async function answer(request, path) {
    for (const { cache } of await shellsKept()) {
        const kept = await cache.match(path, { ignoreVary: true });
        if (kept) return kept;
    }
    return fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(shellTake().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => event.waitUntil(shellTake().catch(() => {})));
worker.addEventListener('fetch', (event) => {
    const { origin, pathname } = new URL(event.request.url);

    if (event.request.mode === 'navigate' && origin === location.origin && pathname === '/check')
        return event.respondWith(Response.redirect('/check/'));
    if (event.request.method === 'GET' && origin === location.origin && OURS.test(pathname) && pathname !== SHELL)
        event.respondWith(answer(event.request, pathname));
});
