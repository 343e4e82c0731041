/* The program as a test sees it from outside: a register of its own, a server on a free port of this machine, and
 * people and devices who ask. Accounts and sessions are laid straight into the database, so that no test waits for
 * passwords to be hashed but those that are about signing in. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** ms for what must come, sanitizers and a busy machine included: only a test that fails waits so long. Whoever writes
 * one waits less: PATIENCE=9000. */
export const PATIENCE = Number(process.env.PATIENCE ?? 300_000);
const IN_USE = 69; /* EX_UNAVAILABLE */

export const BESA = process.env.BESA ?? 'build/asan/besa';
export const BESA_RELEASE = process.env.BESA_RELEASE ?? 'build/release/besa';
/* Tests are run as root on machines made for them. */
export const AS_ROOT = process.getuid?.() === 0 ? ['--allow-root'] : [];
export const ADMIN = 'drita';
export const ADMIN_PASSWORD = 'nje fjale e gjate 1';

/** Runs a command of the program to its end. A program that was killed by a signal fails the test.
 * @returns {Promise<{code: number, out: string, said: string}>} */
export async function besa(binary, args, input = '') {
    const [file, before] = launcher(binary);
    const child = spawn(file, [...before, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '',
        said = '';
    child.stdout.on('data', (d) => (out += d));
    child.stderr.on('data', (d) => (said += d));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const [code, signal] = await new Promise((done) => child.on('close', (...how) => done(how)));
    if (signal) throw new Error(`${args[0]} was ended by ${signal}: ${said}`);
    return { code, out, said };
}

/* ThreadSanitizer's fixed addresses clash with random ones on newer kernels. */
function launcher(binary) {
    return binary.includes('tsan') ? ['setarch', ['-R', binary]] : [binary, []];
}

/** SQL by the sqlite3 shell: rows of columns. */
export async function sql(database, text) {
    const { stdout } = await run('sqlite3', ['-batch', '-cmd', '.timeout 10000', '-separator', '\t', database, text], {
        maxBuffer: 1 << 28,
    });
    return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split('\t'));
}

/** The printed number of that row of the table card, which is sealed in it. */
export async function cardNumber(dir, id) {
    const [[person, newer]] = await sql(
        join(dir, 'besa.db'),
        `SELECT person_id, (SELECT count(*) FROM card n WHERE n.person_id = c.person_id AND n.id > c.id) FROM card c
        WHERE id = ${id}`,
    );
    const args = ['card', 'list', '--person', person, '--reason', 'the test needs it', '--json', '--data', dir];
    const { code, out, said } = await besa(BESA_RELEASE, args);
    if (code) throw new Error(`card list: ${said}`);
    return JSON.parse(out).cards[Number(newer)].number;
}

export async function sqlOne(database, text) {
    return (await sql(database, text))[0]?.[0];
}

function digest(text) {
    return createHash('sha256').update(text).digest('hex');
}

/** A register in a folder of its own, with a coordinator, an auditor and an administrator, all signed in. */
export class Register {
    static async make(binary = BESA_RELEASE) {
        const dir = mkdtempSync(join(tmpdir(), 'besa-'));
        const r = new Register(join(dir, 'register'), dir);
        const { code, said } = await besa(
            binary,
            [
                'init',
                '--data',
                r.dir,
                '--municipality',
                'Gjirokastër',
                '--unit',
                'Gjirokastër',
                '--unit',
                'Lunxhëri',
                '--base-uri',
                'https://karta.example.al',
                '--admin',
                ADMIN,
                '--password-file',
                '-',
            ],
            `${ADMIN_PASSWORD}\n`,
        );
        if (code) throw new Error(`init: ${code}: ${said}`);
        await r.staff('coordinator');
        await r.staff('auditor');
        await r.staff('administrator');
        /* Tests ask faster than doors do; unit/card_routes and e2e/bad_input try the limits themselves. */
        await sql(r.database, "UPDATE legal_rule SET value = 1000000 WHERE name LIKE 'device_%_checks'");
        return r;
    }

    constructor(dir, root) {
        this.dir = dir;
        this.root = root;
        this.database = join(dir, 'besa.db');
    }

    /** An account of that role, signed in; its cookie's secret is "ROLE-secret". */
    async staff(role) {
        const now = Math.floor(Date.now() / 1000);
        await sql(
            this.database,
            `
            INSERT INTO account (id, name, full_name, role, password_hash, created_at)
                SELECT max(id) + 1, 'test-${role}', 'Test ${role}', '${role}', '!', ${now} FROM account;
            INSERT INTO session (token_hash, account_id, created_at, seen_at, confirmed_at)
                SELECT x'${digest(`${role}-secret`)}', id, ${now}, ${now}, ${now} FROM account
                WHERE name = 'test-${role}';
            UPDATE sequence SET next = (SELECT max(id) + 1 FROM account) WHERE name = 'account';`,
        );
    }

    remove() {
        rmSync(this.root, { recursive: true, force: true });
    }
}

export const COORDINATOR = { cookie: 'besa_session=coordinator-secret' };
export const AUDITOR = { cookie: 'besa_session=auditor-secret' };
export const ADMINISTRATOR = { cookie: 'besa_session=administrator-secret' };

export function portFree() {
    return new Promise((done, failed) => {
        const s = net.createServer();
        s.on('error', failed);
        s.listen(0, '127.0.0.1', () => {
            const { port } = s.address();
            s.close(() => done(port));
        });
    });
}

/** One running `besa serve`. */
export class Server {
    /** @param {{binary?: string, dir: string, args?: string[], env?: object, wrap?: (command: string[]) => string[]}}
     *      how wrap: the command line that runs the given one; it says "pid N" on a line when that is not its own. */
    static async start({ binary = BESA, dir, args = [], env = {}, wrap = (c) => c }) {
        for (let tries = 0; ; tries++) {
            const s = new Server(binary, await portFree());
            const [file, before] = launcher(binary);
            const where = ['--data', dir, '--listen', `127.0.0.1:${s.port}`];
            const command = wrap([file, ...before, 'serve', ...where, ...AS_ROOT, ...args]);
            s.child = spawn(command[0], command.slice(1), {
                stdio: ['ignore', 'pipe', 'pipe'],
                env: { ...process.env, ...env },
            });
            s.watch();
            if (await s.ready()) return s;
            const how = await s.ended;
            if (how.code !== IN_USE || tries > 4) throw Object.assign(new Error(`serve ended: ${s.said}`), how);
        }
    }

    constructor(binary, port) {
        this.binary = binary;
        this.port = port;
        this.out = this.said = '';
        this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    }

    watch() {
        this.child.stdout.on('data', (d) => (this.out += d));
        this.child.stderr.on('data', (d) => (this.said += d));
        this.alive = true;
        this.ended = new Promise((done) =>
            this.child.on('close', (code, signal) => {
                this.alive = false;
                this.agent.destroy();
                if (signal !== 'SIGKILL' && (signal || code))
                    process.stderr.write(`serve ended with ${signal ?? code}:\n${this.said}\n`);
                done({ code, signal });
            }),
        );
    }

    /** The process that serves, whatever started it. */
    get pid() {
        return Number(/^pid (\d+)$/m.exec(this.out)?.[1] ?? this.child.pid);
    }

    async ready() {
        const late = Date.now() + PATIENCE;
        while (this.alive && Date.now() < late) {
            if (this.out.includes('besa serves http://')) return true;
            await pause(10);
        }
        if (this.alive) this.child.kill('SIGKILL');
        return false;
    }

    /** Ends it and says how that went. */
    async stop(signal = 'SIGTERM') {
        if (this.alive) process.kill(this.pid, signal);
        const late = setTimeout(() => {
            this.said += `\nnot ended ${PATIENCE} ms after ${signal}`;
            process.kill(this.pid, 'SIGKILL');
        }, PATIENCE);
        const how = await this.ended;
        clearTimeout(late);
        return how;
    }

    /** Kilobytes in memory. */
    memory() {
        return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))[1]);
    }

    /** One request; headers may hold a cookie or a token. Rejects when the connection fails.
     * @returns {Promise<{status: number, headers: object, body: Buffer, json: any}>} */
    ask(method, path, { body, headers = {}, agent = this.agent } = {}) {
        const text = body === undefined ? undefined : JSON.stringify(body);
        return new Promise((done, failed) => {
            const rq = http.request({
                host: '127.0.0.1',
                port: this.port,
                method,
                path,
                agent,
                timeout: PATIENCE,
                headers: {
                    ...(text !== undefined && {
                        'Content-Type': 'application/json',
                        'Content-Length': Buffer.byteLength(text),
                    }),
                    ...headers,
                },
            });
            rq.on('timeout', () => rq.destroy(new Error(`${method} ${path}: no answer`)));
            rq.on('error', failed);
            rq.on('response', (rs) => {
                const pieces = [];
                rs.on('data', (d) => pieces.push(d));
                rs.on('error', failed);
                rs.on('aborted', () => failed(new Error('cut off')));
                rs.on('end', () => done(answer(rs, Buffer.concat(pieces))));
            });
            rq.end(text);
        });
    }
}

function answer(rs, body) {
    const a = { status: rs.statusCode, headers: rs.headers, body };
    if (/^application\/(problem\+)?json/.test(rs.headers['content-type'] ?? ''))
        a.json = JSON.parse(body.toString('utf8'));
    return a;
}

/** Until that is so. @param {() => unknown} holds may be asynchronous */
export async function until(holds, what = String(holds)) {
    const late = Date.now() + PATIENCE;
    while (!(await holds())) {
        if (Date.now() > late) throw new Error(`never: ${what}`);
        await pause(50);
    }
}

export function pause(ms) {
    return new Promise((done) => setTimeout(done, ms));
}

/** The civil date so many days from now. */
export function day(shift = 0) {
    return new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
}

/** What the paper of an order of a fictitious person says; number makes it another order. */
export function order(number, more = {}) {
    return {
        kind: 'UM',
        issuer: 'Gjykata e Rrethit Gjirokastër',
        number,
        decision_date: day(-10),
        start: day(-10),
        end: day(100),
        unit: 'Gjirokastër',
        persons: [{ role: 'protected', first_name: 'Elira', surname: 'Kola', birth_date: '1987-05-14' }],
        confirm: ['same_person'] /* each time another woman of that name and birth date */,
        ...more,
    };
}
