/* What a stranger is told: at the card's address, by whatever is answered there, and at the staff's before anybody has
 * signed in. A card lies open; whoever tries its address must not learn why somebody has one. */
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { ADMINISTRATOR, COORDINATOR, Register, Server } from '../support/program.mjs';

const TELLING = new RegExp(
    'dhun|violen|victim|viktim|gjykat|urdh(ë|e)r|abus|shelter|strehim|respondent|\\bcourt|restrain|dëmtua|' +
        'i mbrojtur|e mbrojtur|protection|protected person|protected_person',
    'i',
);
const PROGRAM = /besa/i; /* whoever looks that up learns what it is for */

let register, server;

before(async () => {
    register = await Register.make();
    server = await Server.start({ dir: register.dir });
});
after(async () => {
    await server?.stop();
    register?.remove();
});

/** All of an answer, headers and body, as it came. */
function raw(text) {
    return new Promise((done, failed) => {
        const socket = net.connect(server.port, '127.0.0.1', () => socket.write(text));
        let heard = '';
        socket.setEncoding('utf8');
        socket.on('data', (piece) => (heard += piece));
        socket.on('end', () => done(heard));
        socket.on('error', failed);
    });
}

const get = (path, more = '') =>
    raw(`GET ${path} HTTP/1.1\r\nHost: karta.example.al\r\n${more}Connection: close\r\n\r\n`);
const post = (path, body, more = '') =>
    raw(
        `POST ${path} HTTP/1.1\r\nHost: karta.example.al\r\n${more}Content-Length: ${body.length}\r\n` +
            `Connection: close\r\n\r\n${body}`,
    );
const UNKNOWN = 'Authorization: Bearer x\r\n';
const FOREIGN = 'Origin: https://a.example\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';

/** @param {string} answer @param {string} what @param {RegExp[]} words */
function silent(answer, what, ...words) {
    assert.match(answer, /^HTTP\/1\.1 \d{3} /, what);
    assert.doesNotMatch(answer, /^(server|x-powered-by):/im, what);
    for (const word of words) {
        const at = answer.search(word);
        assert.equal(at, -1, `${what}: …${answer.slice(Math.max(at - 60, 0), at + 40)}…`);
    }
}

test("the card's address says nothing, whatever is asked there", async () => {
    const { json: shell } = await server.ask('GET', '/check/shell.json');
    const answers = new Map();

    assert.ok(shell.files.length > 10);
    for (const path of [
        ...shell.files,
        '/check',
        '/check/shell.json',
        '/healthz',
        '/api/v1/issuer',
        '/status/1',
        '/status/2',
        '/api/v1/openapi.json',
        '/api/v1/card-format',
        '/nowhere',
        '/api/v1/check',
        '/api/v1/device',
        `/${'a'.repeat(600)}`,
        '/%2e%2e/',
    ])
        answers.set(`GET ${path}`, await get(path));
    answers.set('an unknown token', await get('/api/v1/device', UNKNOWN));
    answers.set('a check by nobody', await post('/api/v1/check', '{}', JSON_TYPE));
    answers.set('a check with an unknown token', await post('/api/v1/check', '{}', JSON_TYPE + UNKNOWN));
    answers.set('no JSON', await post('/api/v1/devices/enrol', 'x'));
    answers.set('bad JSON', await post('/api/v1/devices/enrol', '{', JSON_TYPE));
    answers.set('an unknown member', await post('/api/v1/devices/enrol', '{"a":1}', JSON_TYPE));
    answers.set('an unknown code', await post('/api/v1/devices/enrol', '{"enrol":"x"}', JSON_TYPE));
    answers.set('a foreign page', await post('/api/v1/devices/enrol', '{}', JSON_TYPE + FOREIGN));
    answers.set('a long body', await raw('POST /check HTTP/1.1\r\nHost: a\r\nContent-Length: 900000000\r\n\r\n'));
    answers.set('two hosts', await get('/check/', 'Host: b\r\n'));
    answers.set('another version', await raw('GET / HTTP/3.0\r\nHost: a\r\n\r\n'));
    answers.set('no request', await raw('\x16\x03\x01\r\n\r\n'));
    for (const [what, answer] of answers) silent(answer, what, TELLING, PROGRAM);
});

test("before signing in the staff's pages say nothing; what says more is for whoever is signed in", async () => {
    const asked = new Set(['/staff/']);
    let inside = 0;

    silent(await get('/'), '/', TELLING);
    silent(await post('/api/v1/session', '{"account":"a","password":"b"}', JSON_TYPE), 'a wrong sign-in', TELLING);
    silent(await get('/api/v1/session'), 'nobody', TELLING);
    for (const path of asked) {
        const answer = await get(path);
        const { status } = await server.ask('GET', path, { headers: COORDINATOR });

        silent(answer, path, TELLING);
        assert.equal(status, 200, path);
        if (answer.startsWith('HTTP/1.1 401 ')) inside++;
        else assert.ok(answer.startsWith('HTTP/1.1 200 '), path);
        for (const [found] of answer.matchAll(/\/staff\/[a-z_]+-[0-9a-f]{10}\.[a-z]+/g)) asked.add(found);
    }
    assert.ok(inside > 20, `${inside} of ${asked.size} files`);
    for (const language of ['sq', 'en']) {
        const words = [...asked].find((path) => path.startsWith(`/staff/words_${language}-`));
        const { body, headers } = await server.ask('GET', words, { headers: ADMINISTRATOR });

        assert.match(body.toString(), TELLING, 'the words that are kept from strangers');
        assert.match(headers['cache-control'], /^private, /);
        assert.equal((await server.ask('GET', words)).status, 401);
    }
});
