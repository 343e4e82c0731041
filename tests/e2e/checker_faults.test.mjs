/* The checker where phones, tabs and servers are not as one would wish: another tab enrols the device, a second card
 * comes while the first one is asked about, the server answers what nobody has heard of, the camera is taken away. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pause, sqlOne, until } from '../support/program.mjs';
import { Checker, browserStart, present } from './browser.mjs';
import { DEVICES, Town, texts } from './town.mjs';

const say = texts();
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([Town.make(), browserStart()]);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** An enrolled device, closed at the end. */
async function device(t, how) {
    const c = await Checker.enrolled(browser, town, 'transport', how);
    t.after(() => c.end());
    return c;
}

/** The register has learned that the device took its link: another would take the place of one that nobody used. */
const learned = () =>
    until(async () => Number(await sqlOne(join(town.dir, 'check/check.db'), 'SELECT count(*) FROM enrolment')) === 0);

/** A tab beside the first one, of the same device. */
async function tabBeside(c, link = `${town.origin}/check/`) {
    const page = await c.context.newPage();
    await page.goto(link);
    return page;
}

/** What is on the screen now, without waiting for an answer. */
const shown = (c) => c.page.evaluate(() => document.querySelector('[data-testid=verdict]')?.dataset.reason ?? null);

test('an old tab goes on with the enrolment of a new one, and destroys nothing', async (t) => {
    const c = await device(t);
    await c.listed();
    await learned();
    /* It hears nothing of the other: it must see by itself that it is its token that is old. */
    await c.page.evaluate(() => (BroadcastChannel.prototype.postMessage = () => {}));
    const other = await tabBeside(c, await town.link('transport'));
    await other.evaluate(() => (BroadcastChannel.prototype.postMessage = () => {}));
    await other.getByTestId('enrol-again-yes').click();
    await other.getByTestId('scan-screen').waitFor();
    const { text } = await town.card('valid');
    assert.equal((await c.check(text)).reason, 'ok');
    await other.reload();
    await other.getByTestId('scan-screen').waitFor();
    await present(other.getByTestId('stopped-screen'), 0);
});

test('a tab hears that another one has enrolled the device for another service', async (t) => {
    const c = await device(t);
    await c.listed();
    const other = await tabBeside(c, await town.link('documents'));
    await other.getByTestId('enrol-again-yes').click();
    await other.getByTestId('scan-screen').waitFor();
    await c.page.waitForFunction(
        (name) => document.querySelector('[data-testid=who]').innerText.includes(name),
        say('service.documents'),
    );
});

test('two tabs of one device answer side by side', async (t) => {
    const c = await device(t);
    await c.listed();
    const other = await tabBeside(c);
    await other.getByTestId('scan-screen').waitFor();
    assert.equal((await c.check((await town.card('valid')).text)).reason, 'ok');
    await other.close();
    assert.equal((await c.check((await town.card('revoked')).text)).reason, 'revoked');
});

test('a code that enrols nobody changes nothing on an enrolled device', async (t) => {
    const c = await device(t);
    await c.page.goto(`${town.origin}/check/#enrol=mbeturina`);
    await c.get('scan-screen').waitFor();
    assert.equal((await c.check((await town.card('valid')).text)).reason, 'ok');
});

test('a second card while the first one waits is refused aloud, and the answer is for the first', async (t) => {
    const c = await device(t);
    let go;
    const held = new Promise((resolve) => (go = resolve));
    await c.page.route('**/api/v1/check', async (route) => {
        await held;
        await route.continue();
    });
    await c.page.evaluate(() => {
        window.buzzes = [];
        navigator.vibrate = (pattern) => window.buzzes.push(pattern);
    });
    await c.press((await town.card('valid')).text);
    await c.press((await town.card('revoked')).text);
    await c.reads(say('scan.wait'));
    assert.equal((await c.page.evaluate(() => window.buzzes)).length, 1);
    go();
    assert.equal((await c.verdict()).reason, 'ok');
    await c.next();
    await c.page.unroute('**/api/v1/check');
    assert.equal((await c.check((await town.card('revoked')).text)).reason, 'revoked', 'shown again it is answered');
});

test('while the next card is asked about the answer to the last one is gone', async (t) => {
    const c = await device(t);
    await c.press((await town.card('valid')).text);
    assert.equal((await c.verdict()).reason, 'ok');
    let go;
    const held = new Promise((resolve) => (go = resolve));
    await c.page.route('**/api/v1/check', async (route) => {
        await held;
        await route.continue();
    });
    await c.press((await town.card('revoked')).text);
    await c.get('verdict').waitFor({ state: 'detached' });
    assert.equal(await shown(c), null);
    go();
    assert.equal((await c.verdict()).reason, 'revoked');
});

