/* deploy/nginx as it is shipped, under nginx itself with a certificate of its own; ports, paths, times and rates are
 * put in, so that no test waits long, and those that are shipped are read. Before it stand the two processes as README
 * says to run them. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { promisify } from 'node:util';

import { ADMIN, order } from '../support/program.mjs';
import { CARDS, PUBLIC, STAFF, Site, as } from '../support/site.mjs';

const run = promisify(execFile);
const COORDINATOR = as('coordinator');
const BURST = 9; /* at once, and one a minute from then on, however slow this machine is */
const HALF_SECONDS = 1; /* in place of what a head and a body may take */

let site, root, office, secure, plain;

before(async () => {
    site = await Site.start({
        change: (text) =>
            text
                .replace(/rate=\d+r\/[sm]/g, 'rate=1r/m')
                .replace(/burst=\d+/g, `burst=${BURST}`)
                .replace(/(client_header_timeout|client_body_timeout) \d+s/g, `$1 ${HALF_SECONDS}s`),
    });
    ({ root, office, secure, plain } = site);
});
after(() => site?.stop());

/** {status, head, body, version} of what curl gets. */
async function ask(host, path, { method = 'GET', headers = {}, body, more = [] } = {}) {
    const { stdout } = await run(
        'curl',
        [
            ...['--silent', '--show-error', '--include', '--request', method, '--cacert', site.certificate(host)],
            ...['--resolve', `${host}:${secure}:127.0.0.1`, '--write-out', '\n%{http_version}'],
            ...Object.entries(headers).flatMap(([k, v]) => ['--header', `${k}: ${v}`]),
            ...(body === undefined ? [] : ['--header', 'Content-Type: application/json', '--data-binary', body]),
            ...more,
            `https://${host}:${secure}${path}`,
        ],
        { maxBuffer: 1 << 26 },
    );
    const [, status] = /^HTTP\/\S+ (\d+)/.exec(stdout) ?? [];
    const [head, ...rest] = stdout.split('\r\n\r\n');
    const version = stdout.slice(stdout.lastIndexOf('\n') + 1);
    return { status: Number(status), head, body: rest.join('\r\n\r\n'), version };
}

/** What is made by that. */
async function made(path, body, who = COORDINATOR) {
    const a = await office.ask('POST', path, { headers: { ...who, Origin: `https://${STAFF}` }, body });
    assert.equal(a.status, 201, `${path}: ${a.body}`);
    return a.json;
}

let devices = 0;
/** The headers of a device that enrolled where checks are served. */
async function enrolled() {
    const name = `Autobusi ${++devices}`;
    const { id } = await made('/api/v1/organisations', { kind: 'transport', name }, as('administrator'));
    const what = { organisation: id, service: 'transport', name };
    const { enrol } = await made('/api/v1/devices', what, as('administrator'));
    const headers = { Origin: `https://${CARDS}` };
    const a = await ask(CARDS, '/api/v1/devices/enrol', { method: 'POST', headers, body: json({ enrol }) });
    assert.equal(a.status, 201, a.body);
    return { Authorization: `Bearer ${/"token":"([^"]+)"/.exec(a.body)?.[1]}` };
}

/** The text of one that is good on the bus. @param {string} number of its order */
async function card(number) {
    const file = await made('/api/v1/orders', order(number));
    const what = { case_id: file.case_id, version: 1, services: ['transport'] };
    return (await made(`/api/v1/persons/${file.persons[0]}/cards`, what)).text;
}

const json = (value) => JSON.stringify(value);
const logs = () =>
    readdirSync(root)
        .filter((name) => name.endsWith('.log'))
        .map((name) => readFileSync(join(root, name), 'utf8'))
        .join('');

