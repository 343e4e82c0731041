/* `kill -9` in the middle of concurrent writes, ROUNDS times in a row (5; by hand: ROUNDS=50 node --test
 * tests/fault/kill.test.mjs). What the client saw acknowledged is there with its content, what it did not see is there
 * whole or not at all, and asking again with the same Idempotency-Key doubles nothing. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import http from 'node:http';
import { test } from 'node:test';

import { BESA_RELEASE, COORDINATOR, Register, Server, besa, day, order, sql, sqlOne } from '../support/program.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const WRITES = 200;
const WRITERS = 8;

/* What must never be: an order without its grant, a change without its line in the log, a line without its change. */
const HALF = {
    'orders without a grant': `SELECT count(*) FROM protection_order o WHERE NOT EXISTS
        (SELECT 1 FROM order_act a WHERE a.order_id = o.id AND a.kind = 'granted')`,
    'orders that name nobody': `SELECT count(*) FROM protection_order o WHERE NOT EXISTS
        (SELECT 1 FROM order_person p WHERE p.order_id = o.id)`,
    'orders without a line in the log': `SELECT count(*) FROM protection_order o WHERE NOT EXISTS
        (SELECT 1 FROM audit l WHERE l.what = 'order.register' AND l.record_id = o.id)`,
    'logged orders that are not there': `SELECT count(*) FROM audit l WHERE l.what = 'order.register' AND NOT EXISTS
        (SELECT 1 FROM protection_order o WHERE o.id = l.record_id)`,
    'files older than their log': `SELECT count(*) FROM case_file f WHERE f.version <>
        (SELECT max(l.case_version) FROM audit l WHERE l.case_id = f.id)`,
    'more sealed answers than orders': `SELECT (SELECT count(*) FROM idempotency WHERE key LIKE 'order-%') >
        (SELECT count(*) FROM protection_order)`,
    'orders registered twice': `SELECT count(*) FROM (SELECT day_blind FROM protection_order GROUP BY day_blind
        HAVING count(*) > 1)`,
};

const keyed = (number) => ({ ...COORDINATOR, 'Idempotency-Key': `order-${number}` });

/** What one writer does until the server is gone: register an order, record an act on it, open an empty file. */
async function write(server, name, seen, enough) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const post = async (path, body, headers = COORDINATOR) => {
        seen.sent++;
        const a = await server.ask('POST', path, { body, headers, agent });
        assert.equal(a.status, 201, `${path}: ${a.body}`);
        seen.acknowledged++;
        enough();
        return a.json;
    };
    try {
        for (let n = 0; seen.sent < WRITES; n++) {
            const number = `${name}-${n}`;
            seen.tried.push(number);
            const made = await post('/api/v1/orders', order(number), keyed(number));
            seen.orders.push({ id: made.id, number, persons: made.persons });
            const act = {
                version: 1,
                kind: 'extended',
                on: made.decision_date,
                end: day(200),
                decision: `V-${number}`,
            };
            await post(`/api/v1/orders/${made.id}/acts`, act);
            seen.acts.push({ order: made.id, decision: act.decision, end: act.end });
            seen.files.push((await post('/api/v1/cases', { unit: 'Gjirokastër' })).id);
        }
    } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
    } finally {
        agent.destroy();
    }
}

async function round(server, n) {
    const seen = { sent: 0, acknowledged: 0, tried: [], orders: [], acts: [], files: [] };
    const last = randomInt(20, WRITES - 2 * WRITERS);
    let killed = false;
    const enough = () => {
        if (killed || seen.acknowledged < last) return;
        killed = true;
        process.kill(server.pid, 'SIGKILL');
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, w) => write(server, `${n}-${w}`, seen, enough)));
    assert.equal((await server.stop('SIGKILL')).signal, 'SIGKILL');
    assert.ok(killed && seen.acknowledged >= last, `killed after ${seen.acknowledged} of ${last}`);
    return seen;
}

/** The server that came back answers for every write it had acknowledged. */
async function acknowledged(server, seen) {
    for (const o of seen.orders) {
        const a = await server.ask('GET', `/api/v1/orders/${o.id}`, { headers: COORDINATOR });
        assert.equal(a.status, 200, `order ${o.id} was acknowledged: ${a.body}`);
        assert.equal(a.json.number, o.number);
        assert.deepEqual(a.json.persons, o.persons);
        assert.equal(a.json.acts[0].kind, 'granted');
        for (const act of seen.acts.filter((x) => x.order === o.id))
            assert.ok(
                a.json.acts.some((x) => x.decision === act.decision && x.end === act.end),
                `act ${act.decision}`,
            );
    }
    for (const id of seen.files)
        assert.equal(
            (await server.ask('GET', `/api/v1/cases/${id}`, { headers: COORDINATOR })).status,
            200,
            `file ${id}`,
        );
}

/** All that was tried is sent again, as a browser would whose answer was lost. */
async function again(server, seen) {
    for (const number of seen.tried) {
        const a = await server.ask('POST', '/api/v1/orders', { body: order(number), headers: keyed(number) });
        const known = seen.orders.find((o) => o.number === number);
        assert.equal(a.status, 201, `${number} again: ${a.body}`);
        if (known) assert.equal(a.json.id, known.id);
    }
}

async function whole(database) {
    assert.deepEqual(await sql(database, 'PRAGMA integrity_check'), [['ok']]);
    assert.deepEqual(await sql(database, 'PRAGMA foreign_key_check'), []);
    for (const [what, question] of Object.entries(HALF)) assert.equal(await sqlOne(database, question), '0', what);
}

async function chain(dir) {
    const { code, out, said } = await besa(BESA_RELEASE, ['audit', 'verify', '--data', dir]);
    assert.equal(code, 0, out + said);
}

test(`kill -9 in the middle of ${WRITES} concurrent writes, ${ROUNDS} times`, { timeout: 1_800_000 }, async (t) => {
    const register = await Register.make();
    const total = { acknowledged: 0, lost: 0, orders: 0 };
    let server;
    t.after(async () => {
        await server?.stop('SIGKILL');
        register.remove();
    });
    server = await Server.start({ binary: BESA_RELEASE, dir: register.dir });
    for (let n = 0; n < ROUNDS; n++) {
        const seen = await round(server, n);
        server = await Server.start({ binary: BESA_RELEASE, dir: register.dir });
        await whole(register.database);
        await chain(register.dir);
        await acknowledged(server, seen);
        await again(server, seen);
        await whole(register.database);
        total.acknowledged += seen.acknowledged;
        total.lost += seen.sent - seen.acknowledged;
        total.orders += seen.tried.length;
    }
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    assert.equal(Number(await sqlOne(register.database, 'SELECT count(*) FROM protection_order')), total.orders);
    await chain(register.dir);
    t.diagnostic(
        `${ROUNDS} kills: ${total.acknowledged} acknowledged writes all there, ${total.lost} cut off, ` +
            `${total.orders} orders, none twice`,
    );
});
