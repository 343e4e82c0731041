/* Cards held in front of the camera, from the very picture that `besa` draws: 640×480, upright and turned. Debian's
 * Chromium has no reader of its own, so that this is the way by zxing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pause } from '../support/program.mjs';
import { Checker, OUT_OF_SIGHT, browserStart, present } from './browser.mjs';
import { AT_CODE, codeWrite, filmWrite } from './film.mjs';
import { Town, texts } from './town.mjs';

const say = texts();
let town, browser, checker, film, foreign;

before(async () => {
    town = await Town.make();
    film = join(town.root, 'film.y4m');
    foreign = await town.foreignCard();
    await filmWrite(film, foreign.picture, { ...AT_CODE, blur: 40 });
    browser = await browserStart({ film });
    checker = await Checker.enrolled(browser, town, 'transport', { camera: true });
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** Holds a picture in front of the camera, before the page opens it. */
async function show(picture, how) {
    await checker.page.goto('about:blank');
    await filmWrite(film, picture, { ...AT_CODE, ...how });
    await checker.open();
    await checker.page.locator('[data-testid=viewfinder][data-phase=ready], [data-testid=verdict]').first().waitFor();
}

const CASES = {
    valid: ['valid', 'ok'],
    revoked: ['invalid', 'revoked'],
    expired: ['invalid', 'expired'],
    ended: ['invalid', 'ended'],
    wrong_service: ['invalid', 'wrong_service'],
    foreign: ['invalid', 'other_issuer'],
};

for (const [which, [verdict, reason]] of Object.entries(CASES))
    for (const turned of which in { valid: 1, revoked: 1, expired: 1, foreign: 1 } ? [0, 30] : [0])
        test(`the camera reads a card: ${which}, turned by ${turned}°`, async () => {
            const { picture } = which === 'foreign' ? foreign : await town.card(which);
            await show(picture, { turned });
            const v = await checker.verdict();
            assert.deepEqual([v.verdict, v.reason, v.online], [verdict, reason, 'true']);
            assert.match(v.text, new RegExp(say(`verdict.word.${verdict}`)));
        });

test('a card that stays where it is is answered once, however long the answer stood', async () => {
    await show((await town.card('valid')).picture, {});
    await checker.verdict();
    await pause(OUT_OF_SIGHT);
    await checker.next();
    await checker.reads(say('scan.same'));
    await pause(OUT_OF_SIGHT);
    await present(checker.get('verdict'), 0);
});

/** A checker in a browser of its own, whose camera has seen nothing but this picture: pages of one browser share a
 * camera. */
async function alone(t, picture, how) {
    const own = join(town.root, `film-${randomUUID()}.y4m`);
    await filmWrite(own, picture, how);
    const another = await browserStart({ film: own });
    t.after(() => another.close());
    return Checker.make(another, town, { camera: true, mocked: true });
}

test('without a reader of the browser zxing reads', async () => {
    assert.equal(await checker.page.evaluate(() => 'BarcodeDetector' in window), false);
    await checker.next();
    assert.equal(await checker.get('viewfinder').getAttribute('data-decoder'), 'zxing');
});

test('a reader of the browser is taken where there is one, and zxing is not fetched', async (t) => {
    const { text } = await town.card('valid');
    const c = await Checker.make(browser, town, { camera: true, mocked: true });
    t.after(() => c.end());
    await c.page.addInitScript((rawValue) => {
        window.BarcodeDetector = class {
            static getSupportedFormats = async () => ['qr_code'];
            detect = async (picture) => (picture instanceof HTMLVideoElement ? [{ rawValue }] : []);
        };
    }, text);
    await c.open(await town.link('documents'));
    assert.equal((await c.verdict()).verdict, 'valid');
    assert.equal(await c.get('viewfinder').getAttribute('data-decoder'), 'native');
    assert.deepEqual(
        c.asked.filter((url) => /qr_|zxing/.test(url)),
        [],
    );
});

test('a reader of the browser that fails is replaced by zxing', async (t) => {
    const { picture } = await town.card('valid');
    const c = await alone(t, picture, AT_CODE);
    await c.page.addInitScript(() => {
        window.BarcodeDetector = class {
            static getSupportedFormats = async () => ['qr_code'];
            detect = async (picture) => {
                if (picture instanceof HTMLVideoElement) throw new DOMException('gone', 'NotSupportedError');
                return [];
            };
        };
    });
    await c.open(await town.link('documents'));
    assert.equal((await c.verdict()).verdict, 'valid');
});

test('a link is scanned by the camera', async (t) => {
    const file = join(town.root, 'link.png');
    await codeWrite(file, await town.link('documents'));
    const c = await alone(t, file, { wide: 400 });
    await c.open();
    await c.get('enrol-scan').click();
    await c.get('scan-screen').waitFor();
    await c.reads('Sporteli i vërtetimeve');

    /* The camera goes on looking at the link that was just used. */
    await c.page.waitForTimeout(1500);
    await present(c.get('enrol-again-screen'), 0);
    assert.equal(await c.get('scan-screen').isVisible(), true);
});