test('what is shipped names files that are there, and nginx finds nothing wrong with it', async () => {
    const { stderr } = await run('nginx', ['-t', '-c', join(root, 'nginx.conf')]);
    assert.doesNotMatch(stderr, /\[(warn|emerg)\]/);
    const text = readFileSync('deploy/nginx/besa.conf', 'utf8');
    for (const [, name] of text.matchAll(/include snippets\/(\S+);/g)) readFileSync(join('deploy/nginx', name));
    assert.match(text, /zone=besa_devices:10m +rate=5r\/s;/);
    assert.match(text, /zone=besa_sign_ins:4m +rate=20r\/m;/);
    assert.match(text, /zone=besa_devices burst=60 nodelay;/);
    assert.match(text, /zone=besa_sign_ins burst=20 nodelay;/);
    const times = readFileSync('deploy/nginx/besa-tls.conf', 'utf8');
    assert.match(times, /client_header_timeout 10s;\s+client_body_timeout 15s;\s+send_timeout 15s;/);
    assert.ok(Number(/keepalive (\d+);/.exec(text)?.[1]) < 32, 'fewer than threads');
});

test('staff: HTTP/2 over TLS 1.2 and 1.3, HSTS, and signing in', async () => {
    const page = await ask(STAFF, '/');
    assert.equal(page.version, '2');
    assert.match(page.head, /strict-transport-security: max-age=63072000/i);
    assert.doesNotMatch(page.head, /nginx\/\d/i);
    for (const [version, good] of [
        ['TLSv1.1', false],
        ['TLSv1.2', true],
        ['TLSv1.3', true],
    ]) {
        const how = { port: secure, host: '127.0.0.1', servername: STAFF, rejectUnauthorized: false };
        const got = await new Promise((done) => {
            /** @type {any} */
            const limits = { minVersion: version, maxVersion: version };
            const s = tls.connect({ ...how, ...limits, ...(good ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }) }, () =>
                done(s.getProtocol()),
            );
            s.on('error', () => done(null));
        });
        assert.equal(got, good ? version : null, version);
    }
    const tasks = await ask(STAFF, '/api/v1/tasks', { headers: COORDINATOR });
    assert.equal(tasks.status, 200, tasks.body);
});

test('a device enrols and checks a card by the host of cards, which knows nothing of the register', async () => {
    const bus = await enrolled();
    const text = await card('1');
    const said = await ask(CARDS, '/api/v1/check', { method: 'POST', headers: bus, body: json({ card: text }) });
    assert.equal(said.status, 200, said.body);
    assert.match(said.body, /"verdict":"valid"/);
    for (const path of ['/api/v1/tasks', '/api/v1/session', '/api/v1/cases/1', '/metrics'])
        assert.equal((await ask(CARDS, path, { headers: COORDINATOR })).status, 404, path);
    assert.equal((await ask(STAFF, '/metrics')).status, 404);
});

test('a device that asks too often waits, and another one beside it does not', async () => {
    const [eager, calm] = [await enrolled(), await enrolled()];
    const text = await card('2');
    const body = json({ card: text });
    const many = await Promise.all(
        Array.from({ length: BURST + 2 }, () => ask(CARDS, '/api/v1/check', { method: 'POST', headers: eager, body })),
    );
    assert.ok(
        many.some(({ status }) => status === 429),
        'somebody waits',
    );
    assert.equal((await ask(CARDS, '/api/v1/check', { method: 'POST', headers: calm, body })).status, 200);
});

test('whoever guesses passwords waits', async () => {
    const body = json({ account: ADMIN, password: 'një tjetër fjalë' });
    const headers = { Origin: `https://${STAFF}` };
    const tries = await Promise.all(
        Array.from({ length: BURST + 2 }, () => ask(STAFF, '/api/v1/session', { method: 'POST', headers, body })),
    );
    /* nginx's own page: besa's lock has a code. */
    assert.ok(tries.some(({ status, body }) => status === 429 && !body.includes('"code"')));
    assert.equal((await ask(STAFF, '/api/v1/tasks', { headers: COORDINATOR })).status, 200);
});

