/* A fee desk notes that a certificate was free: by a tap, once; without a connection it waits on the device, with
 * nothing of the card, and counts once whatever becomes of it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { Checker, OUT_OF_SIGHT, browserStart, present } from './browser.mjs';
import { Town, texts } from './town.mjs';
import { sql, until } from '../support/program.mjs';

const say = texts();
let town, browser, desk;

before(async () => {
    [town, browser] = await Promise.all([Town.make(), browserStart()]);
    desk = await Checker.enrolled(browser, town, 'documents');
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** The counts of certificates there are, as "kind count sum": as the desk wrote them, before the register collects, and
 * without what was taken back. */
async function counts() {
    const rows = await sql(
        join(town.dir, 'check', 'check.db'),
        "SELECT kind || ' ' || (count - undone) || ' ' || (sum - undone_sum) FROM certificate_count ORDER BY kind",
    );
    return rows.flat();
}

async function shown(which) {
    await desk.press((await town.card(which)).text);
    return desk.verdict();
}

test('a tap notes one certificate with its fee, and a second tap none', async () => {
    assert.deepEqual((({ verdict, online }) => [verdict, online])(await shown('valid')), ['valid', 'true']);
    await desk.get('note-open').click();
    await desk.reads(say('note.choose'), 'Vërtetim banimi');
    assert.deepEqual(await violations(desk.page), []);
    await desk.get('note-family').dblclick();
    await desk.reads('U shënua: Vërtetim për gjendjen familjare.');
    assert.ok(await desk.get('note-family').isDisabled());
    await desk.get('note-residence').click();
    await desk.reads('U shënua: Vërtetim banimi.');
    assert.deepEqual(await counts(), ['family 1 200', 'residence 1 200']);
});

test('the device keeps nothing of the card', async () => {
    const { text, number } = await town.card('valid');
    const kept = await desk.page.evaluate(async () => {
        const all = [JSON.stringify({ ...localStorage, ...sessionStorage }), location.href];
        for (const { name } of await indexedDB.databases()) {
            const db = await new Promise((done) =>
                Object.assign(indexedDB.open(name), { onsuccess: (e) => done(e.target.result) }),
            );
            for (const store of db.objectStoreNames)
                all.push(
                    JSON.stringify(
                        await new Promise((done) =>
                            Object.assign(db.transaction(store).objectStore(store).getAll(), {
                                onsuccess: (e) => done(e.target.result),
                            }),
                        ),
                    ),
                );
            db.close();
        }
        return all.join('\n');
    });
    assert.ok(kept.includes('token'), 'the device itself is kept');
    for (const trace of [text.slice(3, 60), number, number.replaceAll('-', '')]) assert.ok(!kept.includes(trace));
    await desk.next();
});

test('the next card begins with nothing noted, and one that is not good is not offered', async () => {
    await shown('wrong_service');
    const verdict = await desk.get('verdict').getAttribute('data-verdict');
    await present(desk.get('note'), verdict === 'valid' ? 1 : 0);
    await desk.next();
    await shown('revoked');
    await present(desk.get('note'), 0);
    await desk.next();
});

/** Without a connection. */
async function shownOffline(c) {
    await c.page.waitForTimeout(OUT_OF_SIGHT);
    await c.offline();
    await c.press((await town.card('valid')).text);
    assert.deepEqual((({ verdict, online }) => [verdict, online])(await c.verdict()), ['valid', 'false']);
}

const sent = (c) => until(async () => (await c.get('kept-waiting').count()) === 0, 'what was kept is sent');

test('without a connection it waits on the device, with nothing of the card, and is sent once', async () => {
    const before = await counts();
    await shownOffline(desk);
    await desk.reads(say('note.waits'));
    await desk.get('note-open').click();
    await desk.get('note-income').click();
    await desk.reads(say('note.kept', { kind: 'Vërtetim për të ardhurat' }));
    await desk.get('note-local_tax').click();
    await desk.reads(say('note.kept', { kind: 'Vërtetim për taksat vendore' }));
    await desk.next();
    await desk.reads(say('kept.waiting.other', { count: 2 }));
    const kept = await desk.page.evaluate(notesKept);
    assert.deepEqual(
        kept.map((note) => Object.keys(note).sort()),
        Array(2).fill(['key', 'kind', 'on', 'organisation', 'undone']),
    );
    assert.deepEqual(await counts(), before);
    /* Another start of the app has them still. */
    await desk.offline(false);
    await desk.reload();
    await sent(desk);
    assert.deepEqual(await counts(), [...before, 'income 1 200', 'local_tax 1 200'].sort());
    assert.deepEqual(await desk.page.evaluate(notesKept), []);
});

