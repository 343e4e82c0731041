/* What a slow phone has to fetch until a page stands, counted; and that nothing is fetched twice, that a stranger is
 * told nothing, and that a page is always of one version. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Server, pause, until } from '../support/program.mjs';
import { Checker, browserStart } from './browser.mjs';
import { ACCOUNTS, Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';
import { Wire } from './wire.mjs';

const KIB = 1024;
const ROUNDS = 3;
const SLOW = 400; /* ms that each request takes at least */
const DIGESTED = /-[0-9a-f]{10}\.[a-z]+$/;
const TELLING = /dhun|violenc|victim|viktim|gjykat|urdh(ë|e)r/i;
const binary = process.env.BESA_RELEASE ?? 'build/release/besa';
const say = staffTexts();
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([Town.make({ binary }), browserStart()]);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** A coordinator who has signed in here before, with a browser that holds none of the app's files. */
async function returning(t) {
    const kept = { name: 'besa-device', value: JSON.stringify({ language: 'sq', curtain: 15, signed_in: true }) };
    const storageState = { cookies: [], origins: [{ origin: town.origin, localStorage: [kept] }] };
    const s = await Staff.make(browser, town, { context: { storageState } });
    t.after(() => s.end());
    await s.session(ACCOUNTS.coordinator);
    return s;
}

async function stranger(t) {
    const s = await Staff.make(browser, town);
    t.after(() => s.end());
    return s;
}

/** @param {Wire} wire @param {{ bytes: number, files: number }} most */
function holds(t, wire, most) {
    const figures = `${(wire.bytes / KIB).toFixed(1)} KiB, ${wire.files.length} files, ${wire.rounds()} rounds, ${
        wire.asked.length - wire.files.length
    } answers of the register`;

    t.diagnostic(figures);
    assert.ok(wire.bytes > 100 && wire.bytes <= most.bytes, `${figures}\n${wire.told}`);
    assert.ok(wire.files.length >= 1 && wire.files.length <= most.files, `${figures}\n${wire.told}`);
    assert.ok(wire.rounds() <= ROUNDS, `${figures}\n${wire.told}`);
}

test('signing in: at most 45 KiB, 6 requests, 3 rounds', async (t) => {
    const s = await stranger(t);
    const wire = await Wire.listen(s);
    await s.open();
    await s.get('sign-in-screen').waitFor();
    await s.page.waitForLoadState('networkidle');
    holds(t, wire, { bytes: 45 * KIB, files: 6 });
    assert.ok(wire.asked.length <= 6, wire.told);
    assert.ok(wire.rounds(wire.asked) <= ROUNDS, wire.told);
});

test('a file: at most 90 KiB, 8 requests, 3 rounds; afterwards 2 requests', async (t) => {
    const s = await returning(t);
    const wire = await Wire.listen(s);
    await wire.slow(SLOW);
    await s.open('/cases/1');
    await s.get('part-seal').waitFor();
    await s.page.waitForLoadState('networkidle');
    holds(t, wire, { bytes: 90 * KIB, files: 6 });
    t.diagnostic(`${wire.waits} rounds by the clock`);
    assert.ok(wire.asked.length <= 8, wire.told);
    assert.ok(wire.waits <= ROUNDS, wire.told);
    await s.page.goto('about:blank');
    wire.forget();
    await s.open('/cases/1');
    await s.get('part-seal').waitFor();
    await s.page.waitForLoadState('networkidle');
    holds(t, wire, { bytes: 15 * KIB, files: 1 });
    assert.ok(wire.asked.length <= 2, wire.told);
    assert.deepEqual(
        wire.files.map(({ path }) => path),
        ['/staff/'],
    );
});

/** Until the page has asked nothing for two seconds: a slow machine pauses between two reads that follow each other. */
async function quiet(page) {
    let last = Date.now();
    const asked = () => (last = Date.now());
    page.on('request', asked);
    page.on('requestfinished', asked);
    await until(() => Date.now() - last > 2000);
    page.off('request', asked);
    page.off('requestfinished', asked);
}

/** What the register answers to that page, each address once for each time it was read. */
async function readBy(s, place) {
    const read = [];
    const coming = [];
    s.page.on('response', (response) => {
        const { pathname, search } = new URL(response.url());
        if (pathname === '/api/v1/reads')
            coming.push(response.json().then(({ answers }) => read.push(...answers.map(({ path }) => path))));
        else if (pathname.startsWith('/api/')) read.push(pathname + search);
    });
    await s.open(place);
    await s.get('part-seal').waitFor();
    await quiet(s.page);
    await Promise.all(coming);
    s.page.removeAllListeners('response');
    await s.page.goto('about:blank');
    return read.filter((path) => path !== '/api/v1/organisations').sort(); /* of nobody, and not logged */
}

