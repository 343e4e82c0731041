/* What is over is erased by two: a coordinator asks from the file's work, the director approves, and one account alone
 * cannot. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pause } from '../support/program.mjs';
import { present } from './browser.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const COURT = 'Gjykata e Rrethit Gjyqësor Gjirokastër';
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, role, place, how) {
    return Staff.during(t, browser, town, role, place, how);
}

/** A file whose order was over ten years ago. @param {Staff} s */
async function overLay(s, number, surname) {
    const order = await s.ask('POST', '/api/v1/orders', {
        kind: 'UM',
        issuer: COURT,
        number,
        decision_date: '2014-02-03',
        start: '2014-02-03',
        end: '2015-02-02',
        final_date: '2014-03-03',
        unit: 'Lunxhëri',
        persons: [{ role: 'protected', first_name: 'Zamira', surname, birth_date: '1971-05-06' }],
        confirm: ['begins_in_past', 'issuer_unknown'],
    });
    await town.ask(`UPDATE case_file SET created_at = 1391385600 WHERE id = ${order.case_id}`);
    return order.case_id;
}

async function look(s, name) {
    await s.whole();
    assert.deepEqual(await s.axe(), [], name);
    await s.pictures(name);
}

/** @param {Staff} s @param {'approve' | 'withdraw'} how of the first that waits */
async function answers(s, how) {
    await s.get(`erasure-${how}`).first().click();
    await s.get('question').waitFor();
    await look(s, `erasure-${how}`);
    await s.get('question-yes').click();
}

test('a closed file is asked for, by one account not approved, by another erased', async (t) => {
    const s = await at(t, 'coordinator', '/today');
    const file = await overLay(s, '14/2014', 'Vranezi');
    await pause(1100); /* what was recorded in the second of a closing opens the file */
    await s.ask('POST', `/api/v1/cases/${file}/work`, {
        kind: 'closing',
        said: [{ name: 'reason', value: 'own_wish' }],
    });
    await s.open(`/cases/${file}/work`);
    await s.get('to-erasures').click();
    await s.get('erasure-form').waitFor();
    await s.get('submit').click();
    await s.get('summary').waitFor();
    await s.page.locator('input[value=file]').check();
    await look(s, 'erasure-ask');
    await s.get('submit').click();
    await s
        .get('erasures-waiting')
        .getByRole('rowheader', { name: /dosja \d+/ })
        .waitFor();
    await answers(s, 'approve');
    await s.page.getByText(say('problem.same_account')).waitFor();

    const d = await at(t, 'director', '/erasures');
    await d
        .get('erasures-waiting')
        .getByRole('rowheader', { name: /dosja \d+/ })
        .waitFor();
    await present(d.get('part-ask'), 0, 'files are not the director’s');
    await look(d, 'erasures-director');
    await answers(d, 'approve');
    await d
        .get('erasures-over')
        .getByText(/fshirë; miratuar nga drejtori/)
        .waitFor();
    await look(d, 'erasures-over');
    assert.deepEqual(await town.ask('SELECT what FROM erased ORDER BY what'), [['file'], ['person']]);
    for (const one of [s, d]) one.calm();
});

test('what is in force is not asked for, and what was asked for is taken back', async (t) => {
    const s = await at(t, 'coordinator', '/today');
    await s.open('/erasures?file=4');
    await s.page.locator('input[value=file]').check();
    await s.get('submit').click();
    await s.page.getByText(say('problem.in_force')).waitFor();
    const file = await overLay(s, '15/2014', 'Dukagjini');
    await s.open(`/erasures?file=${file}`);
    await s.get('question-yes').click(); /* what was chosen there was not sent */
    await s.page.getByLabel('Zamira Dukagjini').check();
    await s.get('submit').click();
    await s.get('erasure-withdraw').waitFor();
    await answers(s, 'withdraw');
    await s
        .get('erasures-over')
        .getByText(/tërhequr më/)
        .waitFor();
    await s.leaves('Zamira', 'Dukagjini');
    s.calm();
});
