/* `kill -9` in the middle of preparing and of approving a payment run, ROUNDS times in a row (5; by hand: ROUNDS=50
 * node --test tests/fault/payment.test.mjs): afterwards the run is there whole or not at all, what stands paid is what
 * was approved, and the log says the same. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';

import { BESA_RELEASE, Register, Server, besa, sql, sqlOne } from '../support/program.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PERSONS = 1000;
const FIRST = [2020, 1];
const OFFICER = { cookie: 'besa_session=aid_officer-secret' };
const DIRECTOR = { cookie: 'besa_session=director-secret' };

/* What must never be. */
const HALF = {
    'approved runs that the log does not know': `SELECT count(*) FROM payment_run r WHERE r.state = 'approved'
        AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.what = 'payment.approve' AND a.record_id = r.id)`,
    'approvals in the log of runs that are not': `SELECT count(*) FROM audit a WHERE a.what = 'payment.approve'
        AND NOT EXISTS (SELECT 1 FROM payment_run r WHERE r.id = a.record_id AND r.state = 'approved')`,
    'approved payments that do not stand': `SELECT count(*) FROM payment_line l JOIN payment_run r ON r.id = l.run_id
        WHERE r.state = 'approved' AND l.kind = 'payment' AND NOT EXISTS
        (SELECT 1 FROM payment_standing s WHERE s.run_id = l.run_id AND s.n = l.n)`,
    'payments that stand and are not approved': `SELECT count(*) FROM payment_standing s
        JOIN payment_run r ON r.id = s.run_id WHERE r.state <> 'approved'`,
    'runs with some of their lines': `SELECT count(*) FROM payment_run r WHERE ${PERSONS} <>
        (SELECT count(*) FROM payment_line l WHERE l.run_id = r.id)`,
    'runs without a digest': 'SELECT count(*) FROM payment_run WHERE digest = zeroblob(32)',
    'lines without a run': 'SELECT count(*) FROM payment_line WHERE run_id NOT IN (SELECT id FROM payment_run)',
};

/** Persons with an order and an application of 2020 that still stand. Runs open no names, so these are none. */
async function fill(database) {
    const each = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ${PERSONS})`;
    await sql(
        database,
        `
        BEGIN;
        ${each} INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at)
            SELECT n, x'00', x'00', x'00', 1 FROM i;
        INSERT INTO case_file (id, number, unit_id, created_at) VALUES (1, '1/2020', 1, 1);
        ${each} INSERT INTO case_person (id, case_id, person_id, role) SELECT n, 1, n, 'protected' FROM i;
        INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, issue_blind,
            day_blind, decision_date, created_at)
            VALUES (1, 1, 'UMM', x'00', x'00', x'00', x'00', x'00', '2020-01-01', 1);
        ${each} INSERT INTO order_person (order_id, person_id) SELECT 1, n FROM i;
        INSERT INTO order_act (id, order_id, kind, on_day, start_day, end_open, recorded_at)
            VALUES (1, 1, 'granted', '2020-01-01', '2020-01-01', 1, 1);
        ${each} INSERT INTO application (id, person_id, filed_on, recorded_at) SELECT n, n, '2020-01-02', 1 FROM i;
        ${each} INSERT INTO application_decision (id, application_id, decision, decided_on, recorded_at)
            SELECT n, n, 'granted', '2020-01-02', 1 FROM i;
        COMMIT;`,
    );
}

const month = (n) => {
    const at = FIRST[0] * 12 + FIRST[1] - 1 + n;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
};

async function whole(register) {
    assert.deepEqual(await sql(register.database, 'PRAGMA integrity_check'), [['ok']]);
    assert.deepEqual(await sql(register.database, 'PRAGMA foreign_key_check'), []);
    for (const [what, question] of Object.entries(HALF))
        assert.equal(await sqlOne(register.database, question), '0', what);
    const { code, out, said } = await besa(BESA_RELEASE, ['audit', 'verify', '--data', register.dir]);
    assert.equal(code, 0, out + said);
}

/** Asks, and kills the server some time later. The answer, or null when there was none. */
async function killed(server, ms, asking) {
    let answer = null;
    const done = asking.then(
        (a) => (answer = a),
        () => {},
    );
    await new Promise((go) => setTimeout(go, ms));
    process.kill(server.pid, 'SIGKILL');
    await done;
    assert.equal((await server.stop('SIGKILL')).signal, 'SIGKILL');
    return answer;
}

test(`kill -9 in the middle of a payment run, ${ROUNDS} times`, { timeout: 1_800_000 }, async (t) => {
    const register = await Register.make();
    const seen = { prepared: 0, approved: 0, cut: 0 };
    const start = () => Server.start({ binary: BESA_RELEASE, dir: register.dir });
    let server;
    t.after(async () => {
        await server?.stop('SIGKILL');
        register.remove();
    });
    await register.staff('aid_officer');
    await register.staff('director');
    await fill(register.database);
    server = await start();

    const prepare = (n) => server.ask('POST', '/api/v1/payment-runs', { body: { month: month(n) }, headers: OFFICER });
    const approve = (id) => server.ask('POST', `/api/v1/payment-runs/${id}/approve`, { headers: DIRECTOR });
    const state = (n) => sqlOne(register.database, `SELECT state FROM payment_run WHERE month = '${month(n)}-01'`);

    let begun = Date.now();
    const first = await prepare(0);
    assert.equal(first.status, 201, first.body);
    const preparing = Date.now() - begun;
    begun = Date.now();
    assert.equal((await approve(first.json.id)).status, 200);
    const approving = Date.now() - begun;

    let n = 1;
    for (; n <= ROUNDS || (!seen.cut && n <= 5 * ROUNDS); n++) {
        /* on, until an approval was cut at least once */
        const made = await killed(server, randomInt(0, 3 * preparing + 50), prepare(n));
        server = await start();
        await whole(register);
        seen.prepared += (await state(n)) === 'prepared';
        if (made) assert.equal(await state(n), 'prepared');
        const again = await prepare(n);
        assert.equal(again.status, 201, again.body);
        const done = await killed(server, randomInt(0, approving + 60), approve(again.json.id));
        server = await start();
        await whole(register);
        if (done) assert.equal(await state(n), 'approved', `it was acknowledged: ${done.status} ${done.body}`);
        if ((await state(n)) === 'approved') seen.approved++;
        else {
            seen.cut++;
            assert.equal((await approve(again.json.id)).status, 200);
        }
    }
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    assert.equal(Number(await sqlOne(register.database, 'SELECT count(*) FROM payment_standing')), PERSONS * n);
    assert.ok(seen.cut > 0, 'no approval was cut');
    t.diagnostic(
        `prepared in ${preparing} ms, approved in ${approving} ms; of ${n - 1} each: ` +
            `${seen.prepared} prepared whole, ${seen.approved} approved whole, ${seen.cut} approvals left no trace`,
    );
});
