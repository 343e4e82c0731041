/* What holds on every screen: accessibility, both languages, small windows, the keyboard; that nothing is asked of
 * anybody else, and that nothing about cards is left anywhere. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { Checker, OUT_OF_SIGHT, browserStart, present } from './browser.mjs';
import { Town, texts } from './town.mjs';
import { pause } from '../support/program.mjs';

const WEIGHT = 150 * 1024; /* bytes of the first load without the code reader */
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

/** Every screen in turn: calls `look` on each with its name. */
async function screens(c, link, again, look) {
    const back = async () => {
        await c.get('back').click();
        await c.get('scan-screen').waitFor();
    };
    await c.open();
    await c.get('enrol-screen').waitFor();
    await look('enrol');
    await c.page.goto('about:blank');
    await c.open(link);
    await c.get('scan-screen').waitFor();
    await c.page.locator('[data-testid=viewfinder][data-phase=ready], [data-testid=camera-fault]').waitFor();
    await look('scan');
    await c.get('number-open').click();
    await c.get('number-field').fill('ABCD');
    await c.get('number-send').click();
    await look('number');
    await back();
    await c.get('children-open').click();
    await c.get('children').waitFor();
    await look('children');
    await back();
    await c.get('settings-open').click();
    await look('settings');
    await c.get('scanner-open').click();
    await look('scanner');
    await c.press('KARTA:karta/0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ', { end: 'Enter' });
    await c.get('scanner-works').waitFor();
    await look('scanner that loses characters');
    await back();
    const answers = {
        valid: (await town.card('child')).text,
        invalid: (await town.card('ended')).text,
        ask: 'https://www.example.org/',
    };
    for (const [verdict, text] of Object.entries(answers)) {
        await c.press(text);
        assert.equal((await c.verdict()).verdict, verdict);
        await look(`verdict ${verdict}`);
        await c.next();
    }
    await c.page.goto('about:blank');
    await c.open(again);
    await c.get('enrol-again-screen').waitFor();
    await look('enrol again');
    await c.get('enrol-again-no').click();
}

/** The screens once by themselves, with an answer that stays. */
async function settled(c, language) {
    await c.page.addInitScript(
        ({ language }) => {
            const opening = indexedDB.open('karta', 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
            opening.onsuccess = () => {
                const store = opening.result.transaction('kept', 'readwrite').objectStore('kept');
                store.put({ language, dwell: 0 }, 'settings').onsuccess = () => opening.result.close();
            };
        },
        { language },
    );
}

async function axe(c, where) {
    assert.deepEqual(await violations(c.page), [], where);
}

/** Nothing sticks out to the side, so that nobody has to scroll in two directions.
 * @returns {Promise<string[]>} what does */
async function tooWide(c, where) {
    const [wide, width] = await c.page.evaluate(() => [
        Math.max(
            document.documentElement.scrollWidth,
            ...[...document.querySelectorAll('.verdict, main')].map((place) => place.scrollWidth),
        ),
        window.innerWidth,
    ]);
    return wide > width ? [`${where}: ${wide} of ${width} pixels`] : [];
}

/** What cannot be read or touched: text that sticks out of what hides it, and buttons that something else lies on.
 * @returns {Promise<string[]>} */
async function spoilt(c, where) {
    const found = await c.page.evaluate(() => {
        const found = [];
        const named = (one) => `${one.className || one.tagName} “${(one.innerText ?? '').slice(0, 30)}”`;
        const hides = (one) => /hidden|clip/.test(getComputedStyle(one).overflow);
        const told = document.querySelector('[data-testid=verdict]') ?? document.body;
        const texts = document.createTreeWalker(told, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(text);
            const at = range.getBoundingClientRect();
            if (!text.data.trim() || text.parentElement.closest('.visually-hidden, option') || !at.width) continue;
            for (let one = text.parentElement; one && one !== document.body; one = one.parentElement) {
                const box = one.getBoundingClientRect();
                const out = at.top < box.top - 1 || at.bottom > box.bottom + 1 || at.right > box.right + 1;
                if (hides(one) && out) found.push(`cut by ${named(one)}: ${text.data.trim()}`);
            }
        }
        for (const one of told.querySelectorAll('button, input, select, p, h1, h2')) {
            if (!one.checkVisibility() || one.closest('.visually-hidden') || !(one.innerText || one.matches('input')))
                continue;
            one.scrollIntoView({ block: 'center' });
            const { left, top, width, height } = one.getBoundingClientRect();
            if (!width || !height) continue;
            const hit = document.elementFromPoint(left + width / 2, top + height / 2);
            if (!hit || !(one.contains(hit) || hit.contains(one) || hit.closest('label')?.contains(one)))
                found.push(`covered by ${hit ? named(hit) : 'nothing'}: ${named(one)}`);
        }
        window.scrollTo(0, 0);
        return found;
    });
    return found.map((text) => `${where}: ${text}`);
}

/** Words that a line breaks in two, for there is room for each of them. @returns {Promise<string[]>} */
async function broken(c, where) {
    const found = await c.page.evaluate(() => {
        const found = [];
        for (const one of document.querySelectorAll('button, h1, h2, legend, dt, .choice, .verdict-line, .fault-what'))
            for (const text of [...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE))
                for (const { 0: word, index } of one.checkVisibility() ? text.data.matchAll(/[\p{L}\p{M}]+/gu) : []) {
                    const range = document.createRange();
                    range.setStart(text, index);
                    range.setEnd(text, index + word.length);
                    if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word);
                }
        return found;
    });
    return found.map((word) => `${where}: ${word}`);
}