test('what is read ahead of a file is what the file reads, neither more nor less', async (t) => {
    const [ahead, behind] = [await returning(t), await stranger(t)];
    await behind.session(ACCOUNTS.coordinator);
    await behind.context.addInitScript(() => localStorage.removeItem('besa-device'));
    for (const id of [1, 2, 3, 4]) {
        const expected = await readBy(behind, `/cases/${id}`);
        assert.ok(expected.length > 8);
        assert.deepEqual(await readBy(ahead, `/cases/${id}`), expected);
    }
});

test('another role at the same computer reads nothing of what the address names', async (t) => {
    const s = await returning(t);
    await s.session(ACCOUNTS.director);
    const read = [];
    s.page.on('response', (response) => read.push(`${response.status()} ${new URL(response.url()).pathname}`));
    await s.open('/cases/1');
    await s.page.getByText(say('screen.not_yours')).waitFor();
    await s.whole();
    assert.deepEqual(
        read.filter((line) => line.includes('/api/')),
        /* A director is told of new coordinators, wherever she is. */
        ['403 /api/v1/reads', '200 /api/v1/session', '200 /api/v1/account-notices'],
    );
});

test('the checker: at most 48 KiB, 6 requests, 3 rounds; and none of the network once it is kept', async (t) => {
    const c = await Checker.make(browser, town);
    t.after(() => c.end());
    const wire = await Wire.listen(c);
    await c.open();
    await c.page.waitForLoadState('networkidle');
    holds(t, wire, { bytes: 48 * KIB, files: 6 });
    assert.ok(wire.asked.length <= 6, wire.told);
    await c.ready();
    await c.page.goto('about:blank');
    wire.forget();
    await c.offline();
    await c.open();
    assert.deepEqual(wire.files, []);
    assert.ok(wire.all.size >= 4);
});

test('a file whose name holds its digest is kept for a year; the others are asked for each time', async (t) => {
    const [s, c] = [await returning(t), await Checker.make(browser, town)];
    t.after(() => c.end());
    const wires = [await Wire.listen(s), await Wire.listen(c)];
    await s.open('/cases/1');
    await c.open();
    await s.page.waitForLoadState('networkidle');
    await c.page.waitForLoadState('networkidle');
    for (const { path, headers } of wires.flatMap((wire) => wire.files)) {
        const inside = path.startsWith('/staff/') && !/^\/staff\/(main|shell|staff)-/.test(path);
        const kept = `${inside ? 'private' : 'public'}, max-age=31536000, immutable`;
        const expected = /^\/(staff|check)\/$/.test(path) ? 'no-cache' : kept;
        assert.equal(headers['cache-control'], expected, path);
        assert.equal(DIGESTED.test(path), expected !== 'no-cache', path);
    }
    const { json } = await town.server.ask('GET', '/check/shell.json');
    for (const path of json.files) {
        const { headers } = await town.server.ask('GET', path);
        const asked = ['/check/', '/check/sw.js'].includes(path);
        assert.equal(headers['cache-control'], asked ? 'no-cache' : 'public, max-age=31536000, immutable', path);
    }
    assert.equal((await town.server.ask('GET', '/check/shell.json')).headers['cache-control'], 'no-cache');
});

test('before signing in the page tells nothing of what the register is for; the words come afterwards', async (t) => {
    const s = await stranger(t);
    const told = [];
    s.page.on('response', (response) => told.push(response.text().catch(() => '')));
    await s.open();
    await s.get('sign-in-screen').waitFor();
    await s.get('submit').click();
    await s.get('summary').waitFor();
    await s.signIn(ACCOUNTS.coordinator, 'not the password');
    await s.page.getByText(say('sign_in.problem.sign_in_failed')).waitFor();
    await s.whole();
    assert.ok(!s.asked.some((url) => url.includes('words_')), s.asked.join());
    assert.ok(told.length > 4);
    for (const text of await Promise.all(told)) assert.doesNotMatch(text, TELLING);
    await s.signIn(ACCOUNTS.coordinator);
    await s.get('today-screen').waitFor();
    await s.whole();
    assert.equal(s.asked.filter((url) => url.includes('words_sq')).length, 1);
    await s.get('language').click();
    await s.page.getByText(staffTexts('en')('sign_out')).waitFor();
    await s.whole();
    s.calm();
});

test('nothing that a checker keeps says why somebody has a card', async () => {
    const { json } = await town.server.ask('GET', '/check/shell.json');
    assert.ok(json.files.length > 10);
    for (const path of json.files)
        assert.doesNotMatch((await town.server.ask('GET', path)).body.toString(), TELLING, path);
});

