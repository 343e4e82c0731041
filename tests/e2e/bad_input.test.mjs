/* What goes wrong at a door: each has a sentence, a next step, and never a green screen. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Checker, browserStart, present } from './browser.mjs';
import { AT_CODE, codeWrite, filmWrite } from './film.mjs';
import { Town, texts } from './town.mjs';
import { pause, until } from '../support/program.mjs';

const run = promisify(execFile);

const say = texts();
const DAY = 86_400_000;
const CAMERA_WATCHED = 4000; /* ms in which viewfinder.js sees that a picture stands, and has tried again twice */
const BOARDING_PASS = `M1KOLA/ELIRA MRS      EABC123 TIAFCOAZ 0531 325Y012A0042 ${'10A>5180 '.repeat(250)}`.slice(
    0,
    2000,
);
/* Good in a register of its own: here it is another municipality's. */
const FOREIGN = JSON.parse(readFileSync('tests/agreement/cases.json', 'utf8')).cases[0].text;
let town, browser, door, film;

before(async () => {
    town = await Town.make();
    film = join(town.root, 'film.y4m');
    await filmWrite(film, (await town.card('valid')).picture, { ...AT_CODE, blur: 60 });
    browser = await browserStart({ film });
    door = await Checker.enrolled(browser, town, 'transport', { camera: true, mocked: true });
    await door.page.waitForLoadState('networkidle');
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** Another device, opened once it was prepared, and enrolled. */
async function device(t, prepare = async () => {}, how = { mocked: true }) {
    const c = await Checker.make(browser, town, how);
    t.after(() => c.end());
    await prepare(c);
    await c.open(await town.link('documents'));
    return c;
}

/** What a café's network answers to everybody. */
const foreignPage = (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Hyni në rrjet</h1>' });

/** The verdict, with its word, its sentence and its next step. */
async function answered(c, verdict, reason) {
    const v = await c.verdict();
    assert.deepEqual([v.verdict, v.reason], [verdict, reason]);
    await c.reads(say(`verdict.word.${verdict}`), say(`verdict.${reason}`), say(`verdict.${reason}.next`));
    await c.next();
}

for (const [what, text] of Object.entries({
    'a web address': 'https://www.example.org/menu?table=7',
    'a boarding pass of 2 000 characters': BOARDING_PASS,
    'a text that begins like a card and is far too long': `BK1${'A'.repeat(1500)}`,
}))
    test(`${what} is not the code of a card, and nobody is asked about it`, async () => {
        const before = door.asked.length;
        await door.press(text);
        await answered(door, 'ask', 'other_code');
        assert.deepEqual(
            door.asked.slice(before).filter((url) => url.includes('/api/v1/check')),
            [],
        );
    });

test('a card whose code is cut cannot be read completely', async () => {
    const { text } = await town.card('valid');
    await door.press(text.slice(0, 150));
    await answered(door, 'ask', 'unreadable');
});

test('a card with one letter changed is not a card of this municipality', async () => {
    const { text } = await town.card('valid');
    const changed = text.slice(0, -20) + (text.at(-20) === 'A' ? 'B' : 'A') + text.slice(-19);
    await door.press(changed);
    await answered(door, 'invalid', 'forged');
});

test('a blurred card in front of the camera is no answer: the line says what to do', async () => {
    await door.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    await pause(1000);
    await present(door.get('verdict'), 0);
    assert.equal(await door.get('viewfinder').getAttribute('data-phase'), 'ready');
    await door.reads(say('scan.ready'));
});

test('a card cut by the edge of the camera is no answer either', async () => {
    await filmWrite(film, (await town.card('valid')).picture, { ...AT_CODE, cut: 0.3 });
    await door.reload();
    await door.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    await pause(1000);
    await present(door.get('verdict'), 0);
    await door.reads(say('scan.ready'));
});

for (const [what, spoil] of Object.entries({ blurred: 'pamscale 0.04 | pamscale 20', cut: 'pamcut -width 1500' }))
    test(`a photo of a card that is ${what} has no code: take another one`, async () => {
        const { picture } = await town.card('valid');
        const spoilt = join(town.root, `${what}.png`);
        await run('bash', ['-c', `pngtopam ${picture} | ${spoil} | pnmtopng >${spoilt} 2>/dev/null`]);
        await door.get('photo-file').setInputFiles(spoilt);
        await door.reads(say('photo.no_code'));
        await door.reload();
        await door.get('scan-screen').waitFor();
    });

for (const [name, content] of Object.entries({
    'note.txt': 'Fatura e dritave',
    'empty.jpg': '',
    'film.mp4': Buffer.from('0000001c667479706d703432000000006d70343269736f6d00000008667265650000000000', 'hex'),
    'phone.heic': Buffer.from('00000018667479706865696300000000686569636d69663100000000', 'hex'),
}))
    test(`a file that is no photo: ${name}`, async () => {
        const file = join(town.root, name);
        writeFileSync(file, content);
        await door.get('photo-file').setInputFiles(file);
        await door.reads(say('photo.no_picture'));
        await door.reload();
        await door.get('scan-screen').waitFor();
    });

test('a photo of 200 million pixels is read, or it is said that it is not', async () => {
    const { picture } = await town.card('expired');
    const large = join(town.root, 'large.png');
    const command = `pngtopam ${picture} | ppmtopgm | pamenlarge 9 | pnmtopng -compression 1 >${large} 2>/dev/null`;
    await run('bash', ['-c', command]);
    await door.get('photo-file').setInputFiles(large);
    const line = door.get('photo-line');
    await until(
        async () => (await door.get('verdict').count()) || /^Në këtë|^Ky skedar/.test(await line.innerText()),
        'an answer',
    );
    if (await door.get('verdict').count()) await answered(door, 'invalid', 'expired');
    await door.reload();
    await door.get('scan-screen').waitFor();
});

for (const [what, text] of Object.entries({
    'a web address': 'https://www.example.org/menu?table=8',
    'a boarding pass': BOARDING_PASS.toLowerCase(),
}))
    test(`a QR code that holds ${what} is not the code of a card`, async () => {
        const file = join(town.root, 'other.png');
        await codeWrite(file, text);
        await door.get('photo-file').setInputFiles(file);
        await answered(door, 'ask', 'other_code');
    });

test('a screenshot of an expired card has expired', async () => {
    await door.get('photo-file').setInputFiles((await town.card('expired')).picture);
    await answered(door, 'invalid', 'expired');
});

test('a card of another municipality', async () => {
    await door.press(FOREIGN);
    await answered(door, 'invalid', 'other_issuer');
});

test('a number that nobody has, and one that is not complete', async () => {
    await door.get('number-open').click();
    await door.get('number-field').fill('ABCD-EFGH');
    await door.get('number-send').click();
    await door.reads(say('number.short.other', { count: 8 }));
    await door.get('number-field').fill('AAAA-BBBB-CCCC-DDDD');
    await door.get('number-send').click();
    await answered(door, 'invalid', 'unknown');
});

test('more than ten numbers a minute', async () => {
    for (let i = 0; i < 10; i++) {
        await door.press(`AAAABBBBCCCC222${'ABCDEFGHIJ'[i]}`);
        const { reason } = await door.verdict();
        await door.next();
        if (reason === 'too_many_numbers') break;
    }
    await door.press('AAAABBBBCCCCEEEE');
    await answered(door, 'ask', 'too_many_numbers');
});

test('the camera is refused', async (t) => {
    const c = await device(t);
    await c.reads(say('camera.fault.refused'), say('camera.fault.refused.next'));
    assert.equal(await c.get('camera-fault').getAttribute('data-fault'), 'refused');
    assert.equal((await c.check((await town.card('valid')).text)).verdict, 'valid', 'a scanner goes on working');
});

test('there is no camera', async (t) => {
    const other = await browserStart();
    t.after(() => other.close());
    const c = await Checker.make(other, town);
    await c.context.grantPermissions(['camera']);
    await c.open(await town.link('documents'));
    await c.reads(say('camera.fault.none'), say('camera.fault.none.next'));
    assert.equal(await c.get('camera-fault').getAttribute('data-fault'), 'none');
});

test('another program has the camera, and it can be tried again', async (t) => {
    const c = await device(
        t,
        (c) =>
            c.page.addInitScript(() => {
                const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
                navigator.mediaDevices.getUserMedia = () => {
                    navigator.mediaDevices.getUserMedia = open;
                    return Promise.reject(new DOMException('in use', 'NotReadableError'));
                };
            }),
        { camera: true, mocked: true },
    );
    await c.reads(say('camera.fault.busy'), say('camera.fault.busy.next'));
    await c.page.getByRole('button', { name: say('again') }).click();
    await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
});

test('the code reader cannot be loaded', async (t) => {
    const c = await device(t, (c) => c.page.route(/(qr|zxing)_reader/, (route) => route.abort()), {
        camera: true,
        mocked: true,
    });
    await c.reads(say('camera.fault.no_reader'), say('camera.fault.no_reader.next'));
    await c.get('photo-file').setInputFiles((await town.card('valid')).picture);
    await c.reads(say('photo.no_reader'));
});

for (const [what, answer] of Object.entries({
    'does not come': (route) => route.abort(),
    'is a page of a café': foreignPage,
    'comes in half': async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        await route.fulfill({ contentType: 'application/wasm', body: body.subarray(0, body.length / 2) });
    },
}))
    test(`the part of the code reader that reads ${what}: it is said and stays, and numbers are typed`, async (t) => {
        const c = await device(t, (c) => c.page.route(/zxing_reader.*wasm/, answer), { camera: true, mocked: true });
        await c.reads(say('camera.fault.no_reader'), say('camera.fault.no_reader.next'));
        await pause(CAMERA_WATCHED);
        assert.equal(await c.get('camera-fault').getAttribute('data-fault'), 'no_reader');
        await c.get('number-open').click();
        await c.get('number-field').fill((await town.card('valid')).number);
        await c.get('number-send').click();
        assert.equal((await c.verdict()).verdict, 'valid');
        await c.page.unroute(/zxing_reader.*wasm/);
        await c.next();
        await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    });

test('a code reader that breaks while it reads is loaded anew, and where that does not help it is said', async (t) => {
    const c = await device(t, undefined, { camera: true, mocked: true });
    await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    await c.page.evaluate(() => {
        window.post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = () => {
            throw new DOMException('no memory', 'DataCloneError');
        };
    });
    await c.reads(say('camera.fault.no_reader'), say('camera.fault.no_reader.next'));
    await c.page.evaluate(() => (Worker.prototype.postMessage = window.post));
    await c.page.getByRole('button', { name: say('again') }).click();
    await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
});

test('the storage of the device is full: it says so, and goes on checking', async (t) => {
    const c = await device(t, async (c) => {
        const cdp = await c.context.newCDPSession(c.page);
        await cdp.send('Storage.overrideQuotaForOrigin', { origin: town.origin, quotaSize: 1 });
    });
    await c.reads(say('notice.storage'), say('notice.storage.next'));
    assert.equal((await c.check((await town.card('valid')).text)).verdict, 'valid');
});

test('a clock that is wrong by a day is said online, and offline it decides nothing', async (t) => {
    const c = await device(t, (c) => c.ownClock(DAY));
    await c.reads(say('notice.clock'), say('notice.clock.next'));
    assert.equal((await c.check((await town.card('valid')).text)).verdict, 'valid', 'the server knows what day it is');
    await c.offline();
    await c.press((await town.card('child')).text);
    await answered(c, 'ask', 'clock');
});

test('a clock that was never compared and stands before the list decides nothing', async (t) => {
    const c = await device(t, (c) => c.ownClock());
    await c.listed();
    await c.offline();
    await c.page.evaluate((ms) => {
        window.ahead = ms;
    }, -DAY);
    await c.press((await town.card('valid')).text);
    await answered(c, 'ask', 'clock');
});

test('a server that answers HTML is as good as none', async (t) => {
    const c = await device(t);
    await c.listed();
    await c.page.route('**/api/v1/**', foreignPage);
    await c.press((await town.card('valid')).text);
    const v = await c.verdict();
    assert.deepEqual([v.verdict, v.reason, v.online], ['valid', 'ok', 'false']);
    await c.reads('Pa internet, lista e');
    await c.next();
    await c.press((await town.card('revoked')).text);
    assert.equal((await c.verdict()).reason, 'revoked');
});

test('an enrolment that is answered by HTML says what to do', async (t) => {
    const c = await device(t, (c) => c.page.route('**/api/v1/**', foreignPage));
    await c.reads(say('enrol.unreachable'));
});

test('a list whose signature does not hold is kept out, the old one stays, and it is said', async (t) => {
    const c = await device(t);
    await c.listed();
    await c.page.route('**/status/*', async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[body.length - 1] ^= 1;
        await route.fulfill({ response, body });
    });
    await c.offline();
    await c.offline(false);
    await c.reads(say('notice.list_refused'), say('notice.list_refused.next'));
    await c.offline();
    await c.press((await town.card('valid')).text);
    const v = await c.verdict();
    assert.deepEqual([v.verdict, v.online], ['valid', 'false']);
    await c.next();
    await c.press((await town.card('revoked')).text);
    assert.equal((await c.verdict()).reason, 'revoked');
});

test('a device that never got a list says amber for a good card', async (t) => {
    const c = await device(t, (c) => c.page.route('**/status/*', foreignPage));
    await c.get('scan-screen').waitFor();
    await c.unconnected(); // what came in place of the list
    await c.offline();
    await c.press((await town.card('valid')).text);
    await answered(c, 'ask', 'list_stale');
    await c.reads(say('state.offline_no_list'));
});

test('a page that is not opened over https gets no camera, and says by which address to open it', async (t) => {
    const other = await browserStart({ flags: [`--host-resolver-rules=MAP karta.test 127.0.0.1`] });
    t.after(() => other.close());
    const c = await Checker.make(other, town);
    await c.open(`http://karta.test:${town.server.port}/check/`);
    await c.get('enrol-scan').click();
    await c.reads(say('camera.fault.insecure'), say('camera.fault.insecure.next'));
});
