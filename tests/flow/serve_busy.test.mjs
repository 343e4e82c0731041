/* Everything at once, then SIGTERM in the middle of it: under ThreadSanitizer no two threads meet without a lock, under
 * AddressSanitizer nothing is left behind. What was acknowledged before the end is there afterwards. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';

import {
    ADMIN,
    ADMIN_PASSWORD,
    BESA,
    BESA_RELEASE,
    COORDINATOR,
    Register,
    Server,
    besa,
    order,
    pause,
    sql,
    sqlOne,
} from '../support/program.mjs';
import { card, device } from '../support/checker.mjs';

const BESA_TSAN = process.env.BESA_TSAN ?? 'build/tsan/besa';
const LEAKS = 'suppressions=tests/leaks.supp:print_suppressions=0'; /* what fontconfig keeps until the end */
const SECONDS = Number(process.env.BUSY_SECONDS ?? 4);

/** Who does what all the time; each returns what it asks for next. */
function crowd(cards, bus) {
    const some = (n) => cards[n % cards.length];
    return {
        checks: (n) => ['POST', '/api/v1/check', { headers: bus, body: { card: some(n).text } }],
        'typed numbers': (n) => ['POST', '/api/v1/check', { headers: bus, body: { card: some(n).number } }],
        orders: (n) => [
            'POST',
            '/api/v1/orders',
            { headers: { ...COORDINATOR, 'Idempotency-Key': `k${n >> 1}` }, body: order(`busy-${n >> 1}`) },
        ],
        files: () => ['POST', '/api/v1/cases', { headers: COORDINATOR, body: { unit: 'Lunxhëri' } }],
        reads: (n) => [
            'POST',
            '/api/v1/cases/search',
            { headers: COORDINATOR, body: { q: 'kola', limit: 1 + (n % 20) } },
        ],
        tasks: () => ['GET', '/api/v1/tasks', { headers: COORDINATOR }],
        pictures: (n) => [
            'GET',
            `/api/v1/cards/${some(n).number}.${['svg', 'png', 'pdf'][n % 3]}`,
            { headers: COORDINATOR },
        ],
        lists: (n) => ['GET', n % 2 ? '/status/1' : '/api/v1/issuer', {}],
        revocations: (n) => [
            'POST',
            `/api/v1/cards/${cards[0].number}/${n ? 'replace' : 'revoke'}`,
            { headers: COORDINATOR, ...(n ? {} : { body: { why: 'lost' } }) },
        ],
        metrics: () => ['GET', '/metrics', {}],
        'sign-ins': (n) => [
            'POST',
            '/api/v1/session',
            { body: { account: ADMIN, password: n % 2 ? 'not this one' : ADMIN_PASSWORD } },
        ],
    };
}

/** Runs the crowd until the server is gone; counts in `seen` the answers by who and status. */
async function bustle(server, cards, bus, until, seen) {
    await Promise.all(
        Object.entries(crowd(cards, bus)).map(async ([who, next]) => {
            const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
            for (let n = 0; !until.over; n++) {
                const [method, path, rest] = next(n);
                const a = await server.ask(method, path, { ...rest, agent }).catch((error) => {
                    assert.ok(until.ending, `${who}: ${error.message}\n${server.said}`);
                    return null;
                });
                if (!a) break;
                assert.ok(a.status < 500 || a.status === 503, `${who}: ${a.status} ${a.body}`);
                seen[who] ??= {};
                seen[who][a.status] = (seen[who][a.status] ?? 0) + 1;
            }
            agent.destroy();
        }),
    );
}

/** Whether those have done what the others do beside. */
const enough = (seen) => seen.checks?.[200] > 0 && seen.orders?.[201] > 0 && seen.pictures?.[200] > 0;

async function busy(t, binary, env) {
    const register = await Register.make();
    let server;
    t.after(async () => {
        await server?.stop('SIGKILL');
        register.remove();
    });
    server = await Server.start({ binary, dir: register.dir, env });
    const bus = await device(server, 'Linja 1');
    const cards = [];
    for (let n = 0; n < 4; n++) cards.push(await card(server, `card-${n}`));
    const until = { ending: false, over: false },
        seen = {};
    const crowd = bustle(server, cards, bus, until, seen);
    await pause(SECONDS * 1000);
    for (let more = 0; more < 60 && !enough(seen); more++) await pause(1000);
    until.ending = true;
    const how = await server.stop('SIGTERM');
    until.over = true;
    await crowd;
    assert.doesNotMatch(
        server.said,
        /WARNING: ThreadSanitizer|AddressSanitizer|LeakSanitizer|runtime error/,
        server.said,
    );
    assert.deepEqual(how, { code: 0, signal: null }, server.said);
    assert.ok(enough(seen), JSON.stringify(seen));
    assert.deepEqual(await sql(register.database, 'PRAGMA integrity_check'), [['ok']]);
    const orders = Number(await sqlOne(register.database, `SELECT count(*) - ${cards.length} FROM protection_order`));
    assert.ok(orders >= Math.ceil(seen.orders[201] / 2), `${orders} orders, ${seen.orders[201]} answers`);
    assert.equal(
        await sqlOne(register.database, `SELECT sum(count) >= ${seen.checks[200]} FROM check_count`),
        '1',
        'the counters were written at the end',
    );
    const { code, out, said } = await besa(BESA_RELEASE, ['audit', 'verify', '--data', register.dir]);
    assert.equal(code, 0, out + said);
    t.diagnostic(
        Object.entries(seen)
            .map(
                ([who, by]) =>
                    `${who} ${Object.entries(by)
                        .map(([s, n]) => `${n}×${s}`)
                        .join(' ')}`,
            )
            .join(', '),
    );
}

test('no data race under load and at the end', { timeout: 900_000 }, (t) =>
    busy(t, BESA_TSAN, { TSAN_OPTIONS: 'halt_on_error=0:exitcode=66' }),
);

test('no leak and no stray access under load and at the end', { timeout: 900_000 }, (t) =>
    busy(t, BESA, { ASAN_OPTIONS: 'detect_leaks=1', LSAN_OPTIONS: LEAKS }),
);
