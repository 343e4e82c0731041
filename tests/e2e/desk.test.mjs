/* A day at a bus door and in a kindergarten, online: enrolment, every way to show a card, and what the device does with
 * an answer. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Checker, OUT_OF_SIGHT, browserStart, present } from './browser.mjs';
import { codeWrite } from './film.mjs';
import { DEVICES, Town, texts } from './town.mjs';
import { pause } from '../support/program.mjs';

const run = promisify(execFile);
const say = texts();
let town, browser, door;

before(async () => {
    [town, browser] = await Promise.all([Town.make(), browserStart()]);
    door = await Checker.enrolled(browser, town, 'transport', { camera: true });
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** A device beside the one at the door, closed at the end. */
async function device(t, how) {
    const c = await Checker.make(browser, town, how);
    t.after(() => c.end());
    return c;
}

test('the device shows whom it checks for, and the link is gone from the address and the history', async () => {
    assert.equal(door.page.url(), `${town.origin}/check/`);
    assert.match(await door.get('who').innerText(), /Transporti Urban Gjirokastër/);
    assert.match(await door.get('who').innerText(), new RegExp(`${say('service.transport')}.*Linja 1`));
    const entries = await (await door.context.newCDPSession(door.page)).send('Page.getNavigationHistory');
    assert.ok(
        entries.entries.every(({ url }) => !url.includes('enrol')),
        JSON.stringify(entries),
    );
});

test('a good card is answered by colour, word and hint, without a day, and to those who hear', async () => {
    await door.press((await town.card('valid')).text);
    const v = await door.verdict();
    assert.deepEqual([v.verdict, v.reason, v.online], ['valid', 'ok', 'true']);
    await door.reads('PO', say('verdict.free.transport'));
    await present(door.get('verdict-until'), 0);
    assert.match(await door.get('verdict-hint').innerText(), /^\p{L}\.\p{L}\. \d{4}$/u);
    assert.match(await door.get('announce').textContent(), /^PO\. /);
    await door.next();
});

/** Notes on the page when Enter was pressed, and when an answer came and went. */
function watched(c) {
    return c.page.evaluate(() => {
        window.addEventListener('keydown', (e) => e.key === 'Enter' && (window.pressed = performance.now()), true);
        new MutationObserver(() => {
            if (document.querySelector('[data-testid=verdict]')) window.answered ??= performance.now();
            else if (window.answered) window.gone ??= performance.now();
        }).observe(document.body, { childList: true, subtree: true });
    });
}

test('a card is answered within 300 ms after its last key', async () => {
    const took = [];
    const turns = ['child', 'wrong_service', 'revoked'];
    await watched(door);
    /* The best of thirty: the machine may be busy with other tests. */
    while (took.length < 30 && !(Math.min(...took) < 300)) {
        if (took.length >= turns.length) await pause(OUT_OF_SIGHT);
        await door.check((await town.card(turns[took.length % turns.length])).text);
        took.push(
            await door.page.evaluate(
                () => [window.answered - window.pressed, delete window.answered, delete window.gone][0],
            ),
        );
    }
    assert.ok(Math.min(...took) < 300, `${took} ms`);
});

test('the same code within four seconds is not asked twice', async (t) => {
    const c = await device(t, { camera: true });
    await c.page.addInitScript(() => {
        /* time stands still once it is told to */
        const now = performance.now.bind(performance);
        performance.now = () => window.held ?? now();
    });
    await c.open(await town.link('documents'));
    await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    await c.page.evaluate(() => {
        window.held = performance.now();
    });
    const { text } = await town.card('expired');
    await c.check(text);
    const before = c.asked.length;
    await c.page.evaluate((ms) => {
        window.held += ms;
    }, OUT_OF_SIGHT - 300);
    await Promise.all([c.reads(say('scan.same')), c.press(text)]);
    await present(c.get('verdict'), 0);
    assert.deepEqual(
        c.asked.slice(before).filter((url) => url.endsWith('/check')),
        [],
    );
});

test('a repeat later is answered, with how long ago it was seen', async () => {
    const { text } = await town.card('valid');
    await pause(OUT_OF_SIGHT);
    await door.press(text);
    assert.equal((await door.verdict()).verdict, 'valid');
    assert.match(await door.get('verdict-seen').innerText(), /^Parë në këtë pajisje \d+ (sekonda|minut\S+) më parë$/);
    await door.next();
});

test('a repeat is unknown to another start of the app', async () => {
    await door.reload();
    await door.get('scan-screen').waitFor();
    await door.press((await town.card('valid')).text);
    await door.verdict();
    await present(door.get('verdict-seen'), 0);
    await door.next();
});

