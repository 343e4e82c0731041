/* What the social plan wants of its indicators: written by keyboard, refused at the field, read beside the figure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const YEAR = new Date().getFullYear();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, place = '/targets', how = {}, role = 'coordinator') {
    return Staff.during(t, browser, town, role, place, how);
}

test('a target is written by keyboard, and stands beside the figure of its year', async (t) => {
    const s = await at(t, '/targets', { size: SIZES.phone });
    const k = new Keyboard(s);
    await k.hit('target-2.1.2.meetings');
    await s.get('target-form').waitFor();
    for (const [year, target, fault] of [
        ['', '3', 'targets.year.needed'],
        ['1976', '3', 'targets.problem.before_the_law'],
        [String(YEAR), '-3', 'targets.number.needed'],
    ]) {
        await k.write('years[0].year', year);
        await k.write('years[0].target', target);
        await k.press('Control+Enter');
        await s.get('target-form').getByText(say(fault)).first().waitFor();
    }
    await k.write('years[0].target', '100');
    await k.hit('add-years');
    await s.focuses('field-years[1].year');
    await k.write('years[1].target', '200');
    await k.press('Control+Enter');
    await s.get('target-form').getByText(say('problem.year_twice')).first().waitFor();
    await s.pictures('targets-fault');
    await k.write('years[1].year', String(YEAR + 1));
    await k.write('source', 'Plani social, faqja 31');
    await k.press('Control+Enter');
    await s.get('target-form').waitFor({ state: 'detached' });
    const text = await s.get('target-table').innerText();
    assert.ok(text.includes(`${YEAR}: 100`) && text.includes('Plani social, faqja 31'), text);
    assert.deepEqual(await s.axe(), []);
    await s.pictures('targets');
    await s.open('/reports');
    await s.get('report-name').selectOption('plan');
    await s.page.locator('[data-of="plan"]').waitFor();
    const row = s.get('report-table').locator('tr').filter({ hasText: '2.1.2 Takime' });
    assert.ok((await row.innerText()).includes(say('reports.met.not_yet')));
    assert.ok((await row.innerText()).includes('100'));
    await s.pictures('report-plan');
    s.calm();
});

test('a director reads and writes them', async (t) => {
    const s = await at(t, '/targets', { size: SIZES.desk }, 'director');
    await s.get('target-3.2.1.calls').click();
    await s.field('years[0].target').fill('0');
    await s.page.keyboard.press('Control+Enter');
    await s.get('target-form').waitFor({ state: 'detached' });
    assert.ok((await s.get('target-table').innerText()).includes(`${YEAR}: 0`));
    assert.deepEqual(await s.axe(), []);
    s.calm();
});
