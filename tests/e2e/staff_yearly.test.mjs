/* The yearly report: written by keyboard with its figures, signed by a second person, kept version by version, taken as
 * PDF and ODT. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { browserStart } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';

const say = staffTexts();
const YEAR = new Date().getFullYear() - 1; /* each test has one of its own */
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

async function at(t, year, role = 'coordinator', how = {}) {
    const s = await Staff.signedIn(browser, town, role, '/yearly', how);
    t.after(() => s.end());
    await s.get('yearly-year').selectOption(String(year));
    await s.get('yearly-state').getByText(say('yearly.state', { year })).waitFor();
    return s;
}

const report = (s, year) => s.ask('GET', `/api/v1/yearly-reports/${year}`);
const part = (s, heading) =>
    s.get('yearly-part').filter({ has: s.page.getByRole('heading', { name: heading, level: 2 }) });

/** One section, past the screens. */
async function written(s, year, version, number, heading, text) {
    await s.ask('PUT', `/api/v1/yearly-reports/${year}/sections/${number}`, { version, heading, text });
}

test('a section is written by keyboard, with a figure, and signed by another', async (t) => {
    const s = await at(t, YEAR);
    const k = new Keyboard(s);
    const orders = (await report(s, YEAR)).figures.find((f) => f.code === 'units.orders');

    await s.get('yearly-told').getByText(say('yearly.state.proposed')).waitFor();
    assert.equal(await s.get('yearly-sign').count(), 0); /* of a coordinator */
    await k.go('part-edit');
    await k.press('Enter');
    await s.focuses('field-heading');
    await k.press('Control+a');
    await k.type('Zyra');
    await k.go('field-text');
    await k.press('Control+a');
    await k.type('Urdhra gjithsej: ');
    await k.go('yearly-figure');
    await s.get('yearly-figure').selectOption('units.orders');
    await k.go('figure-put');
    await k.press('Enter');
    await s.focuses('field-text');
    assert.equal(await s.field('text').inputValue(), 'Urdhra gjithsej: {units.orders}');
    await s.get('yearly-typed').getByText(orders.text).waitFor();
    await k.press('Control+Enter');
    await s
        .get('yearly-told')
        .getByText(say('yearly.state.written', { version: 1 }))
        .waitFor();
    await part(s, 'Zyra').getByText(`Urdhra gjithsej: ${orders.said}`).waitFor();
    assert.equal((await report(s, YEAR)).sections[0].text, 'Urdhra gjithsej: {units.orders}');

    const d = await at(t, YEAR, 'director');
    const keys = new Keyboard(d);
    assert.equal(await d.get('part-edit').count(), 0);
    await keys.go('yearly-sign');
    await keys.press('Enter');
    await d.get('question-yes').waitFor();
    await keys.go('question-yes');
    await keys.press('Enter');
    await d
        .get('yearly-told')
        .getByText(`Drejtori`, { exact: false })
        .or(d.page.getByText(say('yearly.signed.now')))
        .first()
        .waitFor();
    const signed = await report(d, YEAR);
    assert.ok(signed.signed);
    assert.equal(signed.sections[0].text, `Urdhra gjithsej: ${orders.said}`);
    assert.equal(await d.get('yearly-sign').count(), 0);
    await keys.go('yearly-versions-open');
    await keys.press('Enter');
    await d.get('version-open').last().waitFor();
    await d.get('version-open').last().focus();
    await keys.press('Enter');
    await d.get('yearly-version').getByText('Urdhra gjithsej: {units.orders}').waitFor();
    await keys.press('Escape');
    await d.get('yearly-version').waitFor({ state: 'detached' });
    await s.open('/today');
    await s.open('/reports');
    await s.get('to-yearly').click();
    await s.get('yearly-versions').waitFor();
    assert.equal(await s.get('part-edit').count(), 0);
    s.calm();
    d.calm();
});

test('what cannot stand in it is told at each field at once', async (t) => {
    const s = await at(t, YEAR - 1);

    await s.get('part-new').click();
    await s.get('submit').click();
    await s.get('yearly-form').getByText(say('yearly.heading.needed')).first().waitFor();
    assert.ok((await s.get('yearly-form').getByText(say('yearly.text.needed')).count()) > 0);
    await s.field('heading').fill('Kreu {zz}');
    await s.field('text').fill('{units.zz}');
    assert.equal(await s.get('yearly-typed').getByText(say('yearly.no_figure')).count(), 2);
    await s.get('submit').click();
    await s.get('summary').getByText(say('problem.unknown_figure')).first().waitFor();
    assert.equal(await s.get('summary').getByRole('link').count(), 2);
    assert.equal((await report(s, YEAR - 1)).version, 0);
});

