/* The browser's offline check against the table that the C decoder is held to (tests/conformance/agreement.c): the same
 * verdict, reason, day, hint and list for every case, the same lists taken and refused, the same answer for each
 * changed bit. */
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { base32Decode } from '../../web/check/card/base32.js';
import { decideOffline, importKeys, importStatusList } from '../../web/check/card/offline.js';
import { tiraneDay, tiraneTime } from '../../web/check/card/tirane.js';

globalThis.crypto ??= webcrypto;

const TABLE = JSON.parse(readFileSync(new URL('../agreement/cases.json', import.meta.url), 'utf8'));
const SLOW = 20; /* ms of processor for one card, on a phone too; what others do beside it does not count */

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));

/** By its name: {list} or {reason}. */
async function listsImport(keys) {
    const taken = new Map();

    for (const { name, token, uri } of TABLE.lists)
        taken.set(
            name,
            await importStatusList(bytesOf(token), keys, uri).then(
                (list) => ({ list }),
                (refused) => ({ reason: refused.reason, refused }),
            ),
        );
    return taken;
}

const KEYS = { ours: await importKeys(TABLE.keys.ours), none: await importKeys(TABLE.keys.none) };
const TAKEN = { ours: await listsImport(KEYS.ours), none: await listsImport(KEYS.none) };

/** What the device holds of that case's lists. */
function listsOf({ keys, list, beside }) {
    const held = [list, beside].flatMap((name) => (name !== null && TAKEN[keys].get(name)?.list) || []);

    return new Map(held.map((one) => [one.uri, one]));
}

const ask = (question, text = question.text) =>
    decideOffline({
        text,
        service: question.service,
        now: question.now,
        keys: KEYS[question.keys],
        lists: listsOf(question),
    });

const expected = ({ verdict, reason, until, hint, list_iat: listIat }) => ({ verdict, reason, until, hint, listIat });

for (const { name, refuse, iat, exp, uri } of TABLE.lists)
    test(`list: ${name}`, () => {
        const { list, reason, refused } = TAKEN.ours.get(name);

        assert.equal(reason ?? null, refuse, refused?.message);
        if (refused) assert.equal(refused.name, 'Refused');
        else assert.deepEqual([list.uri, list.iat, list.exp], [uri, iat, exp]);
    });

for (const question of TABLE.cases)
    test(`card: ${question.name}`, async () => {
        assert.deepEqual(await ask(question), expected(question));
    });

test('a card with any one bit changed is answered as the C decoder answers it', async () => {
    const [good] = TABLE.cases;
    const { answers, letters } = TABLE.changed_bits;
    const bytes = base32Decode(good.text.slice(3));
    let given = '';

    assert.equal(answers.length, 8 * bytes.length);
    for (let bit = 0; bit < answers.length; bit++) {
        bytes[bit >> 3] ^= 1 << (bit % 8);
        const { reason } = await ask(good, `BK1${base32(bytes)}`);
        bytes[bit >> 3] ^= 1 << (bit % 8);
        given += Object.keys(letters).find((letter) => letters[letter] === reason);
    }
    assert.equal(given, answers);
});

test('a card cut anywhere is never good', async () => {
    const [good] = TABLE.cases;

    for (let n = 0; n < good.text.length; n++)
        assert.equal((await ask(good, good.text.slice(0, n))).verdict, 'ask', `${n} characters`);
});

test('keys may be given as they were fetched, with others among them', async () => {
    const [good] = TABLE.cases;
    const [issuer] = TABLE.keys.ours;
    const odd = [
        { kty: 'RSA', n: 'AQAB', e: 'AQAB' },
        { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' },
        { kty: 'EC', crv: 'P-256', x: issuer.x },
        { kty: 'EC', crv: 'P-256', x: issuer.x, y: issuer.x },
    ];

    assert.equal((await importKeys(odd)).size, 0);
    const { text, service, now } = good;
    const answer = await decideOffline({ text, service, now, keys: [...odd, issuer], lists: listsOf(good) });
    assert.deepEqual(answer, expected(good));
});

test("the day and the clock in Tirane are those of the zone's own table", () => {
    const zone = new Intl.DateTimeFormat('en', {
        timeZone: 'Europe/Tirane',
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
    });

    for (let instant = Date.UTC(2024, 0, 1) / 1000 - 1; instant < Date.UTC(2032, 0, 1) / 1000; instant += 1799) {
        const parts = Object.fromEntries(zone.formatToParts(instant * 1000).map(({ type, value }) => [type, value]));
        assert.equal(tiraneDay(instant), `${parts.year}-${parts.month}-${parts.day}`);
        assert.equal(tiraneTime(instant), `${parts.hour}:${parts.minute}`);
    }
});

test(`deciding a card takes less than ${SLOW} ms`, async () => {
    const [good] = TABLE.cases;
    const took = [];

    for (let i = 0; i < 50; i++) {
        const begun = process.cpuUsage();
        await ask(good);
        const { user, system } = process.cpuUsage(begun);
        took.push((user + system) / 1000);
    }
    const median = took.sort((a, b) => a - b)[25];
    assert.ok(median < SLOW, `${median.toFixed(2)} ms`);
});

function base32(bytes) {
    const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');

    return bits
        .match(/.{1,5}/g)
        .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)])
        .join('');
}
