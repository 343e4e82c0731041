/* What comes in place of the server's answers: cut, doubled, of another kind, late, from a café's network; lists that
 * are another municipality's, older than the one held, a year old; a storage that is refused or cleared; three tabs.
 * The device decides alone, says so, keeps what it had, and never says yes to a card that is none. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { BESA_RELEASE, pause, sqlOne } from '../support/program.mjs';
import { Checker, browserStart, present } from './browser.mjs';
import { Town, texts } from './town.mjs';

const run = promisify(execFile);
const say = texts();
const EVERYTHING = /\/(api\/v1|status)\//;
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([Town.make(), browserStart()]);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** An enrolled device that holds a list. */
async function device(t, how = { mocked: true }) {
    const c = await Checker.enrolled(browser, town, 'transport', how);
    t.after(() => c.end());
    await c.listed();
    return c;
}

/** Reads a card, and says what it was answered and who decided. */
async function answered(c, which) {
    const { verdict, reason, online } = await c.check((await town.card(which)).text);
    return `${verdict} ${reason}${online === 'true' ? '' : ' offline'}`;
}

function quiet(c) {
    assert.deepEqual(
        c.said.filter((text) => text.startsWith('fault')),
        [],
    );
}

/** The server's own answer with another body. @param {(body: Buffer) => Buffer} change */
const changed = (change) => async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.body()) });
};

const SPOILT = {
    'cut in the middle': changed((body) => body.subarray(0, body.length / 2)),
    'cut before its first byte': (route) => route.abort('connectionreset'),
    doubled: changed((body) => Buffer.concat([body, body])),
    empty: changed(() => Buffer.alloc(0)),
    'of another kind': async (route) => {
        const response = await route.fetch();
        await route.fulfill({ status: 200, contentType: 'text/plain', body: await response.body() });
    },
    'a number in place of an object': changed(() => Buffer.from('7')),
    'the page of a café, by another address': (route) =>
        route.fulfill({ status: 302, headers: { location: 'http://hyni.test/' } }),
    'the page of a café, as such': (route) =>
        route.fulfill({ status: 511, contentType: 'text/html', body: '<h1>Hyni në rrjet</h1>' }),
    'the page of a café that calls itself JSON': (route) =>
        route.fulfill({ status: 200, contentType: 'application/json', body: '{"ok":true}' }),
};

for (const [what, spoil] of Object.entries(SPOILT))
    test(`every answer is ${what}: the device decides alone, and goes on when it is over`, async (t) => {
        const c = await device(t);
        const before = await c.lists();
        await c.page.route(EVERYTHING, spoil);
        assert.equal(await answered(c, 'valid'), 'valid ok offline');
        assert.equal(await answered(c, 'revoked'), 'invalid revoked offline');
        await c.reload(); /* keys, lists and the device's own name are asked for, and come spoilt */
        await c.unconnected();
        assert.equal(await answered(c, 'revoked'), 'invalid revoked offline');
        assert.deepEqual(await c.lists(), before, 'what it held it holds');
        await c.page.unroute(EVERYTHING);
        await c.reload();
        await c.connected();
        assert.equal(await answered(c, 'ended'), 'invalid ended');
        quiet(c);
    });

test('a register that names no key is none: the device keeps those it has', async (t) => {
    const c = await device(t);
    await c.page.route('**/api/v1/issuer', (route) => route.fulfill({ json: { keys: [], status_lists: [] } }));
    await c.reload();
    await c.connected();
    await c.offline();
    assert.equal(await answered(c, 'valid'), 'valid ok offline');
    quiet(c);
});

test('an answer that comes late is for nobody: not for the next card either', async (t) => {
    const c = await device(t);
    const late = [];
    await c.page.route('**/api/v1/check', (route) => late.push(route));
    assert.equal(await answered(c, 'valid'), 'valid ok offline');
    await c.press((await town.card('revoked')).text);
    assert.equal((await c.verdict()).reason, 'revoked');
    const yes = { verdict: 'valid', reason: 'ok', until: null, hint: '' };
    for (const route of late) await route.fulfill({ json: yes }).catch(() => {});
    await pause(500);
    assert.equal((await c.verdict()).verdict, 'invalid');
    quiet(c);
});

