/* What hand scanners mean, of whatever layout they and the computer are, and what is said of those that are not set
 * right: the listener itself, with a window that hands it keys. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { keysOf } from '../support/scanner.mjs';
import { importKeys, likeliest } from '../../web/check/card/offline.js';
import { readCode } from '../../web/check/code.js';
import { TRIAL, diagnose, isTrial } from '../../web/check/scanner_trial.js';
import { textsOf } from '../../web/check/strokes.js';
import { listenToWedge } from '../../web/check/wedge.js';

const { cases, keys } = JSON.parse(readFileSync('tests/agreement/cases.json', 'utf8'));
const CARD = cases.find(({ text }) => /[YZ]/.test(text.slice(150)) && /[AQ]/.test(text) && /[WM]/.test(text)).text;
const SECRET = 'ZYZYQAQAWMWMABCDEFGHIJKLMNOPQRSTUVWX234567';
const LINK = `https://karta.example.al:8443/check/#enrol=${SECRET}`;
const PAIRS = [
    ...['us', 'sq', 'de', 'el', 'fr'].map((computer) => ({ scanner: 'us', computer })),
    ...['sq', 'de', 'fr'].map((own) => ({ scanner: own, computer: own })),
    ...['us', 'sq', 'el'].map((computer) => ({ scanner: 'de', computer })),
    ...['us', 'de', 'el'].map((computer) => ({ scanner: 'sq', computer })),
    ...['us', 'sq', 'el'].map((computer) => ({ scanner: 'fr', computer })),
];
const named = ({ scanner, computer }) => `scanner ${scanner}, computer ${computer}`;

/** What the listener makes of these keys, pressed so many ms apart; and which it let pass.
 * @returns {Promise<{ scans: object[], passed: string[] }>} */
async function heard(events, apart = 2) {
    const listeners = {};
    const scans = [];
    const passed = [];
    let now = 1000;

    globalThis.window = {
        addEventListener: (kind, listener) => (listeners[kind] = listener),
        removeEventListener: () => {},
    };
    const stop = listenToWedge((scan) => scans.push(scan));
    for (const [kind, init] of events) {
        let swallowed = false;
        now += apart;
        listeners[kind]?.({
            shiftKey: false,
            ctrlKey: false,
            altKey: false,
            metaKey: false,
            ...init,
            timeStamp: now,
            getModifierState: (name) => Boolean(init[`modifier${name}`]),
            preventDefault: () => (swallowed = true),
            stopPropagation: () => {},
        });
        if (kind === 'keydown' && !swallowed) passed.push(init.key);
    }
    await new Promise((done) => setTimeout(done, scans.length ? 0 : 900));
    stop();
    delete globalThis.window;
    return { scans, passed };
}

async function scanned(text, how) {
    const { scans } = await heard(keysOf(text, how));

    assert.equal(scans.length, 1, JSON.stringify(how));
    return scans[0];
}

/** The card that a device would ask about. */
const cardOf = async (scan) => likeliest(textsOf(scan.strokes), await importKeys(keys.ours));

for (const pair of PAIRS)
    test(`a card is read by its signature: ${named(pair)}`, async () => {
        assert.equal(await cardOf(await scanned(CARD, pair)), CARD);
        assert.equal(await cardOf(await scanned(CARD.toLowerCase(), pair)), CARD);
        assert.equal(await cardOf(await scanned(CARD, { ...pair, caps: true })), CARD);
    });

for (const pair of PAIRS.filter(({ scanner, computer }) => scanner !== 'fr' || computer === 'fr'))
    test(`the link that enrols is read by its signs: ${named(pair)}`, async () => {
        for (const caps of [false, true]) {
            const [text] = textsOf((await scanned(LINK, { ...pair, caps })).strokes);
            const { kind, secret } = readCode(text);
            assert.deepEqual([kind, secret?.toUpperCase()], ['enrol', SECRET], text);
        }
    });

test('what stands before and behind a card is taken off', async () => {
    for (const [scanner, computer] of [
        ['us', 'sq'],
        ['de', 'de'],
        ['us', 'el'],
        ['fr', 'fr'],
    ])
        for (const how of [{ before: ']Q1' }, { before: ']Q1', end: 'control' }, { before: ']Q1', end: 'pause' }])
            assert.equal(
                await cardOf(await scanned(CARD, { scanner, computer, ...how })),
                CARD,
                named({ scanner, computer }),
            );
    assert.equal(await cardOf(await scanned(CARD, { behind: '#' })), CARD);
    assert.equal(
        readCode(textsOf((await scanned('ABCDEFGHIJKLMNOP', { before: ']Q1' })).strokes)[0]).text,
        'ABCD-EFGH-IJKL-MNOP',
    );
});

test('a card ends with Enter, Tab, a line feed, both, or nothing', async () => {
    for (const end of ['enter', 'tab', 'control', 'both', 'pause']) {
        const { scans, passed } = await heard(keysOf(CARD, { end }));
        assert.equal(scans.length, 1, end);
        assert.equal(scans[0].end, end === 'both' ? 'enter' : end);
        assert.equal(await cardOf(scans[0]), CARD);
        assert.deepEqual(passed, ['B', 'K'], `${end}: nothing of it presses a button or opens a list of downloads`);
    }
});

