/* The staff app as its users see it: a browser profile of their own, somebody signed in, everything noted that is asked
 * of the network and said on the console. Works on the demonstration (Town of town.mjs) and on any register with
 * accounts. */
import { strict as assert } from 'node:assert';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PATIENCE, sql } from '../support/program.mjs';
import { violations } from './axe.mjs';

export const PASSWORD = 'besa-demonstrim';
/** The demonstration's accounts by role. */
export const ACCOUNTS = Object.freeze({
    coordinator: 'koordinatore',
    aid_officer: 'ndihma',
    director: 'drejtori',
    auditor: 'auditori',
    administrator: 'admin',
    kindergarten: 'kopshti1',
});
export const SIZES = Object.freeze({ phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } });

/** The addresses of several reads in one request. @param {import('playwright-core').Request} rq */
const several = (rq) =>
    rq.url().endsWith('/api/v1/reads') ? rq.postDataJSON().paths.map((path) => new URL(path, rq.url()).href) : [];

export class Staff {
    /** @param {import('playwright-core').Browser} browser @param {{ origin: string, dir: string }} town
     * @param {{ size?: { width: number, height: number }, language?: string, context?: object }} [how] */
    static async make(browser, town, { size = SIZES.desk, language = 'sq', context = {} } = {}) {
        const s = new Staff();
        s.town = town;
        s.context = await browser.newContext({ viewport: size, locale: 'sq-AL', reducedMotion: 'reduce', ...context });
        s.context.setDefaultTimeout(PATIENCE);
        await s.context.addInitScript(
            (kept) => {
                if (!localStorage.getItem('besa-device')) localStorage.setItem('besa-device', kept);
            },
            JSON.stringify({ language, curtain: 15 }),
        );
        s.asked = [];
        s.said = [];
        s.context.on('request', (rq) => s.asked.push(rq.url(), ...several(rq)));
        s.page = await s.context.newPage();
        s.listen(s.page);
        return s;
    }

    /** Signed in as that role, on that screen ("/today"): by a session laid into the register, so that no test waits
     * for a password but those that are about one. @param {keyof typeof ACCOUNTS} role */
    static async signedIn(browser, town, role = 'coordinator', place = '/', how = {}) {
        const s = await Staff.make(browser, town, how);
        await s.session(ACCOUNTS[role]);
        await s.open(place);
        await s.page.locator('h1').waitFor();
        return s;
    }

    /** The same for one test: behind it the window is closed. @param {import('node:test').TestContext} t */
    static async during(t, ...who) {
        const s = await Staff.signedIn(...who);
        t.after(() => s.end());
        return s;
    }

    listen(page) {
        page.on('console', (m) => this.said.push(m.text()));
        page.on('pageerror', (fault) => this.said.push(`fault: ${fault}`));
    }

    /** @param {string} account @param {number} [ago] seconds since it was last used */
    async session(account, ago = 0) {
        const secret = randomBytes(16).toString('hex');
        const hash = createHash('sha256').update(secret).digest('hex');
        const now = Math.floor(Date.now() / 1000) - ago;
        await sql(
            `${this.town.dir}/besa.db`,
            `INSERT INTO session (token_hash, number, account_id, network, created_at, seen_at, confirmed_at)
            SELECT x'${hash}', (SELECT coalesce(max(number), 1000000) + 1 FROM session WHERE number >= 1000000), id,
                '127.0.0.0/24', ${now}, ${now}, ${now} FROM account WHERE name = '${account}'`,
        );
        await this.context.addCookies([
            { name: 'besa_session', value: secret, url: this.town.origin, httpOnly: true, sameSite: 'Strict' },
        ]);
        this.hash = hash;
    }

    /** What the register does not know any more. */
    async sessionEnd() {
        await sql(`${this.town.dir}/besa.db`, `DELETE FROM session WHERE token_hash = x'${this.hash}'`);
    }

    async open(place = '/') {
        await this.page.goto(`${this.town.origin}/staff/#${place}`);
        await this.page.locator('#title').waitFor();
    }

    get(testid) {
        return this.page.getByTestId(testid);
    }

    field(name) {
        return this.page.getByTestId(`field-${name}`);
    }

    /** By hand. */
    async signIn(account, password = PASSWORD) {
        await this.field('account').fill(account);
        await this.field('password').fill(password);
        await this.get('submit').click();
    }

