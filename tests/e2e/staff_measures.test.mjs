/* Measures as people write them down: a compact list with the law's letters, what the paper says beside each, the list
 * of the police and of an immediate order, and letters of a list that are asked about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const COURT = 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër';
const DECIDED = dateAdd(dateToday(), -3);
const END = dateAdd(DECIDED, 300);
const OWN_END = dateAdd(DECIDED, 90);
let town, browser;

staged((made) => ({ town, browser } = made));

async function opened(t, place = '/orders/new', how = {}) {
    return Staff.during(t, browser, town, 'coordinator', place, how);
}

async function paper(s, kind, number) {
    await town.ask('DELETE FROM draft');
    await s.page.reload();
    await s.get('order-form').waitFor();
    await s.page.locator(`input[value=${kind}]`).check();
    await s.field('issuer').fill(COURT);
    await s.field('number').fill(number);
    await s.field('decision_date').fill(dateShown(DECIDED));
    if (kind === 'UMM') await s.field('hearing_on').fill(dateShown(dateAdd(DECIDED, 20)));
    if (kind === 'UM') await s.field('end').fill(dateShown(END));
    await s.field('unit').selectOption('Lunxhëri');
    await s.field('persons[0].first_name').fill('Teuta');
    await s.field('persons[0].surname').fill(`Masa${number.replace(/\D/g, '')}`);
}

/** Until the file is there: what is warned of on the way is gone past. */
async function saved(s) {
    await s.get('submit').click();
    await s.page.waitForFunction(
        (goOn) =>
            location.href.includes('/registered') ||
            document.querySelector('[data-testid=submit]')?.textContent?.trim() === goOn,
        say('form.go_on'),
    );
    if (!s.page.url().includes('/registered')) await s.get('submit').click();
    await s.page.waitForURL(/\/registered/);
    return s.page.url().match(/cases\/(\d+)/)[1];
}

/** The measures of the file's order, opened. */
async function listed(s) {
    const list = s.get('measures');

    await list.waitFor();
    if (!(await list.evaluate((e) => e.open))) await list.locator('summary').click();
    return list.innerText();
}

test('measures are ticked by the keyboard, and each asks for what the paper says of it', async (t) => {
    const s = await opened(t);
    await paper(s, 'UM', '951/2026');
    assert.match(await s.page.locator('label', { hasText: /^ç\) / }).innerText(), /distancës/);
    await s.get('choice-measures-distance').focus();
    await s.page.keyboard.press('Space');
    await s.page.keyboard.press('Tab');
    await s.focuses('field-measures[0].metres');
    await s.page.keyboard.type('250');
    await s.page.keyboard.press('Tab');
    await s.focuses('field-measures[0].until');
    await s.page.keyboard.type(dateShown(OWN_END));
    await s.get('choice-measures-keep_away').check();
    await s.field('measures[1].place').fill('Shkolla 9-vjeçare Prova');
    await s.get('choice-measures-maintenance').check();
    await s.field('measures[2].sum').fill('18 000');
    await s.field('measures[2].payee').fill('Teuta Masa');
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('measures-form');
    const file = await saved(s);

    await s.open(`/cases/${file}`);
    const text = (await listed(s)).replaceAll('\u00a0', ' ');
    for (const part of ['ç) ', '250 metra', `deri më ${dateShown(OWN_END)}`, 'd) ', 'Shkolla 9-vjeçare Prova', 'h) '])
        assert.ok(text.includes(part), `${part} in ${text}`);
    assert.match(text, /18 000 lekë/);
    assert.ok(text.includes(say('measure.own_end')));
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('measures-file');
    await s.leaves('Shkolla 9-vjeçare', 'Prova');
    s.calm();
});

