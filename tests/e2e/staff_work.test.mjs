/* The case work of a file: by keyboard alone, put right, voided, and folded where nothing waits. Persons are made
 * up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

/** A file without an order, opened by a call for help, and its page of case work. */
async function at(t, how = {}) {
    const s = await Staff.signedIn(browser, town, 'coordinator', '/today', how);
    t.after(() => s.end());
    const { id } = await s.ask('POST', '/api/v1/calls', {
        channel: 'telephone',
        caller: 'victim',
        danger: 'no',
        outcome: 'file',
        about: 'Kërkon këshillë.',
    });
    const { case_id: file } = await s.ask('POST', `/api/v1/calls/${id}/file`, { unit: 'Lunxhëri' });
    await s.open(`/cases/${file}/work`);
    await s.get('work-open').waitFor();
    return { s, file };
}

const shown = async (s, where, ...parts) => {
    const text = await s.get(where).first().innerText();
    for (const part of parts) assert.ok(text.includes(part), `${part}: ${text}`);
};

test('an intake is written down by keyboard, and stands in the file without an order', async (t) => {
    const { s, file } = await at(t);
    const k = new Keyboard(s);
    await s.open(`/cases/${file}`);
    await k.hit('case-work');
    await s.get('work-open').waitFor();
    await k.hit('work-new-intake');
    await s.get('work-form-intake').waitFor();
    await k.press('Control+Enter');
    assert.ok((await s.get('work-form-intake').innerText()).includes(say('work.intake.came_through.needed')));
    await k.choose('came_through', 'police');
    await k.choose('children', 'yes');
    await k.go('choice-violence-physical');
    await k.press('Space');
    await k.go('choice-violence-economic');
    await k.press('Space');
    await k.write('wants', 'Të rrijë në shtëpi me fëmijët.');
    await s.pictures('work-form');
    await k.press('Control+Enter');
    await s.get('work-fold-intake').waitFor();
    await k.hit('work-fold-intake-open');
    await s.get('work-intake').waitFor();
    await shown(s, 'work-intake', 'policia', 'fizike, ekonomike', 'Të rrijë në shtëpi me fëmijët.');
    await s.pictures('work');
    t.diagnostic(`${k.keys} keys`);
    await s.leaves('Të rrijë');
    s.calm();
});

test('what was opened stays open, and a record put right stays readable', async (t) => {
    const { s, file } = await at(t);
    await s.ask('POST', `/api/v1/cases/${file}/work`, {
        kind: 'intake',
        said: [
            { name: 'came_through', value: 'health' },
            { name: 'violence', value: 'physical' },
        ],
    });
    await s.open(`/cases/${file}`);
    await s.open(`/cases/${file}/work`);
    await s.get('work-fold-intake-open').click();
    await s.get('work-correct').click();
    await s.field('came_through').selectOption('school');
    await s.page.keyboard.press('Control+Enter');
    await s.get('work-intake').getByText('shkolla').waitFor();
    await s.get('work-group').locator('details.more summary').click();
    await s.get('work-intake').getByText('shërbimi shëndetësor').waitFor();
    await s.open(`/cases/${file}`);
    await s.open(`/cases/${file}/work`);
    await s.get('work-intake').first().waitFor();
    await s.get('work-void').first().click();
    await s.page.fill('#question-text', 'u shkrua dy herë');
    await s.get('question-yes').click();
    await s.get('work-group').locator('details.more summary').click();
    await s.get('work-group').getByText('u shkrua dy herë').waitFor();
    await s.get('work-fold-call-open').click();
    await shown(s, 'work-call', 'Kërkon këshillë.');
    s.calm();
});

