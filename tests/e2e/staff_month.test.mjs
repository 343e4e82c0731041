/* A month of the offices around the payment, by the keyboard alone: an application and its decision, a rule, the list
 * of last month prepared by one and approved by another, paid out and one returned; an order that ended earlier than
 * was known, and a stay; this month's list with what is to come back beside it and never taken off; the kindergarten's
 * month, the fee desk's certificate, the budget, the papers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { money } from '../../web/staff/money.js';
import { Checker, present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';
import { texts } from './town.mjs';

const say = staffTexts();
const AMOUNT = 9000; /* lekë a month from 01.01.2022: VKM 597/2019 as amended */
const NOT_PAPER = /dhun|viktim|urdh[eë]r|gjykat|mbrojt/i;
const A_MINUTE = 150; /* keys of somebody who reads them off a paper */
const thisMonth = `${dateToday().slice(0, 7)}-01`,
    lastMonth = `${dateAdd(thisMonth, -1).slice(0, 7)}-01`;
let town, browser;

staged((made) => ({ town, browser } = made));

const typed = (iso) => dateShown(iso).replaceAll('.', '');
/** "18 000" @param {number} lek */
const sum = (lek) => new RegExp(String(lek).replace(/(\d)(?=(\d{3})+$)/g, '$1\\s'));

/** Somebody at a keyboard. */
async function at(t, role, place) {
    const s = await Staff.signedIn(browser, town, role, place);
    t.after(() => s.end());
    return { s, k: new Keyboard(s) };
}

/** A look at the screen as it stands. */
async function look(s, name) {
    await s.whole();
    assert.deepEqual(await s.axe(), [], name);
    await s.pictures(name);
}

async function taken(s, k, testid) {
    await k.go(testid);
    const [file] = await Promise.all([s.page.waitForEvent('download'), k.press('Enter')]);
    return file.suggestedFilename();
}

test('a kindergarten takes its month along, a fee desk notes a certificate, the office sees figures', async (t) => {
    const { s, k } = await at(t, 'kindergarten', '/');
    await s.get('children').waitFor();
    await look(s, 'month-12-children');
    await k.hit('children-month');
    await s.get('month').waitFor();
    await look(s, 'month-13-children-month');
    assert.match(await taken(s, k, 'xlsx'), /^tarifat-\d{4}-\d\d\.xlsx$/);

    const words = texts();
    const desk = await Checker.enrolled(browser, town, 'documents');
    t.after(() => desk.end());
    await desk.press((await town.card('valid')).text);
    assert.equal((await desk.verdict()).verdict, 'valid');
    const dk = new Keyboard({ page: desk.page });
    await dk.hit('note-open');
    await desk.reads(words('note.choose'));
    await dk.hit('note-residence');
    await desk.reads('U shënua: Vërtetim banimi.');
    t.diagnostic(`a certificate: ${dk.keys} keys`);

    const { s: aid, k: ak } = await at(t, 'aid_officer', '/work');
    await ak.hit('nav-fees');
    await aid.get('part-kindergartens').waitFor();
    await aid.get('part-certificates').waitFor();
    await look(aid, 'month-14-fees');
    s.calm();
    aid.calm();
});

/** Writes an application down with all its papers and grants it. */
async function applied(s, k, name, day) {
    await k.hit('application-new');
    await s.field('q').waitFor();
    await k.write('q', name);
    await k.press('Enter');
    await s.focuses('applicant');
    await k.press('Enter');
    await s.get('filing-counts').waitFor();
    await k.write('filed_on', typed(day));
    for (const paper of await s.field('documents').locator('input').all())
        await k.tick(`#${await paper.getAttribute('id')}`);
    await look(s, 'month-1-application');
    await k.press('Control+Enter');
    await s.get('decision').waitFor();
    await k.choose('decision', 'granted');
    await look(s, 'month-2-decision');
    await k.press('Control+Enter');
    await s.get('application-pays').getByText(sum(AMOUNT)).waitFor();
}

