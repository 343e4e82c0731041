/* Pictures of every answer and every screen of the checker, on phones, a tablet and a desk computer:
 * node tests/e2e/screenshots.mjs FOLDER README-FOLDER CHECKER-FOLDER [SIZE or "install"]. Into the second go those that
 * the README shows, into the third those that a browser shows before it installs the checker (manifest.webmanifest). */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pause } from '../support/program.mjs';
import { Checker, OUT_OF_SIGHT, browserStart } from './browser.mjs';
import { AT_CODE, filmWrite } from './film.mjs';
import { Town, texts } from './town.mjs';

const run = promisify(execFile);
const [folder, shown, installed, only] = process.argv.slice(2);
const SIZES = {
    small: { width: 320, height: 568 },
    phone: { width: 360, height: 640 },
    lying: { width: 640, height: 360 },
    tablet: { width: 1024, height: 768 },
    desk: { width: 1280, height: 800 },
};
const HOUR = 3_600_000;
const FOREIGN = JSON.parse(readFileSync('tests/agreement/cases.json', 'utf8')).cases[0].text;

let town, browser, film, c, size;

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

const whole = (name) => c.page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: true });

/** The settings of a device that stands by itself, and the PIN before them. */
async function pin() {
    await c.get('kiosk-switch').check();
    await c.get('pin').fill('2468');
    await c.get('pin-send').click();
    await c.get('pin-remove').waitFor();
    await whole('settings-kiosk');
    await c.get('back').click();
    await c.get('settings-open').click();
    await c.get('pin').fill('1357');
    await c.get('pin-send').click();
    await c.page.waitForFunction(() => document.querySelector('#pin-fault').innerText);
    await still('pin');
    await c.get('pin').fill('2468');
    await c.get('pin-send').click();
    await c.get('pin-remove').click();
    await c.get('kiosk-switch').uncheck();
}

async function otherScreens() {
    await c.get('number-open').click();
    await c.get('number-field').fill('ABCD-EFGH');
    await c.get('number-send').click();
    await still('number');
    await c.get('back').click();
    await c.get('settings-open').click();
    await whole('settings');
    await pin();
    await c.get('scanner-open').click();
    await whole('scanner');
    await c.press('KARTA:karta/0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    await c.get('scanner-works').waitFor();
    await whole('scanner-tried');
    await c.page.goto('about:blank');
    await c.open(await town.link());
    await still('enrol-again');
}

async function device({ language = 'sq', ...how }, link) {
    c = await Checker.make(browser, town, { mocked: true, ...how, context: { viewport: SIZES[size], ...how.context } });
    await c.ownClock(how.ahead);
    await c.page.addInitScript(
        (settings) => {
            const opening = indexedDB.open('karta', 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
            opening.onsuccess = () => {
                const store = opening.result.transaction('kept', 'readwrite').objectStore('kept');
                store.put(settings, 'settings').onsuccess = () => opening.result.close();
            };
        },
        { dwell: 0, language },
    );
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
    await c.get('note-residence').click();
    await c.page.waitForFunction(() => document.querySelector('[data-testid=note-residence]').disabled);
    await still('note-noted');
    await c.next();
    await still('note-last');
    const [, secret] = (await town.link('documents')).split('=');
    await town.server.ask('POST', '/api/v1/devices/enrol', { body: { enrol: secret } });
    await c.press((await town.card('ended')).text);
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

/** The longest words, in Greek, where there is least room; and as who wants all letters twice as large has them. */
async function otherWords() {
    for (const language of ['el', 'en', 'twice'])
        for (const service of ['transport', 'kindergarten']) {
            await device({ camera: true, language: language === 'twice' ? 'sq' : language }, await town.link(service));
            await c.connected();
            if (language === 'twice') await c.lettersLarge();
            await still(`scan-${service}-${language}`);
            for (const which of ['child', 'expired', 'revoked']) {
                await c.press((await town.card(which)).text);
                await c.verdict();
                await still(`answer-${which}-${service}-${language}`);
                await c.next();
            }
            await c.get('settings-open').click();
            if (language === 'twice') await still(`settings-${service}-${language}`);
            else await whole(`settings-${service}-${language}`);
            await c.get('scanner-open').click();
            if (language !== 'twice') await whole(`scanner-${service}-${language}`);
            await c.end();
        }
}

/** In a tab of an iPhone, before its link is used up. */
async function homeScreen() {
    c = await Checker.make(browser, town, { mocked: true, context: { viewport: SIZES[size] } });
    await c.page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'standalone', { value: false }));
    await c.open(await town.link());
    await c.get('home-screen-advice').waitFor();
    await whole('home-screen-advice');
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

/** As few colours as it looks the same with. @param {string} from @param {string} to
 * @param {string} [more] of netpbm */
async function packed(from, to, more = 'cat') {
    const command = `set -o pipefail; pngtopam ${from} | ${more} | pnmquant 48 | pnmtopng -compression 9`;
    const { stdout } = await run('bash', ['-c', command], { encoding: 'buffer', maxBuffer: 1 << 24 });
    writeFileSync(to, stdout);
}

/** What somebody sees who is asked whether to install it, a card before the camera: the sizes stand in the manifest. */
async function installable() {
    const { picture } = await town.card('valid');

    for (const [name, deviceScaleFactor, nearer] of [
        ['phone', 2, 0.9],
        ['desk', 1, 0.6],
    ]) {
        let go;
        const held = new Promise((resolve) => (go = resolve));
        size = name;
        await filmWrite(film, picture, { centre: [0.734, 0.615], wide: AT_CODE.wide * nearer });
        c = await Checker.make(browser, town, {
            mocked: true,
            camera: true,
            context: { viewport: SIZES[name], deviceScaleFactor },
        });
        await c.page.addInitScript(() => (AbortController.prototype.abort = () => {}));
        await c.page.route('**/api/v1/check', async (route) => (await held, route.continue()));
        await c.open(await town.link());
        await c.reads(texts()('scan.checking'));
        await still('screen-scan');
        go();
        await c.verdict();
        await still('screen-answer');
        await c.end();
        for (const which of ['scan', 'answer'])
            await packed(join(folder, `screen-${which}-${name}.png`), join(installed, `screen-${name}-${which}.png`));
    }
}

/** A third of the 600 dpi that it is drawn with, in few colours. */
async function cardShown() {
    await packed((await town.card('valid')).picture, join(shown, 'card.png'), 'pamscale -reduce 3');
}

mkdirSync(folder, { recursive: true });
mkdirSync(shown, { recursive: true });
try {
    town = await Town.make();
    film = join(town.root, 'film.y4m');
    await filmWrite(film, (await town.card('valid')).picture, { ...AT_CODE, blur: 25 });
    browser = await browserStart({ film });
    for (size of Object.keys(SIZES).filter((name) => !only || name === only)) {
        await all();
        await cameraFaults();
        await homeScreen();
        if (size !== 'desk') await otherWords();
    }
    if (!only || only === 'install') await installable();
    if (!only) {
        copyFileSync(join(folder, 'answer-ok-phone.png'), join(shown, 'checker-valid.png'));
        copyFileSync(join(folder, 'answer-offline-revoked-phone.png'), join(shown, 'checker-offline.png'));
        await cardShown();
    }
} finally {
    await browser?.close();
    await town?.end();
}
