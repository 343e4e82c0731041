/* A disk that becomes full in the middle of a command, at whatever point: the command did all of it or nothing, says
 * so with a code of sysexits.h and a sentence, and with room again the register is whole and the same command works. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
    chmodSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { BESA_RELEASE, besa, sql, sqlOne } from '../support/program.mjs';

const run = promisify(execFile);
const WHOLE = resolve('build/release/tests/fault/whole');
const PASSWORD = 'besa-demonstrim\n';
const OSERR = 71;
const TEMPFAIL = 75;
/* KiB that are free beside the register; ROOMS=all: more of them. */
const ALL = [0, 4, 8, 16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 448, 512, 640, 768, 1024, 2048];
const ROOM = [...(process.env.ROOMS === 'all' ? ALL : [0, 36, 72, 100, 160, 260, 640]), 16384];

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

/* The register is copied onto a disk that has so much room beside it; what is left is copied back once it was said. */
const ON_SMALL_DISK = `
    mount -t tmpfs -o size=64m,mode=700 none /mnt && cd /mnt && cp -a "$DIR" r || exit 99
    taken=$(df -k --output=used /mnt | tail -n 1)
    mount -o remount,size=$((taken + ROOM))k /mnt || exit 98
    printf '%s' "$INPUT" | "$@" 2>&1
    echo "exit $?"
    rm -rf "$OUT" && cp -a r "$OUT"`;

/** What there is to do: its words, what is typed, and a question whose answer tells whether it was done. */
const COMMANDS = {
    'import orders': {
        call: ['import', 'orders', resolve('tests/reference/orders-2022.csv')],
        done: { file: 'besa.db', question: 'SELECT count(*) FROM protection_order', not: '13', all: '29' },
    },
    'account create': {
        call: ['account', 'create', 'e.kola', '--role', 'auditor', '--full-name', 'E', '--password-file', '-'],
        input: 'dy qershi mbi tryezë\n',
        done: { file: 'besa.db', question: "SELECT count(*) FROM account WHERE name = 'e.kola'", not: '0', all: '1' },
    },
    'device create': {
        call: ['device', 'create', '--organisation', '1', '--service', 'transport', '--name', 'Autobusi 99'],
        done: {
            file: 'besa.db',
            question: "SELECT count(*) FROM device WHERE name = 'Autobusi 99'",
            not: '0',
            all: '1',
        },
    },
    tick: {
        call: ['tick'],
    },
    backup: { call: ['backup', 'r/copies'], copies: true },
    'restore --check': { call: ['restore', '--check', 'r/kept.db', '--keys', 'r/kept-keys.db'] },
    'export person': {
        call: ['export', 'person', '--id', '1', '--why', 'kërkesa e saj', '--out', 'r/person.json'],
        out: 'person.json',
    },
    'export orders': {
        call: ['export', 'orders', '--why', 'raporti vjetor për drejtorinë', '--out', 'r/orders.csv'],
        out: 'orders.csv',
    },
    'card issue': { call: ['card', 'issue', '--all', '--services', 'transport'] },
    'payment prepare': {
        call: ['payment', 'prepare', 'MONTH', '--account', 'ndihma', '--password-file', '-'],
        input: PASSWORD,
        done: { file: 'besa.db', question: 'SELECT count(*) FROM payment_run', not: '0', all: '1' },
    },
    'key rotate --master': { call: ['key', 'rotate', '--master'], again: true },
    'key rotate --blind': { call: ['key', 'rotate', '--blind'], again: true },
    'key rotate --hint': { call: ['key', 'rotate', '--hint'], again: true },
    'key rotate --issuer': { call: ['key', 'rotate', '--issuer'], again: true },
    'erase approve': {
        call: ['erase', 'approve', '1', '--account', 'drejtori', '--password-file', '-'],
        input: PASSWORD,
        done: {
            file: 'keys.db',
            question: 'SELECT count(*) > 0 FROM data_key WHERE wrapped IS NULL',
            not: '0',
            all: '1',
        },
    },
};

let root, made;

