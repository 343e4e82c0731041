/* What the disk can do to a register: be full while it serves, and give back other bytes than it was given. */
import assert from 'node:assert/strict';
import {
    closeSync,
    fstatSync,
    ftruncateSync,
    openSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
    writeSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import {
    ADMINISTRATOR,
    BESA,
    BESA_RELEASE,
    COORDINATOR,
    Register,
    Server,
    besa,
    order,
    sql,
    sqlOne,
    until,
} from '../support/program.mjs';

const ROOM_LEFT = 400 * 1024; /* so that the disk becomes full within some write, not before the first */
const SANITIZER = /Sanitizer|runtime error:/;

/* A file system of 224 MiB in a name space of its own, which goes with it; the register is copied in, and out again. */
const SMALL_DISK = `
    mount -t tmpfs -o size=224m,mode=700 none "$SMALL" && cp -a "$DIR/." "$SMALL" || exit 99
    "$@" & echo "pid $!"; wait $!; code=$?
    rm -f "$SMALL/ballast"; cp -a "$SMALL/." "$DIR"; exit $code`;

function nameSpaces() {
    for (const options of [['-m'], ['-rm']])
        try {
            execFileSync('unshare', [...options, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
            return options;
        } catch {
            /* not allowed here */
        }
    return null;
}

const largest = (database) => Math.max(...['', '-wal'].map((end) => statSync(database + end).size));

/** Two ways of having no space: a full tmpfs, or where none can be mounted a limit on the size of files.
 * @returns {{how: string, wrap, dir: string, env, fill: (s: Server) => void, free: (s: Server) => void}} */
function smallDisk(register) {
    const options = nameSpaces();
    const small = '/mnt';
    if (!options)
        return {
            how: 'limit on file size',
            dir: register.dir,
            env: {},
            wrap: (c) => ['sh', '-c', 'trap "" XFSZ; "$@" & echo "pid $!"; wait $!', 'sh', ...c],
            fill: (s) =>
                execFileSync('prlimit', ['--pid', `${s.pid}`, `--fsize=${largest(register.database) + ROOM_LEFT}:`]),
            free: (s) => execFileSync('prlimit', ['--pid', `${s.pid}`, '--fsize=unlimited:']),
        };
    const ballast = (s) => `/proc/${s.pid}/root${small}/ballast`;
    return {
        how: 'full tmpfs',
        dir: small,
        env: { SMALL: small, DIR: register.dir },
        wrap: (c) => ['unshare', ...options, 'sh', '-c', SMALL_DISK, 'sh', ...c],
        fill: (s) => {
            const fd = openSync(ballast(s), 'w');
            for (const size of [65536, 4096])
                try {
                    for (;;) writeSync(fd, Buffer.alloc(size, 1));
                } catch (e) {
                    assert.equal(e.code, 'ENOSPC');
                }
            ftruncateSync(fd, fstatSync(fd).size - ROOM_LEFT);
            closeSync(fd);
        },
        free: (s) => rmSync(ballast(s)),
    };
}

/** A bus device, enrolled; what it sends to prove itself. */
async function bus(server) {
    const made = await server.ask('POST', '/api/v1/organisations', {
        headers: ADMINISTRATOR,
        body: { kind: 'transport', name: 'Linja 1' },
    });
    const device = await server.ask('POST', '/api/v1/devices', {
        headers: ADMINISTRATOR,
        body: { organisation: made.json.id, service: 'transport', name: 'Autobus' },
    });
    const enrolled = await server.ask('POST', '/api/v1/devices/enrol', { body: { enrol: device.json.enrol } });
    assert.equal(enrolled.status, 201, `${enrolled.body}`);
    return { Authorization: `Bearer ${enrolled.json.token}` };
}

/** A card for the bus. */
async function card(server) {
    const made = await server.ask('POST', '/api/v1/orders', { headers: COORDINATOR, body: order('disk-1') });
    assert.equal(made.status, 201, `${made.body}`);
    const issued = await server.ask('POST', `/api/v1/persons/${made.json.persons[0]}/cards`, {
        headers: COORDINATOR,
        body: { case_id: made.json.case_id, version: 1, services: ['transport'] },
    });
    assert.equal(issued.status, 201, `${issued.body}`);
    return issued.json;
}

/** So many orders, or until one is refused. */
function ordersUntilRefused(server, name, count) {
    return untilRefused(server, count, '/api/v1/orders', (n) => order(`${name}-${n}`));
}

async function untilRefused(server, count, path, body) {
    for (let n = 0; n < count; n++) {
        const a = await server.ask('POST', path, { headers: COORDINATOR, body: body(n) });
        if (a.status !== 201) return { taken: n, refusal: a };
    }
    return { taken: count };
}

function saysFull(answer) {
    assert.equal(answer.status, 507, `${answer.body}`);
    assert.match(answer.headers['content-type'], /problem\+json/);
    assert.equal(answer.json.code, 'disk_full');
    assert.ok(answer.json.title && answer.json.detail);
}

test('a full disk refuses new entries; checks, reads and revocations go on', { timeout: 900_000 }, async (t) => {
    const register = await Register.make();
    const disk = smallDisk(register);
    let server;
    t.after(async () => {
        await server?.stop('SIGKILL');
        register.remove();
    });
    server = await Server.start({ dir: disk.dir, env: disk.env, wrap: disk.wrap });
    const device = await bus(server);
    const { text, number } = await card(server);
    const check = () => server.ask('POST', '/api/v1/check', { headers: device, body: { card: text } });
    assert.equal((await check()).json.verdict, 'valid');

    disk.fill(server);
    const { taken, refusal } = await ordersUntilRefused(server, 'full', 2000);
    assert.ok(taken > 0 && refusal, `${taken} orders were taken by a full disk`);
    saysFull(refusal);
    for (let n = 0; n < 5; n++) {
        const file = await untilRefused(server, 1000, '/api/v1/cases', () => ({ unit: 'Gjirokastër' }));
        assert.ok(file.refusal, `${file.taken} files were taken`);
        saysFull(file.refusal);
        assert.equal((await check()).json.verdict, 'valid', 'a check needs no space');
        assert.equal((await server.ask('GET', '/status/1')).status, 200);
        assert.equal((await server.ask('GET', '/api/v1/issuer')).status, 200);
        assert.equal((await server.ask('GET', '/healthz')).status, 200);
    }

    /* Each read is a line in the log: for a good thousand of them there was room kept aside, and the writes that were
       refused meanwhile have used nothing of it. */
    const read = () => server.ask('GET', '/api/v1/orders/1', { headers: COORDINATOR });
    for (let n = 0; n < 1000; n++) assert.equal((await read()).status, 200, `read ${n}`);
    saysFull((await ordersUntilRefused(server, 'late', 1)).refusal);
    const revoked = await server.ask('POST', `/api/v1/cards/${number}/revoke`, {
        headers: COORDINATOR,
        body: { why: 'lost' },
    });
    assert.equal(revoked.status, 200, `${revoked.body}`);
    assert.equal((await check()).json.reason, 'revoked');
    const session = () => server.ask('GET', '/api/v1/session', { headers: COORDINATOR });
    assert.equal((await session()).json.disk_full, true);
    assert.match(`${(await server.ask('GET', '/metrics')).body}`, /^besa_disk_full 1$/m);

    assert.match(server.said, /full|disk I\/O/i, 'the log says why');
    disk.free(server);
    await until(async () => (await session()).json.disk_full === false);
    assert.match(`${(await server.ask('GET', '/metrics')).body}`, /^besa_disk_full 0$/m);
    const after = await ordersUntilRefused(server, 'after', 100);
    assert.equal(after.taken, 100, `${after.refusal?.body}`);
    const how = await server.stop();
    assert.deepEqual(how, { code: 0, signal: null }, server.said);
    assert.doesNotMatch(server.said, SANITIZER);
    assert.deepEqual(await sql(register.database, 'PRAGMA integrity_check'), [['ok']]);
    assert.equal(Number(await sqlOne(register.database, 'SELECT count(*) FROM protection_order')), taken + 101);
    const { code, out, said } = await besa(BESA_RELEASE, ['audit', 'verify', '--data', register.dir]);
    assert.equal(code, 0, out + said);
    t.diagnostic(
        `${disk.how}: ${taken} orders, then ${refusal.status} ${refusal.json.code}; checks went on; 100 orders after`,
    );
});

/** Overwrites bytes of the closed database. */
function damage(database, offset, bytes) {
    const fd = openSync(database, 'r+');
    writeSync(fd, bytes, 0, bytes.length, offset);
    closeSync(fd);
}

/** A register with 100 orders, closed. */
async function filled(t) {
    const register = await Register.make();
    t.after(() => register.remove());
    const server = await Server.start({ binary: BESA_RELEASE, dir: register.dir });
    await ordersUntilRefused(server, 'page', 100);
    await server.stop();
    await sql(register.database, 'PRAGMA wal_checkpoint(TRUNCATE)');
    return register;
}

/** Where one of the pages of that table lies. */
async function pageOf(register, table) {
    return Number(
        await sqlOne(
            register.database,
            `SELECT pgoffset FROM dbstat WHERE name = '${table}' AND pagetype = 'leaf' LIMIT 1 OFFSET 1`,
        ),
    );
}

test('a broken page is said to be broken, and only those who need it are refused', { timeout: 900_000 }, async (t) => {
    const register = await filled(t);
    const offset = await pageOf(register, 'protection_order');
    const ids = (await sql(register.database, 'SELECT id FROM protection_order ORDER BY id')).map((r) => r[0]);
    damage(register.database, offset, Buffer.alloc(64, 0xff));
    const server = await Server.start({ dir: register.dir });
    t.after(() => server.alive && server.stop('SIGKILL'));
    const seen = new Map();
    for (const id of ids) {
        const a = await server.ask('GET', `/api/v1/orders/${id}`, { headers: COORDINATOR });
        seen.set(a.status, (seen.get(a.status) ?? 0) + 1);
    }
    assert.ok(seen.get(200) > 0, 'orders on other pages are there');
    assert.ok(
        [...seen.keys()].some((s) => s >= 500),
        `answers: ${[...seen]}`,
    );
    assert.ok(
        [...seen.keys()].every((s) => s === 200 || s >= 500),
        `an order must not seem to be absent: ${[...seen]}`,
    );
    assert.equal((await server.ask('GET', '/api/v1/units', { headers: COORDINATOR })).status, 200);
    assert.deepEqual(await server.stop(), { code: 0, signal: null }, server.said);
    assert.match(server.said, /malformed|corrupt/i, 'the log says so');
    assert.doesNotMatch(server.said, SANITIZER);
    t.diagnostic(`answers to ${ids.length} orders: ${[...seen].map(([s, n]) => `${n} with ${s}`).join(', ')}`);
});

test('no broken byte anywhere ends a command by a signal', { timeout: 900_000 }, async (t) => {
    const register = await filled(t);
    const good = readFileSync(register.database);
    const pages = good.length / 4096;
    const outcomes = new Map();
    for (let n = 0; n < 8; n++) {
        const bad = Buffer.from(good);
        for (let hit = 0; hit < 40; hit++) {
            const at = n === 0 ? hit : Math.floor(((n + hit / 40) * pages) / 8) * 4096 + ((hit * 97) % 4096);
            bad[at % bad.length] ^= 0xff;
        }
        for (const file of ['-wal', '-shm']) rmSync(register.database + file, { force: true });
        writeFileSync(register.database, bad);
        const { code, said } = await besa(BESA, ['audit', 'verify', '--data', register.dir]);
        assert.doesNotMatch(said, SANITIZER);
        assert.ok(
            code === 0 || said.startsWith('besa: ') || / besa: |store: /.test(said),
            `says nothing: ${code} ${said}`,
        );
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
    }
    assert.ok([...outcomes.keys()].some((code) => code !== 0));
    t.diagnostic(`exit codes: ${[...outcomes].map(([code, n]) => `${n} times ${code}`).join(', ')}`);
});

test('a register whose first page is gone is not served', { timeout: 900_000 }, async (t) => {
    const register = await Register.make();
    t.after(() => register.remove());
    damage(register.database, 0, Buffer.alloc(4096, 0x55));
    await assert.rejects(Server.start({ dir: register.dir }), (e) => {
        assert.equal(e.signal, null);
        assert.ok(e.code > 0 && /cannot be opened|corrupt|not a database/.test(e.message), e.message);
        assert.doesNotMatch(e.message, SANITIZER);
        return true;
    });
});