test('the month of the offices, from the application to the papers', async (t) => {
    const { s: aid, k } = await at(t, 'aid_officer', '/work');
    const { s: director, k: dk } = await at(t, 'director', '/work');
    const { s: coordinator, k: ck } = await at(t, 'coordinator', '/today');
    const { s: admin, k: ak } = await at(t, 'administrator', '/rules');

    /* an application, its papers, the decision */
    const filing = await k.counted(() => applied(aid, k, 'ahu', lastMonth));
    await aid.open('/work');
    await applied(aid, k, 'lumi', thisMonth);
    assert.ok(filing < A_MINUTE, `a minute: ${filing} keys`);

    /* the council raises its own fee for a certificate, from next year on */
    await ak.hit('rules-documents-open');
    await ak.hit('rule-new-documents');
    await admin.get('rule-form').waitFor();
    await ak.write('source', 'VKB 77/2026');
    await ak.write('from', `0101${Number(dateToday().slice(0, 4)) + 1}`);
    await ak.write('amount', '300');
    await ak.press('Control+Enter');
    await admin
        .get('rule-form')
        .getByText(/Preken: \d+/)
        .waitFor();
    await look(admin, 'month-3-rule');
    await ak.press('Control+Enter');
    await admin.get('rules-documents').getByText('VKB 77/2026').waitFor();

    /* last month's list: prepared by one, approved by another */
    await k.hit('nav-payments');
    await aid.get('prepare').waitFor();
    await k.to('#prepare-month');
    await k.press('ArrowDown');
    await k.hit('prepare');
    await aid.get('lines-month').waitFor();
    await look(aid, 'month-4-prepared');
    const run = /payments\/(\d+)/.exec(aid.page.url())[1];
    const persons = await aid.get('lines-month').locator('tbody tr').count();
    assert.equal(await aid.get('total').innerText(), money(persons * AMOUNT));
    await director.page.reload();
    await dk.hit('work-run');
    await director.get('approve').waitFor();
    await dk.hit('approve');
    await director.get('question').waitFor();
    await director.pictures('month-5-approve-asked');
    await dk.hit('question-yes');
    await director.get('standing').getByText(say('payment.is_approved')).waitFor();

    /* all are paid at once, one comes back */
    await aid.page.reload();
    await aid.get('pay-many').waitFor();
    const paying = await k.counted(async () => {
        await k.hit('pick-all');
        await look(aid, 'month-6-picked');
        await k.press('Control+Enter');
        await aid.get('were-paid').waitFor();
    });
    t.diagnostic(`an application: ${filing} keys; ${persons} lines paid: ${paying} keys`);
    assert.ok(persons > 1 && paying < A_MINUTE, `${persons} persons, ${paying} keys`);
    const [line] =
        await town.ask(`SELECT l.n, o.case_id FROM payment_line l JOIN protection_order o ON o.id = l.order_id
        JOIN application z ON z.id = l.application_id WHERE l.run_id = ${run} ORDER BY z.id DESC`);
    await k.to(`a[href="#/payments/${run}/lines/${line[0]}"]`);
    await k.press('Enter');
    await aid.get('payment-note').waitFor();
    await look(aid, 'month-7-return');
    await k.hit('submit');
    await aid.get('lines-month').getByText(say('payment.outcome.returned')).waitFor();
    await present(aid.get('lines-month').getByText(say('payment.outcome.paid')), persons - 1);

    /* an order ended before last month began, and another family is in a shelter since then */
    const [sheltered] = line.slice(1);
    const [[ended, order]] = await town.ask(`SELECT o.case_id, l.order_id FROM payment_line l JOIN protection_order o
        ON o.id = l.order_id WHERE l.run_id = ${run} AND o.case_id <> ${sheltered} ORDER BY 1`);
    await ck.press('F2');
    await coordinator.get('find-q').waitFor();
    const [[number]] = await town.ask(`SELECT number FROM case_file WHERE id = ${ended}`);
    await ck.type(number);
    await coordinator.get('find-results').waitFor();
    await ck.press('Enter');
    await coordinator.get('act-new').waitFor();
    await ck.hit('act-new');
    await coordinator.get('act-form').waitFor();
    if (await coordinator.field('order').count()) await ck.choose('order', order);
    await ck.choose('kind', 'terminated');
    await ck.write('on', typed(dateToday()));
    await ck.write('decision', '955/2026');
    await ck.write('effective', typed(lastMonth));
    await coordinator.get('change').first().waitFor();
    await look(coordinator, 'month-8-ended');
    await ck.press('Control+Enter');
    if (await coordinator.stays()) {
        await look(coordinator, 'month-8-ended-asked');
        await ck.press('Control+Enter');
    }
    await coordinator.get('case-screen').waitFor();
    await coordinator.open(`/cases/${sheltered}`);
    await ck.hit('stay-new');
    await coordinator.get('stay-form').waitFor();
    await ck.write('from', typed(thisMonth));
    await ck.press('Control+Enter');
    await coordinator.get('stay-questions').waitFor();

    /* this month: what is to come back stands beside, and is taken off nothing */
    await k.hit('nav-payments');
    await aid.get('prepare').waitFor();
    await k.hit('prepare');
    await aid.get('lines-reversals').waitFor();
    await look(aid, 'month-9-reversals');
    await present(aid.get('lines-month').locator('tbody tr'), 1, 'whose application came this month');
    assert.equal(await aid.get('total').innerText(), money(AMOUNT));
    assert.ok((await aid.get('to-recover').innerText()).endsWith(money(AMOUNT)));
    await aid.get('reasons').getByText(say('why.in_institution')).first().waitFor();
    assert.match(await taken(aid, k, 'xlsx'), /^pagesat-\d{4}-\d\d\.xlsx$/);
    await k.hit('paper');
    await aid.get('sheet').waitFor();
    assert.doesNotMatch(await aid.get('sheet').innerText(), NOT_PAPER);
    await look(aid, 'month-10-paper');

    await k.hit('nav-budget');
    await aid.get('budget-total').waitFor();
    await aid.get('fare-unstated').waitFor(); /* no council has said what a ride costs */
    await look(aid, 'month-11-budget');
    assert.match(await taken(aid, k, 'csv'), /\.csv$/);

    for (const { s } of [{ s: aid }, { s: director }, { s: coordinator }, { s: admin }]) s.calm();
});