test('a measure that the law does not give an immediate order is asked about, at the list', async (t) => {
    const s = await opened(t);
    await paper(s, 'UMM', '952/2026');
    await present(s.page.locator('.measures .choice').filter({ visible: true }), 10);
    await s.page.locator('.measures summary').click();
    await s.get('choice-measures-custody').check();
    await s.get('submit').click();
    await s.get('question-measure_beyond').waitFor();
    await s.pictures('measures-beyond');
    await s.get('tick-measure_beyond').check();
    await saved(s);
    assert.deepEqual(
        await town.ask("SELECT count(*) FROM order_measure WHERE code = 'custody'").then((r) => String(r)),
        '1',
    );
});

test('a police order has its own list, without letters', async (t) => {
    const s = await opened(t);
    await paper(s, 'UMPMM', '953/2026');
    const first = s.page.locator('.measures .choice').filter({ visible: true });
    await present(first, 8);
    for (const text of await first.allInnerTexts()) assert.doesNotMatch(text, /^\s*\S{1,2}\) /);
    await s.get('choice-measures-shelter_escort').check();
    await s.pictures('measures-police');
});

test('a detail put right is what the file says, old and new beside it', async (t) => {
    const s = await opened(t);
    await paper(s, 'UM', '954/2026');
    await s.get('choice-measures-distance').check();
    await s.field('measures[0].metres').fill('100');
    const file = await saved(s);
    const order = await town.ask('SELECT max(id) FROM protection_order').then((r) => String(r));

    await s.open(`/cases/${file}/registration?order=${order}`);
    await s.get('registration-form').waitFor();
    assert.equal(await s.field('measures[0].metres').inputValue(), '100');
    await s.field('measures[0].metres').fill('150');
    await s.get('submit').click();
    await s.page.waitForURL((u) => !u.href.includes('registration'));
    await s.get('part-orders').getByText('150 metra').first().waitFor({ state: 'attached' });
    assert.ok((await listed(s)).includes('150 metra'));
});

test('a court raises a sum and lifts a measure, and the rest stays', async (t) => {
    const s = await opened(t);
    await paper(s, 'UM', '956/2026');
    await s.get('choice-measures-removal').check();
    await s.get('choice-measures-maintenance').check();
    await s.field('measures[1].sum').fill('8000');
    await s.field('measures[1].payee').fill('Teuta Masa');
    const file = await saved(s);
    const order = await town.ask('SELECT max(id) FROM protection_order').then((r) => String(r));
    const list = `measures_${order}`;

    await s.open(`/cases/${file}/act?order=${order}&kind=amended`);
    await s.get(`choice-${list}-removal`).uncheck();
    await s.field(`${list}[0].sum`).fill('15000');
    await s.field('on').fill(dateShown(dateToday()));
    await s.field('decision').fill('957/2026');
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('measures-act');
    await s.get('submit').click();
    await s.page.waitForURL((u) => !u.href.includes('/act'));
    const text = (await listed(s)).replaceAll('\u00a0', ' ');
    assert.ok(text.includes('15 000 lekë') && text.includes('Teuta Masa') && !text.includes('c) '), text);
    s.calm();
});

test('letters of a list are asked about until somebody with the paper answers', async (t) => {
    const s = await opened(t);
    await paper(s, 'UM', '955/2026');
    await s.get('choice-measures-keep_away').check();
    const file = await saved(s);
    await town.ask(`INSERT INTO measure_doubt (order_id, letter, by_register, by_law, read_as)
        SELECT max(id), 'd', 'distance', 'keep_away', 'keep_away' FROM protection_order`);

    await s.open('/today');
    await s.page.getByText('cilat masa u nënkuptuan').first().waitFor();
    await s.open(`/cases/${file}`);
    await s.get('letters-asked').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('measures-letters');
    await s.get('letters-form').locator('input[value=distance]').check();
    await s.get('letters-form').getByTestId('submit').click();
    await s.get('letters-asked').waitFor({ state: 'detached' });
    assert.match(await listed(s), /ç\) /);
    s.calm();
});