test('half a head and half a body end at nginx', { timeout: 30_000 }, async () => {
    for (const half of [
        'GET / HTTP/1.1\r\nHost: x',
        `POST /api/v1/session HTTP/1.1\r\nHost: ${STAFF}\r\nContent-Length: 9\r\n\r\n{`,
    ])
        await new Promise((done, failed) => {
            const s = tls.connect(
                { port: secure, host: '127.0.0.1', servername: STAFF, rejectUnauthorized: false },
                () => s.write(half),
            );
            s.on('data', () => {});
            s.on('close', done);
            s.on('error', (e) => (/** @type {any} */ (e).code === 'ECONNRESET' ? done(null) : failed(e)));
        });
});

test('a paper of ten megabytes passes, one of twelve does not', async () => {
    writeFileSync(join(root, 'ten'), 'x'.repeat(10 << 20));
    writeFileSync(join(root, 'twelve'), 'x'.repeat(12 << 20));
    const sent = (file) =>
        ask(STAFF, '/api/v1/imports/orders/preview', {
            method: 'PUT',
            headers: COORDINATOR,
            body: `@${join(root, file)}`,
        });
    assert.equal((await sent('twelve')).status, 413);
    assert.equal((await sent('ten')).status, 200); /* read to its end, and said what is wrong with it */
});

test('without TLS one is sent on, and a strange host is not answered', async () => {
    const sent = await run('curl', [
        '-sI',
        '--resolve',
        `${STAFF}:${plain}:127.0.0.1`,
        `http://${STAFF}:${plain}/x?q=1`,
    ]);
    assert.match(sent.stdout, /^HTTP\/1.1 301/);
    assert.match(sent.stdout, /location: https:\/\/besa\.example\.al\/x\r/i);
    for (const path of ['/api/v1/check', '/api/v1/session', '/calendar/sekret.ics', '/metrics']) {
        const { stdout } = await run('curl', [
            '-sI',
            '--resolve',
            `${STAFF}:${plain}:127.0.0.1`,
            `http://${STAFF}:${plain}${path}`,
        ]);
        assert.match(stdout, /^HTTP\/1.1 404/, path);
        assert.doesNotMatch(stdout, /^location/im, path);
    }
    const strange = await new Promise((done) => {
        const s = tls.connect({ port: secure, host: '127.0.0.1', servername: 'tjeter.al', rejectUnauthorized: false });
        s.on('secureConnect', () => done('answered'));
        s.on('error', () => done('refused'));
    });
    assert.equal(strange, 'refused');
});

test('the page for the public is read under its own name alone, which gives nothing else', async () => {
    for (const path of ['/', '/index.html', '/en.html', '/el.html', '/page.css', '/leave.js']) {
        const page = await ask(PUBLIC, path);
        assert.equal(page.status, 200, path);
        assert.match(page.head, /cache-control: no-store/i);
        assert.match(page.head, /content-security-policy: default-src 'none'/i);
    }
    for (const path of ['/check/', '/api/v1/issuer', '/status/1', '/i18n/x.json', '/metrics', '/en.html/x'])
        assert.equal((await ask(PUBLIC, path)).status, 404, path);
    assert.equal((await ask(CARDS, '/')).status, 303);
    assert.equal((await ask(CARDS, '/en.html')).status, 404);
    assert.equal((await ask(STAFF, '/en.html')).status, 404);
});

test('nothing of all that stands in the logs but days, methods and sizes', async () => {
    await ask(STAFF, '/calendar/sekret-sekret.ics');
    await ask(STAFF, '/api/v1/cards/7ABC.svg', { headers: COORDINATOR });
    await ask(STAFF, '/api/v1/log?from=2026-01-01&name=Sokolaj', { headers: COORDINATOR });
    const lines = logs();
    assert.match(lines, /^127\.0\.0\.0 \[[^\]]+\] GET 200 \d+ [\d.]+$/m);
    assert.doesNotMatch(lines, /127\.0\.0\.1|sekret|7ABC|Sokolaj|\/api|Bearer|karta|info|html/);
});
