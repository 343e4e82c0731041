/* `kill -9` in the middle of concurrent writes to the three files, ROUNDS times in a row (4) and until ACKNOWLEDGED
 * writes were answered (by hand: ROUNDS=50 ACKNOWLEDGED=10000 node --test tests/fault/kill.test.mjs). Every second time
 * two processes serve, one of them the doors alone, and both are killed. What the client saw acknowledged is there with
 * its content, what it did not see is there whole or not at all, and asking again with the same Idempotency-Key
 * doubles nothing. After each kill all three files are whole, each sealed value opens, check.db says what the register
 * computes, and a card whose revocation was answered is refused by the first process that answers at all. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import http from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import {
    ADMINISTRATOR,
    BESA_RELEASE,
    COORDINATOR,
    Register,
    Server,
    besa,
    day,
    order,
    sql,
    sqlOne,
} from '../support/program.mjs';

const run = promisify(execFile);
const ROUNDS = Number(process.env.ROUNDS ?? 4);
const ACKNOWLEDGED = Number(process.env.ACKNOWLEDGED ?? 0);
const WRITES = ACKNOWLEDGED ? 400 : 200;
const WRITERS = 8;
const DEVICE_EVERY = 4;
const WHOLE = 'build/release/tests/fault/whole';

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

/** Those that serve: one process, or two. */
class Serving {
    static async start(dir, two) {
        const s = new Serving();
        /* The doors first: until the register is there, they stand alone with what they were told before. */
        if (two) s.doors = await Server.start({ ...SERVED, dir: join(dir, 'check'), args: ['--only', 'check'] });
        s.dir = dir;
        s.two = two;
        return s;
    }
    async open() {
        const args = this.two ? ['--only', 'register'] : [];
        this.office = await Server.start({ ...SERVED, dir: this.dir, args });
        this.doors ??= this.office;
    }
    get all() {
        return [...new Set([this.office, this.doors])].filter((s) => s);
    }
    kill() {
        for (const s of this.all) process.kill(s.pid, 'SIGKILL');
    }
    async ended(signal) {
        const how = [];
        for (const s of this.all) how.push(await s.stop(signal));
        return how;
    }
}
const SERVED = { binary: BESA_RELEASE };

/** What one writer does until the server is gone: register an order, record an act on it, issue a card and revoke every
 * second one, open an empty file, enrol a device. */
async function write(serving, organisation, name, seen, enough) {
    const agents = new Map(serving.all.map((s) => [s, new http.Agent({ keepAlive: true, maxSockets: 1 })]));
    const post = async (path, body, headers = COORDINATOR, { server = serving.office, status = 201 } = {}) => {
        seen.sent++;
        const a = await server.ask('POST', path, { body, headers, agent: agents.get(server) });
        assert.equal(a.status, status, `${path}: ${a.body}`);
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
            const card = await post(`/api/v1/persons/${made.persons[0]}/cards`, {
                case_id: made.case_id,
                version: 2,
                services: ['transport'],
            });
            const issued = { text: card.text, reasons: ['ok'] };
            seen.cards.push(issued);
            if (n % 2 === 0) {
                issued.reasons = ['ok', 'revoked']; /* while nobody knows */
                await post(`/api/v1/cards/${card.number}/revoke`, { why: 'lost' }, COORDINATOR, { status: 200 });
                issued.reasons = ['revoked'];
            }
            seen.files.push((await post('/api/v1/cases', { unit: 'Gjirokastër' })).id);
            if (n % DEVICE_EVERY) continue;
            const device = { organisation, service: 'transport', name: `Autobus ${number}` };
            const { enrol } = await post('/api/v1/devices', device, ADMINISTRATOR);
            const { token } = await post('/api/v1/devices/enrol', { enrol }, {}, { server: serving.doors });
            seen.tokens.push(token);
        }
    } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
    } finally {
        for (const agent of agents.values()) agent.destroy();
    }
}

const nothing = () => ({ sent: 0, acknowledged: 0, tried: [], orders: [], acts: [], files: [], cards: [], tokens: [] });