test('a number without Enter at the end is complete after a pause, and nothing else is', async () => {
    const number = await scanned('ABCD-EFGH-IJKL-MNOP', { end: 'pause' });
    assert.equal(readCode(textsOf(number.strokes)[0]).text, 'ABCD-EFGH-IJKL-MNOP');
    assert.equal((await heard(keysOf('https://www.example.org/', { end: 'pause' }))).scans.length, 0);
    /* Hyphens tell a German scanner from one of the US. */
    const german = await scanned('ZYXW-ZYXW-ZYXW-ZYXW', { scanner: 'de', computer: 'de' });
    assert.equal(textsOf(german.strokes)[0], 'ZYXW-ZYXW-ZYXW-ZYXW');
});

test('characters by Alt and the keypad are read, and no key of them moves the page', async () => {
    for (const end of ['enter', 'pause']) {
        const { scans, passed } = await heard(keysOf(CARD, { alt: true, end }));
        assert.equal(await cardOf(scans[0]), CARD);
        assert.deepEqual([...new Set(passed)], ['Alt']);
    }
});

test('what somebody types is left alone', async () => {
    const slow = await heard(keysOf('ABCDEFGHIJKLMNOP'), 100);
    assert.deepEqual([slow.scans.length, slow.passed.length], [0, 17]);
    const shortcut = await heard([['keydown', { code: 'KeyJ', key: 'j', ctrlKey: true }]]);
    assert.deepEqual(shortcut.passed, ['j']);
});

test('without a key to try signatures by, a card is read as from the factory', async () => {
    const texts = textsOf((await scanned(CARD, { computer: 'sq' })).strokes);

    assert.ok(texts.length > 1);
    assert.equal(await likeliest(texts, new Map()), CARD);
});

test('a card whose signature holds in no reading is asked about as from the factory', async () => {
    const forged = CARD.slice(0, -20) + (CARD.at(-20) === 'A' ? 'B' : 'A') + CARD.slice(-19);

    assert.equal(await cardOf(await scanned(forged, { computer: 'sq' })), forged);
});

/** @returns {Promise<[string, string[]]>} whether it works, and what is named beside the good */
async function told(how, text = TRIAL) {
    const scan = await scanned(text, how);
    const { works, found } = diagnose(scan);

    return [works, found.map(({ name, level }) => (level === 'good' ? name : `${name}!`))];
}

test('each setting of a scanner is named for what it is', async () => {
    const us = ['layout.us', 'end.enter'];

    for (const computer of ['us', 'sq', 'de', 'el', 'fr']) assert.deepEqual(await told({ computer }), ['all', us]);
    for (const own of ['sq', 'de', 'fr'])
        assert.deepEqual(await told({ scanner: own, computer: own }), ['all', ['layout.own!', 'end.enter']], own);
    for (const [scanner, computer] of [
        ['de', 'us'],
        ['de', 'sq'],
        ['sq', 'el'],
    ])
        assert.deepEqual(
            await told({ scanner, computer }),
            ['all', ['layout.other!', 'end.enter']],
            scanner + computer,
        );
    assert.deepEqual(await told({ scanner: 'fr', computer: 'us' }), ['cards', ['layout.signs!', 'end.enter']]);
    assert.deepEqual(await told({ caps: true }), ['all', ['layout.us', 'caps!', 'end.enter']]);
    assert.deepEqual(await told({ caps: true, computer: 'sq' }), ['all', ['layout.us', 'caps!', 'end.enter']]);
    assert.deepEqual(await told({}, TRIAL.toUpperCase()), ['all', ['layout.us', 'case!', 'end.enter']]);
    assert.deepEqual(await told({ before: ']Q1' }), ['all', ['layout.us', 'before!', 'end.enter']]);
    assert.deepEqual(await told({ behind: '~' }), ['all', ['layout.us', 'behind!', 'end.enter']]);
    assert.deepEqual(await told({ end: 'tab' }), ['all', ['layout.us', 'end.tab']]);
    assert.deepEqual(await told({ end: 'control' }), ['all', ['layout.us', 'end.control']]);
    assert.deepEqual(await told({ end: 'pause' }), ['all', ['layout.us', 'end.pause!']]);
    assert.deepEqual(await told({ alt: true }), ['all', ['alt!', 'end.enter']]);
    assert.deepEqual(await told({}, TRIAL.replace('3', '').replace('Q', '')), ['no', ['lost!', 'end.enter']]);
});

test('letters that no layout explains are said to be wrong, and another code is another', async () => {
    const moved = TRIAL.replace(/[A-Za-z]/g, (x) => String.fromCharCode(x.charCodeAt(0) ^ 1)).replace(/[@`[{]/g, 'K');

    assert.deepEqual(await told({}, moved), ['no', ['layout.unknown!', 'end.enter']]);
    assert.deepEqual(await told({}, CARD), ['other', []]);
    assert.ok(isTrial((await scanned(TRIAL, { scanner: 'fr', computer: 'fr', before: ']Q1' })).strokes));
    assert.ok(!isTrial((await scanned(CARD, {})).strokes));
});
