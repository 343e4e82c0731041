/* A register of the version before data keys and check.db (tests/reference/register-006.tar.gz) is opened by this
 * program: the figures of cards, orders, payments and persons stay what that version said, whatever breaks the upgrade
 * off, however often. REGISTER=DIR KILLS=3 node --test tests/fault/upgrade.test.mjs does the same with another register
 * of that version, whose figures are compared by its own tables alone. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { BESA, BESA_RELEASE, besa, sql, sqlOne } from '../support/program.mjs';

const run = promisify(execFile);
const KILLS = Number(process.env.KILLS ?? 20);
const OTHER = process.env.REGISTER;
const WHOLE = 'build/release/tests/fault/whole';
const BEFORE = 6; /* the last script of that version */
const DATAERR = 65;
const OSERR = 71;
const TEMPFAIL = 75;
const CONFIG = 78;

/** That register, unpacked. */
function unpacked(t) {
    const root = mkdtempSync(join(tmpdir(), 'besa-'));
    t.after(() => rmSync(root, { recursive: true, force: true }));
    if (OTHER) cpSync(OTHER, join(root, 'register-006'), { recursive: true });
    else execFileSync('tar', ['-xzf', 'tests/reference/register-006.tar.gz', '-C', root]);
    const dir = join(root, 'register-006');
    chmodSync(dir, 0o700);
    return { root, dir };
}

const CARDS = `SELECT hex(digest), service, from_day, coalesce(until_day, '-'), exp_day, revoked FROM card_service
    ORDER BY digest, service, from_day`;
/* What nobody seals, by tables that both versions have. */
const PLAIN = {
    orders: `SELECT id, case_id, kind, decision_date FROM protection_order ORDER BY id`,
    acts: `SELECT id, order_id, kind, on_day, start_day, end_day FROM order_act ORDER BY id`,
    cards: `SELECT id, person_id, issued_on, exp_day, revoked_at FROM card ORDER BY id`,
    runs: `SELECT * FROM payment_run ORDER BY id`,
    lines: `SELECT run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id, application_id,
        reverses_run, reverses_n, why FROM payment_line ORDER BY run_id, n`,
    standing: `SELECT person_id, month, run_id, n FROM payment_standing ORDER BY 1, 2, 3`,
    log: `SELECT id, hex(hash) FROM audit ORDER BY id`,
};

async function digest(database, question) {
    const command = 'sqlite3 -readonly -batch "$1" "$2" | sha256sum';
    return (await run('sh', ['-c', command, 'sh', database, question])).stdout.trim();
}

/** Of these tables, as a digest each: a large register has many rows. */
async function plain(database) {
    const figures = {};
    for (const [name, question] of Object.entries(PLAIN)) {
        figures[name] = await digest(database, question);
    }
    return figures;
}

const rights = (database) => digest(database, CARDS);
const opened = (binary, dir) => besa(binary, ['audit', 'verify', '--data', dir]);

/** Each value opens, check.db says what the register computes, and what doors are told is what they were told. */
async function whole(dir, before) {
    for (const file of ['besa.db', 'check/check.db', 'keys.db'])
        assert.deepEqual(await sql(join(dir, file), 'PRAGMA integrity_check'), [['ok']], file);
    assert.deepEqual(await plain(join(dir, 'besa.db')), before.plain);
    assert.equal(await rights(join(dir, 'check/check.db')), before.rights);
    const { stdout } = await run(WHOLE, [dir]).catch((e) => assert.fail(`${e.stdout}${e.stderr}`));
    return stdout.trim();
}

async function figures(dir) {
    const database = join(dir, 'besa.db');
    return { plain: await plain(database), rights: await rights(database) };
}

/* What that version called a measure by a letter of its own is said by what it means. */
const MEANT = { a: 'no_violence', b: 'no_contact', c: 'removal', d: 'distance' };