test('what another wrote meanwhile is shown, and what was typed stays', async (t) => {
    const year = YEAR - 2;
    const s = await at(t, year);
    await written(s, year, 0, 1, 'Zyra', 'Një.');
    await s.get('yearly-year').selectOption(String(YEAR - 1));
    await s.get('yearly-year').selectOption(String(year));
    await part(s, 'Zyra').getByTestId('part-edit').click();
    await s.field('text').fill('E imja.');
    await s.ask('POST', `/api/v1/yearly-reports/${year}/sections/2/removal`, { version: 1 });
    await written(s, year, 2, 1, 'Zyra', 'E tjetrit.');
    await s.get('submit').click();
    await s.page.getByText(say('problem.report_changed')).waitFor();
    await part(s, 'Zyra').getByText('E tjetrit.').waitFor();
    assert.equal(await s.field('text').inputValue(), 'E imja.');
    await s.get('submit').click();
    await part(s, 'Zyra').locator('p', { hasText: 'E imja.' }).waitFor();
    assert.equal((await report(s, year)).version, 4);
});

test('a section that another took out while it was written is added, not lost', async (t) => {
    const year = YEAR - 3;
    const s = await at(t, year);
    const [first, second] = (await report(s, year)).sections;
    await s.get('part-edit').first().click();
    await s.field('text').fill('E imja.');
    await s.ask('POST', `/api/v1/yearly-reports/${year}/sections/1/removal`, { version: 0 });
    await s.get('submit').click();
    await s.page.getByText(say('problem.report_changed')).waitFor();
    assert.equal(await s.field('text').inputValue(), 'E imja.');
    await s.get('submit').click();
    await part(s, first.heading).locator('p', { hasText: 'E imja.' }).waitFor();
    const { sections } = await report(s, year);
    assert.equal(sections[0].heading, second.heading);
    assert.equal(sections.at(-1).heading, first.heading);
});

test('a section is taken out, once that is confirmed', async (t) => {
    const year = YEAR - 4;
    const s = await at(t, year);
    const before = (await report(s, year)).sections;

    await s.get('part-remove').first().click();
    await s.get('question-yes').click();
    await s
        .get('yearly-told')
        .getByText(say('yearly.state.written', { version: 1 }))
        .waitFor();
    assert.deepEqual(
        (await report(s, year)).sections.map((p) => p.heading),
        before.slice(1).map((p) => p.heading),
    );
});

test('whoever wrote a version of it is told why somebody else signs', async (t) => {
    const year = YEAR - 5;
    const c = await at(t, year);
    await written(c, year, 0, 1, 'Zyra', 'Një.');
    await town.ask("UPDATE account SET role = 'director' WHERE name = 'koordinatore'");
    t.after(() => town.ask("UPDATE account SET role = 'coordinator' WHERE name = 'koordinatore'"));
    const s = await at(t, year);
    await s.get('yearly-why').getByText(say('yearly.sign.wrote')).waitFor();
    assert.equal(await s.get('yearly-sign').count(), 0);
    const { status, json } = await s.sent('POST', `/api/v1/yearly-reports/${year}/sign`, { version: 1 });
    assert.equal(status, 409);
    assert.equal(json.code, 'wrote_it');
});

test('it is taken as PDF and as a text document', async (t) => {
    const s = await at(t, YEAR - 6);

    for (const [kind, magic] of [
        ['pdf', '%PDF'],
        ['odt', 'PK'],
    ]) {
        const [file] = await Promise.all([s.page.waitForEvent('download'), s.get(`yearly-${kind}`).click()]);
        assert.equal(file.suggestedFilename(), `raporti-vjetor-${YEAR - 6}.${kind}`);
        assert.ok((await readFile(await file.path())).subarray(0, 4).toString().startsWith(magic), kind);
    }
    s.calm();
});

test('it reads well on a phone and a desk, in both languages', async (t) => {
    const year = YEAR - 7;

    for (const [size, language, role, context] of [
        ['phone', 'sq', 'coordinator', {}],
        ['desk', 'en', 'coordinator', { colorScheme: 'dark' }],
        ['desk', 'sq', 'coordinator', {}],
        ['phone', 'en', 'director', {}],
    ]) {
        const s = await Staff.signedIn(browser, town, role, '/yearly', { size: SIZES[size], language, context });
        t.after(() => s.end());
        await s.get('yearly-year').selectOption(String(year));
        await s.get('yearly-part').first().waitFor();
        await s.get('yearly-versions-open').click();
        if (role === 'coordinator') await s.get('part-edit').nth(1).click();
        assert.deepEqual(await s.axe(), [], `${size} ${language}`);
        if (process.env.SHOTS)
            await s.page.screenshot({
                path: `${process.env.SHOTS}/yearly-${role}-${size}-${language}.png`,
                fullPage: true,
            });
        const [wide, window] = await s.page.evaluate(() => [
            document.documentElement.scrollWidth,
            document.documentElement.clientWidth,
        ]);
        assert.ok(wide <= window, `${wide} px wide in a window of ${window}`);
        s.calm();
    }
});

test('who has no business with it is not shown it', async (t) => {
    for (const role of ['aid_officer', 'auditor', 'administrator', 'kindergarten']) {
        const s = await Staff.signedIn(browser, town, role, '/yearly');
        t.after(() => s.end());
        await s.page.getByText(say('screen.not_yours')).waitFor();
        assert.ok(!s.asked.some((url) => url.includes('/yearly-reports')));
    }
});
