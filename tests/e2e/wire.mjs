/* What a page costs: its requests as the browser's own protocol tells of them, with their bytes as they come over the
 * wire, headers included, and how often one had to wait for another. */

/** @typedef {{ url: string, path: string, headers: Record<string, string>, status: number, bytes: number,
 *   kept: boolean, initiator: any, sent: number, answered: number }} Asked kept: the browser had it, and nothing was
 *   asked of the network; sent, answered: seconds by the browser's own clock */

export class Wire {
    /** From now on. @param {{ context: import('playwright-core').BrowserContext,
     *   page: import('playwright-core').Page }} at a Staff or a Checker */
    static async listen({ context, page }) {
        const wire = new Wire();
        const client = (wire.client = await context.newCDPSession(page));

        client.on('Network.requestWillBeSent', ({ requestId, request, initiator, timestamp }) => {
            if (request.url.startsWith('http'))
                wire.all.set(requestId, {
                    url: request.url.split('#')[0],
                    path: new URL(request.url).pathname,
                    headers: {},
                    status: 0,
                    bytes: 0,
                    kept: false,
                    initiator,
                    sent: timestamp,
                    answered: Infinity,
                });
        });
        client.on('Network.requestServedFromCache', ({ requestId }) => wire.#set(requestId, { kept: true }));
        client.on('Network.responseReceived', ({ requestId, response, timestamp }) => {
            const kept = response.fromDiskCache || response.fromServiceWorker || response.fromPrefetchCache;
            const headers = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]);
            wire.#set(requestId, {
                answered: timestamp,
                status: response.status,
                headers: Object.fromEntries(headers),
                ...(kept && { kept }),
            });
        });
        client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
            wire.#set(requestId, { bytes: encodedDataLength }),
        );
        await client.send('Network.enable');
        return wire;
    }

    /** @type {Map<string, Asked>} */
    all = new Map();

    #set(id, what) {
        if (this.all.has(id)) Object.assign(this.all.get(id), what);
    }

    forget() {
        this.all.clear();
    }

    /** What was asked of the network. */
    get asked() {
        return [...this.all.values()].filter((one) => !one.kept);
    }

    /** Of these what the page is made of: all but answers of the register. */
    get files() {
        return this.asked.filter(({ path }) => !path.startsWith('/api/'));
    }

    get bytes() {
        return this.asked.reduce((sum, one) => sum + one.bytes, 0);
    }

    /** How long the longest row is in which each was asked for by the one before it. @param {Asked[]} [of] */
    rounds(of = this.files) {
        return Math.max(0, ...of.map((one) => this.#depth(one, [])));
    }

    /** @param {Asked} one @param {string[]} seen urls on the way here */
    #depth(one, seen) {
        const by = [one.initiator.url];

        for (let stack = one.initiator.stack; stack; stack = stack.parent)
            by.push(...stack.callFrames.map((frame) => frame.url));
        const before = [...this.all.values()].filter(
            ({ url }) => by.some((from) => from?.split('#')[0] === url) && url !== one.url && !seen.includes(url),
        );
        return 1 + Math.max(0, ...before.map((other) => this.#depth(other, [...seen, one.url])));
    }

    /** From now on each request takes so long at least, and what is sent by one page at a time stands apart in `waits`.
     * @param {number} ms */
    async slow(ms) {
        const line = { offline: false, latency: ms, downloadThroughput: -1, uploadThroughput: -1 };
        await this.client.send('Network.emulateNetworkConditions', line);
    }

    /** How often somebody waits for an answer before the next is asked for, on a line that is slow(). */
    get waits() {
        const all = this.asked.sort((a, b) => a.sent - b.sent);
        const depth = new Map();

        for (const one of all)
            depth.set(one, 1 + Math.max(0, ...all.filter((o) => o.answered <= one.sent).map((o) => depth.get(o) ?? 0)));
        return Math.max(0, ...depth.values());
    }

    /** For whoever reads why a test fails. */
    get told() {
        return this.asked.map(({ path, bytes }) => `${path} ${bytes}`).join('\n');
    }
}