/** What was said stays so; a later version may say more. */
function keeps(said, before, where = '') {
    if (/\.measures\.\d+$/.test(where)) return assert.equal(said.code, MEANT[before], where);
    if (before === null || typeof before !== 'object') return assert.equal(said, before, where);
    assert.ok(said !== null && typeof said === 'object', where);
    if (Array.isArray(before)) assert.equal(said.length, before.length, where);
    for (const [name, value] of Object.entries(before)) keeps(said[name], value, `${where}.${name}`);
}

/** Without the orders of which nobody recorded that they reached him: that version gave him those too. */
function servedOnly(person, persons) {
    const papers = Object.values(persons).flatMap(({ files }) => files.flatMap(({ orders }) => orders));
    const reached = papers.filter(({ acts }) => acts?.some(({ kind }) => ['served', 'final'].includes(kind)));
    const numbers = new Set(reached.map(({ number }) => number));
    const files = person.files.map((file) =>
        file.role === 'respondent'
            ? { ...file, orders: file.orders.filter(({ number }) => numbers.has(number)) }
            : file,
    );
    return { ...person, files };
}

/** Each row begins as it did; columns that came later stand last. @param {string} csv @param {string} before */
function beginsAs(csv, before) {
    const meant = before.replace(/"([a-d](?:,[a-d])*)"/g, (_, list) => `"${list.replace(/[a-d]/g, (c) => MEANT[c])}"`);
    const [rows, wanted] = [csv, meant].map((text) => text.trimEnd().split('\r\n'));
    assert.deepEqual(
        rows.map((row, i) => (/^(,|$)/.test(row.slice(wanted[i]?.length)) ? row.slice(0, wanted[i]?.length) : row)),
        wanted,
    );
}

test('all figures are what they were', { timeout: 1_800_000, skip: !!OTHER }, async (t) => {
    const { dir } = unpacked(t);
    const before = await figures(dir);
    const said = JSON.parse(readFileSync(join(dir, 'figures.json'), 'utf8'));
    const first = await opened(BESA, dir);
    assert.equal(first.code, 0, first.said);
    assert.match(first.said, /rows are sealed anew, in about \d+ s, with \d+ MiB/);
    assert.doesNotMatch(first.said, /Sanitizer|runtime error/);
    const of = await whole(dir, before);
    const ask = async (...args) => {
        const { code, out, said: why } = await besa(BESA_RELEASE, [...args, '--data', dir]);
        assert.equal(code, 0, why);
        return out;
    };
    for (const [id, person] of Object.entries(said.persons)) {
        const asked = ['export', 'person', '--id', id, '--why', 'si ishte me parë', '--data', dir];
        const { code, out, said: why } = await besa(BESA_RELEASE, asked);
        const his = servedOnly(person, said.persons);
        if (his.files.every(({ role, orders }) => role === 'respondent' && !orders.length)) {
            assert.equal(code, DATAERR, `${id}: ${why}`);
            assert.match(why, /\(not_served\)/);
        } else {
            assert.equal(code, 0, `${id}: ${why}`);
            keeps(JSON.parse(out), his, id);
        }
    }
    const orders = await ask('export', 'orders', '--why', 'si ishte më parë');
    beginsAs(orders, said.orders);
    assert.match(orders, /^UMM,[^\n]*,442\/2026,[^\n]*,440\/2026(?:,[^\n,]*)*\r$/m);
    keeps(JSON.parse(await ask('statistics', '--json', '--on', '2026-11-30')), said.statistics);
    keeps(JSON.parse(await ask('payment', 'list', '--json')), said.payments);
    assert.deepEqual(
        await sql(join(dir, 'check/check.db'), CARDS),
        said.cards.map((row) => row.map(String)),
    );
    /* Nothing of a value sealed by the one key of before is left in the file. */
    assert.equal(
        await sqlOne(join(dir, 'besa.db'), "SELECT count(*) FROM person WHERE hex(surname_sealed) LIKE '01%'"),
        '0',
    );
    t.diagnostic(`${Object.keys(said.persons).length} persons, ${said.cards.length} rights of cards; ${of}`);
});

