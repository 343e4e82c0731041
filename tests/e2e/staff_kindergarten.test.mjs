/* What a crèche or kindergarten sees: which of its own children are not charged, until when, and the month for its
 * books; never why, never who beyond a hint. And what the office sees of it: figures. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const NOT_TOLD = /dhun|viktim|urdh[eë]r|gjykat|mbrojt|polic|bashk[eë]short|violen|victim|order|court|protect/i;
const HINT = /[A-ZÇË]\.\s?[A-ZÇË]\. \d{4}/;
const NUMBERED = /\. \d{4}\s+[1-9]\d{3}\s/; /* the municipality's number behind the hint */
const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, role, place, how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

test('the home is its own children; the month for the books comes by keyboard alone', async (t) => {
    const s = await at(t, 'kindergarten', '/');
    const told = [];
    s.page.on(
        'response',
        async (r) => r.url().includes('/api/v1/kindergarten/') && told.push(await r.text().catch(() => '')),
    );
    await s.get('children').waitFor();
    assert.match(await s.get('children').innerText(), HINT);
    assert.match(await s.get('children').innerText(), NUMBERED);
    await present(s.page.locator('.nav li'), 1);
    await s.tabTo('children-month');
    await s.page.keyboard.press('Enter');
    await s.get('month').waitFor();
    await s.tabTo('csv');
    const [csv] = await Promise.all([s.page.waitForEvent('download'), s.page.keyboard.press('Enter')]);
    assert.equal(csv.suggestedFilename(), `tarifat-${dateToday().slice(0, 7)}.csv`);
    told.push(await readFile(await csv.path(), 'utf8'), await s.page.locator('main').innerText());
    assert.doesNotMatch(told.join('\n'), NOT_TOLD);
    s.calm();
});

test('the month is printed without anything that is pressed', async (t) => {
    const s = await at(t, 'kindergarten', '/children/month');
    await s.get('month').waitFor();
    await s.page.emulateMedia({ media: 'print' });
    assert.equal((await s.page.locator('body').innerText()).trim(), (await s.get('sheet').innerText()).trim());
    assert.match(await s.get('sheet').innerText(), /Kopshti nr\. 1/);
});

test('what ends soon is announced, without a reason', async (t) => {
    const until = dateAdd(dateToday(), 5);
    const [[organisation]] = await town.ask("SELECT organisation_id FROM account WHERE name = 'kopshti1'");
    await town.ask(`UPDATE kindergarten_child SET until_day = '${until}' WHERE organisation_id = ${organisation}`);
    for (const language of ['sq', 'en']) {
        const s = await at(t, 'kindergarten', '/children', { language });
        await s.get('ends-soon').getByText(dateShown(until)).waitFor();
        assert.doesNotMatch(await s.page.locator('main').innerText(), NOT_TOLD);
    }
});

test('the office sees figures of it, and no child', async (t) => {
    const s = await at(t, 'aid_officer', '/fees');
    await s.get('part-kindergartens').getByText('Kopshti nr. 1').waitFor();
    await s.get('part-certificates').waitFor();
    assert.doesNotMatch(await s.page.locator('main').innerText(), HINT);
    s.calm();
});

test('its screens read well on a phone and a desk, in both languages; no other screen is its own', async (t) => {
    for (const [size, language] of [
        ['phone', 'sq'],
        ['desk', 'en'],
    ]) {
        const s = await at(t, 'kindergarten', '/children', { size: SIZES[size], language });
        for (const place of ['/children', '/children/month']) {
            await s.open(place);
            await s.page.waitForLoadState('networkidle');
            assert.deepEqual(await s.axe(), [], place);
            await s.whole();
        }
        await s.leaves(await s.page.locator('tbody th').first().innerText());
        s.calm();
    }
    const s = await at(t, 'kindergarten', '/children');
    for (const place of ['/files', '/payments', '/fees', '/log', '/rules']) {
        await s.open(place);
        await s.page.getByText(say('screen.not_yours')).waitFor();
    }
});
