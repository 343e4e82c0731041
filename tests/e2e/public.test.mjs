/* The public page, exported and handed out by a server that knows nothing of Besa: in three languages, without
 * JavaScript, on a small telephone, by keyboard, printed; left at once; and nothing is kept or asked of anybody. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { BESA_RELEASE, PATIENCE } from '../support/program.mjs';
import { violations } from './axe.mjs';
import { browserStart } from './browser.mjs';
import { Staff } from './staff.mjs';
import { Town } from './town.mjs';

const run = promisify(execFile);
const PAGES = { sq: 'index.html', en: 'en.html', el: 'el.html' };
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };
const FIRST_LOAD = 50 * 1024; /* bytes */
let town, browser, folder, server, origin;

const words = (language) => JSON.parse(readFileSync(`web/i18n/public_${language}.json`, 'utf8'));
const exported = (to, ...more) => run(BESA_RELEASE, ['public', 'export', to, '--data', town.dir, ...more]);

before(async () => {
    [town, browser] = await Promise.all([Town.make({ binary: BESA_RELEASE }), browserStart()]);
    folder = join(town.root, 'public');
    server = createServer((rq, answer) => {
        const name = rq.url.slice(1) || 'index.html';
        if (rq.url === '/sporti') return answer.setHeader('Content-Type', TYPES.html).end('<title>Sporti</title>');
        if (!readdirSync(folder).includes(name)) return answer.writeHead(404).end();
        answer.setHeader('Content-Type', TYPES[name.split('.').pop()]);
        answer.end(readFileSync(join(folder, name)));
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${server.address().port}`;
    await exported(folder, '--leave', `${origin}/sporti`, '--line', '<116 & 117>');
});
after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    await town?.end();
});

/** @param {object} [how] more for Playwright's newContext */
async function opened(t, page, how = {}) {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, ...how });
    t.after(() => context.close());
    context.setDefaultTimeout(PATIENCE);
    const p = await context.newPage();
    const asked = [];
    p.on('request', (rq) => asked.push(rq.url()));
    await p.goto(`${origin}/${page}`);
    return { p, context, asked };
}

test('three languages have the same words', () => {
    for (const language of ['en', 'el'])
        assert.deepEqual(Object.keys(words(language)), Object.keys(words('sq')), language);
});

for (const [language, page] of Object.entries(PAGES))
    test(`without JavaScript it is read in ${language} at 320 px, and the button leads away`, async (t) => {
        const { p } = await opened(t, page, { javaScriptEnabled: false });
        const text = await p.locator('body').innerText();

        assert.equal(await p.title(), words(language).title);
        assert.equal(await p.locator('html').getAttribute('lang'), language);
        assert.match(text, /9 000/, 'the sum of the rule that holds today');
        assert.match(text, /VKB \d+\/\d{4}/);
        assert.match(text, /<116 & 117>/, 'as it was given, and no markup');
        assert.doesNotMatch(text, /\[\[|\{\{|undefined|null/);
        const box = await p
            .locator('html')
            .evaluate((e) => [e.scrollWidth, e.clientWidth])
            .catch(() => null);
        if (box) assert.ok(box[0] <= box[1], `${box[0]} px wide`);
        assert.ok(await p.locator('#leave').isVisible());
        await p.locator('#leave').click();
        await p.waitForURL(`${origin}/sporti`);
    });

test('axe finds nothing, the keyboard leads everywhere, and a step by Tab leads to the way out', async (t) => {
    for (const [language, page] of Object.entries(PAGES)) {
        const { p } = await opened(t, page);
        assert.deepEqual(await violations(p), [], language);
        await p.keyboard.press('Tab');
        assert.equal(await p.evaluate(() => document.activeElement?.id), 'leave');
        const links = await p.locator('a').count();
        for (let i = 1; i < links; i++) await p.keyboard.press('Tab');
        assert.equal(await p.evaluate(() => document.activeElement?.getAttribute('href')), 'tel:112');
        const [wide, window] = await p.evaluate(() => [
            document.documentElement.scrollWidth,
            document.documentElement.clientWidth,
        ]);
        assert.ok(wide <= window, `${wide} px wide in a window of ${window}`);
        if (process.env.PICTURES)
            await p.screenshot({ path: `${process.env.PICTURES}/public-${language}-320.png`, fullPage: true });
    }
});

for (const [way, leave] of [
    ['three times Shift', (p) => p.evaluate(() => window.leaveNow('Shift'))],
    ['the button', (p) => p.evaluate(() => window.leaveNow())],
])
    test(`left at once by ${way}: blank first, and "back" does not lead here`, async (t) => {
        const { p } = await opened(t, 'none', { bypassCSP: true });
        await p.goto(`${origin}/index.html`);
        const steps = await p.evaluate(() => history.length);
        await p.getByRole('link', { name: 'English' }).click();
        await p.waitForURL(`${origin}/en.html`);
        assert.equal(await p.evaluate(() => history.length), steps, 'another language is no step back');
        /* In one step, as the browser would: nothing can be seen in between. */
        await p.evaluate(() => {
            window.leaveNow = (key) => {
                const began = performance.now();
                if (key) for (let i = 0; i < 3; i++) window.dispatchEvent(new KeyboardEvent('keydown', { key }));
                else document.getElementById('leave').click();
                return { ms: performance.now() - began, text: document.body.innerText, title: document.title };
            };
        });
        const left = await leave(p);
        assert.deepEqual([left.text, left.title], ['', '']);
        assert.ok(left.ms <= 100, `blank after ${left.ms} ms`);
        t.diagnostic(`blank after ${left.ms.toFixed(1)} ms`);
        await p.waitForURL(`${origin}/sporti`);
        await p.goBack();
        assert.equal(p.url(), `${origin}/none`, 'what was before it, and no page of it');
    });

test('with other keys between them it stays, and with three in a row it leaves', async (t) => {
    const { p } = await opened(t, 'index.html');
    for (const key of ['Shift', 'Shift', 'a', 'Shift', 'Shift']) await p.keyboard.press(key);
    assert.ok(await p.locator('h1').isVisible());
    await p.keyboard.press('Shift');
    await p.waitForURL(`${origin}/sporti`);
});

test('nothing is kept on the device, nobody else is asked, and it weighs little', async (t) => {
    const { p, context, asked } = await opened(t, 'index.html', { bypassCSP: true });
    await p.waitForLoadState('networkidle');
    assert.deepEqual(
        asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:')),
        [],
    );
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(
        await p.evaluate(async () => [localStorage.length, sessionStorage.length, await indexedDB.databases()]),
        [0, 0, []],
    );
    const weight = ['index.html', 'page.css', 'leave.js'].map((name) => statSync(join(folder, name)).size);
    assert.ok(weight.reduce((a, b) => a + b) <= FIRST_LOAD, weight.join(' + '));
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    assert.match(page, /default-src 'none'/);
    assert.doesNotMatch(page.match(/<title>.*<\/title>/)[0], /dhun|mbrojt|urdh/i);
});

test('on paper it is a leaflet whose outside says nothing', async (t) => {
    const { p } = await opened(t, 'index.html');
    const pdf = join(town.root, 'leaflet.pdf');
    await p.pdf({ path: pdf, preferCSSPageSize: true });
    const { stdout: info } = await run('pdfinfo', [pdf]);
    const { stdout: outside } = await run('pdftotext', ['-l', '1', pdf, '-']);
    const { stdout: inside } = await run('pdftotext', ['-f', '2', pdf, '-']);

    assert.match(info, /Page size:\s+4(19|20)[.\d]* x 59[45]/, 'A5');
    assert.match(outside, /Bashkia Gjirokastër\s+Informacion për qytetarët/);
    assert.doesNotMatch(outside, /dhun|mbrojt|urdh|polici/i);
    assert.match(inside, /Tri urdhrat/);
});

test('of the address book it tells numbers marked public, as text, and never where that is', async (t) => {
    const s = await Staff.during(t, browser, town, 'coordinator', '/contacts');
    const point = (name, more) =>
        s.ask('POST', '/api/v1/contact-points', { name, kind: 'shelter', level: 'local', address: 'Rruga 9', ...more });
    const note = 'vetëm për ne';
    await point('Strehëza <b>A</b>', { public: true, phone: '084 111 111', hours: '24 orë', area: 'Lagjja 5', note });
    await point('Strehëza B', { public: false, phone: '084 222 222' });
    await point('Strehëza C', { public: true });
    const over = await point('Strehëza D', { public: true, phone: '084 444 444' });
    await s.ask('POST', `/api/v1/contact-points/${over.id}/end`, {});
    await point('Javascript', { public: true, phone: '<script>1</script> https://x.al' });
    const to = join(town.root, 'points');
    await exported(to, '--leave', 'https://x.al/');

    for (const name of Object.values(PAGES)) {
        const page = readFileSync(join(to, name), 'utf8');
        assert.match(page, /Strehëza &lt;b&gt;A&lt;\/b&gt;: 084 111 111, 24 orë/);
        assert.match(page, /Javascript: &lt;script&gt;1&lt;\/script&gt; https:/);
        assert.doesNotMatch(page, /Rruga 9|Lagjja 5|vetëm për ne|Strehëza [BCD]|084 (222|444)|<script>/);
    }
    const { p } = await opened(t, 'index.html');
    await p.setContent(readFileSync(join(to, 'index.html'), 'utf8').replaceAll('page.css', `${origin}/page.css`));
    assert.deepEqual(await violations(p), []);
    if (process.env.PICTURES)
        await p.screenshot({ path: `${process.env.PICTURES}/public-points-320.png`, fullPage: true });
});

test('what cannot be exported is said, and what stands in the folder stays', async () => {
    const before = readdirSync(folder);
    for (const [more, code, said] of [
        [[folder, '--leave', 'https://x.al/'], 73, /not empty/],
        [[join(town.root, 'other')], 65, /--leave/],
        [[join(town.root, 'other'), '--leave', 'javascript:alert(1)'], 64, /https:/],
        [[join(town.root, 'no', 'such'), '--leave', 'https://x.al/'], 73, /cannot be made/],
        [[join(town.root, 'other'), '--leave', 'https://x.al/', '--web', '/nowhere'], 66, /--web/],
    ]) {
        const failed = await exported(...more).then(
            () => assert.fail(more.join(' ')),
            (fault) => fault,
        );
        assert.equal(failed.code, code, more.join(' '));
        assert.match(failed.stderr, said);
    }
    assert.deepEqual(readdirSync(folder), before);
});
