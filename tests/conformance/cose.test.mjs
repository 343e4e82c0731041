/* A card and a status list, from the running program through the printed picture to libraries that share no code with
 * it: zbarimg reads the QR code, @auth0/cose checks the signature, cbor-x the encoding, node's zlib the list. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { after, before, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sign1 } from '@auth0/cose';
import { Encoder } from 'cbor-x';

import { COORDINATOR, Register, Server, besa, BESA, day, order, pause } from '../support/program.mjs';

const CBOR = new Encoder({ mapsAsObjects: false, useRecords: false, variableMapSize: true, tagUint8Array: false });
const [ALG, KID, TYPE] = [1, 4, 16];
const [SUB, EXP, NBF, IAT, CTI] = [2, 4, 5, 6, 7];
const [STATUS_LIST, TTL, STATUS, SERVICES, HINT] = [65533, 65534, 65535, -65537, -65538];
const ES256 = -7;
const ENTRIES = 131072;
const URI = 'https://karta.example.al/status/1';

let register, server, issuer;

before(async () => {
    register = await Register.make();
    server = await Server.start({ dir: register.dir });
    issuer = (await server.ask('GET', '/api/v1/issuer')).json;
});

after(async () => {
    await server?.stop('SIGKILL');
    register?.remove();
});

/** Base32 of RFC 4648 without padding. */
function base32(text) {
    const out = [];
    let held = 0,
        bits = 0;
    for (const c of text) {
        const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c);
        assert.ok(value >= 0, `"${c}" is no Base32`);
        held = ((held << 5) | value) & 0xfff;
        bits += 5;
        if (bits >= 8) out.push((held >> (bits -= 8)) & 0xff);
    }
    assert.equal(held & ((1 << bits) - 1), 0, 'the bits left over are zero');
    return Buffer.from(out);
}

function toBase32(bytes) {
    const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('');
    return bits
        .match(/.{1,5}/g)
        .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)])
        .join('');
}

async function issue(number, services, more) {
    const made = await server.ask('POST', '/api/v1/orders', { headers: COORDINATOR, body: order(number) });
    assert.equal(made.status, 201, `${made.body}`);
    const card = await server.ask('POST', `/api/v1/persons/${made.json.persons[0]}/cards`, {
        headers: COORDINATOR,
        body: { case_id: made.json.case_id, version: 1, services, ...more },
    });
    assert.equal(card.status, 201, `${card.body}`);
    return card.json;
}

