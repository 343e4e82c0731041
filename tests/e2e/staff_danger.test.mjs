/* Danger is assessed by keyboard, a lower level waits for a second person, and a visit waits for what was found.
 * Persons are made up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

/** A file without an order, opened by a call for help. */
async function at(t, page, how = {}) {
    const s = await Staff.signedIn(browser, town, 'coordinator', '/today', how);
    t.after(() => s.end());
    const { id } = await s.ask('POST', '/api/v1/calls', {
        channel: 'telephone',
        caller: 'victim',
        danger: 'yes',
        outcome: 'file',
    });
    const { case_id: file } = await s.ask('POST', `/api/v1/calls/${id}/file`, { unit: 'Lunxhëri' });
    await s.open(`/cases/${file}/${page}`);
    return { s, file };
}

test('danger is assessed by keyboard, and the level is worked out while one answers', async (t) => {
    const { s, file } = await at(t, 'assessments');
    const k = new Keyboard(s);
    await k.hit('assessment-new');
    await s.get('assessment-form').waitFor();
    assert.ok((await s.get('assessment-computed').innerText()).includes('i mesëm')); /* nothing is answered yet */
    for (const grave of ['growing', 'threatened', 'weapon', 'own_fear']) await k.choose(grave, 'yes');
    await s.get('assessment-computed').getByText('shumë i lartë').waitFor();
    await k.write('comment_weapon', 'pushkë gjahu');
    await k.choose('judged', 'high');
    await k.press('Control+Enter');
    await s.get('assessment-form').getByText(say('assessments.problem.reason.required')).first().waitFor();
    await k.write('reason', 'Arma iu dorëzua policisë.');
    await s.pictures('assessment-form');
    await k.press('Control+Enter');
    await s.get('assessment').waitFor();
    const text = await s.get('assessment').innerText();
    for (const part of [say('assessments.holds', { level: 'shumë i lartë' }), say('assessments.asks'), 'dorëzua'])
        assert.ok(text.includes(part), `${part}: ${text}`);
    await s.get('assessment-agree').click(); /* by whoever wrote it */
    await s.page.fill('#question-text', 'Arma nuk është më te ai.');
    await s.get('question-yes').click();
    await s.page.getByText(say('problem.same_person')).first().waitFor();
    await s.pictures('assessments');
    await s.open('/today');
    await s.page.locator('[data-what=assessment_due]').first().waitFor();
    await s.leaves('pushkë');
    void file;
});

test('a visit that is planned waits until something was found', async (t) => {
    const { s } = await at(t, 'work');
    const k = new Keyboard(s);
    await k.hit('work-new-visit');
    await s.get('work-form-visit').waitFor();
    await k.choose('safe', 'unknown');
    await k.press('Control+Enter');
    await s.page.getByText(say('work.problem.together.required')).first().waitFor();
    await k.go('choice-together-police');
    await k.press('Space');
    await k.press('Control+Enter');
    await s.get('work-visit').waitFor();
    await k.hit('work-answer-visit_result');
    await s.get('work-form-visit_result').waitFor();
    await k.choose('done', 'done');
    await k.write('found', 'Fëmijët janë mirë.');
    await s.pictures('visit-result');
    await k.press('Control+Enter');
    await s.get('work-fold-visit').waitFor();
    assert.ok(!(await s.get('work-open').innerText()).includes('Vizitë'));
    s.calm();
});

for (const [size, window] of Object.entries(SIZES))
    for (const language of ['sq', 'en'])
        test(`the screen is whole: ${size}, ${language}`, async (t) => {
            const { s } = await at(t, 'assessments', { size: window, language });
            await s.get('assessment-new').click();
            await s.get('assessment-form').waitFor();
            assert.deepEqual(await s.axe(), []);
            await s.whole();
        });
