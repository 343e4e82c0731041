/* Pictures of every answer and every screen of the checker, on phones, a tablet and a desk computer:
 * node tests/e2e/screenshots.mjs FOLDER README-FOLDER. Into the second go those that the README shows. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pause } from '../support/program.mjs';
import { Checker, OUT_OF_SIGHT, browserStart } from './browser.mjs';
import { AT_CODE, filmWrite } from './film.mjs';
import { Town } from './town.mjs';

const run = promisify(execFile);
const [folder, shown] = process.argv.slice(2);
const SIZES = {
    small: { width: 320, height: 568 },
    phone: { width: 360, height: 640 },
    tablet: { width: 1024, height: 768 },
    desk: { width: 1280, height: 800 },
};
const HOUR = 3_600_000;
const FOREIGN = JSON.parse(readFileSync('tests/agreement/cases.json', 'utf8')).cases[0].text;

let town, browser, c, size;

const still = (name) => c.page.screenshot({ path: join(folder, `${name}-${size}.png`) });

async function answer(name, text) {
    await c.press(text);
    await c.verdict();
    await still(`answer-${name}`);
    await c.next();
}

/** What this register has no card for, in the server's words. */
async function answerOf(
    verdict,
    reason,
    text = `BK1${reason.toUpperCase().replace(/[^A-Z]/g, '')}`,
    reply = { json: { verdict, reason, until: null, hint: '' } },
) {
    await c.page.route('**/api/v1/check', (route) => route.fulfill(reply));
    await answer(reason, text);
    await c.page.unroute('**/api/v1/check');
}

async function online() {
    const [valid, expired, ended, revoked, elsewhere] = await Promise.all(
        ['valid', 'expired', 'ended', 'revoked', 'wrong_service'].map((which) => town.card(which)),
    );

    await still('scan');
    await answer('ok', valid.text);
    await answer('expired', expired.text);
    await answer('ended', ended.text);
    await answer('revoked', revoked.text);
    await answer('wrong_service', elsewhere.text);
    await answer('forged', valid.text.slice(0, -20) + (valid.text.at(-20) === 'A' ? 'B' : 'A') + valid.text.slice(-19));
    await answer('other_issuer', FOREIGN);
    await answer('unknown', 'AAAABBBBCCCCDDDD');
    await answer('unreadable', valid.text.slice(0, 150));
    await answer('other_code', 'https://www.example.org/menu');
    await answerOf('invalid', 'not_yet_valid');
    await answerOf('ask', 'restored_gap');
    await answerOf('ask', 'too_many');
    await answerOf('ask', 'undecided');
    await answerOf('invalid', 'not_valid');
    await answerOf('ask', 'too_many_numbers', 'AAAABBBBCCCCEEEE', { status: 429, json: { code: 'too_many_numbers' } });
    await pause(OUT_OF_SIGHT);
    await answer('seen', valid.text);
}

async function offline() {
    const [valid, revoked, expired] = await Promise.all([
        town.card('valid'),
        town.card('revoked'),
        town.card('expired'),
    ]);

    await c.reload(); /* forgets what it has seen */
    await c.connected();
    await pause(800);
    await c.offline();
    await answer('offline-ok', valid.text);
    await answer('offline-revoked', revoked.text);
    await answer('offline-number', valid.number);
    await still('scan-offline');
    await c.page.evaluate((ms) => {
        window.ahead = ms;
    }, 25 * HOUR);
    await answer('offline-list_stale', (await town.card('child')).text);
    await c.page.evaluate((ms) => {
        window.ahead = ms;
    }, -25 * HOUR);
    await answer('offline-clock', expired.text);
    await c.page.evaluate(() => {
        window.ahead = 0;
    });
    await c.offline(false);
}