for (const [language, colorScheme] of [
    ['sq', 'light'],
    ['en', 'dark'],
])
    test(`axe-core finds nothing on any screen, and no text is missing: ${language}, ${colorScheme}`, async (t) => {
        const c = await device(t, { camera: true, context: { colorScheme } });
        await settled(c, language);
        const link = await town.link('kindergarten');
        await screens(c, link, link, async (where) => {
            assert.equal(await c.page.evaluate(() => document.documentElement.lang), language);
            await axe(c, where);
            await c.reads();
            assert.deepEqual(await tooWide(c, where), []);
        });
    });

/* What people hold, whichever way: the smallest phone, one that lies, what is left of a desk screen at 400 %, and of a
 * phone at 200 %; and letters twice as large as they come. */
for (const language of ['sq', 'el'])
    test(`on no screen, however small or large its letters, anything is cut or covered: ${language}`, async (t) => {
        const c = await device(t, { camera: true });
        await settled(c, language);
        const link = await town.link('kindergarten');
        const wrong = [];
        const letters = await c.lettersLarge();
        await letters(false);
        await screens(c, link, link, async (where) => {
            for (const [width, height, large] of [
                [320, 568, false],
                [360, 640, false],
                [420, 900, false],
                [640, 360, false],
                [320, 256, false],
                [180, 320, false],
                [320, 568, true],
                [360, 640, true],
                [640, 360, true],
            ]) {
                const here = `${where}, ${width}×${height}${large ? ', large letters' : ''}`;
                await c.page.setViewportSize({ width, height });
                await letters(large);
                wrong.push(...(await tooWide(c, here)), ...(await spoilt(c, here)));
                if (width >= 320 && !large) wrong.push(...(await broken(c, `${here}, broken`)));
            }
            await letters(false);
            await c.page.setViewportSize({ width: 360, height: 640 });
        });
        assert.deepEqual(wrong, []);
    });

test('on a phone that lies the word, its line and the way on are there without scrolling', async (t) => {
    const c = await device(t, { context: { viewport: { width: 640, height: 360 } } });
    await settled(c, 'sq');
    await c.open(await town.link('transport'));
    await c.get('scan-screen').waitFor();
    for (const [which, size] of [
        ['valid', [640, 360]],
        ['ended', [640, 360]],
        ['valid', [320, 568]],
        ['ended', [320, 568]],
    ]) {
        await c.page.setViewportSize({ width: size[0], height: size[1] });
        await c.press((await town.card(which)).text);
        await c.verdict();
        for (const part of ['verdict-line', 'verdict-next-card'])
            assert.ok(
                await c.get(part).evaluate((one) => one.getBoundingClientRect().bottom <= window.innerHeight),
                `${which}, ${size}: ${part}`,
            );
        await c.next();
        await pause(OUT_OF_SIGHT);
    }
});

test('a camera that is refused, and a device that was stopped, are accessible screens, too', async (t) => {
    const c = await device(t, { camera: 'refused' });
    await settled(c, 'sq');
    await c.open(await town.link('documents'));
    await c.get('camera-fault').waitFor();
    await axe(c, 'camera refused');
    const other = await device(t);
    await other.open(await town.link('documents'));
    await other.get('scan-screen').waitFor();
    await c.press((await town.card('valid')).text);
    await c.get('stopped-screen').waitFor();
    await axe(c, 'stopped');
    assert.deepEqual(await tooWide(c, 'stopped'), []);
});