test('nobody is told without her consent; what has no answer asks on the page of the day', async (t) => {
    const { s, file } = await at(t);
    const k = new Keyboard(s);
    const before = dateShown(dateAdd(dateToday(), -3));
    const sent = async () => {
        await k.write('on', before);
        await k.write('to', 'Qendra Shëndetësore');
        await k.choose('service', 'health');
        await k.choose('urgency', 'urgent');
        await k.choose('how', 'letter');
    };
    await k.hit('work-new-referral');
    await s.get('work-form-referral').waitFor();
    await sent();
    await k.press('Control+Enter');
    await s.get('work-form-referral').getByText(say('work.problem.no_consent')).first().waitFor();
    await s.pictures('work-referral');
    await s.get('cancel').click();
    await k.hit('work-new-consent');
    await s.get('work-form-consent').waitFor();
    await k.write('on', before);
    await k.write('to', 'Qendra Shëndetësore');
    await k.write('what_for', 'vizitë mjekësore');
    await k.choose('how', 'paper');
    await k.press('Control+Enter');
    await s.get('work-open').getByTestId('work-consent').waitFor();
    await k.hit('work-new-referral');
    await s.get('work-form-referral').waitFor();
    await sent();
    await k.press('Control+Enter');
    await s.get('work-open').getByTestId('work-referral').waitFor();
    await s.pictures('work-open');
    await s.open('/today');
    const task = s.page.locator('[data-what=work_referral]').first();
    await task.waitFor();
    assert.ok(!(await task.innerText()).includes('Qendra'));
    await task.getByTestId('task-way').first().click();
    await s.get('work-referral').waitFor();
    await k.hit('work-answer-referral_answer');
    await s.get('work-form-referral_answer').waitFor();
    await k.choose('outcome', 'declined');
    await k.press('Control+Enter');
    await s.get('work-fold-referral').waitFor();
    await present(s.get('work-open').getByTestId('work-referral'), 0);
    t.diagnostic(`${k.keys} keys`);
    s.calm();
});

for (const [size, window] of Object.entries(SIZES))
    for (const language of ['sq', 'en'])
        test(`the screen is whole: ${size}, ${language}`, async (t) => {
            const { s } = await at(t, { size: window, language });
            await s.get('work-new-intake').click();
            await s.get('work-form-intake').waitFor();
            assert.deepEqual(await s.axe(), []);
            await s.whole();
        });

test('a file is closed when nothing waits, says how far it is, and is opened again', async (t) => {
    const { s, file } = await at(t);
    const k = new Keyboard(s);
    await shown(s, 'step-identified', '✓');
    await shown(s, 'case-next', say('work.step.next.assessed'));
    await k.hit('work-new-centre_service');
    await s.get('work-form-centre_service').waitFor();
    await k.choose('service', 'food');
    await k.write('quantity', 'dy');
    await k.press('Control+Enter');
    await s.get('work-form-centre_service').getByText(say('work.problem.bad_number')).first().waitFor();
    await k.write('quantity', '2');
    await k.press('Control+Enter');
    await k.hit('work-fold-centre_service-open');
    await shown(s, 'work-centre_service', 'pako ushqimore', say('work.outside_stay'));
    await shown(s, 'step-carried_out', '✓');
    const { id } = await s.ask('POST', `/api/v1/cases/${file}/work`, {
        kind: 'visit',
        said: [{ name: 'safe', value: 'yes' }],
    });
    await k.hit('work-new-closing');
    await s.get('work-form-closing').waitFor();
    await k.choose('reason', 'own_wish');
    await s.pictures('work-closing');
    await k.press('Control+Enter');
    await s.get('work-form-closing').getByText(say('work.problem.open_task')).first().waitFor();
    await s.ask('POST', `/api/v1/records/${id}/void`, { reason: 'nuk ishte' });
    await k.press('Control+Enter');
    await s.get('step-closed').getByText(dateShown(dateToday())).waitFor();
    await s.pictures('work-closed');
    await k.hit('work-fold-closing-open');
    await k.hit('work-answer-reopening');
    await k.write('why', 'Thirri përsëri.');
    await k.press('Control+Enter');
    await s.get('case-next').waitFor();
    assert.ok(!(await s.get('step-closed').innerText()).includes('✓'));
    s.calm();
});
