/* The process that serves the doors under an account of its own, with a folder that holds exactly what it needs; and
 * then whoever took it over: he opens every file he can, writes what he likes into check.db, tries to be somebody, and
 * holds what he has against a stolen copy of the register. He learns hints, services, days and counts. The persons are
 * made up. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import {
    ADMINISTRATOR,
    BESA,
    COORDINATOR,
    Register,
    Server,
    day,
    order,
    sql,
    sqlOne,
    until,
} from '../support/program.mjs';

const run = promisify(execFile);
const DOORS = '64211'; /* of nobody on this machine */
const AS_DOORS = ['setpriv', `--reuid=${DOORS}`, `--regid=${DOORS}`, '--clear-groups'];

/** A command as that account. */
async function thief(...command) {
    try {
        const { stdout } = await run(AS_DOORS[0], [...AS_DOORS.slice(1), ...command], {
            maxBuffer: 1 << 28,
            encoding: 'latin1',
        });
        return { code: 0, out: stdout };
    } catch (e) {
        return { code: e.code ?? 1, out: `${e.stderr}` };
    }
}

const possible =
    process.getuid() === 0 && (await thief(BESA, '--help')).code === 0
        ? false
        : 'another account cannot be taken here, or cannot run the program';

let register, office, doors, folder, check, token, card;

before(async () => {
    if (possible) return;
    register = await Register.make(BESA);
    folder = join(register.dir, 'check');
    check = join(folder, 'check.db');
    /* As the README says. */
    /* Whatever folders of this test run lie above: he passes through them, and reads none. */
    for (let above = register.root; above !== dirname(above); above = dirname(above))
        if (!(statSync(above).mode & 0o001)) chmodSync(above, 0o711);
    chmodSync(register.dir, 0o711);
    chownSync(folder, 0, Number(DOORS));
    chmodSync(folder, 0o2750);
    office = await Server.start({ dir: register.dir, args: ['--only', 'register'] });
    doors = await Server.start({
        dir: folder,
        args: ['--only', 'check'],
        wrap: (command) => [...AS_DOORS, ...command],
    });
});
after(async () => {
    await doors?.stop();
    await office?.stop();
    register?.remove();
});

async function post(path, body, who = COORDINATOR, status = 201) {
    const a = await office.ask('POST', path, { body, headers: who });
    assert.equal(a.status, status, `${path}: ${a.body}`);
    return a.json;
}

const asked = async () =>
    (await doors.ask('POST', '/api/v1/check', { body: { card }, headers: { Authorization: `Bearer ${token}` } })).json;

test('a folder of its own is all it needs', { skip: possible }, async () => {
    const bus = await post('/api/v1/organisations', { kind: 'transport', name: 'Linja 1' }, ADMINISTRATOR);
    const device = await post(
        '/api/v1/devices',
        { organisation: bus.id, service: 'transport', name: 'Autobusi 7' },
        ADMINISTRATOR,
    );
    const enrolled = await doors.ask('POST', '/api/v1/devices/enrol', { body: { enrol: device.enrol } });
    assert.equal(enrolled.status, 201, `${enrolled.body}`);
    token = enrolled.json.token;
    const made = await post('/api/v1/orders', order('14'));
    const issued = await post(`/api/v1/persons/${made.persons[0]}/cards`, {
        case_id: made.case_id,
        version: 1,
        services: ['transport'],
    });
    card = issued.text;
    const said = await asked();
    assert.equal(said.reason, 'ok');
    assert.equal(said.hint, 'E.K. 1987');
    await until(async () => (await sqlOne(register.database, 'SELECT count(enrolled_at) FROM device')) === '1');
});

test('he opens no file but those of the folder', { skip: possible }, async () => {
    const readable = [];
    const walk = async (at) => {
        for (const name of readdirSync(at)) {
            const path = join(at, name);
            if (statSync(path).isDirectory()) await walk(path);
            else if ((await thief('cat', path)).code === 0) readable.push(path.slice(folder.length));
            else assert.ok(!path.startsWith(folder) || path.endsWith('.refused'), `${path} is needed`);
        }
    };
    await walk(register.dir);
    assert.deepEqual(readable.filter((path) => !/^\/check\.db(-wal|-shm)?$/.test(path)).sort(), [
        '/keys/hint-1.key',
        '/keys/issuer-1.pub',
    ]);
    assert.notEqual((await thief('ls', register.dir)).code, 0);
});