/** Opens it, and kills that after so many milliseconds; whether it was killed. */
async function broken(dir, after) {
    const child = spawn(BESA_RELEASE, ['audit', 'verify', '--data', dir], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (part) => (said += part));
    const late = setTimeout(() => child.kill('SIGKILL'), after);
    const [code, signal] = await new Promise((done) => child.on('close', (...how) => done(how)));
    clearTimeout(late);
    assert.ok(signal === 'SIGKILL' || code === 0, `${code} ${signal}: ${said}`);
    return signal === 'SIGKILL';
}

test(`kill -9 in the middle of the upgrade, ${KILLS} times`, { timeout: 7_200_000 }, async (t) => {
    const first = unpacked(t);
    const before = await figures(first.dir);
    const start = Date.now();
    const { code, said } = await opened(BESA_RELEASE, first.dir);
    const took = Date.now() - start;
    assert.equal(code, 0, said);
    const of = await whole(first.dir, before);
    const reached = new Map();
    let kills = 0;
    /* Each register is broken off again and again, until an upgrade gets through before it is killed. */
    while (kills < KILLS) {
        const { root, dir } = unpacked(t);
        while (kills < KILLS && (await broken(dir, Math.random() * took))) {
            const script = await sqlOne(join(dir, 'besa.db'), 'SELECT max(number) FROM migration');
            reached.set(script, (reached.get(script) ?? 0) + 1);
            kills++;
        }
        const again = await opened(BESA_RELEASE, dir);
        assert.equal(again.code, 0, again.said);
        await whole(dir, before);
        rmSync(root, { recursive: true });
    }
    t.diagnostic(
        `upgrade of ${took} ms; killed ${kills} times, ` +
            `${[...reached].map(([script, n]) => `${n} times at script ${script}`).join(', ')}; ${of}`,
    );
});

/* A limit on the size of files takes the disk's place: it is reached in the middle of what the upgrade writes. */
test('what cannot be written in the middle is not kept', { timeout: 1_800_000, skip: !!OTHER }, async (t) => {
    const codes = new Map();
    for (let kib = 64; kib <= 4096; kib = Math.floor(kib * 1.5)) {
        const { root, dir } = unpacked(t);
        const before = await figures(dir);
        const limited = await run('sh', [
            '-c',
            'trap "" XFSZ; ulimit -f "$1"; "$2" audit verify --data "$3" 2>&1; echo "exit $?"',
            'sh',
            `${kib * 2}`,
            BESA_RELEASE,
            dir,
        ]);
        const code = Number(/^exit (\d+)$/m.exec(limited.stdout)[1]);
        codes.set(code, (codes.get(code) ?? 0) + 1);
        if (code) {
            assert.ok([OSERR, TEMPFAIL].includes(code), `${kib} KiB: ${limited.stdout}`);
            assert.match(limited.stdout, /^besa: .* /m, `${kib} KiB: no sentence`);
        }
        const again = await opened(BESA_RELEASE, dir);
        assert.equal(again.code, 0, `${kib} KiB: ${again.said}`);
        await whole(dir, before);
        rmSync(root, { recursive: true });
    }
    assert.ok(codes.has(0) && codes.size > 1, `${[...codes]}`);
    t.diagnostic(`exit codes: ${[...codes].map(([code, n]) => `${n} times ${code}`).join(', ')}`);
});

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

const options = nameSpaces();

const unmounted = !options || !!OTHER;

