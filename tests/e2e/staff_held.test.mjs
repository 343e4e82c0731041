/* What waits for somebody's word around the payment: months before the first list, a sealed file's application, a
 * person who may be the same as another; and what a half-written application leaves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const WAITING = 3; /* an application of the demonstration that nobody has decided */
let town, browser;

staged((made) => ({ town, browser } = made));

const typed = (iso) => dateShown(iso).replaceAll('.', '');

async function at(t, role, place) {
    const s = await Staff.signedIn(browser, town, role, place);
    t.after(() => s.end());
    return { s, k: new Keyboard(s) };
}

async function look(s, name) {
    await s.whole();
    assert.deepEqual(await s.axe(), [], name);
    await s.pictures(name);
}

test('months before the first list wait for the office: paid or left by its word, with a reason', async (t) => {
    const { s, k } = await at(t, 'aid_officer', '/payments');
    await s.get('prepare').waitFor();
    await k.to('#prepare-month');
    await k.press('ArrowDown');
    await k.hit('prepare');
    await s.get('part-held').getByText(say('payment.held.why.before_first_run')).first().waitFor();
    const held = await s.get('held').locator('tbody tr').count();
    await look(s, 'held');
    await k.hit('held-pay');
    await s.get('question').waitFor();
    await k.press('Tab', 'Enter'); /* without a reason */
    await s.page.locator('#question-fault').waitFor();
    await k.to('#question-text');
    await k.type('Muaji nuk u pagua me listat e vjetra');
    await look(s, 'held-word');
    await k.hit('question-yes');
    await s.get('held').getByText(say('payment.held.said.pay')).waitFor();
    await k.hit('held-leave');
    await s.get('question').waitFor();
    await k.type('Paguar në dorë në gusht');
    await k.hit('question-yes');
    await s.get('held').getByText(say('payment.held.said.leave')).waitFor();
    await k.hit('prepare-again');
    await s.get('lines-arrears').waitFor();
    await present(s.get('lines-arrears').locator('tbody tr'), 1, 'the one that was said to be paid');
    await present(s.get('held').locator('tbody tr'), held - 2, 'neither is asked again');
    await look(s, 'held-after');
    s.calm();
});

test('a sealed file’s application is a number to the office: decided once its papers are checked', async (t) => {
    const [[file]] = await town.ask(`SELECT k.case_id FROM application z JOIN case_person k USING (person_id)
        WHERE z.id = ${WAITING}`);
    const { s: c, k: ck } = await at(t, 'coordinator', `/cases/${file}`);
    await c.get('seal-new').waitFor();
    const name = (await c.page.locator('h1').innerText()).split(' ');
    await ck.hit('seal-new');
    await c.get('seal-to-form').waitFor();
    await ck.press('Control+Enter');
    await c.get('seal-lift').waitFor();

    const { s, k } = await at(t, 'aid_officer', '/applications');
    await s.get('sealed-application').first().waitFor();
    await look(s, 'sealed-list');
    await k.hit('sealed-application');
    await s.get('papers-checked').waitFor();
    await look(s, 'sealed-application');
    for (const word of name) assert.ok(!(await s.page.locator('body').innerText()).includes(word), word);
    await k.choose('decision', 'granted');
    await k.press('Control+Enter');
    await s.get('summary').getByText(say('problem.papers_unchecked')).waitFor();

    await c.open(`/applications/${WAITING}`);
    await ck.hit('papers-note');
    await c.get('papers-form').waitFor();
    await ck.tick('[data-testid="choice-documents-order"], [data-testid="papers-form"] input[type=checkbox]');
    await ck.tick('[data-testid="papers-form"] input[value=checked]');
    await look(c, 'sealed-papers');
    await ck.press('Control+Enter');
    await c.get('checked').waitFor();

    await s.page.reload();
    await s
        .get('papers-checked')
        .getByText(/kontrolloi/)
        .waitFor();
    await k.choose('decision', 'granted');
    await k.press('Control+Enter');
    await s.get('part-decisions').getByText(say('application.state.granted')).waitFor();
    await look(s, 'sealed-granted');
    await s.leaves(...name);
    for (const word of name) assert.ok(!(await s.page.locator('body').innerText()).includes(word), word);
    s.calm();
});

test('of two women with one name and birth date it is asked whether they are two', async (t) => {
    const { s, k } = await at(t, 'coordinator', '/orders/new');
    const register = async (number) => {
        await s.get('order-form').waitFor();
        await k.choose('kind', 'UMPMM');
        await k.write('number', number);
        await k.write('decision_date', typed(dateAdd(dateToday(), -2)));
        await k.choose('unit', 'Lunxhëri');
        await k.write('persons[0].first_name', 'Valbona');
        await k.write('persons[0].surname', 'Hoxha-Çela');
        await k.write('persons[0].birth_date', '110281');
        await k.press('Control+Enter');
    };
    await register('1190/2026');
    await s.get('done-screen').waitFor();
    await s.open('/orders/new');
    await register('1191/2026');
    assert.ok(await s.stays());
    assert.equal(await s.get('tick-same_person').isChecked(), false);
    await look(s, 'same-person');
    await k.tick('[data-testid=tick-same_person]');
    await k.press('Control+Enter');
    assert.ok(!(await s.stays()), 'once she is said to be another it is not said a second time');
    await s.get('done-screen').waitFor();
    const said = "SELECT count(*) FROM audit WHERE what = 'order.register' AND why LIKE '%same_person%'";
    assert.deepEqual(await town.ask(said), [['1']], 'what was confirmed stands in the log');
    s.calm();
});

test('an application half written is offered again, and gone once it is filed', async (t) => {
    const { s, k } = await at(t, 'aid_officer', '/applications/new');
    const choose = async () => {
        await s.field('q').waitFor();
        await k.write('q', 'ahu');
        await k.press('Enter');
        await s.focuses('applicant');
        await k.press('Enter');
        await s.get('filing-counts').waitFor();
    };
    await choose();
    const kept = s.page.waitForResponse(
        (r) => r.url().includes('/api/v1/drafts/application-') && r.ok() && r.request().method() === 'PUT',
    );
    await k.write('filed_on', '5.11.2026');
    await kept;
    await s.page.close();
    s.page = await s.context.newPage();
    s.listen(s.page);
    await s.open('/applications/new');
    await choose();
    await s.get('draft-found').waitFor();
    await look(s, 'application-draft');
    await k.hit('draft-take');
    assert.equal(await s.field('filed_on').inputValue(), '05.11.2026');
    await k.go('field-filed_on');
    await k.press('Control+Enter');
    await s.get('application-screen').waitFor();
    assert.deepEqual(await town.ask("SELECT kind FROM draft WHERE kind LIKE 'application%'"), []);
    await s.leaves('Kaltrina', 'Ahu');
    s.calm();
});