async function otherScreens() {
    await c.get('number-open').click();
    await c.get('number-field').fill('ABCD-EFGH');
    await c.get('number-send').click();
    await still('number');
    await c.get('back').click();
    await c.get('settings-open').click();
    await c.page.screenshot({ path: join(folder, `settings-${size}.png`), fullPage: true });
    await c.get('scanner-open').click();
    await c.press('KARTA:karta/0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    await c.get('scanner-works').waitFor();
    await c.page.screenshot({ path: join(folder, `scanner-${size}.png`), fullPage: true });
    await c.page.goto('about:blank');
    await c.open(await town.link());
    await still('enrol-again');
}

async function device(how, link) {
    c = await Checker.make(browser, town, { mocked: true, ...how, context: { viewport: SIZES[size], ...how.context } });
    await c.ownClock(how.ahead);
    await c.page.addInitScript(() => {
        const opening = indexedDB.open('karta', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
        opening.onsuccess = () => {
            const store = opening.result.transaction('kept', 'readwrite').objectStore('kept');
            store.put({ dwell: 0 }, 'settings').onsuccess = () => opening.result.close();
        };
    });
    await c.open(link);
    await pause(800);
}

async function all() {
    await device({ camera: true }, await town.link());
    await c.connected();
    await online();
    await offline();
    await otherScreens();
    await c.end();
    await device({});
    await still('enrol');
    await c.end();
    await device({}, town.oldLink());
    await still('enrol-refused');
    await c.end();
    await device({ ahead: 24 * HOUR }, await town.link('documents'));
    await c.connected();
    await still('camera-refused-clock-wrong');
    await c.press((await town.card('valid')).text);
    await c.get('note-open').waitFor();
    await still('note-offer');
    await c.get('note-open').click();
    await still('note-kinds');
    await c.next();
    const [, secret] = (await town.link('documents')).split('=');
    await town.server.ask('POST', '/api/v1/devices/enrol', { body: { enrol: secret } });
    await c.press((await town.card('valid')).text);
    await c.get('stopped-screen').waitFor();
    await still('stopped');
    await c.end();
    await device({ camera: true, context: { colorScheme: 'dark' } }, await town.link('kindergarten'));
    await c.connected();
    await still('scan-dark');
    await c.get('children-open').click();
    await still('children-dark');
    await c.end();
}

/** The part of the code reader that reads does not come, or the camera is another program's. */
async function cameraFaults() {
    for (const fault of ['no_reader', 'busy', 'none']) {
        c = await Checker.make(browser, town, { mocked: true, camera: true, context: { viewport: SIZES[size] } });
        if (fault === 'no_reader') await c.page.route(/zxing_reader.*wasm/, (route) => route.abort());
        else
            await c.page.addInitScript((name) => {
                navigator.mediaDevices.getUserMedia = async () => {
                    throw new DOMException('', name);
                };
            }, { busy: 'NotReadableError', none: 'NotFoundError' }[fault]);
        await c.open(await town.link());
        await c.get('camera-fault').waitFor();
        await still(`camera-${fault}`);
        await c.end();
    }
}

/** A third of the 600 dpi that it is drawn with, in few colours. */
async function cardShown() {
    const { picture } = await town.card('valid');
    const command = `set -o pipefail; pngtopam ${picture} | pamscale -reduce 3 | pnmquant 48 | pnmtopng -compression 9`;
    const { stdout } = await run('bash', ['-c', command], { encoding: 'buffer', maxBuffer: 1 << 24 });
    writeFileSync(join(shown, 'card.png'), stdout);
}

mkdirSync(folder, { recursive: true });
mkdirSync(shown, { recursive: true });
try {
    town = await Town.make();
    const film = join(town.root, 'film.y4m');
    await filmWrite(film, (await town.card('valid')).picture, { ...AT_CODE, blur: 25 });
    browser = await browserStart({ film });
    for (size of Object.keys(SIZES)) {
        await all();
        await cameraFaults();
    }
    copyFileSync(join(folder, 'answer-ok-phone.png'), join(shown, 'checker-valid.png'));
    copyFileSync(join(folder, 'answer-offline-revoked-phone.png'), join(shown, 'checker-offline.png'));
    await cardShown();
} finally {
    await browser?.close();
    await town?.end();
}