/** Opens a copy of that register on a disk of so many KiB, with somebody who reads it all the while if wanted. */
async function onDisk(dir, kib, { read = false } = {}) {
    const { stdout } = await run('unshare', [
        ...options,
        'sh',
        '-c',
        `mount -t tmpfs -o size="$1"k,mode=700 none /mnt && cd /mnt && cp -a "$2" r || exit 99
         if [ "$4" = read ]; then
             mkfifo go
             sqlite3 r/besa.db < go > out &
             exec 3> go
             echo 'BEGIN; SELECT count(*) FROM person;' >&3
             until [ -s out ]; do sleep 0.1; done
         fi
         "$3" audit verify --data r 2>&1; echo "exit $?"
         exec 3>&-; wait
         sqlite3 -readonly r/besa.db 'SELECT max(number) FROM migration'; ls r
         sqlite3 r/besa.db 'PRAGMA wal_checkpoint(TRUNCATE)'`,
        'sh',
        `${kib}`,
        dir,
        resolve(BESA_RELEASE),
        read ? 'read' : '',
    ]);
    return stdout;
}

test('too small a disk refuses before anything is changed', { timeout: 1_800_000, skip: unmounted }, async (t) => {
    const { dir } = unpacked(t);
    const before = await figures(dir);
    const made = { refused: 0, done: 0 };
    for (const kib of [800, 1200, 1600, 2000, 2400, 2800, 3200, 3600, 4000, 4400, 4800, 5200, 5600, 6000, 16384]) {
        const stdout = await onDisk(dir, kib);
        if (/^exit 0$/m.test(stdout)) {
            assert.doesNotMatch(stdout, /<3>/, `${kib} KiB: ${stdout}`);
            made.done++;
            continue;
        }
        made.refused++;
        assert.match(stdout, new RegExp(`^exit ${TEMPFAIL}\n${BEFORE}\n`, 'm'), `${kib} KiB: ${stdout}`);
        assert.match(stdout, /too little room: nothing was changed/);
        assert.doesNotMatch(stdout, /keys\.db|check/, `${kib} KiB: something was made`);
    }
    assert.ok(made.refused > 0 && made.done > 0, JSON.stringify(made));
    t.diagnostic(`${made.refused} sizes refused, ${made.done} upgraded`);
    assert.deepEqual(await figures(dir), before);
    assert.ok(!existsSync(join(dir, 'keys.db')));
});

/* Who reads keeps the log from being carried over: it grows to its most. */
test('the smallest disk that is not refused is large enough', { timeout: 1_800_000, skip: unmounted }, async (t) => {
    const { dir } = unpacked(t);
    let [small, enough] = [800, 16384];
    while (enough - small > 32) {
        const kib = (small + enough) >> 1;
        const stdout = await onDisk(dir, kib, { read: true });
        if (/too little room: nothing was changed/.test(stdout)) {
            small = kib;
            continue;
        }
        assert.match(stdout, /^exit 0$.*^0\|0\|0$/ms, `${kib} KiB: ${stdout}`);
        assert.doesNotMatch(stdout, /<3>/, `${kib} KiB: ${stdout}`);
        enough = kib;
    }
    assert.ok(small > 800 && enough < 16384);
    t.diagnostic(`${enough} KiB`);
});

test('files of a version to come are refused, and not touched', { timeout: 1_800_000, skip: !!OTHER }, async (t) => {
    const { dir } = unpacked(t);
    assert.equal((await opened(BESA_RELEASE, dir)).code, 0);
    const database = join(dir, 'besa.db');
    await sql(database, "INSERT INTO migration (number, name) VALUES (999, '999_later')");
    const newer = await plain(database);
    for (const command of ['audit verify', 'tick', 'account list', 'serve --allow-root --listen 127.0.0.1:0']) {
        const { code, said } = await besa(BESA_RELEASE, [...command.split(' '), '--data', dir]);
        assert.equal(code, CONFIG, `${command}: ${said}`);
        assert.match(said, /newer than this program/, command);
    }
    assert.deepEqual(await plain(database), newer);
    await sql(database, 'DELETE FROM migration WHERE number = 999');
    const keys = join(dir, 'keys.db');
    await sql(keys, "INSERT INTO migration (number, name) VALUES (999, '999_later')");
    const { code, said } = await opened(BESA_RELEASE, dir);
    assert.equal(code, CONFIG, said);
    assert.match(said, /keys\.db.*newer/);
});
