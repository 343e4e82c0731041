/* A registration put right: the real number, and a child that the paper names and the clerk forgot, by the keyboard
 * where it counts; what it changes shows before it is saved, and old and new stand in the file afterwards. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const FILE = 5; /* Elira Kodra and Klea, one UM in force */
let town, browser;

staged((made) => ({ town, browser } = made));

async function opened(t, how = {}) {
    const s = await Staff.signedIn(browser, town, 'coordinator', `/cases/${FILE}`, how);
    t.after(() => s.end());
    await s.get('registration-link').first().click();
    await s.get('registration-form').waitFor();
    return s;
}

test('the real number and a child left out are put right, and the child has her rights', async (t) => {
    const s = await opened(t);
    const was = await s.field('number').inputValue();

    await s.tabTo('field-number');
    await s.page.keyboard.press('Control+A');
    await s.page.keyboard.type('4711/2026');
    await s
        .get('group-children')
        .getByRole('button', { name: say('order.child.add') })
        .click();
    await s.page.keyboard.type('Bora'); /* the new fields have the focus */
    await s.field('persons[0].surname').fill('Kodra');
    await s
        .get('act-panel')
        .getByText('Bora Kodra')
        .first()
        .waitFor()
        .catch(async (e) => {
            console.log(await s.get('registration-form').innerText());
            throw e;
        });
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('registration');
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    const acts = s.page.locator('ol.acts').first();
    await acts.getByText(say('act_kind.registration_corrected')).waitFor();
    await acts.getByText(`${was} → 4711/2026`).waitFor(); /* what stood there, and what stands there */
    await acts.getByText(say('timeline.persons_in', { n: 1 })).waitFor();
    s.calm();
});

test('what he is to her and to the child is put right, and stands in the file with what stood there', async (t) => {
    const s = await opened(t);
    const respondent = await town.ask(
        `SELECT min(r.person_id) FROM order_respondent r JOIN protection_order o ON o.id = r.order_id
            WHERE o.case_id = ${FILE}`,
    );
    const child = await town.ask(
        `SELECT min(person_id) FROM case_person WHERE case_id = ${FILE} AND role = 'dependant'`,
    );
    const general = s.field(`relations.r${respondent}.all`);
    const was = await general.inputValue();

    assert.ok(was);
    await general.fill('');
    await general.focus();
    await s.page.keyboard.type('ish-bashkëjetues');
    await s.field(`relations.r${respondent}.p${child}`).fill('baba');
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('registration-relations');
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    const acts = s.page.locator('ol.acts').first();
    await acts.getByText(`${was} → ish-bashkëjetues`).waitFor();
    await acts.getByText(`${say('timeline.change.nothing')} → baba`).waitFor();
    await s.get('order-link').first().click();
    await s.get('paper-respondents').getByText('ish-bashkëjetues').waitFor();
    await s.get('paper-respondents').getByText('baba').waitFor();
    s.calm();
});

test('on a telephone it fits, and nothing put right is said so', async (t) => {
    const s = await opened(t, { size: SIZES.phone });

    await s.whole();
    await s.get('submit').click();
    await s.page.getByText(say('registration.problem.nothing_changed')).first().waitFor();
    assert.deepEqual(await s.axe(), []);
});

test('an UM that is an UMM lasts until the court decides, unless a day is typed', async (t) => {
    const s = await opened(t, { size: SIZES.phone });

    await s.field('kind').selectOption('UMM');
    await s.page.getByText(say('registration.end.open')).waitFor();
    assert.equal(await s.field('end').inputValue(), ''); /* the end of the UM is not handed on */
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('registration-open');
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    assert.deepEqual(
        await town.ask(
            `SELECT coalesce(a.end_open, 0) FROM order_act a WHERE a.kind = 'corrected' ORDER BY a.id DESC LIMIT 1`,
        ),
        [['1']],
    );
    s.calm();
});

test('an UMM that is an UM is asked about the UMM beside it before anything is written', async (t) => {
    const s = await Staff.during(t, browser, town, 'coordinator', '/cases');
    const given = {
        kind: 'UMM',
        issuer: 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër',
        decision_date: dateAdd(dateToday(), -6),
        hearing_on: dateAdd(dateToday(), 10),
    };
    const { case_id } = await s.ask('POST', '/api/v1/orders', {
        ...given,
        number: '4801/2026',
        unit: 'Lunxhëri',
        persons: [{ role: 'protected', first_name: 'Vera', surname: 'Prova', birth_date: '1986-04-05' }],
    });
    const [[person]] = await town.ask('SELECT max(id) FROM person');
    const second = await s.ask('POST', '/api/v1/orders', {
        ...given,
        number: '4802/2026',
        decision_date: dateAdd(dateToday(), -3),
        case_id,
        version: (await s.ask('GET', `/api/v1/cases/${case_id}`)).version,
        persons: [{ role: 'protected', person: Number(person) }],
    });
    const kinds = () => town.ask(`SELECT kind FROM protection_order WHERE case_id = ${case_id} ORDER BY id`);

    await s.open(`/cases/${case_id}/registration?order=${second.id}`);
    await s.get('registration-form').waitFor();
    await s.field('kind').selectOption('UM');
    await s.field('end').fill(dateShown(dateAdd(dateToday(), 300)));
    await s.get('submit').click();
    const question = s.get('question-follows_or_independent');
    await question.waitFor();
    assert.deepEqual(await kinds(), [['UMM'], ['UMM']]);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('registration-beside');
    await question.getByLabel(say('registration.question.follows_or_independent.yes')).check();
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    assert.deepEqual(await kinds(), [['UMM'], ['UM']]);
    s.calm();
});
