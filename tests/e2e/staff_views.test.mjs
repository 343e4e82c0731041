/* What is seen of the staff app: screens that stand still while they load, that are read by night, and what is left of
 * them on paper. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dateShown, dateToday } from '../../web/staff/dates.js';
import { browserStart, present } from './browser.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';
import { until } from '../support/program.mjs';

const say = staffTexts();

const STILL = 0.1; /* the most that may move: share of the window × share of its height */
const MAIN = {
    coordinator: [
        ['/today', 'task'],
        ['/files', 'result'],
        ['/orders/new', 'order-form'],
        ['/cases/5', 'mark'],
        ['/statistics', 'plot-entitled'],
        ['/reports', 'report-table'],
    ],
    aid_officer: [
        ['/work', 'work-run'],
        ['/applications', 'application'],
        ['/payments/1', 'reasons'],
        ['/budget', 'plot-budget'],
        ['/fees', 'part-kindergartens'],
    ],
    kindergarten: [
        ['/children', 'children'],
        ['/children/month', 'sheet'],
    ],
    administrator: [
        ['/devices', 'devices-screen'],
        ['/rules', 'rules-transport'],
    ],
};
const PRESSED = '.bar, .nav, .back, .button, button, .skip, .toast';
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([
        Town.make({ binary: process.env.BESA_RELEASE ?? 'build/release/besa' }),
        browserStart(),
    ]);
    const s = await Staff.signedIn(browser, town, 'aid_officer', '/payments');
    await s.get('prepare').click();
    await s.get('reasons').waitFor();
    await s.end();
});
after(async () => {
    await browser?.close();
    await town?.end();
});

async function at(t, role, place, how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

/** Adds up what moves without anybody having touched anything. */
function watch() {
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries())
            if (!shift.hadRecentInput)
                window.moved.push({
                    value: shift.value,
                    what: shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 80)),
                });
    }).observe({ type: 'layout-shift', buffered: true });
}

async function settled(s, ready) {
    await s.get(ready).first().waitFor();
    await s.page.waitForFunction(() => !document.querySelector('[data-testid=loading]'));
    await s.page.waitForTimeout(150);
}

for (const [role, screens] of Object.entries(MAIN))
    test(`${role}: the screens do not move while they load`, async (t) => {
        for (const size of Object.values(SIZES)) {
            const s = await at(t, role, '/account', { size });
            await s.context.addInitScript(watch);
            for (const [place, ready] of screens) {
                s.page = await s.context.newPage();
                await s.open(place);
                await settled(s, ready);
                const moved = await s.page.evaluate(() => window.moved);
                const sum = moved.reduce((all, { value }) => all + value, 0);
                assert.ok(sum < STILL, `${place}, ${size.width} px: ${JSON.stringify(moved)}`);
                await s.page.close();
            }
        }
    });

for (const [role, place, ready] of [
    ['coordinator', '/cases/5', 'mark'],
    ['coordinator', '/cards/CARD', 'card-preview'],
    ['director', '/statistics', 'plot-entitled'],
    ['director', '/reports', 'report-table'],
    ['director', '/payments/1', 'reasons'],
    ['director', '/payments/1/paper', 'sheet'],
])
    test(`${place} is read by night`, async (t) => {
        const s = await at(t, role, place.replace('CARD', (await town.card('valid')).number), {
            context: { colorScheme: 'dark' },
        });
        await settled(s, ready);
        assert.deepEqual(await s.axe(), []);
    });