test('he puts no other file there, and takes none away', { skip: possible }, async () => {
    for (const command of [
        ['touch', join(folder, 'x')],
        ['ln', '-s', register.database, join(folder, 'check.db-journal')],
        ['mv', check, join(folder, 'y')],
        ['rm', '-f', `${check}-wal`],
        ['touch', join(folder, 'keys', 'issuer-2.pub')],
        ['chmod', '0666', check],
    ])
        assert.notEqual((await thief(...command)).code, 0, command.join(' '));
});

const TABLES = `asking_rule card_service certificate_count certificate_kind certificate_note check_count check_refusal
    device device_use documents_fee enrolment issuer_key kindergarten_child mark migration municipality organisation
    page_load public_file status_list`.split(/\s+/);

test('there is no table of persons, files, orders, accounts or sessions', { skip: possible }, async () => {
    const { out } = await thief('sqlite3', check, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    assert.deepEqual(out.trim().split('\n'), TABLES);
});

test('nothing in it opens a door of the office', { skip: possible }, async () => {
    const secrets = [token];
    for (const [table, column] of [
        ['device', 'hex(token_hash)'],
        ['device', 'hex(enrol_hash)'],
        ['mark', 'hex(file)'],
        ['card_service', 'hex(hint_sealed)'],
    ])
        secrets.push(...(await thief('sqlite3', check, `SELECT ${column} FROM ${table}`)).out.trim().split('\n'));
    for (const secret of secrets.filter((s) => s))
        for (const headers of [{ cookie: `besa_session=${secret}` }, { Authorization: `Bearer ${secret}` }])
            for (const path of ['/api/v1/tasks', '/api/v1/cases/1', '/api/v1/audit', '/api/v1/orders.csv'])
                assert.ok([401, 404].includes((await office.ask('GET', path, { headers })).status), path);
    assert.equal((await doors.ask('POST', '/api/v1/session', { body: {} })).status, 404);
});

test('what he has does not join with a stolen copy of the register', { skip: possible }, async () => {
    const copy = join(register.root, 'stolen.db');
    await sql(register.database, `VACUUM INTO '${copy}'`);
    const { stdout } = await run('sqlite3', [copy, '.dump'], { maxBuffer: 1 << 28 });
    const stolen = stdout.toLowerCase();
    const mine = await sql(
        check,
        `SELECT lower(hex(number_hash)) FROM card_service WHERE number_hash IS NOT NULL
         UNION SELECT lower(hex(hint_sealed)) FROM card_service WHERE hint_sealed IS NOT NULL
         UNION SELECT card_ref FROM card_service
         UNION SELECT child_ref FROM kindergarten_child
         UNION SELECT lower(hex(digest)) FROM card_service`,
    );
    assert.ok(mine.length >= 3);
    for (const [value] of mine) assert.ok(!stolen.includes(value), `${value} stands in both`);
});

test('a revocation that was answered is refused at the door at once', { skip: possible }, async () => {
    const made = await post('/api/v1/orders', order('15'));
    for (let i = 0; i < 10; i++) {
        const version = Number(
            await sqlOne(register.database, `SELECT version FROM case_file WHERE id = ${made.case_id}`),
        );
        const issued = await post(`/api/v1/persons/${made.persons[0]}/cards`, {
            case_id: made.case_id,
            version,
            services: ['transport'],
        });
        card = issued.text;
        assert.equal((await asked()).reason, 'ok');
        await post(`/api/v1/cards/${issued.number}/revoke`, { why: 'lost' }, COORDINATOR, 200);
        assert.equal((await asked()).reason, 'revoked');
    }
});

const BY_HAND = {
    'a negative count': ['check_count', "INSERT INTO check_count VALUES (date(), 1, 'transport', 'ok', -5)"],
    'a page read less than never': ['page_load', 'INSERT INTO page_load VALUES (date(), -5)'],
    'a page read tomorrow week': ['page_load', "INSERT INTO page_load VALUES ('2099-01-01', 5)"],
    'an unknown organisation': ['check_count', "INSERT INTO check_count VALUES (date(), 999, 'transport', 'ok', 5)"],
    'a day that has not come': [
        'check_count',
        "INSERT INTO check_count VALUES ('2099-01-01', 1, 'transport', 'ok', 5)",
    ],
    'more than can be': [
        'check_count',
        "INSERT INTO check_count VALUES (date(), 1, 'transport', 'expired', 9000000000)",
    ],
    'a million rows': [
        'check_count',
        `INSERT INTO check_count WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000)
         SELECT date(), i + 5000, 'transport', 'ok', 1 FROM n`,
    ],
    'fees that nobody set': [
        'certificate_count',
        "INSERT INTO certificate_count VALUES (date(), 1, 'family', 1, 1000000, 0, 0)",
    ],
    'words for the log': ['check_refusal', "INSERT INTO check_refusal VALUES (date(), 0, 'x; DROP', 'Ana', 1)"],
    'a device that enrols itself': [
        'enrolment',
        "INSERT INTO enrolment VALUES (randomblob(32), 'AAAA', randomblob(32), strftime('%s'), NULL)",
    ],
};

for (const [what, [table, statement]] of Object.entries(BY_HAND))
    test(`${what}, put there by hand, is refused and reported`, { skip: possible }, async () => {
        const told = () => office.said.split(`rows of ${table} were not believed`).length;
        const before = told();
        const wrote = await thief('sqlite3', '-cmd', '.timeout 10000', check, statement);
        assert.equal(wrote.code, 0, wrote.out);
        await until(() => told() > before);
        assert.equal(
            await sqlOne(
                register.database,
                `SELECT count(*) > 0 FROM audit WHERE what = 'check.refused' AND why LIKE '${table}:%'`,
            ),
            '1',
        );
        assert.equal(
            await sqlOne(register.database, 'SELECT count(*) FROM check_count WHERE count < 0 OR count > 100'),
            '0',
        );
        assert.equal(await sqlOne(register.database, 'SELECT count(*) FROM certificate_count'), '0');
        await until(async () => (await sqlOne(check, `SELECT count(*) < 100 FROM ${table}`)) === '1');
        assert.equal((await office.ask('GET', '/api/v1/cases/1', { headers: COORDINATOR })).status, 200);
    });

test('a device that he makes is gone with the next look', { skip: possible }, async () => {
    await thief(
        'sqlite3',
        check,
        'INSERT INTO device (id, organisation_id, service, name, token_hash, revoked) ' +
            "VALUES (77, 1, 'transport', 'x', randomblob(32), 0)",
    );
    await until(async () => (await sqlOne(check, 'SELECT count(*) FROM device')) === '1');
    assert.equal(await sqlOne(register.database, 'SELECT count(*) FROM device'), '1');
});

test('who holds check.db for ever keeps nobody from recording', { skip: possible }, async () => {
    const holder = execFile(AS_DOORS[0], [...AS_DOORS.slice(1), 'sqlite3', check]);
    holder.stdin.write('BEGIN IMMEDIATE;\nSELECT 1;\n');
    await new Promise((held) => holder.stdout.once('data', held));
    const made = await post('/api/v1/orders', order('16'));
    assert.ok(made.id);
    await post(`/api/v1/persons/${made.persons[0]}/cards`, {
        case_id: made.case_id,
        version: 1,
        services: ['transport'],
    });
    await until(() => /could not be told/.test(office.said));
    holder.stdin.end('ROLLBACK;\n');
    await until(
        async () =>
            (await sqlOne(check, 'SELECT turn FROM mark')) ===
            (await sqlOne(register.database, 'SELECT turn FROM check_state')),
    );
});

test('it makes no difference what lies beside the folder', { skip: possible }, async () => {
    const alone = join(register.root, 'alone');
    await run('mkdir', ['-m', '0750', alone]);
    await run('cp', ['-a', `${folder}/.`, alone]);
    chownSync(alone, Number(DOORS), Number(DOORS));
    assert.ok(existsSync(join(alone, 'keys', 'hint-1.key')));
    const there = await Server.start({ dir: alone, args: ['--only', 'check'], wrap: (c) => [...AS_DOORS, ...c] });
    const answered = await there.ask('POST', '/api/v1/check', {
        body: { card },
        headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(answered.json.reason, 'revoked');
    await there.stop();
    copyFileSync(check, join(alone, 'copy.db'));
});