test('a number is checked by the keyboard alone', async (t) => {
    const c = await device(t);
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    for (let i = 0; i < 20 && !(await c.get('number-open').evaluate((b) => b === document.activeElement)); i++)
        await c.page.keyboard.press('Tab');
    await pause(100);
    await c.page.keyboard.press('Enter');
    await c.get('number-field').waitFor();
    await c.page.keyboard.type((await town.card('valid')).number, { delay: 70 });
    await c.page.keyboard.press('Enter');
    assert.equal((await c.verdict()).verdict, 'valid');
    assert.match(await c.get('announce').textContent(), /^PO/);
    await c.page.waitForFunction(() => document.activeElement?.matches('[data-testid=verdict-next-card]'));
    await c.page.keyboard.press('Enter');
    await c.get('verdict').waitFor({ state: 'detached' });
    await c.get('scan-screen').waitFor();
});

test('there is every text that a screen names', () => {
    const sq = JSON.parse(readFileSync('web/i18n/check_sq.json', 'utf8'));
    for (const file of readdirSync('web/check').filter((name) => name.endsWith('.js')))
        for (const [, key] of readFileSync(`web/check/${file}`, 'utf8').matchAll(/say\(['"]([\w.]+)['"]/g))
            assert.ok(key in sq || `${key}.one` in sq, `${file}: ${key}`);
});

test('the language is changed in the settings and stays', async (t) => {
    const c = await device(t);
    await c.open(await town.link('documents'));
    await c.get('settings-open').click();
    await c.get('language-en').check();
    await c.reads(texts('en')('settings.title'));
    await c.reload();
    await c.reads(texts('en')('settings.title'));
    assert.equal(await c.page.evaluate(() => document.documentElement.lang), 'en');
});

test('nobody else is asked for anything, and the first load is small', async (t) => {
    const c = await device(t, { camera: 'refused' });
    const cdp = await c.context.newCDPSession(c.page);
    let weight = 0;
    await cdp.send('Network.enable');
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (weight += encodedDataLength));
    await c.open();
    await c.page.waitForLoadState('networkidle');
    assert.ok(weight > 10_000 && weight <= WEIGHT, `${weight} bytes`);
    await c.context.grantPermissions(['camera']);
    await c.page.goto('about:blank');
    await c.open(await town.link('documents'));
    await c.page.locator('[data-testid=viewfinder][data-phase=ready]').waitFor();
    await c.check((await town.card('valid')).text);
    await c.ready();
    assert.ok(c.asked.length > 10);
    assert.deepEqual(
        c.asked.filter((url) => !url.startsWith(`${town.origin}/`) && !url.startsWith('about:')),
        [],
    );
});

test('settings come with the address, behind a PIN that passers-by do not have', async (t) => {
    const c = await device(t);
    const english = texts('en');
    const start = async (place) => {
        await c.page.goto('about:blank');
        await c.open(`${town.origin}/check/${place}`);
        await c.get('scan-screen').waitFor();
    };
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    await start('#set&language=en&dwell=6&sound=off&kiosk=on&pin=2468&nothing=1');
    assert.equal(new URL(c.page.url()).hash, '');
    await c.get('settings-open').click();
    await c.get('pin-screen').waitFor();
    await c.page.waitForFunction(() => document.fullscreenElement !== null); /* with the first touch */
    await axe(c, 'pin');
    await c.get('pin').fill('1357');
    await c.get('pin-send').click();
    await c.reads(english('pin.wrong'));
    await c.get('pin').fill('2468');
    await c.get('pin-send').click();
    await c.get('settings-screen').waitFor();
    assert.equal(await c.get('dwell-6').isChecked(), true);
    assert.equal(await c.get('sound-switch').isChecked(), false);
    assert.equal(await c.get('kiosk-switch').isChecked(), true);
    /* An address without that PIN changes nothing any more. */
    await start('#set&language=sq&pin=1357');
    assert.equal(await c.page.evaluate(() => document.documentElement.lang), 'en');
    await start('#set&language=sq&pin=2468');
    assert.equal(await c.page.evaluate(() => document.documentElement.lang), 'sq');
});

test('settings in the address that are none change nothing, and the next start has words', async (t) => {
    const c = await device(t);
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    await c.page.goto('about:blank');
    await c.open(`${town.origin}/check/#set&language=constructor&sound=toString&kiosk=valueOf`);
    await c.get('scan-screen').waitFor();
    assert.equal(await c.page.evaluate(() => document.documentElement.lang), 'sq');
    await c.get('settings-open').click();
    assert.equal(await c.get('sound-switch').isChecked(), true);
    assert.equal(await c.get('kiosk-switch').isChecked(), false);
});

test('settings in the address of a page that is open are taken, and leave the address', async (t) => {
    const c = await device(t);
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    await c.page.evaluate(() => (location.hash = '#set&language=en&pin=2468'));
    await c.page.waitForFunction(() => document.documentElement.lang === 'en');
    await c.get('scan-screen').waitFor();
    assert.equal(new URL(c.page.url()).hash, '');
});

test('whoever tries PINs waits a minute after five, and then the right one opens', async (t) => {
    const c = await device(t);
    const say = texts();
    const tried = async (pin, answer) => {
        await c.get('pin').fill(pin);
        await c.get('pin-send').click();
        if (answer) await c.reads(say(answer));
    };
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    await c.page.goto('about:blank');
    await c.open(`${town.origin}/check/#set&pin=2468`);
    await c.get('scan-screen').waitFor();
    await c.get('settings-open').click();
    await c.get('pin-screen').waitFor();
    for (const pin of ['1111', '2222', '3333', '4444']) await tried(pin, 'pin.wrong');
    const before = Date.now();
    await tried('5555', 'pin.wait');
    await tried('2468', 'pin.wait');
    await present(c.get('settings-screen'), 0);
    await c.page.clock.setFixedTime(before + 59_000);
    await tried('2468', 'pin.wait');
    await c.page.clock.setFixedTime(Date.now() + 61_000);
    await tried('2468');
    await c.get('settings-screen').waitFor();
});

test('an address with junk for a code changes nothing on an enrolled device, and is said on another', async (t) => {
    const c = await device(t);
    await c.open(`${town.origin}/check/#enrol=mbeturina`);
    await c.get('enrol-screen').waitFor();
    await c.reads(texts()('enrol.not_enrol'));
    await c.open(await town.link('documents'));
    await c.get('scan-screen').waitFor();
    await c.page.goto('about:blank');
    await c.open(`${town.origin}/check/#enrol=mbeturina`);
    await c.get('scan-screen').waitFor();
    await present(c.get('enrol-again-screen'), 0);
});

test('whoever wants no movement sees none, and nobody else does either', async (t) => {
    const c = await device(t, { context: { reducedMotion: 'reduce' } });
    await c.open();
    assert.equal(await c.page.evaluate(() => document.getAnimations().length), 0);
});

test('a page of another site may not frame the checker, and no other script runs in it', async (t) => {
    const c = await device(t);
    const response = await c.page.goto(`${town.origin}/check/`);
    const policy = response.headers()['content-security-policy'];
    assert.match(policy, /default-src 'none'|default-src 'self'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
    await c.page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
    });
    assert.equal(await c.page.evaluate(() => window.ran ?? false), false);
});

test('neither token nor card stays in the address, storage, caches or on the console', async (t) => {
    const c = await device(t, { dwell: null });
    await c.open(await town.link('documents'));
    await c.connected();
    await c.listed();
    await c.ready();
    const { text, number } = await town.card('valid');
    await c.check(text);
    await c.press((await town.card('ended')).number);
    await c.verdict();
    const left = await c.page.evaluate(async () => {
        const kept = {},
            cached = [];
        const database = await new Promise((done) => {
            indexedDB.open('karta').onsuccess = (e) => done(e.target.result);
        });
        const cursor = database.transaction('kept').objectStore('kept').openCursor();
        await new Promise((done) => {
            cursor.onsuccess = () => {
                if (!cursor.result) return done();
                kept[cursor.result.key] = JSON.stringify(cursor.result.value);
                cursor.result.continue();
            };
        });
        for (const name of await caches.keys())
            for (const { url } of await (await caches.open(name)).keys()) cached.push(url);
        return {
            kept,
            cached,
            local: { ...localStorage },
            session: { ...sessionStorage },
            cookie: document.cookie,
            databases: (await indexedDB.databases()).map(({ name }) => name),
            state: JSON.stringify(history.state),
        };
    });
    const { token } = JSON.parse(left.kept.device);
    assert.ok(token.length > 30);
    assert.deepEqual([left.local, left.session, left.cookie, left.databases], [{}, {}, '', ['karta']]);
    assert.deepEqual(Object.keys(left.kept).sort(), [
        'device',
        'issuer',
        'kinds',
        'lists',
        'settings',
    ]); /* kinds: of certificates; settings: a new enrolment takes a PIN away */
    assert.ok(
        left.cached.every((url) => /\/check\//.test(url)),
        left.cached.join(),
    );
    const everything = JSON.stringify([left, c.said, c.asked, c.page.url(), await c.context.cookies()]);
    for (const secret of [text, text.slice(0, 60), number, number.match(/.{4}/g).join('-')])
        assert.ok(!everything.includes(secret), secret);
    assert.equal(everything.split(token).length, 2, 'the token stands in one place only');
    assert.deepEqual(c.said, []);
});
