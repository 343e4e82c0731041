/* The demonstration municipality with a server, its cards as `besa` draws them, and links for its devices. The register
 * was made fifteen days ago, so that time has gone by: one card has expired, one has ended, the first links are too
 * old. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BESA, BESA_RELEASE, Server, besa, cardNumber, sql } from '../support/program.mjs';

const run = promisify(execFile);

/** The demonstration's cards by what a bus door should say of them; rows of its table card. */
const CARDS = { expired: 1, valid: 2, child: 3, wrong_service: 4, ended: 5, revoked: 6 };

/** Its devices by their service. */
export const DEVICES = { transport: 1, kindergarten: 3, documents: 5 };

/** A card of the register in `dir` as a picture of 600 dpi, drawn by the program.
 * @returns {Promise<string>} its file */
async function draw(dir, number, file) {
    const { code, said } = await besa(BESA_RELEASE, [
        'card',
        'draw',
        number,
        '--out',
        file,
        '--format',
        'png',
        '--data',
        dir,
        '--reason',
        'prove',
    ]);
    if (code) throw new Error(`card draw: ${said}`);
    return file;
}

/** What a reader of another kind finds in a picture. */
async function textIn(picture) {
    return (await run('zbarimg', ['--quiet', '--raw', picture])).stdout.trim();
}

/** The demonstration of fifteen days ago. It is made once in a run of tests, where tests/run.sh gives them a place to
 * share, and anew each hour, because it is as old as its making. */
async function registerMake(dir) {
    const shared = process.env.TESTS_SHARED && join(process.env.TESTS_SHARED, `town-${new Date().getHours()}`);

    if (shared && existsSync(shared)) {
        await run('cp', ['-a', shared, dir]);
        return;
    }
    await run('faketime', ['-f', '-15d', BESA_RELEASE, 'demo', '--data', dir]);
    if (!shared) return;
    await run('cp', ['-a', dir, `${shared}.${process.pid}`]);
    try {
        renameSync(`${shared}.${process.pid}`, shared);
    } catch {
        /* another test was faster */
    }
}

export class Town {
    /** @param {{ binary?: string, args?: string[] }} [how] args: more for `besa serve` */
    static async make({ binary = BESA, args = [] } = {}) {
        const town = new Town(mkdtempSync(join(tmpdir(), 'town-')));
        await registerMake(town.dir);
        await town.command(
            'card',
            'revoke',
            (await town.card('revoked')).number,
        ); /* drawn first: afterwards it is not */
        town.binary = binary;
        town.server = await Server.start({ binary, dir: town.dir, args });
        return town;
    }

    constructor(root) {
        this.root = root;
        this.dir = join(root, 'register');
        this.drawn = new Map();
    }

    get origin() {
        return `http://127.0.0.1:${this.server.port}`;
    }

    /** A command of the program on this register. @returns {Promise<string>} */
    async command(...args) {
        const { code, out, said } = await besa(BESA_RELEASE, [...args, '--data', this.dir]);
        if (code) throw new Error(`${args.join(' ')}: ${said}`);
        return out;
    }

    /** The printed number of a row of the table card. */
    numberOf(id) {
        return cardNumber(this.dir, id);
    }

    /** A new link for the device, good for 15 minutes and once; the device's token before it ends when it is used. */
    async link(service = 'transport') {
        const { enrol } = JSON.parse(await this.command('device', 'enrol-again', String(DEVICES[service]), '--json'));
        return `${this.origin}/check/#enrol=${enrol}`;
    }

    /** A link that nobody opened in time. */
    oldLink() {
        const [, secret] = /#enrol=([A-Z2-7]+)/.exec(readFileSync(join(this.dir, 'demo.txt'), 'utf8'));
        return `${this.origin}/check/#enrol=${secret}`;
    }

    async revoke(service) {
        await this.command('device', 'revoke', String(DEVICES[service]));
    }

    /** @param {keyof typeof CARDS} which @returns {Promise<{number: string, picture: string, text: string}>} */
    async card(which) {
        if (!this.drawn.has(which)) {
            const number = (await this.numberOf(CARDS[which])).replaceAll('-', ''); /* as one types it */
            const picture = await draw(this.dir, number, join(this.root, `${which}.png`));
            this.drawn.set(which, { number, picture, text: await textIn(picture) });
        }
        return this.drawn.get(which);
    }

    /** A good card of another municipality, with keys of its own. */
    async foreignCard() {
        const dir = join(this.root, 'foreign');
        await besa(BESA_RELEASE, ['demo', '--data', dir]);
        const picture = await draw(dir, await cardNumber(dir, CARDS.valid), join(this.root, 'foreign.png'));
        return { picture, text: await textIn(picture) };
    }

    /** Rows of the register. */
    ask(text) {
        return sql(join(this.dir, 'besa.db'), text);
    }

    async end() {
        await this.server?.stop();
        rmSync(this.root, { recursive: true, force: true });
    }
}

/** The text of the app in one language, by its key.
 * @returns {(key: string, values?: Record<string, string>) => string} */
export function texts(language = 'sq') {
    const all = JSON.parse(readFileSync(`web/i18n/check_${language}.json`, 'utf8'));

    return (key, values = {}) => {
        if (!(key in all)) throw new Error(`no text ${key}`);
        return all[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    };
}