/** List 1 as another register has it, or this one at another time. */
async function listOf(dir) {
    return Buffer.from(await sqlOne(join(dir, 'besa.db'), 'SELECT hex(token) FROM status_list WHERE id = 1'), 'hex');
}

/** From now on every list is that one. */
const listed = (c, body) =>
    c.page.route('**/status/*', (route) => route.fulfill({ contentType: 'application/statuslist+cwt', body }));

test('a list of another municipality is refused and said, and the one held stays', async (t) => {
    await town.foreignCard();
    const c = await device(t);
    const before = await c.lists();
    await listed(c, await listOf(join(town.root, 'foreign')));
    await c.reload();
    await c.reads(say('notice.list_refused'), say('notice.list_refused.next'));
    await c.offline();
    assert.equal(await answered(c, 'valid'), 'valid ok offline');
    assert.equal(await answered(c, 'revoked'), 'invalid revoked offline');
    assert.deepEqual(await c.lists(), before);
});

test('a list older than the one held brings no revoked card back', async (t) => {
    const older = await listOf(town.dir);
    const { number } = await town.card('child');
    await pause(1100); /* lists are dated in seconds */
    await town.command('card', 'revoke', number);
    await town.command('status-list', 'sign');
    const c = await device(t);
    await listed(c, older);
    for (const again of [() => {}, () => c.reload()]) {
        await again();
        await c.offline();
        await c.offline(false);
        await c.connected();
        await c.offline();
        assert.equal(await answered(c, 'child'), 'invalid revoked offline');
        await c.offline(false);
    }
});

test('a list that is a year old decides nothing', async (t) => {
    const copy = join(town.root, 'year');
    await run('cp', ['-a', town.dir, copy]);
    await run('faketime', ['-f', '-365d', BESA_RELEASE, 'status-list', 'sign', '--data', copy]);
    const c = await Checker.make(browser, town, { mocked: true });
    t.after(() => c.end());
    await listed(c, await listOf(copy));
    await c.open(await town.link('transport'));
    await c.get('scan-screen').waitFor();
    await c.connected();
    await c.offline();
    assert.equal(await answered(c, 'valid'), 'ask list_stale offline');
});

test('a browser that keeps nothing says so, and checks on', async (t) => {
    const c = await Checker.make(browser, town, { mocked: true, dwell: null });
    t.after(() => c.end());
    await c.page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
            throw new DOMException('denied', 'SecurityError');
        };
    });
    await c.open(await town.link('transport'));
    await c.reads(say('notice.storage'), say('notice.storage.next'));
    await c.connected();
    assert.equal(await answered(c, 'ended'), 'invalid ended');
    await c.offline();
    assert.equal(await answered(c, 'revoked'), 'invalid revoked offline');
    quiet(c);
});

test('a storage that is cleared while the page is open: it checks on, online and not, and says so', async (t) => {
    const c = await device(t);
    const client = await c.context.newCDPSession(c.page);
    await client.send('Storage.clearDataForOrigin', { origin: town.origin, storageTypes: 'all' });
    assert.equal(await answered(c, 'ended'), 'invalid ended');
    await c.offline();
    assert.equal(await answered(c, 'revoked'), 'invalid revoked offline');
    await c.offline(false);
    await c.reads(say('notice.storage'), say('notice.storage.next'));
    quiet(c);
});

test('of three tabs one is told that the device was shut out: all stop, and none speaks of a card', async (t) => {
    const c = await device(t);
    const tabs = [c.page, await c.context.newPage(), await c.context.newPage()];
    for (const tab of tabs.slice(1)) {
        await tab.goto(`${town.origin}/check/`);
        await tab.getByTestId('scan-screen').waitFor();
    }
    await town.revoke('transport');
    await c.press((await town.card('valid')).text);
    for (const tab of tabs) {
        await tab.getByTestId('stopped-screen').waitFor();
        await present(tab.getByTestId('verdict'), 0);
    }
    quiet(c);
});