test('whoever has signed in before waits for the session, the words and the screen at once', async (t) => {
    const s = await returning(t);
    const asked = (part) => s.page.waitForRequest((rq) => rq.url().includes(part));
    const all = Promise.all([asked('/staff/words_sq-'), asked('/staff/case-')]);
    await s.page.route('**/api/v1/reads', (route) => all.then(() => route.continue()));
    await s.open('/cases/1');
    await s.get('part-time').waitFor();
    await s.get('sign-out').click();
    await s.get('sign-in-screen').waitFor();
    s.asked.length = 0;
    await s.page.reload();
    await s.get('sign-in-screen').waitFor();
    assert.ok(!s.asked.some((url) => /words_|\/case-/.test(url)), 'signed out: nothing is fetched ahead');
});

test('words that cannot be fetched are said so, and are there after another try', async (t) => {
    const s = await stranger(t);
    await s.page.route('**/staff/words_*', (route) => route.abort());
    await s.open();
    await s.signIn(ACCOUNTS.coordinator);
    await s.page.getByRole('heading', { name: say('screen.unfetched') }).waitFor();
    await s.whole();
    await s.page.unroute('**/staff/words_*');
    await s.page.getByRole('button', { name: say('again') }).click();
    await s.get('today-screen').waitFor();
});

test('a module that keeps something is in one file of the staff app only', () => {
    const maps = readdirSync('web/built/staff').filter((name) => name.endsWith('.map'));
    const all = maps.flatMap((name) => {
        const { sources } = JSON.parse(readFileSync(`web/built/staff/${name}`, 'utf8'));
        return sources.map((source) => source.replace(/^.*?(?=(check|staff|vendor)\/)/, ''));
    });
    const several = new Set(all.filter((source, i) => all.indexOf(source) !== i));
    const keeps = (source) => /^(export )?(let |const \w+ = new (?!Intl))/m.test(readFileSync(`web/${source}`, 'utf8'));
    assert.ok(several.has('staff/parts/timeline_scale.js') && keeps('staff/session.js'), [...several].join());
    assert.deepEqual([...several].filter(keeps), []);
});

/** Stands between the browser and a server that may be another one later: counts what comes, can keep files back. */
class Gate {
    static async make(server) {
        const gate = new Gate();
        gate.server = server;
        gate.counts = new Map();
        gate.kept = () => false;
        gate.http = http.createServer((rq, rs) => gate.pass(rq, rs));
        await new Promise((done) => gate.http.listen(0, '127.0.0.1', done));
        gate.origin = `http://127.0.0.1:${gate.http.address().port}`;
        return gate;
    }

    pass(rq, rs) {
        const [path] = rq.url.split('?');
        this.counts.set(path, (this.counts.get(path) ?? 0) + 1);
        if (this.kept(path)) return rq.socket.destroy();
        const { method, headers } = rq;
        const on = http.request(
            { host: '127.0.0.1', port: this.server.port, method, path: rq.url, headers },
            (answer) => {
                rs.writeHead(answer.statusCode, answer.headers);
                answer.pipe(rs);
            },
        );
        on.on('error', () => rs.destroy());
        rq.pipe(on);
    }

    asked(part) {
        return [...this.counts].filter(([path]) => path.includes(part)).reduce((sum, [, n]) => sum + n, 0);
    }

    end() {
        this.http.closeAllConnections();
        this.http.close();
    }
}

/** The pages as the next version has them: another checker's app, and with it another main.js and another page. The
 * files of the version before are gone. @param {string} from @returns {string} a folder */
function nextVersion(from) {
    const dir = mkdtempSync(join(tmpdir(), 'web-'));
    const check = join(dir, 'check');
    cpSync(from, dir, { recursive: true });
    for (const name of readdirSync(check).filter((name) => name.endsWith('.gz') && !name.includes('.wasm')))
        unlinkSync(join(check, name));
    let [before, now] = ['', ''];
    for (const begins of ['app-', 'main-']) {
        const name = readdirSync(check).find((file) => file.startsWith(begins));
        const source = readFileSync(join(check, name), 'utf8');
        const text = `${before ? source.replaceAll(before, now) : source}\n/* next */`;
        unlinkSync(join(check, name));
        const fresh = `${begins}${createHash('sha256').update(text).digest('hex').slice(0, 10)}.js`;
        writeFileSync(join(check, fresh), text);
        const page = readFileSync(join(check, 'index.html'), 'utf8');
        writeFileSync(join(check, 'index.html'), page.replaceAll(name, fresh));
        [before, now] = [name, fresh];
    }
    return dir;
}

/** The scripts that the page was made of. */
const scripts = (c) =>
    c.page.evaluate(() =>
        performance
            .getEntriesByType('resource')
            .map(({ name }) => new URL(name).pathname)
            .filter((path) => path.endsWith('.js') && !path.endsWith('/sw.js'))
            .sort(),
    );

/** The names of app and main in a folder of pages. */
const scriptsIn = (dir) =>
    readdirSync(join(dir, 'check'))
        .filter((name) => /^(app|main)-\w+\.js$/.test(name))
        .map((name) => `/check/${name}`)
        .sort();

