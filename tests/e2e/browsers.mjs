/* The checker in Firefox and in WebKit, which iPhones have, as far as they can be driven: enrolled, cards scanned and
 * photographed, decided without a network, started without one, in another language. `make browsers` runs it;
 * everything else is tried in Chromium alone. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BESA_RELEASE } from '../support/program.mjs';
import { Town, texts } from './town.mjs';
import { Firefox, WebKit } from './webdriver.mjs';

const VERDICT = `document.querySelector('[data-testid=verdict]')`;
const FAKE_CAMERA = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true };

for (const [name, start] of [
    ['Firefox', (root) => Firefox.start(root, FAKE_CAMERA)],
    ['WebKit', (root) => WebKit.start(root)],
])
    describe(name, { skip: Boolean(process.env.ONLY) && process.env.ONLY !== name }, () => {
        let town, browser, root;

        before(async () => {
            root = mkdtempSync(join(tmpdir(), 'browser-'));
            [town, browser] = await Promise.all([Town.make({ binary: BESA_RELEASE }), start(root)]);
        });
        after(async () => {
            await browser?.end();
            await town?.end();
            rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        });

        /** The verdict on the screen, and goes on to the next card. */
        async function answered() {
            const v = await browser.wait(`${VERDICT}?.checkVisibility() && { ...${VERDICT}.dataset }`);
            await browser.click('verdict-next-card');
            await browser.wait(`!${VERDICT}`);
            return [v.verdict, v.reason, v.online];
        }

        test('it is enrolled by a link', async (t) => {
            t.diagnostic(browser.version);
            await browser.open(await town.link('transport'));
            await browser.seen('scan-screen');
            await browser.wait(`document.querySelector('[data-testid=connection]').dataset.connected === 'true'`);
        });

        test('what the camera says', async (t) => {
            const [view, fault] = ['viewfinder', 'camera-fault'].map(
                (id) => `document.querySelector('[data-testid=${id}]')`,
            );
            const phase = await browser.wait(
                `${fault} ? ${fault}.dataset.fault
                    : ${view}?.dataset.phase === 'ready' && 'ready ' + ${view}.dataset.decoder`,
            );
            t.diagnostic(`camera: ${phase}`);
            if (name === 'Firefox') assert.equal(phase, 'ready zxing');
        });

        test('cards are scanned, by keys and by a photo', async () => {
            await browser.type((await town.card('valid')).text);
            assert.deepEqual(await answered(), ['valid', 'ok', 'true']);
            await browser.type((await town.card('ended')).text);
            assert.deepEqual(await answered(), ['invalid', 'ended', 'true']);
            await browser.choose('photo-file', (await town.card('revoked')).picture);
            assert.deepEqual(await answered(), ['invalid', 'revoked', 'true']);
        });

        test('a number is typed', async () => {
            await browser.click('number-open');
            await browser.wait(`document.activeElement?.id === 'number'`);
            await browser.type((await town.card('wrong_service')).number, 120);
            assert.deepEqual(await answered(), ['invalid', 'wrong_service', 'true']);
        });

        test('the language is changed, and stays', async () => {
            await browser.click('settings-open');
            await browser.click('language-en');
            await browser.wait(`document.documentElement.lang === 'en'`);
            await browser.open(`${town.origin}/check/`);
            await browser.seen('scan-screen');
            await browser.wait(`document.body.innerText.includes(${JSON.stringify(texts('en')('scan.number'))})`);
        });

        test('without the server it decides alone, and starts again by itself', async () => {
            await browser.wait(`(await navigator.serviceWorker.ready) && (async () => {
                for (const name of await caches.keys())
                    if (await (await caches.open(name)).match('/check/shell.json')) return true;
                return false;
            })()`);
            await town.server.stop();
            await browser.type((await town.card('child')).text);
            assert.deepEqual(await answered(), ['valid', 'ok', 'false']);
            await browser.type((await town.card('expired')).text);
            assert.deepEqual(await answered(), ['invalid', 'expired', 'false']);
            await browser.open(`${town.origin}/check/`);
            await browser.seen('scan-screen');
            await browser.type((await town.card('revoked')).text);
            assert.deepEqual(await answered(), ['invalid', 'revoked', 'false']);
        });
    });