test('a yes goes by itself after three seconds; one that shall stay until touched stays', async (t) => {
    const c = await device(t, { dwell: null });
    await c.open(await town.link('kindergarten'));
    await c.get('scan-screen').waitFor();
    await watched(c);
    await c.press((await town.card('child')).text);
    assert.equal((await c.verdict()).reason, 'ok');
    await c.get('verdict').waitFor({ state: 'detached' });
    assert.ok((await c.page.evaluate(() => window.gone - window.answered)) > 2900);
    await c.get('settings-open').click();
    await c.get('dwell-0').check();
    await c.get('back').click();
    await c.get('scan-screen').waitFor();
    await c.press((await town.card('revoked')).text);
    assert.equal((await c.verdict()).reason, 'wrong_service'); /* a kindergarten reads a card of the bus */
    await pause(3500);
    await present(c.get('verdict'), 1);
    await c.get('verdict').click({ position: { x: 20, y: 20 } });
    await c.get('verdict').waitFor({ state: 'detached' });
});

test('the answer goes by a key, and by its button', async () => {
    await pause(OUT_OF_SIGHT);
    await door.press((await town.card('wrong_service')).text);
    assert.equal((await door.verdict()).reason, 'wrong_service');
    await door.page.waitForFunction(() => document.activeElement?.matches('[data-testid=verdict-next-card]'));
    await door.page.keyboard.press('Escape');
    await door.get('verdict').waitFor({ state: 'detached' });
    await door.press((await town.card('ended')).text);
    await door.get('verdict-next-card').click();
    await door.get('verdict').waitFor({ state: 'detached' });
});

test('each answer has a sound and a vibration of its own, and both can be switched off', async (t) => {
    const c = await device(t);
    await c.page.addInitScript(() => {
        window.given = [];
        navigator.vibrate = (pattern) => window.given.push(String(pattern));
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...when) {
            window.given.push(`${this.frequency.value} Hz`);
            return start.apply(this, when);
        };
        window.AudioContext = class extends AudioContext {
            constructor() {
                super();
                window.audio = this;
            }
        };
    });
    const given = () => c.page.evaluate(() => window.given.splice(0));
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    await c.get('settings-open').click(); /* the touch that browsers want before sound */
    await c.get('back').click();
    await c.page.waitForFunction(() => window.audio?.state === 'running');
    await c.check((await town.card('valid')).text);
    const good = await given();
    await c.check((await town.card('ended')).text);
    const bad = await given();
    assert.ok(good.length > 1 && bad.length > 1, JSON.stringify([good, bad]));
    assert.ok(good.every((signal) => !bad.includes(signal)));
    /* A call has taken the sound: the next touch brings it back. */
    await c.page.evaluate(() => window.audio.suspend());
    await c.get('settings-open').click();
    await c.page.waitForFunction(() => window.audio.state === 'running');
    await c.get('back').click();
    await c.get('settings-open').click();
    await c.get('sound-switch').click();
    await c.get('vibration-switch').click();
    await c.get('back').click();
    await pause(OUT_OF_SIGHT);
    await c.check((await town.card('valid')).text);
    assert.deepEqual(await given(), []);
});

test('a sound that a call took away comes back with the next touch', async (t) => {
    const c = await device(t);
    await c.page.addInitScript(() => {
        const Real = window.AudioContext;
        window.AudioContext = class extends Real {
            constructor() {
                super();
                window.heard = this;
            }
        };
    });
    await c.open(await town.link('documents'));
    await c.get('settings-open').click();
    await c.page.waitForFunction(() => window.heard?.state === 'running');
    await c.page.evaluate(() => window.heard.suspend());
    await c.get('back').click();
    await c.page.waitForFunction(() => window.heard.state === 'running');
});

test('a number is typed by hand, in small letters and without hyphens', async () => {
    const { number } = await town.card('valid');
    await door.get('number-open').click();
    await door.get('number-field').pressSequentially(number.toLowerCase(), { delay: 70 });
    assert.equal(await door.get('number-field').inputValue(), number.match(/.{4}/g).join('-'));
    await door.get('number-send').click();
    assert.equal((await door.verdict()).verdict, 'valid');
    await door.next();
    await door.get('scan-screen').waitFor();
});

test('a card is read from a photo', async () => {
    await pause(OUT_OF_SIGHT);
    await door.get('photo-file').setInputFiles((await town.card('valid')).picture);
    assert.equal((await door.verdict()).verdict, 'valid');
    await door.next();
});