async function round(serving, organisation, n) {
    const seen = nothing();
    const last = randomInt(20, WRITES - 2 * WRITERS);
    let killed = false;
    const enough = () => {
        if (killed || seen.acknowledged < last) return;
        killed = true;
        serving.kill();
    };
    await Promise.all(
        Array.from({ length: WRITERS }, (_, w) => write(serving, organisation, `${n}-${w}`, seen, enough)),
    );
    for (const s of serving.all) assert.equal((await s.ended).signal, 'SIGKILL');
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

/** At the door: each device that was told its token is known, each card is judged as it was last told. */
async function judged(doors, seen, token) {
    const check = (card, t) =>
        doors.ask('POST', '/api/v1/check', { body: { card }, headers: { Authorization: `Bearer ${t}` } });
    for (const card of seen.cards) {
        const a = await check(card.text, token);
        assert.equal(a.status, 200, `${a.body}`);
        assert.ok(card.reasons.includes(a.json.reason), `${a.json.reason}, not ${card.reasons}`);
    }
    for (const t of seen.tokens) assert.equal((await check(seen.cards[0].text, t)).status, 200, 'a device is known');
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

/** What doors wrote is collected before it is shown: from then on both files know the same. */
async function collected(office) {
    assert.equal((await office.ask('GET', '/api/v1/devices', { headers: ADMINISTRATOR })).status, 200);
}

async function whole(register) {
    for (const file of ['besa.db', 'check/check.db', 'keys.db'])
        assert.deepEqual(await sql(join(register.dir, file), 'PRAGMA integrity_check'), [['ok']], file);
    assert.deepEqual(await sql(register.database, 'PRAGMA foreign_key_check'), []);
    for (const [what, question] of Object.entries(HALF))
        assert.equal(await sqlOne(register.database, question), '0', what);
    const { stdout } = await run(WHOLE, [register.dir]).catch((e) => assert.fail(`${e.stdout}${e.stderr}`));
    return stdout.trim();
}

async function chain(dir) {
    const { code, out, said } = await besa(BESA_RELEASE, ['audit', 'verify', '--data', dir]);
    assert.equal(code, 0, out + said);
}

/** A bus company, and the token of a device that was there before anything was killed. */
async function company(server) {
    const ask = async (path, body, headers = ADMINISTRATOR) => {
        const a = await server.ask('POST', path, { body, headers });
        assert.equal(a.status, 201, `${path}: ${a.body}`);
        return a.json;
    };
    const { id } = await ask('/api/v1/organisations', { kind: 'transport', name: 'Linja 1' });
    const { enrol } = await ask('/api/v1/devices', { organisation: id, service: 'transport', name: 'Autobus' });
    return { organisation: id, token: (await ask('/api/v1/devices/enrol', { enrol }, {})).token };
}

test(`kill -9 in the middle of ${WRITES} concurrent writes, ${ROUNDS} times`, { timeout: 7_200_000 }, async (t) => {
    const register = await Register.make();
    const all = nothing();
    const total = { lost: 0, figures: '' };
    let serving;
    t.after(async () => {
        await serving?.ended('SIGKILL');
        register.remove();
    });
    serving = await Serving.start(register.dir, false);
    await serving.open();
    const { organisation, token } = await company(serving.office);
    let n = 0;
    for (; n < ROUNDS || all.acknowledged < ACKNOWLEDGED; n++) {
        const seen = await round(serving, organisation, n);
        serving = await Serving.start(register.dir, n % 2 === 0);
        if (serving.doors) await judged(serving.doors, seen, token);
        await serving.open();
        await collected(serving.office);
        total.figures = await whole(register);
        await chain(register.dir);
        await judged(serving.doors, seen, token);
        await acknowledged(serving.office, seen);
        await again(serving.office, seen);
        total.figures = await whole(register);
        for (const [name, more] of Object.entries(seen)) all[name] = all[name].concat?.(more) ?? all[name] + more;
        total.lost += seen.sent - seen.acknowledged;
    }
    await judged(serving.doors, all, token);
    await acknowledged(serving.office, all);
    for (const how of (await serving.ended()).reverse()) assert.deepEqual(how, { code: 0, signal: null });
    assert.equal(Number(await sqlOne(register.database, 'SELECT count(*) FROM protection_order')), all.tried.length);
    await chain(register.dir);
    const revoked = all.cards.filter((c) => !c.reasons.includes('ok')).length;
    t.diagnostic(
        `${n} kills: ${all.acknowledged} acknowledged writes all there, ${total.lost} cut off, ` +
            `${all.tried.length} orders, none twice; ${revoked} of ${all.cards.length} cards revoked and refused, ` +
            `${all.tokens.length} devices known; ${total.figures}`,
    );
});