for (const [role, place] of [
    ['aid_officer', '/applications/1/receipt'],
    ['aid_officer', '/payments/1/paper'],
    ['kindergarten', '/children/month'],
])
    test(`${place} on paper is the sheet and nothing to press`, async (t) => {
        const s = await at(t, role, place);
        await settled(s, 'sheet');
        await s.page.emulateMedia({ media: 'print' });
        assert.deepEqual(
            await s.page
                .locator(PRESSED)
                .filter({ visible: true })
                .evaluateAll((all) => all.map((x) => x.outerHTML)),
            [],
        );
        assert.equal((await s.page.locator('body').innerText()).trim(), (await s.get('sheet').innerText()).trim());
        const [ink, paper] = await s
            .get('sheet')
            .evaluate((x) => [getComputedStyle(x).color, getComputedStyle(document.documentElement).backgroundColor]);
        assert.deepEqual([ink, paper], ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    });

test('paper is white by night as well', async (t) => {
    const s = await at(t, 'kindergarten', '/children/month', { context: { colorScheme: 'dark' } });
    await settled(s, 'sheet');
    await s.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.equal(
        await s.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
        'rgb(255, 255, 255)',
    );
    assert.match(await s.get('sheet').innerText(), new RegExp(dateToday().slice(0, 4)));
});

/** Answers of the register in place of its own, once they are asked for. @param {Staff} s @param {any[]} notices */
async function notices(s, notices) {
    const counts = { notices: notices.length, cards: 0, overdue: 0, hours: 0, month: 0, days: 0 };
    const seen = [];

    await s.page.route('**/api/v1/tasks?*', (route) => route.fulfill({ json: { counts, tasks: notices } }));
    await s.page.route('**/api/v1/tasks/seen', (route) => {
        seen.push(route.request().postDataJSON());
        return route.fulfill({ status: 204, body: '' });
    });
    return seen;
}

test('a notice of a moment ago says so, and goes once it was seen', async (t) => {
    const s = await at(t, 'coordinator', '/account');
    const notice = (account, ms) => ({
        section: 'notices',
        what: 'account_changed',
        text: `Njoftim ${account}`,
        text_en: '',
        due_on: dateToday(),
        due_at: new Date(Date.now() - ms).toISOString(),
        hours: true,
        overdue: false,
        account,
        notice: 1000 + ms,
    });
    /* The third is of a register whose clock is two minutes ahead of this computer's. */
    const all = [notice('arta', 3_600_000 * 5 + 5000), notice('teuta', 4000), notice('drita', -120_000)];
    const seen = await notices(s, all);
    await s.open('/today');
    await s.get('task').first().waitFor();
    const lines = s.get('task');
    assert.match(await lines.nth(0).innerText(), new RegExp(say('today.since_hours.other', { count: 5 })));
    assert.match(await lines.nth(1).innerText(), new RegExp(say('today.now')));
    assert.match(await lines.nth(2).innerText(), new RegExp(say('today.now')));
    assert.deepEqual(await s.axe(), []);
    await s.get('notice-seen').first().focus();
    await s.page.keyboard.press('Enter');
    await until(async () => (await lines.count()) === 2);
    await s.focuses('notice-seen');
    assert.deepEqual(seen, [{ what: 'account_changed', notice: 1000 + 3_600_000 * 5 + 5000, subject: 'arta' }]);
    await s.page.keyboard.press('Enter');
    await until(async () => (await lines.count()) === 1);
    await s.focuses('notice-seen');
    await s.page.keyboard.press('Enter');
    await s.page.getByText(say('today.seen.all')).waitFor();
});

test('on paper the day is a dense list with its date, each line with a box to tick', async (t) => {
    const s = await at(t, 'coordinator', '/today');
    await s.get('task').first().waitFor();
    await s.page.evaluate(() => (window.print = () => (window.printed = true)));
    await s.get('today-print').click();
    await s.page.waitForFunction(() => window.printed);
    await s.page.emulateMedia({ media: 'print' });
    const lines = await s.get('task').count();
    const heights = await s.page.$$eval('.task', (all) => all.map((line) => line.getBoundingClientRect().height));
    const boxes = await s.page.$$eval('.task-box', (all) => all.filter((b) => b.getBoundingClientRect().width > 5));
    assert.ok(lines > 4);
    assert.equal(boxes.length, lines);
    assert.ok(Math.max(...heights) < 60, `${heights}`); /* CSS pixels: 16 mm at most */
    const text = await s.page.locator('.main').innerText();
    assert.match(text, new RegExp(say('today.printed', { date: dateShown(dateToday()) })));
    assert.match(text, /Dosja \d+\/\d{4}/);
    await present(s.page.locator('.task-ways:visible'), 0);
});