before(async () => {
    if (!options) return;
    root = mkdtempSync(join(tmpdir(), 'besa-'));
    made = join(root, 'made');
    const ask = async (args, input) => {
        const { code, out, said } = await besa(BESA_RELEASE, [...args, '--data', made], input);
        assert.equal(code, 0, out + said);
    };
    await ask(['demo']);
    /* A file that may be erased, and a copy to look at. */
    const database = join(made, 'besa.db');
    await sql(database, "UPDATE legal_rule SET value = 1 WHERE name = 'retention_months'");
    const over = await sqlOne(database, "SELECT id FROM case_file WHERE number LIKE '2/%' ORDER BY id LIMIT 1");
    await ask(['erase', 'file', over, '--account', 'koordinatore', '--password-file', '-'], PASSWORD);
    const copies = join(root, 'copies');
    for (const folder of [copies, join(made, 'copies')]) mkdirSync(folder, { mode: 0o700 });
    await ask(['backup', copies]);
    const find = (folder, start) =>
        join(
            folder,
            readdirSync(folder).find((name) => name.startsWith(start)),
        );
    cpSync(find(copies, 'besa-'), join(made, 'kept.db'));
    cpSync(find(join(copies, 'keys'), 'keys-'), join(made, 'kept-keys.db'));
    for (const name of ['kept.db', 'kept-keys.db']) chmodSync(join(made, name), 0o600);
});
after(() => root && rmSync(root, { recursive: true, force: true }));

/** The command on a disk with so much room; how it ended, and where what it left is. */
async function on(room, { call, input = '' }) {
    const out = join(root, 'out');
    const words = call.map((word) => (word === 'MONTH' ? new Date().toISOString().slice(0, 7) : word));
    const { stdout } = await run(
        'unshare',
        [...options, 'sh', '-c', ON_SMALL_DISK, 'sh', resolve(BESA_RELEASE), ...words, '--data', 'r'],
        { env: { ...process.env, DIR: made, OUT: out, ROOM: `${room}`, INPUT: input }, maxBuffer: 1 << 24 },
    );
    return { code: Number(/^exit (\d+)$/m.exec(stdout)?.[1] ?? NaN), said: stdout, dir: out };
}

async function whole(dir) {
    for (const file of ['besa.db', 'keys.db'])
        assert.deepEqual(await sql(join(dir, file), 'PRAGMA integrity_check'), [['ok']], file);
    const { code, said } = await besa(BESA_RELEASE, ['audit', 'verify', '--data', dir]);
    assert.equal(code, 0, said);
    await run(WHOLE, [dir]).catch((e) => assert.fail(`${e.stdout}${e.stderr}`));
}

/** What the command promises is there whole, or not at all. */
async function allOrNothing(command, { code, dir }, what) {
    const { done, out, copies } = command;
    if (done) assert.equal(await sqlOne(join(dir, done.file), done.question), code ? done.not : done.all, what);
    if (out) assert.equal(existsSync(join(dir, out)), !code, what);
    if (out && !code) assert.ok(readFileSync(join(dir, out)).length > 100, what);
    if (!copies) return;
    const folder = join(dir, 'copies');
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'keys') : [];
    for (const name of names) {
        const copy = join(root, 'copy.db');
        writeFileSync(copy, readFileSync(join(folder, name)));
        assert.match(name, /^besa-\d{8}T\d{6}Z\.db$/, `${what}: ${name} is left`);
        assert.deepEqual(await sql(copy, 'PRAGMA integrity_check'), [['ok']], what);
    }
    assert.ok(code || names.length === 1, `${what}: ${names}`);
}

for (const [name, command] of Object.entries(COMMANDS))
    test(`${name} on a disk that becomes full`, { skip: !options, timeout: 1_800_000 }, async (t) => {
        const codes = new Map();
        for (const room of ROOM) {
            const how = await on(room, command);
            const what = `${name}, ${room} KiB: ${how.said}`;
            codes.set(how.code, (codes.get(how.code) ?? 0) + 1);
            if (how.code) {
                const key = /^besa: The folder of keys takes no new file\./m.test(how.said);
                assert.equal(how.code, key ? OSERR : TEMPFAIL, what);
                assert.ok(key || /^besa: the disk is full: nothing of this was kept/m.test(how.said), what);
            }
            await whole(how.dir).catch((e) => assert.fail(`${e.message}: ${what}`));
            await allOrNothing(command, how, what);
            if (!how.code) continue;
            const words = command.call.map((word) => word.replace(/^r\//, `${how.dir}/`));
            if (command.again) {
                const { code, out, said } = await besa(BESA_RELEASE, [...words, '--data', how.dir]);
                assert.equal(code, 0, `again: ${out}${said}`);
                await whole(how.dir);
            }
        }
        assert.equal((await on(ROOM.at(-1), command)).code, 0, 'with room it works');
        t.diagnostic([...codes].map(([code, n]) => `${n} times ${code}`).join(', '));
    });