/** In the page: what is still to be sent. */
function notesKept() {
    return new Promise((done) => {
        indexedDB.open('karta').onsuccess = ({ target }) => {
            const kept = target.result.transaction('kept').objectStore('kept');
            kept.getAll(IDBKeyRange.bound('note:', 'note:~')).onsuccess = (e) => {
                target.result.close();
                done(e.target.result);
            };
        };
    });
}

/** A desk of its own whose requests the test may answer. */
async function other(t) {
    const c = await Checker.enrolled(browser, town, 'documents', { mocked: true });
    t.after(() => c.end());
    await c.listed();
    return c;
}

async function noted(c, kind) {
    await c.press((await town.card('valid')).text);
    assert.equal((await c.verdict()).verdict, 'valid');
    await c.get('note-open').click();
    await c.get(`note-${kind}`).click();
}

const numberOf = async (kind) => Number((await counts()).find((row) => row.startsWith(`${kind} `))?.split(' ')[1] ?? 0);

test('a note whose answer is lost is kept, sent again and counts once; so does one sent by two tabs', async (t) => {
    const c = await other(t);
    const before = await numberOf('other');
    const lost = async (route) => {
        await route.fetch();
        await route.abort();
    };
    await c.page.route('**/api/v1/check/certificates', lost);
    await c.page.route('**/api/v1/check/certificates/kept', lost);
    await noted(c, 'other');
    await c.reads(say('note.kept', { kind: 'Vërtetim tjetër i bashkisë' }));
    await c.next();
    assert.equal(await numberOf('other'), before + 1, 'it had come');
    const beside = await c.context.newPage();
    await Promise.all([
        beside.goto(`${town.origin}/check/`),
        c.page.unroute('**/api/v1/check/certificates/kept', lost),
    ]);
    await beside.getByTestId('scan-screen').waitFor();
    await c.reload();
    await sent(c);
    assert.equal(await numberOf('other'), before + 1);
    assert.deepEqual(await c.page.evaluate(notesKept), []);
});

test('a note that something on the way refuses is kept, not said to be for a card that is no good', async (t) => {
    const c = await other(t);
    const before = await numberOf('family');
    const refused = { status: 403, contentType: 'application/problem+json', body: '{"code":"e_re"}' };
    await c.page.route('**/api/v1/check/certificates', (route) => route.fulfill(refused));
    await noted(c, 'family');
    await c.reads(say('note.kept', { kind: 'Vërtetim për gjendjen familjare' }));
    await c.page.unroute('**/api/v1/check/certificates');
    await c.reload();
    await sent(c);
    assert.equal(await numberOf('family'), before + 1);
});

test('the last one is taken back, under the answer and behind it, once', async (t) => {
    const c = await other(t);
    const before = await numberOf('family');
    await noted(c, 'family');
    await c.reads('U shënua: Vërtetim për gjendjen familjare.');
    await c.get('note-undo').click();
    await c.reads(say('note.undo.undone'));
    assert.equal(await numberOf('family'), before);
    await c.next();
    await c.page.waitForTimeout(OUT_OF_SIGHT);
    await noted(c, 'family');
    await c.reads('U shënua: Vërtetim për gjendjen familjare.');
    await c.next();
    assert.equal(await numberOf('family'), before + 1);
    await c.get('kept-undo').click();
    await c.reads(say('note.undo.undone'));
    assert.equal(await numberOf('family'), before);
    await present(c.get('kept-undo'), 0);
});

