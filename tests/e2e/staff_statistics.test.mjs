/* First figures: drawn and as tables that say the same, on paper and by night, and the table that may leave the
 * office. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { browserStart } from './browser.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';

const PLOTS = ['plot-orders', 'plot-units', 'plot-in-force', 'plot-entitled', 'plot-checks'];
const say = staffTexts();
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([
        Town.make({ binary: process.env.BESA_RELEASE ?? 'build/release/besa' }),
        browserStart(),
    ]);
    await town.ask(`INSERT INTO check_count (on_day, organisation_id, service, result, count)
        SELECT date('now', '-1 day'), id, 'transport', r.column1, r.column2
        FROM organisation, (VALUES ('ok', 7), ('expired', 2)) r WHERE kind = 'transport' ORDER BY id LIMIT 2`);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

async function at(t, how = {}, role = 'coordinator') {
    const s = await Staff.signedIn(browser, town, role, '/statistics', how);
    t.after(() => s.end());
    await s.get('plot-checks').locator('canvas').waitFor();
    return s;
}

/** The figures of a plot's table, row by row, without the names. */
async function table(s, testid) {
    return s
        .get(testid)
        .locator('tbody tr')
        .evaluateAll((rows) =>
            rows.map((row) =>
                [...row.querySelectorAll('td')].map((td) =>
                    Number((td.lastChild?.textContent ?? '').replace(/\D/g, '')),
                ),
            ),
        );
}

test('every drawing has a name, and the table beside it says what the register counts', async (t) => {
    const s = await at(t, {}, 'director');
    for (const plot of PLOTS) {
        const drawing = s.get(plot).getByRole('img').first();
        assert.match(await drawing.getAttribute('aria-label'), /\S{3}/, plot);
        assert.ok(
            await s
                .get(plot)
                .locator('canvas')
                .evaluate((canvas) => {
                    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                    return data.some((value) => value > 0);
                }),
            `${plot} is drawn`,
        );
    }
    const series = await s.page.evaluate(() => fetch('/api/v1/statistics/series').then((r) => r.json()));
    assert.deepEqual(
        await table(s, 'plot-orders'),
        series.months.map((_, i) => {
            const kinds = ['UMPMM', 'UMM', 'UM'].map((kind) => series.orders[kind][i]);
            return [...kinds, kinds.reduce((a, b) => a + b, 0)];
        }),
    );
    assert.deepEqual(
        await table(s, 'plot-entitled'),
        series.months.map((_, i) =>
            ['transport', 'documents', 'kindergarten', 'payment'].map((k) => series.entitled[k][i]),
        ),
    );
    assert.ok((await table(s, 'plot-checks')).flat().includes(9));
    s.calm();
});

test('a longer time is chosen by keyboard', async (t) => {
    const s = await at(t);
    await s.tabTo('stats-span');
    await s.page.keyboard.press('ArrowDown');
    await s.page.waitForFunction(() => document.querySelectorAll('[data-testid="plot-orders"] tbody tr').length === 24);
    s.calm();
});

test('the table that leaves the office says what is left out, and names no small number', async (t) => {
    const s = await at(t);
    await s.get('stats-published').getByText(say('stats.csv.what')).waitFor();
    const [file] = await Promise.all([s.page.waitForEvent('download'), s.get('stats-csv').click()]);
    const rows = readFileSync(await file.path(), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(';'));
    assert.ok(rows.length > 3);
    assert.deepEqual(
        rows.flat().filter((cell) => /^[1-4]$/.test(cell)),
        [],
    );
    s.calm();
});

test('figures read well on a phone and a desk, by night and on paper, in both languages', async (t) => {
    for (const [size, language, context] of [
        ['phone', 'sq', {}],
        ['desk', 'en', { colorScheme: 'dark' }],
    ]) {
        const s = await at(t, { size: SIZES[size], language, context });
        assert.deepEqual(await s.axe(), []);
        await s.whole();
        await s.page.emulateMedia({ media: 'print' });
        await s.whole();
        s.calm();
    }
});

test('uPlot is fetched with the first drawing, not before', async (t) => {
    const s = await Staff.signedIn(browser, town, 'coordinator', '/today');
    t.after(() => s.end());
    await s.get('task').first().waitFor();
    assert.ok(!s.asked.some((url) => url.includes('uplot')));
    await s.open('/statistics');
    await s.get('plot-orders').locator('canvas').waitFor();
    assert.ok(s.asked.some((url) => /\/uplot-\w+\.js$/.test(url)));
});

test('who has no business with figures is not shown them', async (t) => {
    for (const role of ['aid_officer', 'auditor', 'administrator', 'kindergarten']) {
        const s = await Staff.signedIn(browser, town, role, '/statistics');
        t.after(() => s.end());
        await s.page.getByText(say('screen.not_yours')).waitFor();
        assert.ok(!s.asked.some((url) => url.includes('/statistics')));
    }
});
