/* Other browsers than Chromium, each with a profile of its own, by the protocol that is built into it: Firefox speaks
 * Marionette, the words of WebDriver over a socket; WebKit has a program beside it that speaks WebDriver over HTTP. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { portFree, until } from '../support/program.mjs';

const ENTER = '\uE007';

/** @returns {Promise<number>} a port that nobody listens on */
/** The socket once somebody listens there. @returns {Promise<net.Socket>} */
async function connected(port) {
    let socket;

    await until(async () => {
        socket = net.connect(port, '127.0.0.1');
        return new Promise((done) => socket.once('connect', () => done(true)).once('error', () => done(false)));
    }, `a browser at port ${port}`);
    return socket;
}

/** What both can do. `command` sends one command of WebDriver's, by its name in either protocol. */
class Browser {
    constructor(children) {
        this.children = children;
    }

    /** The value of an expression in the page, or of its promise. */
    value(expression) {
        const script = `const done = arguments[arguments.length - 1];
            (async () => (${expression}))().then(done, (failure) => done('failed: ' + failure));`;
        return this.async(script);
    }

    /** Waits until an expression is true, and returns it. */
    async wait(expression) {
        let value;
        await until(async () => (value = await this.value(expression).catch(() => null)), expression);
        return value;
    }

    /** Waits until something is there, by its test id. */
    seen(testid) {
        return this.wait(`!!document.querySelector('[data-testid="${testid}"]')?.checkVisibility()`);
    }

    async click(testid) {
        await this.seen(testid);
        await this.value(`document.querySelector('[data-testid="${testid}"]').click()`);
    }

    /** Real keys, as a scanner presses them, and Enter. @param {string} text @param {number} [between] ms: as a person
     * types */
    async type(text, between) {
        const keys = [...text, ENTER].flatMap((value) => [
            ...(between ? [{ type: 'pause', duration: between }] : []),
            { type: 'keyDown', value },
            { type: 'keyUp', value },
        ]);
        await this.actions([{ type: 'key', id: 'keys', actions: keys }]);
    }

    async end() {
        await this.quit().catch(() => {});
        for (const child of this.children) child.kill();
    }
}

export class Firefox extends Browser {
    /** @param {string} root a folder for its profile @param {Record<string, unknown>} prefs */
    static async start(root, prefs = {}) {
        const port = await portFree();
        const profile = join(root, 'firefox');
        const all = {
            'marionette.port': port,
            'browser.shell.checkDefaultBrowser': false,
            'datareporting.policy.dataSubmissionEnabled': false,
            'app.normandy.enabled': false,
            'network.captive-portal-service.enabled': false,
            'network.connectivity-service.enabled': false,
            ...prefs,
        };
        mkdirSync(profile);
        writeFileSync(
            join(profile, 'user.js'),
            Object.entries(all)
                .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
                .join(''),
        );
        const child = spawn('firefox-esr', ['--headless', '--marionette', '--no-remote', '--profile', profile], {
            stdio: 'ignore',
            env: { ...process.env, HOME: root, MOZ_CRASHREPORTER_DISABLE: '1' },
        });
        const browser = new Firefox([child]);
        browser.listen(await connected(port));
        const { capabilities } = await browser.command('NewSession', { acceptInsecureCerts: true });
        browser.version = `Firefox ${capabilities.browserVersion}`;
        return browser;
    }

    /** A message is "LENGTH:JSON"; the first one is a greeting. */
    listen(socket) {
        let kept = Buffer.alloc(0);

        this.socket = socket;
        this.waiting = new Map();
        this.last = 0;
        socket.on('error', () => {});
        socket.on('data', (part) => {
            kept = Buffer.concat([kept, part]);
            for (;;) {
                const colon = kept.indexOf(':');
                const end = colon + 1 + Number(kept.subarray(0, Math.max(colon, 0)).toString());
                if (colon < 0 || kept.length < end) return;
                const message = JSON.parse(kept.subarray(colon + 1, end).toString());
                kept = kept.subarray(end);
                if (Array.isArray(message)) this.waiting.get(message[1])?.(message);
            }
        });
    }

    async command(name, params = {}) {
        const id = ++this.last;
        const message = JSON.stringify([0, id, `WebDriver:${name}`, params]);
        const answer = new Promise((resolve) => this.waiting.set(id, resolve));

        this.socket.write(`${Buffer.byteLength(message)}:${message}`);
        const [, , failure, value] = await answer;
        if (failure) throw new Error(`${name}: ${failure.message}`);
        return value;
    }

    open = (url) => this.command('Navigate', { url });
    async = async (script) => (await this.command('ExecuteAsyncScript', { script, args: [] })).value;
    actions = (actions) => this.command('PerformActions', { actions });
    quit = () => this.command('DeleteSession');

    /** Chooses a file. */
    async choose(testid, path) {
        const using = { using: 'css selector', value: `[data-testid="${testid}"]` };
        const { value } = await this.command('FindElement', using);
        await this.command('ElementSendKeys', { id: Object.values(value)[0], text: path });
    }
}

export class WebKit extends Browser {
    /** @param {string} root a folder of its own */
    static async start(root) {
        const port = await portFree();
        const binary = readdirSync('/usr/lib')
            .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
            .find((path) => existsSync(path));
        const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1000x900x24', '-nolisten', 'tcp'], {
            stdio: ['ignore', 'pipe', 'ignore'],
        });
        const [display] = await createInterface(screen.stdout)
            [Symbol.asyncIterator]()
            .next()
            .then((l) => [l.value]);
        const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
            stdio: 'ignore',
            env: { ...process.env, HOME: root, DISPLAY: `:${display}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' },
        });
        const browser = new WebKit([driver, screen]);
        browser.at = `http://127.0.0.1:${port}/session`;
        (await connected(port)).destroy();
        const options = { binary, args: ['--automation'] };
        const { sessionId, capabilities } = await browser.command('POST', '', {
            capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
        });
        browser.at += `/${sessionId}`;
        browser.version = `WebKit ${capabilities.browserVersion}`;
        return browser;
    }

    async command(method, path, body) {
        const answer = await fetch(this.at + path, { method, body: body && JSON.stringify(body) });
        const { value } = await answer.json();
        if (!answer.ok) throw new Error(`${path}: ${value.error} ${value.message}`);
        return value;
    }

    open = (url) => this.command('POST', '/url', { url });
    async = (script) => this.command('POST', '/execute/async', { script, args: [] });
    actions = (actions) => this.command('POST', '/actions', { actions });
    quit = () => this.command('DELETE', '');

    async choose(testid, path) {
        const using = { using: 'css selector', value: `[data-testid="${testid}"]` };
        const [id] = Object.values(await this.command('POST', '/element', using));
        await this.command('POST', `/element/${id}/value`, { text: path });
    }
}