test('what waits is taken back where it waits, and counts nothing when the network is there', async (t) => {
    const c = await other(t);
    const before = await counts();
    await shownOffline(c);
    await c.get('note-open').click();
    await c.get('note-residence').click();
    await c.get('note-undo').click();
    await c.reads(say('note.undo.undone'));
    await c.next();
    await c.offline(false);
    await c.reload();
    await until(async () => (await c.page.evaluate(notesKept)).length === 0, 'it was told');
    assert.deepEqual(await counts(), before);
});

test('what the server does not take is shown until it was written on paper', async (t) => {
    const c = await other(t);
    await shownOffline(c);
    await c.get('note-open').click();
    await c.get('note-residence').click();
    await c.reads(say('note.kept', { kind: 'Vërtetim banimi' }));
    await c.next();
    await c.page.route('**/api/v1/check/certificates/kept', async (route) => {
        const { notes } = route.request().postDataJSON();
        await route.fulfill({ json: { notes: notes.map((note) => ({ ...note, outcome: 'too_old' })) } });
    });
    await c.offline(false);
    await c.reads(say('kept.paper'), 'Vërtetim banimi');
    await c.reload();
    await c.reads(say('kept.paper'));
    await c.get('kept-written').click();
    await c.get('kept-paper').waitFor({ state: 'detached' });
    assert.deepEqual(await c.page.evaluate(notesKept), []);
});

for (const [name, answer] of Object.entries({
    'another page on the way': { contentType: 'text/html', body: '<title>Wi-Fi</title>' },
    'a fault': { status: 500, contentType: 'application/problem+json', body: '{}' },
    'half an answer': { contentType: 'application/json', body: '{"notes":[{"key":' },
    'a list of other things': { json: { notes: [null, 7, { key: 'a', kind: 'b', outcome: 'counted' }] } },
    'no list': { json: { notes: 'counted' } },
    'an outcome of tomorrow': null,
}))
    test(`notes wait on where the server answers with ${name}`, async (t) => {
        const c = await other(t);
        const before = await counts();
        await shownOffline(c);
        await c.get('note-open').click();
        await c.get('note-residence').click();
        await c.next();
        let asked = 0;
        await c.page.route('**/api/v1/check/certificates/kept', async (route) => {
            asked++;
            const { notes } = route.request().postDataJSON();
            await route.fulfill(answer ?? { json: { notes: notes.map((note) => ({ ...note, outcome: 'neser' })) } });
        });
        await c.offline(false);
        await until(() => asked > 0, 'they were sent');
        await c.reads(say('kept.waiting.one'));
        assert.equal((await c.page.evaluate(notesKept)).length, 1);
        await c.page.unroute('**/api/v1/check/certificates/kept');
        await c.reload();
        await sent(c);
        assert.equal(
            (await counts()).map((row) => Number(row.split(' ')[1])).reduce((sum, n) => sum + n, 0),
            before.map((row) => Number(row.split(' ')[1])).reduce((sum, n) => sum + n, 0) + 1,
        );
    });

test('a device that keeps nothing says so, and the note goes on paper', async (t) => {
    const c = await other(t);
    await c.page.evaluate(() => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, key) {
            if (String(key).startsWith('note:')) throw new DOMException('full', 'QuotaExceededError');
            return put.call(this, value, key);
        };
    });
    await shownOffline(c);
    await c.get('note-open').click();
    await c.get('note-residence').click();
    await c.reads(say('note.paper'));
    assert.ok(await c.get('note-residence').isEnabled());
    await c.next();
});

test('a device that was revoked meanwhile shows what it could not send', async (t) => {
    const c = await other(t);
    const before = await counts();
    await shownOffline(c);
    await c.get('note-open').click();
    await c.get('note-residence').click();
    await c.next();
    await town.revoke('documents');
    await c.offline(false);
    await c.get('stopped-screen').waitFor();
    await c.reads(say('kept.paper'));
    await present(c.get('kept-undo'), 0, 'nobody would hear it');
    assert.match(await c.get('kept-paper').innerText(), /^(Vërtetim banimi|residence), \d\d\.\d\d\.\d{4}$/);
    await c.get('kept-written').click();
    await c.get('kept-paper').waitFor({ state: 'detached' });
    assert.deepEqual(await counts(), before);
});
