/* A month in the aid office: an application is written down and decided, the list prepared by one and approved by
 * another, paid out and printed; by keyboard alone. And what neither she nor the paper in her hand is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const NOT_HERS = /i paditur|dhun|viktim|adres|strehë|rrugica|lagjja|respondent|violen|victim|shelter|address/i;
const NOT_PAPER = /dhun|viktim|urdh[eë]r|gjykat|mbrojt|violen|victim|order|court|protect/i;
const APPLICANT = { surname: 'Ahu', name: 'Kaltrina Ahu' };
const PAID = { name: 'Elira Kodra' };
const RESPONDENTS = { Kodra: 'Ilir', Ahu: 'Hysen' };
const SCREENS = [
    '/work',
    '/applications',
    '/applications/new',
    '/applications/1',
    '/applications/1/receipt',
    '/payments',
    '/payments/columns',
    '/budget',
    '/fees',
];
const say = staffTexts();
const month = dateToday().slice(0, 7);
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, role, place, how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

/** Presses Tab until that choice has the focus. */
async function tabToChoice(s, value) {
    for (let i = 0; i < 60; i++) {
        if ((await s.page.evaluate(() => /** @type {any} */ (document.activeElement)?.value)) === value) return;
        await s.page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not lead to ${value}`);
}

const enter = async (s, testid) => (await s.tabTo(testid), s.page.keyboard.press('Enter'));

test('an application is found, written down and granted by keyboard; a late day is said beforehand', async (t) => {
    const s = await at(t, 'aid_officer', '/');
    await s.get('work-screen').waitFor();
    await s.get('work-run').waitFor();
    await enter(s, 'application-new');
    await s.field('q').waitFor();
    await s.tabTo('field-q');
    await s.page.keyboard.type(APPLICANT.surname.toLowerCase());
    await s.page.keyboard.press('Enter');
    await s.focuses('applicant');
    await s.page.keyboard.press('Enter');
    await s.get('filing-counts').waitFor();
    await s.tabTo('field-filed_on');
    await s.page.keyboard.press('Control+a');
    await s.page.keyboard.type('13.1.2026'); /* the tenth is a Saturday: Monday still counts */
    await s
        .get('filing-counts')
        .getByText(say('application.late', { day: '12.01.2026', month: '02.2026' }))
        .waitFor();
    await s.page.keyboard.press('Control+a');
    await s.page.keyboard.type(dateShown(`${month}-01`));
    await s
        .get('filing-counts')
        .getByText(say('application.in_time', { month: dateShown(`${month}-01`).slice(3) }))
        .waitFor();
    await tabToChoice(s, 'order');
    await s.page.keyboard.press('Space');
    await enter(s, 'submit');
    await s.get('application-screen').waitFor();
    await s.get('decision').waitFor();
    assert.match(await s.get('part-papers').innerText(), new RegExp(say('application.missing')));

    await enter(s, 'submit'); /* nothing chosen */
    await s.get('summary').getByText(say('application.decision.needed')).waitFor();
    await tabToChoice(s, 'granted');
    await s.page.keyboard.press('Space');
    await enter(s, 'submit');
    await s.get('summary').getByText(say('warning.documents_missing')).waitFor();
    await enter(s, 'submit');
    await s
        .get('application-pays')
        .getByText(/9\s000/)
        .waitFor();
    assert.doesNotMatch(await s.page.locator('body').innerText(), NOT_HERS);
    await s.leaves(...APPLICANT.name.split(' '));
    s.calm();
});

test('a decision that another has changed meanwhile loses nothing that was typed', async (t) => {
    const [[id]] = await town.ask(
        `SELECT z.id FROM application z LEFT JOIN application_decision d ON d.application_id = z.id
         WHERE d.id IS NULL LIMIT 1`,
    );
    const [one, other] = [
        await at(t, 'aid_officer', `/applications/${id}`),
        await at(t, 'aid_officer', `/applications/${id}`),
    ];
    const decide = async (s, decision, reason) => {
        await s.page.locator(`input[value=${decision}]`).check();
        await s.field('reason').fill(reason);
        await s.get('submit').click();
    };
    await one.get('decision').waitFor();
    await decide(other, 'incomplete', 'mungon vërtetimi i pronësisë');
    await other.get('part-decisions').getByText('mungon vërtetimi').waitFor();
    await decide(one, 'refused', 'nuk banon në bashki');
    await one.get('stale').waitFor();
    await one.get('stale-refresh').click();
    await one.get('part-decisions').getByText('mungon vërtetimi').waitFor();
    assert.equal(await one.field('reason').inputValue(), 'nuk banon në bashki');
    await one.get('submit').click();
    await one.get('part-decisions').getByText('nuk banon').waitFor();
    one.calm();
});

test('a month is prepared by one, approved by another, paid, taken away and printed by keyboard alone', async (t) => {
    const officer = await at(t, 'aid_officer', '/payments');
    await enter(officer, 'prepare');
    await officer.get('lines-month').getByText(PAID.name).waitFor();
    await officer.get('lines-month').getByText(APPLICANT.name).waitFor();
    await officer.get('reasons').waitFor();
    await present(officer.get('approve'), 0);
    assert.doesNotMatch(await officer.page.locator('main').innerText(), NOT_HERS);
    assert.doesNotMatch(await officer.page.locator('main').innerText(), NOT_PAPER);
    await enter(officer, 'prepare-again');
    await officer.get('toast').waitFor();

    const director = await at(t, 'director', '/');
    await enter(director, 'work-run');
    await director.get('standing').getByText(say('payment.please_approve')).waitFor();
    await director.page.route(
        '**/approve',
        (route) =>
            route.fulfill({
                status: 409,
                contentType: 'application/problem+json',
                json: { status: 409, code: 'run_outdated' },
            }),
        { times: 1 },
    );
    await enter(director, 'approve');
    await enter(director, 'question-yes');
    await director.get('problem').getByText(say('payment.problem.run_outdated')).waitFor();
    await enter(director, 'approve');
    await enter(director, 'question-yes');
    await director.get('standing').getByText(say('payment.is_approved')).waitFor();
    await present(director.get('approve'), 0);

    await officer.page.reload();
    await officer.get('line-open').first().waitFor();
    await enter(officer, 'line-open');
    await officer.get('payment-note').waitFor();
    await enter(officer, 'submit');
    await officer.get('lines-month').getByText(say('payment.outcome.paid')).waitFor();
    await officer.tabTo('xlsx');
    const [sheet] = await Promise.all([officer.page.waitForEvent('download'), officer.page.keyboard.press('Enter')]);
    assert.equal(sheet.suggestedFilename(), `pagesat-${month}.xlsx`);
    await officer.page.keyboard.press('Home');
    await officer.get('paper').focus();
    await officer.page.keyboard.press('Enter');
    await officer.get('sheet').waitFor();
    assert.match(await officer.get('sheet').innerText(), /Kodra/);
    assert.doesNotMatch(await officer.get('sheet').innerText(), NOT_PAPER);
    await officer.page.emulateMedia({ media: 'print' });
    assert.equal(await officer.page.locator('.nav').isVisible(), false);
    await officer.leaves('Kodra', 'Ahu', 'Kaltrina');
    officer.calm();
    director.calm();
});

test('who may not collect is refused without a reason, and what was typed stays', async (t) => {
    const s = await at(t, 'aid_officer', '/payments/1');
    await s.get('lines-month').getByText(say('payment.outcome.none')).waitFor();
    const line = s.page.locator('tr', { hasText: say('payment.outcome.none') }).first();
    const whose = await line.locator('th').innerText();
    const [surname, first] = Object.entries(RESPONDENTS).find(([name]) => whose.includes(name)) ?? [];
    await line.getByTestId('line-open').click();
    await s.page.locator('input[value=other]').check();
    await s.field('first_name').fill(first);
    await s.field('surname').fill(surname);
    await s.field('nid').fill('H70214123K');
    await s.field('authorisation').fill('12/2026');
    await s.field('authorised_on').fill('01.11.2026');
    await s.get('submit').click();
    await s.get('summary').getByText(say('payment.problem.collector_refused')).waitFor();
    assert.doesNotMatch(await s.page.locator('main').innerText(), NOT_HERS);
    assert.equal(await s.field('surname').inputValue(), surname);
    await s.leaves(first, surname);
    s.calm();
});

test('the receipt is neutral, and alone on its paper', async (t) => {
    for (const language of ['sq', 'en']) {
        const s = await at(t, 'aid_officer', '/applications/1/receipt', { language });
        await s.get('sheet').waitFor();
        assert.doesNotMatch(await s.get('sheet').innerText(), NOT_PAPER);
        await s.page.emulateMedia({ media: 'print' });
        assert.equal((await s.page.locator('body').innerText()).trim(), (await s.get('sheet').innerText()).trim());
    }
});

test('columns of the list are put in another order by keyboard alone', async (t) => {
    const s = await at(t, 'aid_officer', '/payments/columns');
    const names = () => s.get('columns-chosen').locator('h3').allInnerTexts();
    const before = await names();
    await s.page.getByRole('button', { name: `${say('columns.down')}: ${before[1]}` }).focus();
    await s.page.keyboard.press('Enter');
    assert.deepEqual((await names()).slice(1, 3), [before[2], before[1]]);
    await enter(s, 'submit');
    await s.get('toast').waitFor();
    await s.page.reload();
    await s.get('columns-chosen').waitFor();
    assert.deepEqual((await names()).slice(1, 3), [before[2], before[1]]);
});

test('every screen reads well on a phone and a desk, in both languages', async (t) => {
    for (const [size, language] of [
        ['phone', 'sq'],
        ['desk', 'en'],
    ]) {
        const s = await at(t, 'aid_officer', '/work', { size: SIZES[size], language });
        for (const place of SCREENS) {
            await s.open(place);
            await s.page.waitForLoadState('networkidle');
            assert.deepEqual(await s.axe(), [], place);
            await s.whole();
        }
        s.calm();
    }
});

test('each role begins with its own work and is led nowhere else', async (t) => {
    for (const [role, home, closed] of [
        ['aid_officer', 'work-screen', '/cases/5'],
        ['director', 'work-screen', '/applications/1'],
        ['auditor', 'log-screen', '/payments'],
        ['administrator', 'accounts-screen', '/work'],
    ]) {
        const s = await at(t, role, '/');
        await s.get(home).waitFor();
        await s.open(closed);
        await s.page.getByText(say('screen.not_yours')).waitFor();
        s.calm();
    }
});
