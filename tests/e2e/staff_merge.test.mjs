/* What happens to a file as a whole, by keyboard alone: one that was opened twice goes into the older one and comes
 * back; a family moves to another unit. Persons are made up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

let town, browser;

staged((made) => ({ town, browser } = made));

async function twice(t, name, how) {
    const s = await Staff.during(t, browser, town, 'coordinator', '/account', how);
    const older = await s.ask('POST', '/api/v1/cases', { unit: 'Lunxhëri' });
    const younger = await s.ask('POST', '/api/v1/cases', { unit: 'Lunxhëri' });

    await s.ask('POST', `/api/v1/cases/${younger.id}/persons`, {
        version: 1,
        role: 'protected',
        first_name: name,
        surname: 'Prova',
        birth_date: '1984-02-03',
    });
    return { s, k: new Keyboard(s), older, younger };
}

test('the younger file goes into the older one, its number leads there, and both come apart again', async (t) => {
    const say = staffTexts();
    const { s, k, older, younger } = await twice(t, 'Teuta');
    await s.open(`/cases/${younger.id}/work`);
    await k.hit('case-merge');
    await s.get('merge-form').waitFor();
    await k.go('field-into');
    await k.press('Control+Enter');
    await s.focuses('summary');
    assert.ok((await s.get('merge-form').innerText()).includes(say('case_merge.into.needed')));
    assert.deepEqual(await s.axe(), []);
    await s.pictures('merge');
    await k.write('into', older.number);
    await k.press('Control+Enter');
    await s.page.waitForURL(new RegExp(`/cases/${older.id}$`));
    await s.get('merged').filter({ hasText: younger.number }).waitFor();
    await s.page.getByRole('heading', { name: 'Teuta Prova' }).first().waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('merge-file');

    await s.open(`/cases/${younger.id}`);
    await s.page.waitForURL(new RegExp(`/cases/${older.id}$`));
    await s.get('merged').waitFor();
    await k.hit('merge-undo');
    await present(s.get('merged'), 0);
    await s.open(`/cases/${younger.id}`);
    await s.page.getByRole('heading', { name: 'Teuta Prova' }).first().waitFor();
    assert.match(s.page.url(), new RegExp(`/cases/${younger.id}$`));
    s.calm();
});

test('a wrong number is told at its field, on a telephone, in English', async (t) => {
    const en = staffTexts('en');
    const { s, k, older, younger } = await twice(t, 'Vera', { size: SIZES.phone, language: 'en' });
    await s.open(`/cases/${older.id}/merge`);
    for (const [into, code] of [
        [younger.number, 'younger_file'],
        [older.number, 'same_file'],
        ['99999/1999', 'unknown_file'],
    ]) {
        await s.field('into').fill(into);
        await k.press('Control+Enter');
        await s.page
            .getByText(en(`problem.${code}`))
            .first()
            .waitFor();
    }
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('merge-wrong');
    s.calm();
});

test('a family moves to another unit by keyboard, and figures of before stay', async (t) => {
    const say = staffTexts();
    const { s, k, older } = await twice(t, 'Besa');
    await town.ask(`UPDATE case_file SET created_at = created_at - 864000 WHERE id = ${older.id}`);
    await s.open(`/cases/${older.id}/work`);
    await k.hit('case-unit');
    await s.get('unit-form').waitFor();
    assert.match(await s.get('unit-now').innerText(), /Lunxhëri/);
    await k.go('field-from');
    await k.press('Control+Enter');
    await s.focuses('summary');
    assert.ok((await s.get('unit-form').innerText()).includes(say('case_unit.unit.needed')));
    assert.deepEqual(await s.axe(), []);
    await s.pictures('unit');
    await k.choose('unit', 'Cepo');
    await k.press('Control+Enter');
    await s.get('case-screen').filter({ hasText: 'Cepo' }).waitFor();
    assert.deepEqual(
        await town.ask(`SELECT u.name FROM case_unit c JOIN unit u ON u.id = c.unit_id WHERE c.case_id = ${older.id}`),
        [['Lunxhëri']],
    );
    s.calm();
});
