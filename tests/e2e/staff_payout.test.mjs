/* Paying out: forty persons at the counter by keyboard alone, and what was noted by mistake taken back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dateShown, dateToday } from '../../web/staff/dates.js';
import { order } from '../support/program.mjs';
import { browserStart, present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';

const say = staffTexts();
const month = dateToday().slice(0, 7);
const MANY = 40;
const NAMES = ['Arta', 'Besa', 'Drita', 'Era', 'Flutura', 'Gerta', 'Hana', 'Ina'];
const SURNAMES = ['Cara', 'Dedja', 'Gjika', 'Hasa', 'Lika'];
let town, browser, run;

/** A woman with an order of her own and a granted application. @param {Staff} coordinator @param {Staff} officer */
async function entitled(coordinator, officer, i) {
    const { case_id, persons } = await coordinator.ask(
        'POST',
        '/api/v1/orders',
        order(`9${i}/2026`, {
            start: `${month}-01`,
            decision_date: `${month}-01`,
            persons: [
                {
                    role: 'protected',
                    first_name: NAMES[i % NAMES.length],
                    surname: SURNAMES[Math.floor(i / NAMES.length)],
                },
            ],
        }),
    );
    const version = async () => (await coordinator.ask('GET', `/api/v1/cases/${case_id}`)).version;
    const { id } = await officer.ask('POST', '/api/v1/applications', {
        case_id,
        version: await version(),
        person: persons[0],
        filed_on: `${month}-01`,
    });
    await officer.ask('POST', `/api/v1/applications/${id}/decision`, {
        case_id,
        version: await version(),
        decision: 'granted',
    });
}

before(async () => {
    [town, browser] = await Promise.all([
        Town.make({ binary: process.env.BESA_RELEASE ?? 'build/release/besa' }),
        browserStart(),
    ]);
    const [coordinator, officer, director] = [
        await Staff.signedIn(browser, town, 'coordinator'),
        await Staff.signedIn(browser, town, 'aid_officer'),
        await Staff.signedIn(browser, town, 'director'),
    ];
    for (let i = 0; i < MANY; i++) await entitled(coordinator, officer, i);
    ({ id: run } = await officer.ask('POST', '/api/v1/payment-runs', { month }));
    await director.ask('POST', `/api/v1/payment-runs/${run}/approve`, {});
    await Promise.all([coordinator, officer, director].map((s) => s.end()));
});
after(async () => {
    await browser?.close();
    await town?.end();
});

