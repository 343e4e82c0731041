/* An application that may pay nothing: of somebody whom no order names, whose order has ended, who is a child; and the
 * line of a new order that began behind a gap, which waits for the office. Persons are made up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const COURT = 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër';
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, role, place) {
    return Staff.during(t, browser, town, role, place);
}

const version = async (file) => Number((await town.ask(`SELECT version FROM case_file WHERE id = ${file}`))[0][0]);

/** Sent as a screen would send it. @param {Staff} s @param {string} to @param {object} body */
async function made(s, to, body) {
    const { status, json } = await s.sent('POST', to, body);
    assert.equal(status, 201, JSON.stringify(json));
    return json;
}

const grown = (first_name) => ({ role: 'protected', first_name, surname: 'Provaj', birth_date: '1988-04-05' });

/** An order of so many days ago, of a new file or of one. */
const ordered = (s, number, ago, end, given) =>
    made(s, '/api/v1/orders', {
        kind: 'UM',
        issuer: COURT,
        number,
        decision_date: dateAdd(dateToday(), -ago),
        end: dateAdd(dateToday(), end),
        ...(given.case_id ? {} : { unit: 'Lunxhëri' }),
        ...given,
    });

/** The coordinator writes down an application from the file, with the keyboard alone; what is said of it stays. */
async function applied(s, file, who, code) {
    const k = new Keyboard(s);

    await s.open(`/applications/new?case=${file}`);
    await s.get('applicant').first().waitFor();
    await s.page.getByRole('button', { name: `${say('applicant.choose')}: ${who}` }).focus();
    await k.press('Enter');
    await s.get('filing').waitFor();
    await k.go('field-filed_on');
    await k.press('Control+Enter');
    await s
        .get('filed-warnings')
        .getByText(say(`warning.${code}`))
        .waitFor();
    await s.focuses('to-application');
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures(`filed-${code}`);
    await k.press('Enter');
    await s.get('application-screen').waitFor();
    await s.get('application-pays').getByText(say('application.pays_not')).waitFor();
}

test('whoever has no order, an ended one, or is a child: the application is taken, and it is said', async (t) => {
    const s = await at(t, 'coordinator', '/today');
    const none = await made(s, '/api/v1/cases', { unit: 'Lunxhëri' });
    await made(s, `/api/v1/cases/${none.id}/persons`, { version: 1, ...grown('Pranvera') });
    const ended = await ordered(s, '9401/2026', 300, -60, { persons: [grown('Vjollca')] });
    const child = { role: 'dependant', first_name: 'Ina', surname: 'Provaj', birth_date: '2019-02-03' };
    const family = await ordered(s, '9402/2026', 20, 200, { persons: [grown('Drita'), child] });

    await applied(s, none.id, 'Pranvera Provaj', 'no_order');
    await applied(s, ended.case_id, 'Vjollca Provaj', 'ended_order');
    await applied(s, family.case_id, 'Ina Provaj', 'dependant_applies');
    assert.deepEqual(
        await town.ask(`SELECT count(*) FROM application a JOIN case_person c USING (person_id)
            WHERE c.case_id IN (${none.id}, ${ended.case_id}, ${family.case_id})`),
        [['3']],
        'warned of, and not refused',
    );
    s.calm();
});

test('a new order more than thirty days after the last: the line waits for the office, and says why', async (t) => {
    const s = await at(t, 'coordinator', '/today');
    const first = await ordered(s, '9411/2026', 240, -40, { persons: [grown('Lumturi')] });
    const person = first.persons[0];
    const o = await at(t, 'aid_officer', '/payments');
    const k = new Keyboard(o);
    const filed = await made(o, '/api/v1/applications', {
        case_id: first.case_id,
        version: await version(first.case_id),
        person,
        filed_on: dateAdd(dateToday(), -235),
    });
    await made(o, `/api/v1/applications/${filed.id}/decision`, {
        case_id: first.case_id,
        version: await version(first.case_id),
        decision: 'granted',
        confirm: ['ended_order'],
    });
    /* The last day of the first is 40 days ago, so 39 days lie between the two that begin 40 - 1 days later. */
    await ordered(s, '9412/2026', 0, 200, {
        case_id: first.case_id,
        version: await version(first.case_id),
        persons: [{ role: 'protected', person }],
    });

    await o.get('prepare').waitFor();
    await k.hit('prepare');
    const row = o.get('held').locator('tbody tr', { hasText: 'Lumturi Provaj' });
    const waits = row.filter({ hasText: say('payment.held.why.application_gap') });
    await waits.waitFor();
    await present(waits, 1, 'the month of the new order, and no other');
    assert.deepEqual(await o.axe(), []);
    await o.whole();
    await o.pictures('held-gap');
    const lines = `SELECT count(*) FROM payment_line WHERE person_id = ${person}`;
    assert.deepEqual(await town.ask(lines), [['0']], 'not paid while it waits');

    await waits.getByTestId('held-pay').focus();
    await k.press('Enter');
    await o.get('question').waitFor();
    await k.type('Vendimi 14 i zyrës: kërkesa vlen');
    await k.hit('question-yes');
    await waits.getByText(say('payment.held.said.pay')).waitFor();
    await k.hit('prepare-again');
    await waits.waitFor({ state: 'detached' });
    const paid = `SELECT count(*) FROM payment_line WHERE person_id = ${person} AND kind = 'payment'`;
    assert.deepEqual(await town.ask(paid), [['1']], 'by the word of the office');
    o.calm();
});

test('papers seen on an earlier day are written down with that day, when filed and when decided', async (t) => {
    const o = await at(t, 'coordinator', '/today');
    const file = await ordered(o, '9421/2026', 20, 200, { persons: [grown('Bardha')] });
    const days = (/** @type {number} */ n) => dateAdd(dateToday(), -n);
    const seen = `SELECT DISTINCT d.seen_on FROM application_document d JOIN application a ON a.id = d.application_id
        WHERE a.person_id = ${file.persons[0]} ORDER BY 1`;

    await o.open(`/applications/new?case=${file.case_id}`);
    await o.get('applicant').first().click();
    await o.get('filing').waitFor();
    await present(o.get('field-seen_on'), 0, 'of no paper no day is asked');
    await o.get('filing').locator('input[name=documents]').first().check();
    await o.get('field-seen_on').fill(dateShown(days(3)));
    assert.deepEqual(await o.axe(), []);
    await o.pictures('filing-seen');
    await o.get('filing').locator('button[type=submit]').click();
    await o.get('application-screen').waitFor();
    assert.deepEqual(await town.ask(seen), [[days(3)]]);

    const s = await at(t, 'aid_officer', new URL(o.page.url()).hash.slice(1));
    await s.get('decision').waitFor();
    await s.get('decision').locator('input[name=documents]').first().check();
    await s.get('field-seen_on').fill(dateShown(days(1)));
    await s.get('decision').locator('input[value=incomplete]').check();
    await s.get('decision').locator('textarea').fill('Mungon një vërtetim');
    await s.get('decision').locator('button[type=submit]').click();
    await present(s.get('part-decisions').locator('.act'), 1);
    assert.deepEqual(await town.ask(seen), [[days(3)], [days(1)]]);
    s.calm();
});