/** How many versions are kept complete. */
const versions = (c) =>
    c.page.evaluate(async () => {
        let n = 0;
        for (const name of await caches.keys())
            n += (await (await caches.open(name)).match('/check/shell.json')) ? 1 : 0;
        return n;
    });

/** A checker behind a gate that leads to a server of this version, and another server of the next. */
async function renewed(t) {
    const next = nextVersion('web/built');
    const second = await Server.start({ binary, dir: town.dir, args: ['--web', next] });
    const gate = await Gate.make(town.server);
    const c = await Checker.make(browser, { ...town, origin: gate.origin });
    t.after(async () => {
        await c.end();
        gate.end();
        await second.stop();
        rmSync(next, { recursive: true });
    });
    return { c, gate, second, next };
}

test('an update of the checker comes whole or not at all, and a window of the version before goes on', async (t) => {
    const { c, gate, second, next } = await renewed(t);
    const [old, fresh] = [scriptsIn('web/built'), scriptsIn(next)];
    assert.ok(old.length === 2 && old.every((name) => !fresh.includes(name)));

    await c.open();
    await c.ready();
    assert.deepEqual(await scripts(c), old);
    for (const [path, n] of gate.counts) if (DIGESTED.test(path)) assert.equal(n, 1, `${path} came ${n} times`);

    const window = await c.context.newPage();
    await window.goto(`${gate.origin}/check/`);
    gate.server = second;
    gate.kept = (path) => path.startsWith('/check/main-');
    gate.counts.clear();
    await c.reload();
    await until(() => gate.asked('/check/main-'), 'the next main.js being asked for');
    await c.reload();
    assert.deepEqual(await scripts(c), old, 'cut off in the middle: the whole version before');
    assert.equal(await versions(c), 1);

    gate.kept = () => false;
    await c.reload();
    await until(async () => (await versions(c)) > 1, 'the next version');
    await c.offline();
    await c.reload();
    assert.deepEqual(await scripts(c), fresh, 'the whole of the next');
    await c.offline(false);
    for (const path of ['/check/check-', '/check/zxing_reader-', '/check/words_sq-'])
        assert.equal(gate.asked(path), 0, `${path} is the same and was fetched again`);
    await (await c.context.newCDPSession(window)).send('Network.clearBrowserCache'); /* what phones do at any time */
    const has = await window.evaluate((path) => fetch(path).then((r) => r.status), old[0]);
    assert.equal(has, 200, 'the window of the version before has its files');
    assert.equal((await second.ask('GET', old[0])).status, 404, 'which the server has no more');
});

test('a page open all day finds the next version, and changes over between two cards', async (t) => {
    const { c, gate, second, next } = await renewed(t);
    const fresh = scriptsIn(next);
    await c.page.addInitScript(() => {
        const { setInterval } = window;
        window.hourly = [];
        window.setInterval = (call, ms, ...more) => {
            if (ms === 60 * 60 * 1000) window.hourly.push(call);
            return setInterval(call, ms, ...more);
        };
    });
    const link = await town.link('transport');
    await c.open(`${gate.origin}/check/${new URL(link).hash}`);
    await c.get('scan-screen').waitFor();
    await c.ready();
    await c.press((await town.card('ended')).text);
    await c.verdict();
    await c.page.evaluate(() => (window.before = true));
    gate.server = second;
    assert.equal(await c.page.evaluate(() => window.hourly.length), 1);
    await c.page.evaluate(() => window.hourly[0]()); /* an hour is over */
    await until(async () => (await versions(c)) > 1, 'the next version');
    await pause(3000);
    assert.equal(await c.page.evaluate(() => window.before), true, 'an answer stands, and goes on to stand');
    await c.get('verdict-next-card').click();
    await c.page.waitForFunction(() => !window.before && document.querySelector('[data-testid=scan-screen]'));
    assert.deepEqual(await scripts(c), fresh);

    /* Back to the version before, as a page finds that comes to the front. */
    await c.page.evaluate(() => (window.before = true));
    gate.server = town.server;
    await c.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await c.page.waitForFunction(() => !window.before && document.querySelector('[data-testid=scan-screen]'));
    assert.notDeepEqual(await scripts(c), fresh);
});

test('the staff app says when a screen is of a version that the server has no more', async (t) => {
    const s = await returning(t);
    await s.open('/today');
    await s.get('today-screen').waitFor();
    await s.page.route('**/staff/files-*', (route) => route.fulfill({ status: 404, body: '{}' }));
    await s.get('nav-files').click();
    await s.page.getByRole('heading', { name: say('screen.unfetched') }).waitFor();
    await s.page.unroute('**/staff/files-*');
    await s.page.getByRole('button', { name: say('again') }).click();
    await s.get('files-screen').waitFor();
});