/** The text that a scanner reads off the card's picture. */
async function scan(card) {
    const picture = await server.ask('GET', `/api/v1/cards/${card.number}.png`, { headers: COORDINATOR });
    assert.equal(picture.status, 200);
    const file = join(register.root, `${card.number}.png`);
    writeFileSync(file, picture.body);
    return execFileSync('zbarimg', ['--quiet', '--raw', file], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
}

/** Signature, algorithm, key; the claims. */
async function verified(bytes) {
    assert.equal(bytes[0], 0xd2, 'tag 18, nothing in front of it');
    const message = Sign1.decode(bytes);
    const [protectedHead, unprotected] = CBOR.decode(bytes.subarray(1));
    const head = CBOR.decode(protectedHead);
    assert.equal(head.get(ALG), ES256);
    assert.equal(unprotected.size, 0, 'nothing outside the signature');
    assert.equal(message.signature.length, 64);
    const kid = Buffer.from(head.get(KID)).toString('base64url');
    const jwk = issuer.keys.find((k) => k.kid === kid);
    assert.ok(jwk, `key ${kid} is among those of the issuer`);
    await message.verify(createPublicKey({ key: jwk, format: 'jwk' }), { algorithms: [ES256] });
    return { head, claims: CBOR.decode(message.payload), payload: Buffer.from(message.payload) };
}

/** RFC 8949 §4.2.1, by the other library: sort each map by its encoded keys, encode again. The list itself keeps the
 * order of the draft's examples, "bits" before "lst". */
function deterministic(value) {
    if (value instanceof Map) {
        const pairs = [...value].map(([k, v]) => [CBOR.encode(k), k, deterministic(v)]);
        if (value.has('lst')) return value;
        return new Map(pairs.sort((a, b) => Buffer.compare(a[0], b[0])).map(([, k, v]) => [k, v]));
    }
    return value;
}

function sameAgain(bytes) {
    assert.equal(
        Buffer.from(CBOR.encode(deterministic(CBOR.decode(bytes)))).toString('hex'),
        Buffer.from(bytes).toString('hex'),
    );
}

/** The first second of the day after that civil day in Tirane. */
function midnightAfter(date) {
    const next = new Date(Date.parse(date) + 86_400_000);
    const zone = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Tirane', timeZoneName: 'longOffset' });
    const name = zone.formatToParts(next).find((p) => p.type === 'timeZoneName').value;
    return next.getTime() / 1000 - 3600 * Number(/[+](\d+)/.exec(name)[1]);
}

test('the issuer names its key by the digest of its SubjectPublicKeyInfo', () => {
    assert.equal(issuer.keys.length, 1);
    const spki = createPublicKey({ key: issuer.keys[0], format: 'jwk' }).export({ type: 'spki', format: 'der' });
    assert.equal(issuer.keys[0].kid, createHash('sha256').update(spki).digest().subarray(0, 8).toString('base64url'));
    assert.deepEqual(issuer.services, { transport: 1, documents: 2, kindergarten: 4 });
});

test('a card is read off its picture and verified by strangers', async (t) => {
    const card = await issue('C-1', ['transport', 'documents']);
    const text = await scan(card);
    assert.match(text, /^BK1[A-Z2-7]+$/);
    assert.equal(text, card.text);
    const bytes = base32(text.slice(3));
    const { head, claims, payload } = await verified(bytes);
    assert.deepEqual([...head.keys()], [ALG, KID]);
    assert.equal(head.get(KID).length, 8);
    assert.deepEqual(new Set(claims.keys()), new Set([EXP, CTI, STATUS, SERVICES, HINT]));
    assert.equal(claims.get(EXP), midnightAfter(day(100)));
    assert.equal(claims.get(CTI).length, 10);
    assert.deepEqual(base32(card.number.replaceAll('-', '')), Buffer.from(claims.get(CTI)));
    assert.equal(claims.get(SERVICES), 3);
    assert.equal(claims.get(HINT), 'E.K. 1987');
    const status = claims.get(STATUS).get('status_list');
    assert.equal(claims.get(STATUS).size, 1);
    assert.deepEqual(new Set(status.keys()), new Set(['idx', 'uri']));
    assert.deepEqual([status.get('idx'), status.get('uri')], [card.status.index, URI]);
    sameAgain(payload);
    sameAgain(CBOR.decode(bytes.subarray(1))[0]);
    t.diagnostic(`${bytes.length} bytes of COSE, ${text.length} characters in the code`);
});

test('a holder may go without hint, and a start to come is said', async () => {
    const made = await server.ask('POST', '/api/v1/orders', {
        headers: COORDINATOR,
        body: order('C-2', { start: day(5), end: day(60) }),
    });
    assert.equal(made.status, 201, `${made.body}`);
    const card = await server.ask('POST', `/api/v1/persons/${made.json.persons[0]}/cards`, {
        headers: COORDINATOR,
        body: { case_id: made.json.case_id, version: 1, services: ['transport'], no_hint: true },
    });
    assert.equal(card.status, 201, `${card.body}`);
    const { claims, payload } = await verified(base32(card.json.text.slice(3)));
    assert.deepEqual(new Set(claims.keys()), new Set([EXP, NBF, CTI, STATUS, SERVICES]));
    assert.equal(claims.get(NBF), midnightAfter(day(4)));
    assert.equal(claims.get(EXP), midnightAfter(day(60)));
    sameAgain(payload);
});

test('one altered bit is found by stranger and program alike', async () => {
    const card = await issue('C-3', ['transport']);
    const bytes = base32(card.text.slice(3));
    await verified(bytes);
    for (const at of [bytes.length - 1, Math.floor(bytes.length / 2)]) {
        const bad = Buffer.from(bytes);
        bad[at] ^= 1;
        await assert.rejects(verified(bad));
        const { code } = await besa(BESA, ['card', 'inspect', `BK1${toBase32(bad)}`, '--data', register.dir]);
        assert.equal(code, 1);
    }
});

/** The bits that are set in a list as served. */
async function bits(list) {
    const { head, claims, payload } = await verified(list.body);
    assert.deepEqual(new Set(head.keys()), new Set([ALG, KID, TYPE]));
    assert.equal(head.get(TYPE), 'application/statuslist+cwt');
    assert.deepEqual(new Set(claims.keys()), new Set([SUB, EXP, IAT, TTL, STATUS_LIST]));
    assert.equal(claims.get(SUB), URI);
    assert.equal(claims.get(TTL), 300);
    assert.equal(claims.get(EXP), claims.get(IAT) + 86_400);
    assert.ok(Math.abs(claims.get(IAT) - Date.now() / 1000) < 3600);
    sameAgain(payload);
    const inner = claims.get(STATUS_LIST);
    assert.deepEqual([...inner.keys()], ['bits', 'lst']);
    assert.equal(inner.get('bits'), 1);
    const unpacked = inflateSync(inner.get('lst'));
    assert.equal(unpacked.length * 8, ENTRIES);
    const set = [];
    for (let n = 0; n < ENTRIES; n++) if ((unpacked[n >> 3] >> (n & 7)) & 1) set.push(n);
    return set;
}

test('a revoked card, and no other, is in the next status list', async () => {
    const kept = await issue('S-1', ['transport']);
    const gone = [await issue('S-2', ['transport']), await issue('S-3', ['documents'])];
    for (const card of gone) {
        const a = await server.ask('POST', `/api/v1/cards/${card.number}/revoke`, {
            headers: COORDINATOR,
            body: { why: 'lost' },
        });
        assert.equal(a.status, 200, `${a.body}`);
    }
    const wanted = gone.map((c) => c.status.index).sort((a, b) => a - b);
    let list, set;
    for (let tries = 0; tries < 240; tries++) {
        list = await server.ask('GET', '/status/1');
        set = await bits(list);
        if (set.length >= wanted.length) break;
        await pause(250);
    }
    assert.deepEqual(set, wanted);
    assert.ok(!set.includes(kept.status.index));
    assert.equal(list.headers['content-type'], 'application/statuslist+cwt');
    assert.equal(list.headers['cache-control'], 'public, max-age=300');
    assert.equal(list.headers['access-control-allow-origin'], '*');
    const again = await server.ask('GET', '/status/1', { headers: { 'If-None-Match': list.headers.etag } });
    assert.equal(again.status, 304);
});

test('besa card inspect says of the same text that it holds', async () => {
    const card = await issue('I-1', ['transport']);
    const { code, out, said } = await besa(BESA, ['card', 'inspect', card.text, '--data', register.dir]);
    assert.equal(code, 0, out + said);
});
