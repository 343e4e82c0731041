/* Reports: by keyboard to another report and other days, the files behind a number, what leaves the office, and what a
 * director is not shown. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { browserStart } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';

const say = staffTexts();
const YEAR = new Date().getFullYear();
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([
        Town.make({ binary: process.env.BESA_RELEASE ?? 'build/release/besa' }),
        browserStart(),
    ]);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

async function at(t, how = {}, role = 'coordinator') {
    const s = await Staff.signedIn(browser, town, role, '/reports', how);
    t.after(() => s.end());
    await s.get('report-table').waitFor();
    return s;
}

const report = (s, path) => s.page.evaluate((p) => fetch(`/api/v1/reports/${p}`).then((r) => r.json()), path);

/** Each cell's number as it is read, row by row. */
const numbers = (s) =>
    s
        .get('report-table')
        .locator('tbody tr')
        .evaluateAll((rows) =>
            rows.map((row) =>
                [...row.querySelectorAll('td .report-cell')].map((cell) =>
                    (cell.firstElementChild?.textContent ?? '').trim(),
                ),
            ),
        );

async function chosen(s, id, value) {
    await s.get(id).selectOption(value);
    await s.get('report-table').waitFor();
}

test('the table says what the server counts, and a number opens its files', async (t) => {
    const s = await at(t);
    const units = await report(s, `units?year=${YEAR}`);
    const read = await numbers(s);
    assert.equal(read.length, units.rows.length);
    units.rows.forEach((row, i) => {
        const ours = row.cells.filter((cell) => cell.untold !== 'not_ours');
        assert.deepEqual(
            read[i],
            ours.map((cell) => String(cell.value)),
        );
    });
    assert.ok((await s.get('report-not-ours').innerText()).includes(units.columns[0].text));
    await s.get('report-name').selectOption('eige');
    await s.page.locator('[data-of="eige"]').waitFor();
    assert.equal((await numbers(s))[1][0], say('reports.untold.not_ours'));
    await s.get('report-name').selectOption('units');
    await s.page.locator('[data-of="units"]').waitFor();
    const first = s.get('cell-files').first();
    const count = Number(await first.innerText());
    assert.ok(count > 0);
    await first.focus();
    await s.page.keyboard.press('Enter');
    const files = s.get('report-files').getByRole('link');
    await files.first().waitFor();
    assert.ok((await files.count()) >= 1);
    assert.match(await files.first().innerText(), /\/\d{4}/);
    await s.page.keyboard.press('Escape');
    await s.get('report-files').waitFor({ state: 'detached' });
    s.calm();
});

test('other days are asked for by keyboard, and days that cannot be are said at their field', async (t) => {
    const s = await at(t);
    const k = new Keyboard(s);
    await s.get('report-year').selectOption('');
    await k.write('from', `01.03.${YEAR - 1}`);
    await k.write('until', `01.02.${YEAR - 1}`);
    await k.press('Control+Enter');
    await s.get('report-period').getByText(say('problem.out_of_order')).first().waitFor();
    await k.write('until', `31.03.${YEAR - 1}`);
    await k.press('Control+Enter');
    await s
        .get('report-days')
        .getByText(`01.03.${YEAR - 1}`)
        .waitFor();
    assert.ok((await s.get('report-days').innerText()).includes(`01.02.${YEAR - 1} – 28.02.${YEAR - 1}`));
    assert.equal(await s.get('report-csv').count(), 0);
    await s.get('report-leaves').getByText(say('reports.leaves.not_over')).waitFor();
    s.calm();
});

test('fifty years are refused in words', async (t) => {
    const s = await at(t);
    const k = new Keyboard(s);
    await s.get('report-year').selectOption('');
    await k.write('from', '01.01.2008');
    await k.write('until', `31.01.${YEAR}`);
    await k.press('Control+Enter');
    await s.page.getByText(say('problem.too_many_years')).waitFor();
    await k.write('from', '01.01.1976');
    await k.press('Control+Enter');
    await s.page.getByText(say('problem.before_the_law')).waitFor();
});

test('what leaves the office names no small number', async (t) => {
    const s = await at(t);
    await chosen(s, 'report-year', String(YEAR - 1));
    for (const [kind, magic] of [
        ['xlsx', 'PK'],
        ['pdf', '%PDF'],
        ['csv', '\ufeff'],
    ]) {
        const [file] = await Promise.all([s.page.waitForEvent('download'), s.get(`report-${kind}`).click()]);
        const content = await readFile(await file.path());
        assert.ok(content.subarray(0, 4).toString().startsWith(magic), kind);
        if (kind === 'csv')
            assert.deepEqual(
                content
                    .toString()
                    .split(/[;\r\n]+/)
                    .filter((cell) => /^[1-4]$/.test(cell)),
                [],
            );
    }
    s.calm();
});

test('a director is shown years that are over, no small number and no file', async (t) => {
    const s = await at(t, {}, 'director');
    const years = await s.get('report-year').locator('option').allInnerTexts();
    assert.equal(years[0], String(YEAR - 1));
    assert.equal(await s.get('cell-files').count(), 0);
    assert.deepEqual(
        (await numbers(s)).flat().filter((n) => /^[1-4]$/.test(n)),
        [],
    );
    s.calm();
});

test('each report reads well on a phone and a desk, in both languages', async (t) => {
    for (const [size, language, context] of [
        ['phone', 'sq', {}],
        ['desk', 'en', { colorScheme: 'dark' }],
    ]) {
        const s = await at(t, { size: SIZES[size], language, context });
        for (const { code } of (await s.ask('GET', '/api/v1/reports')).reports) {
            await s.get('report-name').selectOption(code);
            await s.page.locator(`[data-of="${code}"]`).waitFor();
            assert.deepEqual(await s.axe(), [], code);
            await s.whole();
            if (process.env.SHOTS)
                await s.page.screenshot({
                    path: `${process.env.SHOTS}/${code}-${size}-${language}.png`,
                    fullPage: true,
                });
        }
        s.calm();
    }
});

test('who has no business with reports is not shown them', async (t) => {
    for (const role of ['aid_officer', 'auditor', 'administrator', 'kindergarten']) {
        const s = await Staff.signedIn(browser, town, role, '/reports');
        t.after(() => s.end());
        await s.page.getByText(say('screen.not_yours')).waitFor();
        assert.ok(!s.asked.some((url) => url.includes('/reports')));
    }
});
