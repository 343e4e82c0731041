/* Debian's Chromium with a camera of our making, and the checker in it as its users see it. */
import { strict as assert } from 'node:assert';
import { chromium } from 'playwright-core';
import { PATIENCE, pause, until } from '../support/program.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** The same engine without a window to draw: it knows no camera and costs a third less of the machine. */
const SHELL = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const FLAGS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--mute-audio',
];

export const OUT_OF_SIGHT = 4200; /* ms until a code counts as shown again: SAME of web/check/recent.js, and more */

/** @param {{ film?: string, camera?: boolean, flags?: string[] }} [how] film: what two cameras see, a file that may be
 *      written anew between two pages; camera: two that see a moving pattern */
export function browserStart({ film, camera = false, flags = [] } = {}) {
    const cameras = [
        ...(camera || film ? ['--use-fake-device-for-media-stream=device-count=2'] : []),
        ...(film ? [`--use-file-for-fake-video-capture=${film}`] : []),
    ];
    const browser = chromium.launch({
        executablePath: cameras.length ? CHROMIUM : SHELL,
        timeout: PATIENCE,
        args: [...FLAGS, ...cameras, ...flags],
    });

    if (cameras.length)
        browser.then(
            (started) => looking.set(started, browser),
            () => {},
        );
    return browser;
}

/* By browser: the one that has cameras, itself or its companion. */
const looking = new WeakMap();

/** A browser with cameras: started beside one that has none when a test first asks for it, and closed with it. A file
 * of tests looks through a camera two or three times, and the browser that can costs three times as much. */
function withCamera(browser) {
    if (!looking.has(browser)) {
        const companion = browserStart({ camera: true });
        looking.set(browser, companion);
        browser.once('disconnected', async () => (await companion).close());
    }
    return looking.get(browser);
}

/** So many of them stand on the page, or soon will: what a screen draws anew behind an answer comes when a busy machine
 * gets to it. @param {import('playwright-core').Locator} these @param {number} wanted @param {string} [message] */
export async function present(these, wanted, message) {
    const late = Date.now() + PATIENCE / 5;

    for (;;) {
        const there = await these.count();
        if (there === wanted || Date.now() > late) return assert.equal(there, wanted, message);
        await pause(20);
    }
}

/** One device: a browser profile of its own, with the checker open. It notes what it asks the network for and what it
 * says on the console. */
export class Checker {
    /** @param {{ camera?: boolean | 'refused', mocked?: boolean, dwell?: number | null, context?: object }} [how]
     *      camera: there is one that is allowed, and then looked through all the time, which costs a busy machine
     *      dearly, or one that may not be looked through; mocked: the test answers for the server, so there is no
     *      service worker that answers first; dwell: seconds an answer stays, 0 until it is touched, so that a slow
     *      machine reads it to the end, null as the app has it; context: more for Playwright's newContext */
    static async make(browser, town, { camera = false, mocked = false, dwell = 0, context = {} } = {}) {
        const c = new Checker();
        c.town = town;
        c.context = await (camera ? await withCamera(browser) : browser).newContext({
            viewport: { width: 360, height: 640 },
            locale: 'sq-AL',
            serviceWorkers: mocked ? 'block' : 'allow',
            ...context,
        });
        await c.context.grantPermissions(camera === true ? ['camera'] : []);
        c.context.setDefaultTimeout(PATIENCE);
        c.asked = [];
        c.said = [];
        c.context.on('request', (rq) => c.asked.push(rq.url()));
        c.page = await c.context.newPage();
        c.listen(c.page);
        if (dwell !== null) await c.page.addInitScript(settingsKeep, { dwell });
        return c;
    }

    /** Enrolled, and looking for cards. */
    static async enrolled(browser, town, service = 'transport', how = {}) {
        const c = await Checker.make(browser, town, how);
        await c.open(await town.link(service));
        await c.get('scan-screen').waitFor();
        await c.connected();
        return c;
    }

    listen(page) {
        page.on('console', (m) => this.said.push(m.text()));
        page.on('pageerror', (fault) => this.said.push(`fault: ${fault}`));
    }

    /** Opens the app at its address, or by a link. */
    async open(link = `${this.town.origin}/check/`) {
        await this.page.goto(link);
        await this.page.locator('main').waitFor();
    }

    async reload() {
        await this.page.reload();
        await this.page.locator('main').waitFor();
    }

    /** The server has answered, and what it said has been taken in. */
    async connected() {
        await this.page.locator('[data-testid=connection][data-connected=true]').waitFor();
        await this.page.waitForLoadState('networkidle');
    }

    /** It has asked, and what came was no answer of the server's. */
    async unconnected() {
        await this.page.locator('[data-testid=connection][data-connected=false]').waitFor();
    }

    /** What it needs to decide alone is kept, and not only asked for. before: lists of an earlier time, which do not
     * count. */
    async listed(before = []) {
        await until(async () => !(await this.lists()).every((list) => before.includes(list)), 'a list that is kept');
    }