test('a card is read from a photo with an advertisement beside it', async () => {
    const [advert, both] = ['advert.png', 'both.png'].map((name) => join(town.root, name));
    const { picture } = await town.card('ended');
    await codeWrite(advert, 'https://www.example.org/oferta-e-javes?kodi=7');
    const sides = [`pngtopam ${advert} | ppmtopgm | pamscale -xsize 700`, `pngtopam ${picture} | ppmtopgm`];
    const command = `pnmcat -leftright -jcenter -white <(${sides[0]}) <(${sides[1]}) | pnmtopng >${both}`;
    await run('bash', ['-c', command]);
    await door.get('photo-file').setInputFiles(both);
    assert.equal((await door.verdict()).reason, 'ended');
    await door.next();
});

test('the light, nearer, and the other camera are offered where there are such', async (t) => {
    const c = await device(t, { camera: true });
    await c.page.addInitScript(() => {
        window.wished = [];
        window.lamp = false;
        const { getCapabilities, getSettings, applyConstraints } = MediaStreamTrack.prototype;
        MediaStreamTrack.prototype.getCapabilities = function () {
            const more = { torch: true, focusMode: ['manual', 'continuous'], zoom: { min: 1, max: 5 } };
            return { ...getCapabilities.call(this), ...more };
        };
        MediaStreamTrack.prototype.getSettings = function () {
            return { ...getSettings.call(this), torch: window.lamp };
        };
        MediaStreamTrack.prototype.applyConstraints = function ({ advanced: [wish] }) {
            window.wished.push(wish);
            window.lamp = wish.torch ?? window.lamp;
            return applyConstraints.call(this, {});
        };
    });
    await c.open(await town.link('documents'));
    await c.get('torch').click();
    await c.page.locator('[data-testid=torch][aria-pressed=true]').waitFor();
    await c.get('zoom').click();
    await c.page.locator('[data-testid=zoom][aria-pressed=true]').waitFor();
    await c.get('zoom').click();
    await c.page.locator('[data-testid=zoom][aria-pressed=false]').waitFor();
    assert.deepEqual(await c.page.evaluate(() => window.wished), [
        { focusMode: 'continuous' },
        { torch: true },
        { zoom: 2 },
        { zoom: 1 },
    ]);
    /* The system puts the lamp out, as it does behind another app. */
    await c.page.evaluate(() => (window.lamp = false));
    await c.page.locator('[data-testid=torch][aria-pressed=false]').waitFor();
    await c.reads(say('camera.light_on'));
    await c.get('camera-choice').locator('option').nth(1).waitFor({ state: 'attached' });
    const cameras = await c
        .get('camera-choice')
        .locator('option')
        .evaluateAll((all) => all.map(({ value }) => value));
    assert.equal(cameras.length, 2);
    const [, other] = cameras;
    await c.get('camera-choice').selectOption(other);
    await c.page.waitForFunction((id) => {
        const [track] = document.querySelector('video')?.srcObject?.getVideoTracks() ?? [];
        return track?.getSettings().deviceId === id;
    }, other);
});

test('a kindergarten sees its own children who pay no fee', async (t) => {
    const c = await device(t);
    await c.open(await town.link('kindergarten'));
    await c.get('children-open').click();
    assert.match(
        await c.get('children').innerText(),
        /\p{L}\.\p{L}\. \d{4}\s+[1-9]\d{3}\s+(\d\d\.\d\d\.\d{4}|pa afat)/u,
    );
    await c.get('back').click();
    await c.press((await town.card('child')).text);
    assert.equal((await c.verdict()).verdict, 'valid');
    await c.reads(say('verdict.free.kindergarten'));
});

test('a bus door has no list of children', async () => {
    await present(door.get('children-open'), 0);
});

test('another name given on the server is shown', async () => {
    await town.command('device', 'rename', String(DEVICES.transport), 'Linja 2');
    await door.reload();
    await door.page.getByText('Linja 2').waitFor();
});

test('a link works once: a second device is refused with a sentence', async (t) => {
    const link = await town.link('documents');
    const [first, second] = [await device(t), await device(t)];
    await first.open(link);
    await first.get('scan-screen').waitFor();
    await second.open(link);
    await second.reads(say('enrol.refused'));
    assert.equal(await second.get('enrol-state').getAttribute('data-state'), 'refused');
    assert.ok(!second.page.url().includes('enrol='));
});

