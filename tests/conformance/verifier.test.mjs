/* Whoever has nothing but app/token/FORMAT.md can read a card: verifier.mjs was written from it, and answers here the
 * example of the page, the table of hard cases, and a running issuer as they must be answered. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { card } from '../support/checker.mjs';
import { COORDINATOR, Register, Server } from '../support/program.mjs';
import { answer } from './verifier.mjs';

const TABLE = JSON.parse(readFileSync('tests/agreement/cases.json', 'utf8'));
/* Where the program's own reader is stricter or milder than the page: entries of two bits, lists in any order, how deep
 * claims may be that a verifier passes over. The issuer signs none of it. */
const NEVER_WRITTEN = new RegExp(
    'in another order|indefinite lengths|two bits|is true|' +
        'unknown (claim (nested|tagged)|map|simple|float|double|not)',
);
let register, server;

before(async () => {
    register = await Register.make();
    server = await Server.start({ dir: register.dir });
});
after(async () => {
    await server?.stop();
    register.remove();
});

test('the example of the page', () => {
    const page = readFileSync('app/token/FORMAT.md', 'utf8');
    const [key, text] = [...page.matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, block]) => block);
    const question = { text: text.replace(/\s/g, ''), service: 'transport', keys: [JSON.parse(key)], lists: {} };

    assert.equal(answer({ ...question, now: 1774994399 }), 'list_stale', 'good, but for the list');
    assert.equal(answer({ ...question, now: 1774994399, service: 'kindergarten' }), 'wrong_service');
    assert.equal(answer({ ...question, now: 1774994400 + 366 * 86400 }), 'expired');
    assert.equal(answer({ ...question, text: question.text.replace('2K', '2L'), now: 1 }), 'unreadable');
});

for (const one of TABLE.cases.filter(({ name, list }) => !NEVER_WRITTEN.test(`${name} ${list}`)))
    test(`card: ${one.name}`, () => {
        const lists = Object.fromEntries(
            TABLE.lists
                .filter(({ name }) => [one.list, one.beside].includes(name))
                .map(({ uri, token }) => [uri, Buffer.from(token, 'hex')]),
        );

        assert.equal(answer({ ...one, keys: TABLE.keys[one.keys], lists }), one.reason);
    });

test('a running issuer: its keys, its lists, a good card and one that was revoked', async () => {
    const issued = await card(server, 'verifier-1');
    const ask = async () => {
        const issuer = (await server.ask('GET', '/api/v1/issuer')).json;
        const lists = {};
        for (const uri of [...issuer.status_lists, ...issuer.prolonged_lists])
            lists[uri] = (await server.ask('GET', new URL(uri).pathname)).body;
        assert.equal(Object.keys(lists).length, 2);
        const now = Math.floor(Date.now() / 1000);
        return answer({ text: issued.text, service: 'transport', now, keys: issuer.keys, lists });
    };

    assert.equal(await ask(), 'ok');
    const revoked = await server.ask('POST', `/api/v1/cards/${issued.number}/revoke`, {
        headers: COORDINATOR,
        body: { why: 'lost' },
    });
    assert.equal(revoked.status, 200);
    assert.equal(await ask(), 'revoked');
});
