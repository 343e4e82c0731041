/* A fee desk notes that a certificate was free: by a tap, once, and on paper without a connection. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Checker, OUT_OF_SIGHT, browserStart } from './browser.mjs';
import { Town, texts } from './town.mjs';
import { sql } from '../support/program.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
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

/** The counts of certificates there are, as "kind count sum": as the desk wrote them, before the register collects. */
async function counts() {
    const rows = await sql(
        join(town.dir, 'check', 'check.db'),
        "SELECT kind || ' ' || count || ' ' || sum FROM certificate_count ORDER BY kind",
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
    await desk.page.evaluate(AXE);
    const found = await desk.page.evaluate((rules) => window.axe.run(document, { runOnly: rules }), RULES);
    assert.deepEqual(
        found.violations.map(({ id }) => id),
        [],
    );
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
    assert.equal(await desk.get('note').count(), verdict === 'valid' ? 1 : 0);
    await desk.next();
    await shown('revoked');
    assert.equal(await desk.get('note').count(), 0);
    await desk.next();
});

test('without a connection it is noted on paper', async () => {
    await desk.page.waitForTimeout(OUT_OF_SIGHT);
    await desk.offline();
    assert.equal((await shown('valid')).online, 'false');
    await desk.reads(say('note.offline'));
    assert.equal(await desk.get('note-open').count(), 0);
    await desk.offline(false);
    await desk.next();
});

test('a connection that breaks between answer and tap notes nothing', async () => {
    await desk.page.waitForTimeout(OUT_OF_SIGHT);
    assert.equal((await shown('valid')).online, 'true');
    await desk.get('note-open').click();
    await desk.offline();
    await desk.get('note-income').click();
    await desk.reads(say('note.offline'));
    await desk.offline(false);
    assert.deepEqual(await counts(), ['family 1 200', 'residence 1 200']);
    await desk.next();
});