test('a link that is too old is refused with a sentence', async (t) => {
    const c = await device(t);
    await c.open(town.oldLink());
    await c.reads(say('enrol.refused'));
});

test('a link is pasted, or read by a scanner', async (t) => {
    const [pasted, scanned] = [await device(t), await device(t)];
    await pasted.open();
    await pasted.get('enrol-link').fill('ABCD-EFGH-IJKL-MNOP');
    await pasted.get('enrol-send').click();
    await pasted.reads(say('enrol.not_enrol'));
    await pasted.get('enrol-link').fill(await town.link('documents'));
    await pasted.get('enrol-send').click();
    await pasted.get('scan-screen').waitFor();
    await scanned.open();
    await scanned.press(await town.link('documents'));
    await scanned.get('scan-screen').waitFor();
});

test('a sheet opened too early asks for its code, and a short code alone renews what a phone has lost', async (t) => {
    const c = await device(t);
    const { sheets } = JSON.parse(
        await town.command(
            'device',
            'sheets',
            '--organisation',
            '1',
            '--service',
            'transport',
            '--json',
            'Fleta A',
            'Fleta B',
        ),
    );
    const [a, b] = sheets;
    await c.open(`${town.origin}/check/#enrol=${a.link.split('=')[1]}`);
    await c.reads(say('enrol.refused'));
    await c.get('enrol-link').fill(b.code);
    await c.get('enrol-send').click();
    await c.reads(say('enrol.refused'));
    await c.get('enrol-link').fill(a.code.toLowerCase().replace('-', ' '));
    await c.get('enrol-send').click();
    await c.get('scan-screen').waitFor();
    assert.match(await c.get('who').innerText(), /Fleta A/);
    /* The browser drops what it kept, while the page is shut (an open one writes again what it fetches): the
     * administrator says a code on the telephone. */
    await c.page.goto(`${town.origin}/check/icon.svg`);
    await c.page.evaluate(
        () =>
            new Promise((done) => {
                const opening = indexedDB.open('karta', 1);
                opening.onsuccess = () => {
                    const clearing = opening.result.transaction('kept', 'readwrite');
                    clearing.objectStore('kept').clear();
                    clearing.oncomplete = () => {
                        opening.result.close();
                        done();
                    };
                };
            }),
    );
    await c.page.goto(`${town.origin}/check/`);
    await c.get('enrol-screen').waitFor();
    await c.reads(say('enrol.lost'));
    const { code } = JSON.parse(await town.command('device', 'enrol-again', String(a.id), '--json'));
    await c.get('enrol-link').fill(code);
    await c.get('enrol-send').click();
    await c.get('scan-screen').waitFor();
    assert.match(await c.get('who').innerText(), /Fleta A/);
});

test('an enrolled device asks before it is enrolled anew', async () => {
    const link = await town.link();
    await door.page.goto('about:blank');
    await door.open(link);
    await door.get('enrol-again-no').click();
    await door.get('scan-screen').waitFor();
    await door.page.goto('about:blank');
    await door.open(link);
    await door.reads(say('enrol_again.what'));
    await door.get('enrol-again-yes').click();
    await door.get('scan-screen').waitFor();
    await door.connected();
    assert.equal((await door.check((await town.card('child')).text)).verdict, 'valid');
});

test('a device that was enrolled anew elsewhere says so', async (t) => {
    const [first, second] = [await device(t), await device(t)];
    await first.open(await town.link('documents'));
    await first.get('scan-screen').waitFor();
    await second.open(await town.link('documents'));
    await second.get('scan-screen').waitFor();
    await first.press((await town.card('valid')).text);
    await first.reads(say('stopped.unknown'), say('stopped.unknown.next'));
});

test('a revoked device says so plainly, stops, forgets its token and can be enrolled again', async () => {
    await town.revoke('transport');
    await door.press((await town.card('wrong_service')).text);
    await door.reads(say('stopped.revoked'), say('stopped.revoked.next'));
    assert.equal(await door.get('stopped-screen').getAttribute('data-reason'), 'revoked');
    await present(door.get('verdict'), 0);
    await door.reload();
    await door.get('stopped-screen').waitFor();
    assert.equal(
        await door.page.evaluate(
            () =>
                new Promise((done) => {
                    indexedDB.open('karta').onsuccess = ({ target }) => {
                        const kept = target.result.transaction('kept').objectStore('kept').get('device');
                        kept.onsuccess = () => done(kept.result ?? 'nothing');
                    };
                }),
        ),
        'nothing',
    );
    await door.get('stopped-enrol').click();
    await door.get('enrol-screen').waitFor();
});
