/* What is seen of the staff app: screens that stand still while they load, that are read by night, and what is left of
 * them on paper. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dateToday } from '../../web/staff/dates.js';
import { browserStart } from './browser.mjs';
import { SIZES, Staff } from './staff.mjs';
import { Town } from './town.mjs';

const STILL = 0.1; /* the most that may move: share of the window × share of its height */
const MAIN = {
    coordinator: [
        ['/today', 'task'],
        ['/files', 'result'],
        ['/orders/new', 'order-form'],
        ['/cases/5', 'mark'],
        ['/statistics', 'plot-entitled'],
    ],
    aid_officer: [
        ['/work', 'work-open'],
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
        browserStart({ camera: false }),
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
    const s = await Staff.signedIn(browser, town, role, place, how);
    t.after(() => s.end());
    return s;
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
