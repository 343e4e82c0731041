/* The page for the public, served by the process that has no register, under a name of its own: under that of cards
 * nothing of it is there, and nothing of whoever reads it is kept. */
import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BESA, BESA_RELEASE, Register, Server, besa, sql, until } from '../support/program.mjs';

const PUBLIC = 'info.example.al';
const CARDS = 'karta.example.al';
const PARTS = ['/', '/index.html', '/en.html', '/el.html', '/page.css', '/leave.js'];
let register, office, doors, folder;

const exported = (to) =>
    besa(BESA_RELEASE, ['public', 'export', to, '--leave', 'https://bashkia.example.al/', '--data', register.dir]);

before(async () => {
    register = await Register.make();
    folder = join(register.root, 'public');
    const { code, said } = await exported(folder);
    assert.equal(code, 0, said);
    office = await Server.start({ dir: register.dir, args: ['--only', 'register'] });
    doors = await Server.start({
        dir: join(register.dir, 'check'),
        args: ['--only', 'check', '--public', folder, '--public-host', PUBLIC],
    });
});
after(async () => {
    await doors?.stop();
    await office?.stop();
    register?.remove();
});

/** What that host is answered. @returns {Promise<{ status: number, headers: object, body: string }>} */
function asked(host, path, { port = doors.port, method = 'GET' } = {}) {
    return new Promise((done, failed) => {
        http.request({ host: '127.0.0.1', port, path, method, headers: { Host: host } }, (answer) => {
            let body = '';
            answer.setEncoding('utf8');
            answer.on('data', (part) => (body += part));
            answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body }));
        })
            .on('error', failed)
            .end();
    });
}

test('under its own name it is read in three languages, as it was exported', async () => {
    for (const host of [PUBLIC, `${PUBLIC}:443`, PUBLIC.toUpperCase()])
        for (const path of PARTS) {
            const { status, body } = await asked(host, path);
            assert.equal(status, 200, `${host}${path}`);
            assert.equal(body, readFileSync(join(folder, path === '/' ? 'index.html' : path), 'utf8'));
        }
});

test('no browser, proxy or search engine is given a reason to keep it, and no script of others runs', async () => {
    for (const path of PARTS) {
        const { headers } = await asked(PUBLIC, path);
        assert.equal(headers['cache-control'], 'no-store', path);
        assert.equal(headers['set-cookie'], undefined);
        assert.equal(headers.etag, undefined);
        assert.equal(headers['referrer-policy'], 'no-referrer');
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.match(headers['content-security-policy'], /^default-src 'none'; style-src 'self'; script-src 'self';/);
        assert.match(headers['content-security-policy'], /form-action 'none'; frame-ancestors 'none'/);
    }
});

test('under the name of cards, or any other, nothing tells that there is such a page', async () => {
    for (const host of [CARDS, 'tjeter.al', `x.${PUBLIC}`, `${PUBLIC}.x`, '127.0.0.1']) {
        const front = await asked(host, '/');
        assert.deepEqual([front.status, front.headers.location], [303, '/check/'], host);
        const nothing = await asked(host, '/no.html');
        for (const path of PARTS.slice(1)) {
            const { status, body } = await asked(host, path);
            assert.equal(status, 404, `${host}${path}`);
            assert.equal(body, nothing.body, path);
        }
    }
});

test('no path leads out of it, and nothing is written by reading it', async () => {
    const written = 'SELECT * FROM check_count; SELECT * FROM check_refusal';
    const dump = () => sql(join(register.dir, 'check', 'check.db'), written);
    const before = await dump();
    for (const path of ['/../check.db', '/%2e%2e/check.db', '/index.html/', '//index.html', '/page.css%00', '/public/'])
        assert.equal((await asked(PUBLIC, path)).status, 404, path);
    for (const path of PARTS) assert.notEqual((await asked(PUBLIC, path, { method: 'POST' })).status, 200, path);
    assert.deepEqual(await dump(), before);
});

test('an export in its place is shown at once; without one there is nothing', async () => {
    const next = `${folder}-next`;
    await sql(register.database, "UPDATE municipality SET help_line = '084 000 111'");
    assert.equal((await exported(next)).code, 0);
    renameSync(folder, `${folder}-old`);
    assert.equal((await asked(PUBLIC, '/')).status, 404);
    renameSync(next, folder);
    assert.match((await asked(PUBLIC, '/')).body, /084 000 111/);
    rmSync(`${folder}-old`, { recursive: true });
});

test('counted is how often it was read on a day, when that is over, and nothing else', async () => {
    const rows = (file) => sql(file, 'SELECT count FROM page_load');
    const check = join(register.dir, 'check', 'check.db');
    assert.deepEqual(await rows(check), [], 'while it goes on');
    await doors.stop();
    const [[before]] = await rows(check);
    assert.ok(Number(before) > 10, `${before}`);
    doors = await Server.start({
        dir: join(register.dir, 'check'),
        args: ['--only', 'check', '--public', folder, '--public-host', PUBLIC],
    });
    for (const path of PARTS) await asked(PUBLIC, path);
    for (const path of PARTS) await asked(PUBLIC, path, { method: 'HEAD' });
    for (const path of PARTS) await asked(CARDS, path);
    await doors.stop();
    assert.deepEqual(await rows(check), [[String(Number(before) + 4)]]);
    doors = await Server.start({
        dir: join(register.dir, 'check'),
        args: ['--only', 'check', '--public', folder, '--public-host', PUBLIC],
    });
    await until(async () => String(await rows(register.database)) === String(Number(before) + 4), 'collected');
    const { out } = await besa(BESA_RELEASE, ['public', 'loads', '--data', register.dir]);
    assert.match(out, new RegExp(`^\\d{4}-\\d\\d-\\d\\d;${Number(before) + 4}\\n$`));
});

test('where it is not asked for it is nowhere', async () => {
    const plain = await Server.start({ dir: join(register.dir, 'check'), args: ['--only', 'check'] });
    try {
        for (const path of PARTS) assert.notEqual((await asked(PUBLIC, path, { port: plain.port })).status, 200, path);
    } finally {
        await plain.stop();
    }
});

test('the host of cards is refused as its name, and so is half of what it needs', async () => {
    const check = ['--data', join(register.dir, 'check'), '--only', 'check'];
    const named = (name) => ['--public', folder, '--public-host', name];
    for (const [args, code, said] of [
        [[...check, ...named(CARDS)], 78, /host of cards/],
        [[...check, ...named(CARDS.toUpperCase())], 78, /host of cards/],
        [['--data', register.dir, ...named(CARDS)], 78, /host of cards/],
        [[...check, ...named(`https://${PUBLIC}`)], 64, /without https/],
        [[...check, '--public', folder], 64, /--public-host/],
        [['--data', register.dir, '--only', 'register', ...named(PUBLIC)], 64, /checks/],
    ]) {
        const ended = await besa(BESA, ['serve', ...args, '--allow-root', '--listen', '127.0.0.1:1']);
        assert.equal(ended.code, code, `${args.join(' ')}: ${ended.said}`);
        assert.match(ended.said, said);
    }
});