test('a card shown again in place of the answer to another one is answered, however soon', async (t) => {
    const c = await device(t);
    await c.page.evaluate(() => {
        const held = performance.now(); /* within the seconds in which a code counts as still in sight */
        performance.now = () => held;
    });
    for (const [which, reason] of [
        ['revoked', 'revoked'],
        ['valid', 'ok'],
        ['revoked', 'revoked'],
    ]) {
        await c.press((await town.card(which)).text);
        await c.page.locator(`[data-testid=verdict][data-reason=${reason}]`).waitFor();
    }
});

const answers = (c, answer) =>
    c.page.route('**/api/v1/check', (route) =>
        typeof answer === 'number'
            ? route.fulfill({ status: answer, contentType: 'application/problem+json', body: '{"code":"e_re"}' })
            : route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(answer) }),
    );

for (const [what, answer, wanted] of [
    [
        'a reason of tomorrow for a no',
        { verdict: 'invalid', reason: 'neser', until: null, hint: '' },
        'invalid not_valid',
    ],
    [
        'a reason of tomorrow for a yes',
        { verdict: 'valid', reason: 'neser', until: '2027-01-01', hint: 'A.B. 1990' },
        'valid ok',
    ],
    ['a reason of tomorrow for asking', { verdict: 'ask', reason: 'neser' }, 'ask undecided'],
    ['members of other kinds', { verdict: 'valid', reason: 7, until: {}, hint: [1] }, 'valid ok'],
    ['an answer without a verdict', { reason: 'ok' }, 'valid ok offline'],
    ['a verdict that there is not', { verdict: 'constructor', reason: 'ok' }, 'valid ok offline'],
    ['a list', [], 'valid ok offline'],
    ['404', 404, 'valid ok offline'],
    ['403', 403, 'valid ok offline'],
    ['413', 413, 'valid ok offline'],
    ['503', 503, 'valid ok offline'],
    ['418', 418, 'valid ok offline'],
])
    test(`the server answers what the page does not know: ${what}`, async (t) => {
        const c = await device(t);
        await c.listed();
        await answers(c, answer);
        await c.press((await town.card('valid')).text);
        const { verdict, reason, online } = await c.verdict();
        assert.equal(`${verdict} ${reason}${online === 'true' ? '' : ' offline'}`, wanted);
        const line = await c.get('verdict-line').innerText();
        assert.ok(!/verdict\.|undefined|neser/.test(line), line);
        assert.deepEqual(
            c.said.filter((text) => text.startsWith('fault')),
            [],
        );
    });

test('what is said of the device in another shape leaves it as it is', async (t) => {
    const c = await device(t);
    await c.page.route('**/api/v1/devices/own', (route) =>
        route.fulfill({ status: 200, contentType: 'application/json', body: '{"name":5}' }),
    );
    await c.reload();
    await c.get('scan-screen').waitFor();
    assert.match(await c.get('who').innerText(), /Linja 1/);
    assert.equal((await c.check((await town.card('valid')).text)).reason, 'ok');
    assert.deepEqual(
        c.said.filter((text) => text.startsWith('fault')),
        [],
    );
});

/** A row of the part that checks, changed as the register would by telling it. */
const told = (sql) => sqlOne(join(town.dir, 'check/check.db'), sql);

test('a device that has ended says so, keeps its token, and goes on when it is put right', async (t) => {
    const c = await device(t);
    await learned();
    await told(`UPDATE device SET life_day = '2020-01-01', ends_day = '2020-01-01' WHERE id = ${DEVICES.transport}`);
    await c.press((await town.card('valid')).text);
    await c.get('stopped-screen').waitFor();
    assert.equal(await c.get('stopped-screen').getAttribute('data-reason'), 'ended');
    await c.reads(say('stopped.ended'), say('stopped.ended.next'));
    assert.equal(await shown(c), null, 'nothing is said of the card');
    await c.reload();
    await c.get('stopped-screen').waitFor();
    await told(`UPDATE device SET life_day = NULL, ends_day = NULL WHERE id = ${DEVICES.transport}`);
    await c.reload();
    await c.get('scan-screen').waitFor();
    assert.equal((await c.check((await town.card('valid')).text)).reason, 'ok');
});

test('a device that asks more than a door can is told to wait, and never no', async (t) => {
    const c = await device(t);
    const rule = (value) => told(`UPDATE asking_rule SET value = ${value} WHERE name = 'device_minute_checks'`);
    await rule(1);
    t.after(() => rule(30));
    let v = await c.check((await town.card('valid')).text);
    if (v.reason === 'ok') v = await c.check((await town.card('revoked')).text);
    assert.deepEqual([v.verdict, v.reason, v.online], ['ask', 'too_many', 'true']);
});

test('no and ask stay until they are touched, whatever the dwell', async (t) => {
    const c = await device(t, { dwell: null });
    await c.press((await town.card('revoked')).text);
    await c.verdict();
    await pause(4000); /* longer than a yes stays */
    assert.equal(await shown(c), 'revoked');
    await c.next();
    await c.press((await town.card('valid')).text);
    await c.verdict();
    await c.get('verdict').waitFor({ state: 'detached' });
});

