/* The worked example of app/token/FORMAT.md, as somebody reads it who has nothing else: its bytes are those of its
 * text, its signature holds under its key by a library that shares no code with us, its claims say what the page says.
 */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Sign1 } from '@auth0/cose';
import { Encoder } from 'cbor-x';

const page = readFileSync('app/token/FORMAT.md', 'utf8');
const [key, text, bytes] = [...page.matchAll(/^```\w+\n([^]*?)^```$/gm)].map((block) => block[1]);
const cbor = new Encoder({ mapsAsObjects: false, useRecords: false, variableMapSize: true, tagUint8Array: false });
const octets = Buffer.from(bytes.replace(/\s/g, ''), 'hex');

/** Base32 of RFC 4648 without padding. */
function base32(letters) {
    let bits = '';
    for (const letter of letters)
        bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
    return Buffer.from((bits.match(/[01]{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
}

test('the text of the example holds the bytes of the example', () => {
    const line = text.replace(/\s/g, '');

    assert.ok(line.startsWith('BK1'));
    assert.equal(octets.length, 190);
    assert.deepEqual(base32(line.slice(3)), octets);
});

test('the signature of the example holds under its key', async () => {
    const jwk = JSON.parse(key);

    assert.equal(octets.subarray(8, 16).toString('base64url'), jwk.kid);
    await Sign1.decode(octets).verify(createPublicKey({ key: jwk, format: 'jwk' }));
    octets[40] ^= 1;
    await assert.rejects(Sign1.decode(octets).verify(createPublicKey({ key: jwk, format: 'jwk' })));
    octets[40] ^= 1;
});

test('the claims of the example are those of the table below it', () => {
    const claims = cbor.decode(Sign1.decode(octets).payload);
    const list = claims.get(65535).get('status_list');
    const [index, uri] = [list.get('idx'), list.get('uri')];

    for (const row of [
        `| exp | ${claims.get(4)} |`,
        `| cti | \`${Buffer.from(claims.get(7)).toString('hex')}\` |`,
        `| status | idx ${index} of \`${uri}\` | bit ${index % 8} of byte ${Math.floor(index / 8)} |`,
        `| services | ${claims.get(-65537)} |`,
        `| hint | \`${claims.get(-65538)}\` |`,
    ])
        assert.ok(page.includes(row), row);
    assert.ok(page.includes(`before ${new Date(claims.get(4) * 1000).toISOString().replace('.000', '')} |`));
});
