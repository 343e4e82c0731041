/* The checker as an app of the device: what a browser shows before it is installed, how it is opened from a home
 * screen, and that its screen stays on. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Checker, browserStart, present } from './browser.mjs';
import { Town, texts } from './town.mjs';

const PICTURE = 64 * 1024; /* bytes of one that is shown before it is installed */
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([Town.make(), browserStart()]);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

async function device(t, how) {
    const c = await Checker.make(browser, town, how);
    t.after(() => c.end());
    return c;
}

test('it can be installed: a manifest with a name, a start and icons of the sizes that it names', async (t) => {
    const c = await device(t);
    await c.open();
    const manifest = await c.page.evaluate(async () =>
        (await fetch(document.querySelector('link[rel=manifest]').href)).json(),
    );
    assert.equal(manifest.name, 'Karta');
    assert.equal(manifest.display, 'standalone');
    assert.equal(new URL(manifest.start_url, `${town.origin}/check/`).pathname, '/check/');
    for (const size of [192, 512])
        assert.ok(
            manifest.icons.some(({ sizes }) => sizes === `${size}x${size}`),
            `${size}`,
        );
    for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots].filter(
        ({ type }) => type === 'image/png',
    )) {
        const { status, headers, body } = await town.server.ask('GET', new URL(src, town.origin).pathname);
        assert.equal(status, 200, src);
        assert.match(headers['cache-control'], /immutable/, src);
        assert.equal(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`, sizes);
        assert.ok(body.length < PICTURE, `${src}: ${body.length} bytes`);
    }
    assert.deepEqual(manifest.screenshots.map((one) => one.form_factor).sort(), ['narrow', 'narrow', 'wide', 'wide']);
    for (const { sizes, label } of manifest.screenshots) {
        /* What Chrome takes: 320 to 3840 pixels, and no side more than 2.3 times the other. */
        const [short, long] = sizes
            .split('x')
            .map(Number)
            .sort((a, b) => a - b);
        assert.ok(label && short >= 320 && long <= 3840 && long <= 2.3 * short, sizes);
    }
    const shell = await town.server.ask('GET', '/check/shell.json');
    assert.deepEqual(
        [...shell.json.files, ...c.asked].filter((path) => path.includes('screen-')),
        [],
        'no page fetches them, and no device keeps them',
    );
    assert.deepEqual(
        manifest.shortcuts.map(({ url }) => url),
        ['/check/#number', '/check/#settings'],
    );
    const { errors } = await (await c.context.newCDPSession(c.page)).send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    for (const [at, screen] of Object.entries({ number: 'number-field', settings: 'settings-screen' })) {
        await c.page.goto('about:blank');
        await c.open(`${town.origin}/check/#${at}`);
        await c.get(screen).waitFor();
    }
});

/** Counts what the page holds to keep the screen on, by the browser's own locks. */
async function awakeWatched(c) {
    await c.context.grantPermissions(['camera', 'screen-wake-lock']);
    await c.page.addInitScript(() => {
        const request = WakeLock.prototype.request;
        window.held = new Set();
        WakeLock.prototype.request = async function (kind) {
            const lock = await request.call(this, kind);
            window.held.add(lock);
            lock.addEventListener('release', () => window.held.delete(lock));
            return lock;
        };
    });
}

const awake = (c, held) => c.page.waitForFunction((held) => window.held.size > 0 === held, held);

test('a screen stays on while the camera looks for cards, and where a device stands by itself always', async (t) => {
    const c = await device(t, { camera: true });
    await awakeWatched(c);
    await c.open(await town.link('documents'));
    await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    await awake(c, true);
    await c.get('settings-open').click();
    await awake(c, false);
    await c.get('kiosk-switch').check();
    await awake(c, true);
    /* The browser takes it away with the page that nobody sees; it is asked for again when it is seen. */
    await c.page.evaluate(() => {
        for (const lock of window.held) void lock.release();
    });
    await awake(c, false);
    await c.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await awake(c, true);
    await c.get('kiosk-switch').uncheck();
    await awake(c, false);
});

/** As Safari of an iPhone says where the page stands; and whether it asked that its storage be kept. */
async function iphone(t, standalone) {
    const c = await device(t);
    await c.page.addInitScript((standalone) => {
        Object.defineProperty(Navigator.prototype, 'standalone', { value: standalone });
        StorageManager.prototype.persist = async () => Boolean((window.asked = (window.asked ?? 0) + 1));
    }, standalone);
    return c;
}

test('from the home screen of an iPhone it is set up at once, and nothing is warned of', async (t) => {
    const c = await iphone(t, true);
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    await present(c.page.locator('[data-notice=ios]'), 0);
    assert.ok((await c.page.evaluate(() => window.asked)) > 0);
    await c.reload();
    await c.get('scan-screen').waitFor();
    assert.ok((await c.page.evaluate(() => window.asked)) > 0, 'at each start');
});

test('in a tab of an iPhone the link is not used up before the home screen was offered', async (t) => {
    const c = await iphone(t, false);
    const link = await town.link('documents');
    await c.open(link);
    await c.get('home-screen-advice').waitFor();
    await c.reads(texts()('home.why'), texts()('notice.ios'), texts()('notice.ios.next'));
    await c.get('home-later').click();
    await c.get('enrol-screen').waitFor();
    await c.get('enrol-link').fill(link);
    await c.get('enrol-send').click();
    await c.get('home-here').click();
    await c.get('scan-screen').waitFor();
});