async function at(t, role, place, how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

const enter = async (s, testid) => (await s.tabTo(testid), s.page.keyboard.press('Enter'));
const paid = async () =>
    Number(
        (
            await town.ask(`SELECT count(*) FROM payment_event e WHERE what = 'paid' AND NOT EXISTS
                (SELECT 1 FROM payment_undo u WHERE u.event_id = e.id)`)
        )[0][0],
    );

test('forty are paid by keyboard alone, and undone', async (t) => {
    const s = await at(t, 'aid_officer', `/payments/${run}`);
    await s.get('pay-many').waitFor();
    const open = await s.get('pick').count();
    assert.ok(open >= MANY);
    assert.deepEqual(await s.axe(), []);

    await enter(s, 'pick-all');
    await s.page.keyboard.press('Shift+Tab'); /* back to the button that pays */
    assert.equal(await s.focused(), 'submit');
    await s.page.keyboard.press('Enter');
    await s.get('were-paid').waitFor();
    assert.equal(await paid(), open);
    await present(s.get('pick'), 0);

    await s.focuses('undo-paid');
    await s.page.keyboard.press('Enter');
    await s.get('pay-many').waitFor();
    assert.equal(await paid(), 0);
    s.calm();
});

test('a stretch of lines is picked with Shift and Space, and with Shift and arrows', async (t) => {
    const s = await at(t, 'aid_officer', `/payments/${run}`);
    await s.tabTo('pick', 120);
    await s.page.keyboard.press('Space');
    for (let i = 0; i < 4; i++) await s.page.keyboard.press('ArrowDown');
    await s.page.keyboard.press('Shift+Space');
    await present(s.page.locator('[data-pick]:checked'), 5);
    await s.page.keyboard.press('Shift+ArrowDown');
    await s.page.keyboard.press('Shift+ArrowDown');
    await present(s.page.locator('[data-pick]:checked'), 7);
    await s.page.keyboard.press('Space');
    await present(s.page.locator('[data-pick]:checked'), 6);
    s.calm();
});

test('what stands in the way of one line is told by name, and none is noted', async (t) => {
    const s = await at(t, 'aid_officer', `/payments/${run}`);
    const other = await at(t, 'aid_officer', `/payments/${run}`);
    const { lines } = await other.ask('GET', `/api/v1/payment-runs/${run}/lines?limit=1000`);
    const [one] = lines.filter((l) => l.kind === 'payment' && l.surname === 'Cara');

    await s.get('pick-all').click();
    await other.ask('POST', `/api/v1/payment-runs/${run}/paid`, { on: dateToday(), lines: [{ n: one.n }] });
    await s.get('pay-form').getByTestId('submit').click();
    await s.get('not-payable').getByText(`${one.first_name} ${one.surname}`).waitFor();
    await s.get('not-payable').getByText(say('problem.already_paid')).waitFor();
    assert.equal(await paid(), 1);

    await s.open(`/payments/${run}/lines/${one.n}`);
    await enter(s, 'undo-last');
    await s.get('part-history').getByText(say('payment.undone')).first().waitFor();
    assert.equal(await paid(), 0);
    assert.deepEqual(await s.axe(), []);
    s.calm();
});

test('somebody else collects by an authorisation, whose number and day are asked', async (t) => {
    const s = await at(t, 'aid_officer', `/payments/${run}`);
    await s.get('lines-month').getByText('Cara').first().waitFor();
    await s.page.locator('tr', { hasText: 'Cara' }).first().getByTestId('line-open').click();
    await s.page.locator('input[value=other]').check();
    await s.field('first_name').fill('Mira');
    await s.field('surname').fill('Troka');
    await s.field('nid').fill('I75514009V');
    await s.get('submit').click();
    await s.get('summary').getByText(say('payment.authorisation.needed')).waitFor();
    await s.get('summary').getByText(say('payment.authorised_on.needed')).waitFor();
    await s.field('authorisation').fill('12/2026');
    await s.field('authorised_on').fill(dateToday().split('-').reverse().join('.'));
    await s.get('submit').click();
    await s.get('payment-run-screen').waitFor();
    await s.page.locator('tr', { hasText: 'Cara' }).first().getByTestId('line-open').click();
    await s.get('part-history').getByText('12/2026').waitFor();
    await s.leaves('Troka', 'Mira');
    s.calm();
});

test('the coordinator asks to wait: the office sees whom to call, never why, and cannot pay', async (t) => {
    const [[file, person]] = await town.ask(`SELECT c.case_id, c.person_id FROM payment_line l JOIN case_person c
        ON c.person_id = l.person_id WHERE l.run_id = ${run} AND c.role = 'protected' ORDER BY l.n DESC LIMIT 1`);
    const c = await at(t, 'coordinator', `/cases/${file}/payments`);
    const name = (await c.get('file-payments').locator('th[scope=row]').first().innerText()).trim();

    await enter(c, 'hold-new');
    await c.field('phone').fill('069 765 4321');
    await c.field('reason').fill('ka dalë nga banesa');
    await c.page.keyboard.press('Control+Enter');
    await c.get('hold-stands').getByText('ka dalë nga banesa').waitFor();
    assert.deepEqual(await c.axe(), []);
    await c.open('/today');
    await c.page.locator('[data-what=payment_hold]').waitFor();

    const s = await at(t, 'aid_officer', '/work');
    await s.get('work-on-hold').waitFor();
    await enter(s, 'work-on-hold');
    const line = s.page.locator('tr', { hasText: name }).first();
    await line.getByText(say('payment.call')).waitFor();
    await line.getByText('069 765 4321').waitFor();
    await present(line.getByTestId('pick'), 0);
    assert.doesNotMatch(await s.page.locator('main').innerText(), /banes/);
    await line.getByTestId('line-open').click();
    await s.get('call-first').waitFor();
    await present(s.get('payment-note'), 0);
    await s.open(`/payments/${run}/paper`);
    await s.get('sheet').getByText('thirrni koordinatorin').waitFor();
    assert.doesNotMatch(await s.get('sheet').innerText(), /banes|069 765/);

    await c.open(`/cases/${file}/payments`);
    await enter(c, 'hold-lift');
    await c.page.keyboard.type('fola me të');
    await c.page.keyboard.press('Tab');
    await c.page.keyboard.press('Enter');
    await c.get('hold-new').first().waitFor();
    await s.ask('POST', `/api/v1/payment-runs/${run}/paid`, {
        on: dateToday(),
        lines: [
            {
                n: Number(
                    (
                        await town.ask(`SELECT n FROM payment_line WHERE run_id = ${run} AND person_id = ${person}`)
                    )[0][0],
                ),
            },
        ],
    });
    await s.leaves('banesa');
    c.calm();
    s.calm();
});

test('a month is closed with what is open named; a complaint stays until it has an outcome', async (t) => {
    const s = await at(t, 'aid_officer', `/payments/${run}`);
    const [[n]] = await town.ask(`SELECT min(n) FROM payment_line WHERE run_id = ${run} AND kind = 'payment'`);

    await s.get('close-form').waitFor();
    await s.get('close-form').getByTestId('submit').click();
    await s.get('closing').waitFor();
    assert.ok((await s.get('closing').locator('li').count()) >= MANY - 2);
    assert.deepEqual(await s.axe(), []);
    await s.open('/work');
    await s.get('work-screen').waitFor();
    await s.get('work-run').waitFor();
    await present(s.get('work-close'), 0);

    await s.open(`/payments/${run}/lines/${n}`);
    await enter(s, 'complaint-new');
    await s.field('text').fill('nuk i mora');
    await s.page.keyboard.press('Control+Enter');
    await s.get('complaints').getByText('nuk i mora').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.open('/work');
    await s.get('work-complaints').waitFor();
    const c = await at(t, 'coordinator', '/today');
    await c.page.locator('[data-what=payment_complaint]').getByTestId('task-way').first().click();
    await c.get('complaints').getByText('nuk i mora').waitFor();
    await c.get('complaint-answer').click();
    await c.page.locator('input[value=reported]').check();
    await c.get('answer-form').getByTestId('field-text').fill('kallëzim nr. 4');
    await c.page.keyboard.press('Control+Enter');
    await c.get('complaints').getByText('kallëzim nr. 4').waitFor();
    assert.deepEqual(await c.axe(), []);
    await c.open('/today');
    await c.page.reload();
    await c.get('today-screen').waitFor();
    await c.page.waitForLoadState('networkidle');
    await present(c.page.locator('[data-what=payment_complaint]'), 0);
    await s.leaves('nuk i mora');
    s.calm();
    c.calm();
});

test('an account is taken where the municipality pays so, and only once she was asked who can see it', async (t) => {
    const [[application]] = await town.ask(`SELECT max(id) FROM application`);
    const s = await at(t, 'aid_officer', `/applications/${application}`);

    await s.get('pay-way').getByText(say('pay_way.cash')).waitFor();
    await present(s.get('way-change'), 0);
    await town.ask(`UPDATE legal_rule SET value = 1 WHERE name = 'pays_by_bank'`);
    await s.page.reload();
    await enter(s, 'way-change');
    await s.page.locator('input[value=bank]').check();
    await s.field('account').fill('AL47 2121 1009 0000 0002 3569 8742');
    await s.get('way-form').getByTestId('submit').click();
    await s.get('summary').getByText(say('pay_way.problem.bad_account')).waitFor();
    await s.field('account').fill('AL47 2121 1009 0000 0002 3569 8741');
    await s.get('way-form').getByTestId('submit').click();
    await s.get('question-account_alone').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.get('tick-account_alone').check();
    await s.get('way-form').getByTestId('submit').click();
    await s.get('pay-way').getByText('AL47212110090000000235698741').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.leaves('AL472121', '2121 1009');
    s.calm();
});

test('the list reads well on a phone', async (t) => {
    const s = await at(t, 'aid_officer', `/payments/${run}`, { size: SIZES.phone });
    await s.get('pay-many').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    s.calm();
});

test('an act that takes money back says how much before it is saved', async (t) => {
    const [[file]] =
        await town.ask(`SELECT k.case_id FROM payment_line l JOIN case_person k ON k.person_id = l.person_id
        WHERE l.run_id = ${run} ORDER BY 1 DESC LIMIT 1`);
    const s = await at(t, 'coordinator', `/cases/${file}/act?kind=terminated`, { language: 'en' });
    const k = new Keyboard(s);

    await k.write('on', dateShown(dateToday()));
    await k.write('decision', '77/2026');
    await k.write('effective', dateShown(`${month}-01`));
    await s.get('reclaims').waitFor();
    const told = await s.get('reclaims').innerText();
    assert.match(told, /\b1 month\b/);
    assert.match(told, /9\D?000/); /* VKM 597/2019: 9 000 new lekë a month */
    assert.deepEqual(
        await town.ask(`SELECT count(*) FROM order_act a JOIN protection_order o ON o.id = a.order_id
            WHERE o.case_id = ${file} AND a.kind = 'terminated'`),
        [['0']],
    );
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    s.calm();
});
