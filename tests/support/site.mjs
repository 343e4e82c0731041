/* deploy/nginx as it is shipped, under nginx itself with certificates of its own on free ports, and behind it the two
 * processes as README says to run them. What a test wants otherwise, rates and times, it changes. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BESA_RELEASE, Register, Server, besa, portFree, until } from './program.mjs';

export const CARDS = 'karta.example.al';
export const STAFF = 'besa.example.al';
export const PUBLIC = 'info.example.al';
/** Who works there: behind TLS the cookie has this name. */
export const as = (role) => ({ cookie: `__Host-besa_session=${role}-secret` });

const SHIPPED = 'deploy/nginx';
const HOSTS = { karta: CARDS, besa: STAFF, info: PUBLIC };

export class Site {
    /** connections: of each of so many processes of nginx; from: the address it listens on; change(TEXT): the site and
     * its times, otherwise. */
    static async start({ connections = 1024, processes = '1', from = '127.0.0.1', change = (text) => text } = {}) {
        const site = new Site();
        try {
            await site.#begin();
            site.#write({ connections, processes, from, change });
            await site.#listen();
        } catch (error) {
            await site.stop();
            throw error;
        }
        return site;
    }

    constructor() {
        this.root = mkdtempSync(join(tmpdir(), 'besa-nginx-'));
    }

    async #begin() {
        this.register = await Register.make();
        const { dir } = this.register;
        this.office = await Server.start({
            dir,
            args: ['--only', 'register', '--origin', `https://${STAFF}`, '--trust-forwarded'],
        });
        const page = join(this.root, 'public');
        const leave = ['--leave', 'https://bashkia.example.al/'];
        const { code, said } = await besa(BESA_RELEASE, ['public', 'export', page, ...leave, '--data', dir]);
        assert.equal(code, 0, said);
        this.doors = await Server.start({
            dir: join(dir, 'check'),
            args: ['--only', 'check', '--trust-forwarded', '--public', page, '--public-host', PUBLIC],
        });
        [this.secure, this.plain] = [await portFree(), await portFree()];
    }

    /** The certificate of that host, which is its own authority. */
    certificate(host) {
        return join(this.root, 'tls', `${host.split('.')[0]}.crt`);
    }

    #write({ connections, processes, from, change }) {
        for (const name of ['tls', 'snippets']) mkdirSync(join(this.root, name));
        for (const [name, host] of Object.entries(HOSTS)) certificate(join(this.root, 'tls', name), host);
        for (const name of ['besa-tls.conf', 'besa-proxy.conf'])
            writeFileSync(join(this.root, 'snippets', name), change(readFileSync(join(SHIPPED, name), 'utf8')));
        writeFileSync(join(this.root, 'site.conf'), change(this.#text(from)));
        const { root } = this;
        writeFileSync(
            join(root, 'nginx.conf'),
            `daemon off; pid ${root}/pid; error_log ${root}/main.log; worker_processes ${processes};
            ${process.getuid?.() === 0 ? 'user root;' : ''}
            events { worker_connections ${connections}; }
            http { client_body_temp_path ${root}/body; proxy_temp_path ${root}/proxy; fastcgi_temp_path ${root}/f;
                   uwsgi_temp_path ${root}/u; scgi_temp_path ${root}/s; include ${root}/site.conf; }`,
        );
    }

    /** The site with these ports and folders. */
    #text(from) {
        return ['besa.conf', 'besa-public.conf']
            .map((name) => readFileSync(join(SHIPPED, name), 'utf8'))
            .join('\n')
            .replaceAll(/listen \[::\]:\d+.*\n/g, '\n')
            .replaceAll('listen 443', `listen ${from}:${this.secure}`)
            .replaceAll('listen 80;', `listen ${from}:${this.plain};`)
            .replaceAll('127.0.0.1:8080', `127.0.0.1:${this.office.port}`)
            .replaceAll('127.0.0.1:8081', `127.0.0.1:${this.doors.port}`)
            .replaceAll('/etc/besa/tls', join(this.root, 'tls'))
            .replaceAll('/var/log/nginx', this.root);
    }

    async #listen() {
        const args = ['-c', join(this.root, 'nginx.conf')];
        this.nginx = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] });
        let said = '';
        this.nginx.stderr.on('data', (d) => (said += d));
        await until(() => {
            assert.equal(this.nginx.exitCode, null, said);
            return new Promise((done) => {
                const s = net.connect(this.secure, '127.0.0.1', () => done(s.destroy() && true));
                s.on('error', () => done(false));
            });
        }, 'nginx listens');
    }

    async stop() {
        this.nginx?.kill('SIGTERM');
        await this.doors?.stop();
        await this.office?.stop();
        this.register?.remove();
        rmSync(this.root, { recursive: true, force: true });
    }
}

function certificate(file, host) {
    execFileSync(
        'openssl',
        [
            ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
            ...['-keyout', `${file}.key`, '-out', `${file}.crt`, '-subj', `/CN=${host}`],
            ...['-addext', `subjectAltName=DNS:${host}`],
        ],
        { stdio: 'ignore' },
    );
}