test('why is not on the screen; a long press tells a number to the office', async (t) => {
    const c = await device(t);
    const { ended, revoked } = { ended: await town.card('ended'), revoked: await town.card('revoked') };
    const numbers = [];
    for (const { text } of [ended, revoked]) {
        await c.press(text);
        const { reason } = await c.verdict();
        const whole = await c.get('verdict').innerText();
        assert.ok(!whole.includes(reason), whole);
        const support = c.get('verdict-support');
        await support.click();
        assert.match(await support.innerText(), /^···$/, 'a tap is none');
        await support.dispatchEvent('pointerdown');
        await c.page.waitForFunction(() =>
            /\d{3}/.test(document.querySelector('[data-testid=verdict-support]').innerText),
        );
        await support.dispatchEvent('pointerup');
        numbers.push(await support.innerText());
        assert.equal(await shown(c), reason, 'it stays on the screen');
        await c.next();
    }
    assert.notEqual(numbers[0], numbers[1]);
});

test('offline with a clock past the list nothing is expired: the clock is asked about', async (t) => {
    const c = await device(t, { mocked: false });
    await c.listed();
    await c.ready();
    await c.offline();
    const page = c.page;
    /* The app starts anew, without a network and three years on. */
    await c.ownClock(3 * 365 * 86400 * 1000);
    await c.reload();
    await c.get('scan-screen').waitFor();
    await c.press((await town.card('valid')).text);
    const { verdict, reason } = await c.verdict();
    assert.deepEqual([verdict, reason], ['ask', 'clock']);
    assert.match(await page.getByTestId('verdict-line').innerText(), /Ora e kësaj pajisjeje/);
});

test('offline with a clock a day past the list the clock is asked about, too', async (t) => {
    const c = await device(t, { mocked: false });
    await c.listed();
    await c.ready();
    await c.offline();
    await c.ownClock(2 * 86400 * 1000);
    await c.reload();
    await c.get('scan-screen').waitFor();
    const { verdict, reason } = await c.check((await town.card('valid')).text);
    assert.deepEqual([verdict, reason], ['ask', 'clock']);
});

test('a clock that is set while the page is open offline makes no card expired', async (t) => {
    const c = await Checker.make(browser, town);
    t.after(() => c.end());
    await c.ownClock();
    await c.open(await town.link('transport'));
    await c.listed();
    await c.connected();
    await c.offline();
    await c.page.evaluate((ms) => (window.ahead = ms), 3 * 365 * 86400 * 1000);
    const { verdict, reason } = await c.check((await town.card('valid')).text);
    assert.deepEqual([verdict, reason], ['ask', 'clock']);
});

const GONE = 2000; /* ms until it is opened again or said */
const TRIES = 5; /* the machine may be busy with other tests */

/* Ended: another program has it, the lid was shut. Muted: a call, and the last picture stands. */
for (const [how, take] of Object.entries({
    ended: () => document.querySelector('video').srcObject.getTracks()[0].stop(),
    muted: () =>
        Object.defineProperty(document.querySelector('video').srcObject.getTracks()[0], 'muted', { value: true }),
}))
    test(`the camera that is taken away is opened again within two seconds: ${how}`, async (t) => {
        const c = await device(t, { camera: true });
        const took = [];
        while (took.length < TRIES && !(Math.min(...took) < GONE)) {
            await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
            await c.page.evaluate(() => {
                const { id } = document.querySelector('video').srcObject;
                const began = performance.now();
                window.took = 0;
                const look = () => {
                    const stream = document.querySelector('video')?.srcObject;
                    const view = document.querySelector('[data-testid=viewfinder]');
                    /* Said: that it is being opened, in place of asking for a card. */
                    if (view?.dataset.phase !== 'ready' || stream?.id !== id) window.took = performance.now() - began;
                    else setTimeout(look, 20);
                };
                look();
            });
            await c.page.evaluate(take);
            took.push(await (await c.page.waitForFunction(() => window.took)).jsonValue());
            await c.page.waitForFunction(() => {
                const track = document.querySelector('video')?.srcObject?.getVideoTracks()[0];
                return track?.readyState === 'live' && !track.muted;
            });
            await c.get('settings-open').click(); /* a device that was opened again twice is not a third time */
            await c.get('back').click();
        }
        t.diagnostic(`after ${took.map(Math.round)} ms`);
        assert.ok(Math.min(...took) < GONE, `${took} ms`);
        await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    });

test('a camera that is taken for good is said, and never a picture that stands', async (t) => {
    const c = await device(t, { camera: true });
    await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    await c.page.evaluate(() => {
        const stopped = document.querySelector('video').srcObject;
        for (const track of stopped.getTracks()) track.stop();
        navigator.mediaDevices.getUserMedia = async () => stopped;
    });
    await c.reads(say('camera.fault.busy'), say('camera.fault.busy.next'));
});
