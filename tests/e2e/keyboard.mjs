/* Somebody at a staff screen who has no mouse, and the keys that she presses, counted: a form is as long as its keys.
 * She knows the app: she goes to a field by Tab, forwards or backwards, whichever is nearer. */
import { strict as assert } from 'node:assert';

/** Where somebody is who presses Tab, and where else she could come to, in order. */
const TABBABLE = [
    'a[href]',
    ...['button', 'input', 'select', 'textarea'].map((tag) => `${tag}:not([disabled])`),
    'summary',
    '[tabindex="0"]',
].join(',');

export class Keyboard {
    /** @param {import('./staff.mjs').Staff} staff */
    constructor(staff) {
        this.staff = staff;
        this.keys = 0;
    }

    get page() {
        return this.staff.page;
    }

    async press(...keys) {
        for (const key of keys) {
            await this.page.keyboard.press(key);
            this.keys++;
        }
    }

    /** @param {string} text as one types it: a capital letter is one key more */
    async type(text) {
        await this.page.keyboard.type(text);
        this.keys += text.length + (text.match(/\p{Lu}/gu) ?? []).length;
    }

    /** By Tab to the first element that fits, if need be backwards.
     * @param {string} selector @param {boolean} [any] not only the first: of a group of radio buttons */
    async to(selector, any = false) {
        const at = () =>
            this.page.evaluate(
                ([s, all]) => {
                    const here = document.activeElement;
                    return Boolean(all ? here?.matches(s) : document.querySelector(s) === here);
                },
                [selector, any],
            );
        await this.page.locator(selector).first().waitFor();
        const way = await this.page.evaluate(nearer, { selector, stops: TABBABLE });
        for (let i = 0; i < 250; i++) {
            if (await at()) return;
            await this.press(way);
        }
        assert.fail(`the keyboard does not lead to ${selector}`);
    }

    /** To the element of that test id. */
    go(testid) {
        return this.to(`[data-testid="${testid}"]`);
    }

    /** To a button or link, and there Enter. */
    async hit(testid) {
        await this.go(testid);
        await this.press('Enter');
    }

    /** To a button or link that says this, and there Enter. @param {string} words */
    async hitWords(words, within = 'main') {
        const id = await this.page
            .locator(within)
            .locator('a, button')
            .filter({ hasText: words })
            .first()
            .evaluate((x) => (x.dataset.hit = String(Math.random())));
        await this.to(`[data-hit="${id}"]`);
        await this.press('Enter');
    }

    /** Writes in a field, in place of what stands there. @param {string} name @param {string} text */
    async write(name, text) {
        await this.go(`field-${name}`);
        if (await this.page.evaluate(() => document.activeElement?.value)) await this.press('Control+a');
        if (text) await this.type(text);
        else await this.press('Delete');
    }

    /** Chooses one of a group, by the arrows, or of a list, by its first letters. @param {string} name
     * @param {string} value */
    async choose(name, value) {
        const field = `[data-testid="field-${name}"]`;
        if (await this.page.locator(`select${field}`).count()) {
            await this.to(field);
            const chosen = () => this.page.evaluate(() => document.activeElement?.value);
            for (let i = 0; i < 60 && (await chosen()) !== value; i++) await this.press('ArrowDown');
            assert.equal(await chosen(), value, name);
            return;
        }
        await this.to(`${field} input[type=radio]`, true);
        const at = () => this.page.evaluate(() => [document.activeElement?.value, document.activeElement?.checked]);
        for (let i = 0; i < 60; i++) {
            const [here, checked] = await at();
            if (here === value) {
                if (!checked) await this.press('Space');
                return;
            }
            await this.press('ArrowDown');
        }
        assert.fail(`the arrows do not lead to ${value} of ${name}`);
    }

    /** Ticks a box, or unticks it. @param {string} selector */
    async tick(selector) {
        await this.to(selector);
        await this.press('Space');
    }

    /** How many keys that took. @param {() => Promise<void>} what */
    async counted(what) {
        const before = this.keys;
        await what();
        return this.keys - before;
    }
}

/** Runs in the page: which way leads there with fewer stops. A group of radio buttons is one stop. */
function nearer({ selector, stops }) {
    const groups = new Set();
    const all = [...document.querySelectorAll(stops)].filter((x) => {
        if (!x.checkVisibility({ visibilityProperty: true }) || x.tabIndex < 0) return false;
        if (x.type !== 'radio') return true;
        const on = document.querySelector(`input[name="${x.name}"]:checked`);
        if (on ? on !== x : groups.has(x.name)) return false;
        groups.add(x.name);
        return true;
    });
    const here = document.activeElement,
        goal = document.querySelector(selector);
    const before = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
    const place = (x) => all.filter((y) => y !== x && before(y, x)).length;
    const [from, to] = [place(here), place(goal)];

    return to === from ? (before(here, goal) ? 'Tab' : 'Shift+Tab') : to > from ? 'Tab' : 'Shift+Tab';
}