    /** Presses Tab until the element of that test id has the focus; fails where the keyboard does not lead there. */
    async tabTo(testid, most = 80) {
        await this.get(testid).first().waitFor({ state: 'attached' }); /* what a screen fetches comes when it comes */
        for (let i = 0; i < most; i++) {
            if ((await this.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '')) === testid)
                return;
            await this.page.keyboard.press('Tab');
        }
        assert.fail(`the keyboard does not lead to ${testid}`);
    }

    /** The focus comes to the element of that test id, or has come. */
    async focuses(testid) {
        await this.page.waitForFunction((id) => {
            const { activeElement: at } = document;
            return (at?.getAttribute('data-testid') ?? at?.id) === id;
        }, testid);
    }

    async focused() {
        return this.page.evaluate(
            () => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.id ?? '',
        );
    }

    /** What axe finds on the screen as it stands. */
    async axe() {
        return violations(this.page);
    }

    /** Fails where a key stands in place of its words, and where the page is wider than the window. */
    async whole() {
        const text = await this.page.locator('body').innerText();
        assert.deepEqual(
            text
                .match(/\b[a-z_]+\.[a-z_]+(\.[a-z_]+)*\b(?!@)/g)
                ?.filter((k) => !/^p\.sh$|\.(al|js|csv|pdf)$/.test(k)) ?? [],
            [],
        );
        const [wide, window] = await this.page.evaluate(() => [
            document.documentElement.scrollWidth,
            document.documentElement.clientWidth,
        ]);
        assert.ok(wide <= window, `${wide} px wide in a window of ${window}`);
    }

    /** Once the form that was just sent has its answer.
     * @returns {Promise<boolean>} whether it asks or refuses something: false where it was taken, though the next
     * screen may not be there yet */
    async stays() {
        await this.page.waitForFunction(() => !document.querySelector('form[aria-busy="true"]'));
        return (await this.get('summary').count()) > 0;
    }

    /** What the register answers the page, with the session that it has and past the screens.
     * @param {string} method @param {string} path @param {object} [body]
     * @returns {Promise<{ status: number, json: any }>} */
    sent(method, path, body) {
        return this.page.evaluate(
            async ([how, where, what]) => {
                const answer = await fetch(where, {
                    method: how,
                    ...(what && {
                        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
                        body: JSON.stringify(what),
                    }),
                });
                return { status: answer.status, json: answer.status === 204 ? null : await answer.json() };
            },
            [method, path, body],
        );
    }

    /** The same of what is not refused. */
    async ask(method, path, body) {
        const { status, json } = await this.sent(method, path, body);

        assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(json)}`);
        return json;
    }

    /** Fails where one of these words is left in what the browser keeps, in an address, the title or on the console.
     * @param {string[]} words of persons */
    async leaves(...words) {
        const kept = await this.page.evaluate(async () =>
            JSON.stringify([
                { ...localStorage },
                { ...sessionStorage },
                document.title,
                location.href,
                document.cookie,
                history.state,
                await caches.keys(),
                await indexedDB.databases(),
                performance.getEntriesByType('resource').map((e) => e.name),
            ]),
        );
        const all = [kept, ...this.asked, ...this.said].join('\n').toLowerCase();

        for (const word of words)
            for (const form of [word, encodeURIComponent(word), encodeURIComponent(word).replaceAll('%20', '+')])
                assert.ok(!all.includes(form.toLowerCase()), `"${word}" is left in the browser`);
        assert.equal(await this.page.title(), 'Besa');
    }

    /** For whoever looks at what a test goes through: the screen on a phone and a desk, into the folder that PICTURES
     * names. */
    async pictures(name) {
        if (!process.env.PICTURES) return;
        const size = this.page.viewportSize();
        for (const width of [360, 1280]) {
            await this.page.setViewportSize({ width, height: 900 });
            await this.page.waitForTimeout(100);
            await this.page.screenshot({ path: `${process.env.PICTURES}/${name}-${width}.png`, fullPage: true });
        }
        await this.page.setViewportSize(size);
    }

    /** Nothing went wrong on the way. */
    calm() {
        const quiet = /the server responded with a status of (401|403|404|409|422|429)|^\[DOM\]/;
        assert.deepEqual(
            this.said.filter((line) => !quiet.test(line)),
            [],
        );
    }

    /** Where PICTURES are taken, the last screen is one: of a test that failed it shows where. */
    async end() {
        if (process.env.PICTURES)
            await this.page.screenshot({ path: `${process.env.PICTURES}/last.png` }).catch(() => {});
        await this.context.close();
    }
}

/** The words of the app in one language. @returns {(key: string, values?: Record<string, string>) => string} */
export function staffTexts(language = 'sq') {
    const all = JSON.parse(readFileSync(`web/i18n/staff_${language}.json`, 'utf8'));

    const term = (first, name) => (first === 'T' ? all[name].charAt(0).toUpperCase() + all[name].slice(1) : all[name]);

    return (key, values = {}) => {
        if (!(key in all)) throw new Error(`no text ${key}`);
        return all[key]
            .replace(/\{([Tt])(erm\.[\w.]+)\}/g, (_, first, name) => term(first, `t${name}`))
            .replace(/\{(\w+)\}/g, (_, name) => values[name]);
    };
}