    /** The lists that are kept, to tell them from later ones. */
    lists() {
        return this.page.evaluate(listsKept);
    }

    get(testid) {
        return this.page.getByTestId(testid);
    }

    /** Works without the network from now on: everything that is kept is there. */
    async ready() {
        await this.page.evaluate(() => navigator.serviceWorker.ready);
        await this.page.waitForFunction(async () => {
            for (const name of await caches.keys())
                if (await (await caches.open(name)).match('/check/shell.json')) return true;
            return false;
        });
    }

    /** Cuts the network, or joins it again. */
    offline(cut = true) {
        return this.context.setOffline(cut);
    }

    /** All letters twice as large, as somebody sets them who sees badly: what is measured in them grows, the page's
     * width does not. @returns {Promise<(large: boolean) => Promise<void>>} to take it back */
    async lettersLarge() {
        const cdp = await this.context.newCDPSession(this.page);
        const set = async (large) => {
            const fontSizes = large ? { standard: 32, fixed: 26 } : { standard: 16, fixed: 13 };
            await cdp.send('Page.setFontSizes', { fontSizes });
        };
        await set(true);
        return set;
    }

    /** Lets the device's clock go, before the app is opened, so that it can be set: by how many ms it is ahead. */
    async ownClock(ahead = 0) {
        await this.page.addInitScript((first) => {
            const Real = Date;
            window.ahead = first;
            window.Date = class extends Real {
                constructor(...when) {
                    super(...(when.length ? when : [Real.now() + window.ahead]));
                }
                static now = () => Real.now() + window.ahead;
            };
        }, ahead);
    }

    /** What a scanner presses that is set to the US layout, on a computer whose layout swaps Y and Z. */
    async press(text, { layout = swapped, end = 'Enter' } = {}) {
        await this.page.evaluate(
            ({ keys, end }) => {
                const target = document.activeElement ?? document.body;
                for (const key of [...keys, ...(end ? [{ code: end, key: end }] : [])])
                    for (const kind of ['keydown', 'keyup'])
                        target.dispatchEvent(
                            new KeyboardEvent(kind, { ...key, bubbles: true, cancelable: true, composed: true }),
                        );
            },
            { keys: [...text].map((sign) => keyOf(sign, layout)), end },
        );
    }

    /** The verdict on the screen, once there is one. @returns {Promise<Record<string, string>>} */
    async verdict() {
        const seen = await this.page.waitForFunction(() => {
            const v = document.querySelector('[data-testid=verdict]');
            return v?.checkVisibility() && { ...v.dataset, text: v.innerText };
        });
        const { verdict, reason, online, text } = await seen.jsonValue();
        return { verdict, reason, online, text };
    }

    /** Reads a card by the scanner, and says what it was answered. */
    async check(text) {
        await this.press(text);
        const v = await this.verdict();
        await this.next();
        return v;
    }

    async next() {
        await this.page.evaluate(() => document.querySelector('[data-testid=verdict-next-card]')?.click());
        await this.get('verdict').waitFor({ state: 'detached' });
    }

    /** What stands on the screen, in words; fails where one of them is missing. */
    async reads(...sentences) {
        for (const sentence of sentences)
            await this.page.getByText(sentence, { exact: false }).first().waitFor({ state: 'visible' });
        for (const key of (await this.page.locator('body').innerText()).match(/\b[a-z_]+\.[a-z_.]+[a-z]\b/g) ?? [])
            assert.fail(`a key without text: ${key}`);
    }

    end() {
        return this.context.close();
    }
}

/* These two run in the page. What is first there stays: a test may set more, or the app itself. */
function settingsKeep(settings) {
    const opening = indexedDB.open('karta', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
    opening.onerror = (event) => event.preventDefault();
    opening.onsuccess = () => {
        const adding = opening.result.transaction('kept', 'readwrite').objectStore('kept').add(settings, 'settings');
        adding.onerror = (event) => event.preventDefault();
        adding.transaction.oncomplete = adding.transaction.onabort = () => opening.result.close();
    };
}

async function listsKept() {
    const database = await new Promise((done) => {
        indexedDB.open('karta', 1).onsuccess = (e) => done(e.target.result);
    });
    const asked = database.transaction('kept').objectStore('kept').get('lists');
    const lists = await new Promise((done) => {
        asked.onsuccess = () => done(asked.result ?? {});
    });
    database.close();
    return Object.values(lists).map(String);
}

const swapped = (letter) => ({ Y: 'Z', Z: 'Y', y: 'z', z: 'y' })[letter] ?? letter;

function keyOf(sign, layout) {
    const upper = sign.toUpperCase();

    if (/[A-Z]/.test(upper)) return { code: `Key${upper}`, key: layout(sign), shiftKey: sign === upper };
    if (/\d/.test(sign)) return { code: `Digit${sign}`, key: sign };
    return { code: '', key: sign };
}
