/* Registering an order: by the keyboard alone from the empty page to what follows; what is wrong, what looks like a
 * double, a session that runs out, a tab that is closed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { PASSWORD, SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const COURT = 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër';
const DECIDED = dateAdd(dateToday(), -3);
let town,
    browser,
    numbers = 0;

staged((made) => ({ town, browser } = made));

async function opened(t, place = '/orders/new', how = {}) {
    const s = await Staff.signedIn(browser, town, 'coordinator', place, how);
    t.after(() => s.end());
    await town.ask('DELETE FROM draft');
    await s.page.reload();
    await s.get('order-form').waitFor();
    return s;
}

const digits = (iso) => dateShown(iso).replaceAll('.', '');

/** Goes to a field by Tab and types there. */
async function type(s, name, text) {
    await s.tabTo(`field-${name}`);
    await s.page.keyboard.type(text);
}

/** The paper and one person, by mouse and at once. @param {{ number?: string, surname?: string }} [given] */
async function fill(s, { number = `70${++numbers}/2026`, surname = 'Malo', nid = '' } = {}) {
    await s.page.locator('input[value=UM]').check();
    await s.field('issuer').fill(COURT);
    await s.field('number').fill(number);
    await s.field('decision_date').fill(dateShown(DECIDED));
    await s.field('end').fill(dateShown(dateAdd(DECIDED, 300)));
    await s.field('unit').selectOption('Lunxhëri');
    await s.field('persons[0].first_name').fill('Teuta');
    await s.field('persons[0].surname').fill(surname);
    await s.field('persons[0].nid').fill(nid);
}

test('an order is registered by the keyboard alone, and at once it says what follows', async (t) => {
    const s = await opened(t);
    const kind = await s.field('kind').getAttribute('id');

    await s.tabTo(`choice-${kind}-UMPMM`);
    await s.page.keyboard.press('ArrowDown');
    await s.page.keyboard.press('ArrowDown');
    await type(s, 'issuer', COURT);
    await type(s, 'number', '812/2026');
    await type(s, 'decision_date', digits(DECIDED));
    await s.get('end-suggested').waitFor();
    await s.tabTo('end-suggested');
    await s.page.keyboard.press('Enter');
    await type(s, 'unit', 'Lunx');
    await type(s, 'persons[0].first_name', 'Teuta');
    await type(s, 'persons[0].surname', 'Malokaj');
    await type(s, 'persons[0].nid', 'i75412901v');
    await s.tabTo('add-children');
    await s.page.keyboard.press('Enter');
    await s.page.waitForFunction(
        () => document.activeElement?.getAttribute('data-testid') === 'field-persons[1].first_name',
    );
    await s.page.keyboard.type('Klean');
    await type(s, 'persons[1].birth_date', '3.4.22');
    assert.equal(
        await s.field('persons[1].surname').inputValue(),
        'Malokaj',
        'a child begins with the surname of the mother',
    );
    assert.equal(
        await s.field('persons[0].birth_date').inputValue(),
        '12.04.1987',
        'the personal number says the day of birth',
    );
    await type(s, 'respondent.first_name', 'Genti');
    await type(s, 'respondent.surname', 'Malokaj');
    await s.get('doubles').waitFor(); /* that number stands in the register */
    await s.field('persons[0].nid').fill('');
    await s.get('doubles').waitFor({ state: 'detached' });
    await s.get('follow').getByText('Klean Malokaj').waitFor();
    assert.match(await s.get('follow').innerText(), /Transport publik falas/);
    await s.tabTo('submit');
    await s.page.keyboard.press('Enter');
    await s.get('to-file').waitFor();
    const text = await s.get('done-screen').innerText();
    assert.match(text, /812\/2026/);
    assert.match(text, /Klean Malokaj/);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.leaves('Malokaj', 'Klean', 'Genti', 'I75412901V');
    s.calm();
    assert.deepEqual(await town.ask('SELECT kind FROM draft'), [], 'the draft is gone with it');
});

test('what each respondent is to each person is written down, and stands on the order afterwards', async (t) => {
    const s = await opened(t);
    const relation = (person, respondent) => s.field(`relations.p${person}.r${respondent}`);

    await fill(s, { surname: 'Gjika' });
    await s.field('respondent.first_name').fill('Arben');
    await s.field('respondent.surname').fill('Gjika');
    await s.field('relation').fill('bashkëshort');
    await present(s.get('relations'), 0, 'of two the form asks already');
    for (const [at, name] of [
        [1, 'Ina'],
        [2, 'Mira'],
    ]) {
        await s.tabTo('add-children', 120);
        await s.page.keyboard.press('Enter');
        await s.focuses(`field-persons[${at}].first_name`);
        await s.page.keyboard.type(name);
    }
    await s.tabTo('add-more_respondents', 120);
    await s.page.keyboard.press('Enter');
    await s.focuses('field-more_respondents[0].first_name');
    await s.page.keyboard.type('Shpresa');
    await type(s, 'more_respondents[0].surname', 'Gjika');
    await type(s, 'relations.p0.r1', 'vjehrra');
    await type(s, 'relations.p1.r0', 'baba');
    await type(s, 'relations.p2.r0', 'njerku');
    await type(s, 'relations.p2.r1', 'gjyshja');
    await s.page.getByRole('button', { name: `${say('form.remove')}: ${say('order.child', { n: 1 })}` }).click();
    assert.equal(await relation(1, 0).inputValue(), 'njerku', 'what was said of another stays hers');
    await present(relation(2, 0), 0);
    await s.field('case_number').fill('1187/2026');
    await s.field('petitioner').selectOption('prosecutor');
    await s.field('petitioner_name').fill('Genc Prifti');
    await s.field('representative').selectOption('lawyer');
    await s.field('representative_name').fill('Ada Meçe');
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('order-relations');
    await s.get('submit').click();
    await s.get('to-file').click();
    await s.get('order-link').first().click();
    await s.get('paper-respondents').waitFor();
    const against = await s.get('paper-respondents').innerText();
    assert.match(against, /Arben Gjika\s+bashkëshort\s+njerku për Mira Gjika/);
    assert.match(against, /Shpresa Gjika\s+vjehrra për Teuta Gjika\s+gjyshja për Mira Gjika/);
    assert.doesNotMatch(against, /Ina/);
    assert.match(await s.get('paper-parties').innerText(), /Genc Prifti[^]*Ada Meçe/);
    assert.match(await s.get('paper-numbers').innerText(), /1187\/2026/);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('order-paper');
    await s.leaves('Gjika', 'Prifti', 'Meçe');
    s.calm();
});

test('what is missing stands at the field and in the summary, which takes the focus', async (t) => {
    const s = await opened(t);

    await s.get('submit').click();
    await s.get('summary').waitFor();
    assert.equal(await s.focused(), 'summary');
    assert.match(await s.get('summary').innerText(), new RegExp(say('order.kind.needed')));
    await s.page.keyboard.press('Tab');
    await s.page.keyboard.press('Enter');
    assert.match(await s.focused(), /^choice-.*-UMPMM$/);
    assert.deepEqual(await s.axe(), []);
});

test('all that the server would refuse is told at once, and nothing typed is gone', async (t) => {
    const s = await opened(t);

    await fill(s, { surname: 'Gjatë' });
    await s.field('end').fill(dateShown(dateAdd(DECIDED, 800)));
    await s.field('persons[0].nid').fill('KEQ');
    await s.get('submit').click();
    await s.get('summary').waitFor();
    const text = await s.get('summary').innerText();
    assert.ok(text.includes(say('question.end_beyond_term')) && text.includes(say('problem.bad_nid')), text);
    assert.equal(await s.field('persons[0].surname').inputValue(), 'Gjatë');
});

test('what the law does not provide for is asked, and taken once the paper is said to say so', async (t) => {
    const s = await opened(t);
    const number = `70${++numbers}/2026`;

    await fill(s, { number, surname: 'Gjatë' });
    await s.field('end').fill(dateShown(dateAdd(DECIDED, 400)));
    await s.get('submit').click();
    await s.get('tick-end_beyond_term').waitFor();
    assert.equal(await s.focused(), 'summary');
    assert.equal(await s.get('tick-end_beyond_term').isChecked(), false, 'nothing is ticked in advance');
    await s.get('follow').getByText('Teuta Gjatë').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.page.keyboard.press('Tab');
    await s.page.keyboard.press('Enter');
    assert.equal(await s.focused(), 'tick-end_beyond_term', 'the summary leads to the box');
    await s.page.keyboard.press('Space');
    await s.field('end').fill(dateShown(dateAdd(DECIDED, 401)));
    await present(s.get('tick-end_beyond_term'), 0, 'another day is another question');
    await s.get('submit').click();
    await s.get('tick-end_beyond_term').check();
    await s.get('submit').click();
    await s.get('to-file').waitFor();
    assert.match(await s.get('done-screen').innerText(), new RegExp(number));
});

test('beside an order in force nothing is chosen in advance: it takes its place, or stands by itself', async (t) => {
    const s = await opened(t);
    const number = `70${++numbers}/2026`;

    await fill(s, { number, surname: 'Zinxhiri' });
    await s.page.locator('input[value=UMM]').check();
    await s.field('end').fill('');
    await s.get('submit').click();
    await s.get('tick-hearing_unknown').waitFor();
    assert.equal(await s.get('tick-hearing_unknown').isChecked(), false, 'nobody has said yet that it is not known');
    await s.pictures('order-hearing-asked');
    await s.get('tick-hearing_unknown').check();
    await s.get('submit').click();
    await s.get('to-file').waitFor();
    const [, file] = /** @type {RegExpExecArray} */ (/cases\/(\d+)/.exec(s.page.url()));

    await s.open(`/orders/new?case=${file}`);
    await s.get('order-form').waitFor();
    await s.page.locator('input[value=UM]').check();
    await s.field('issuer').fill(COURT);
    await s.field('number').fill(`70${++numbers}/2026`);
    await s.field('decision_date').fill(dateShown(dateAdd(DECIDED, 1)));
    await s.field('end').fill(dateShown(dateAdd(DECIDED, 300)));
    await present(s.field('follows').locator('input:checked'), 0);
    await s.get('submit').click();
    await s.get('summary').getByText(say('order.follows.needed')).waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.field('follows').getByLabel(say('order.follows.none')).check();
    await s.get('submit').click();
    await s.get('to-file').waitFor();
});

test('a person who is in the register already is shown before saving; the words go along to that file', async (t) => {
    const s = await opened(t);

    await fill(s, { number: '740/2026', surname: 'Kodra', nid: 'I75412901V' });
    await s.get('doubles').waitFor();
    await s.get('submit').click();
    await s.get('summary').waitFor();
    await present(s.get('done-screen'), 0);
    await s.get('doubles').getByRole('button').first().click();
    await s.page.waitForURL(/case=5/);
    await s.field('respondent_known').waitFor();
    assert.equal(await s.field('number').inputValue(), '740/2026');
    assert.equal(await s.get('order-form').getByLabel('Elira Kodra').isChecked(), true);
});

test('the session runs out in the middle: the page is emptied, and the draft is there to go on with', async (t) => {
    const s = await opened(t);

    await fill(s, { surname: 'Prendi' }); /* and the last of it is not yet kept */
    await s.sessionEnd();
    await s.get('submit').click();
    await s.get('sign-in-again').getByTestId('field-password').fill(PASSWORD);
    await present(s.get('order-form'), 0);
    await s.get('sign-in-again').getByTestId('submit').click();
    await s.get('draft-take').click();
    await s.get('submit').click();
    await s.get('to-file').waitFor();
    assert.match(await s.get('done-screen').innerText(), /Teuta Prendi/);
});

test('a closed tab leaves a draft on the server and nothing in the browser', async (t) => {
    const s = await opened(t);

    await fill(s, { number: '750/2026', surname: 'Kërçova' });
    await s.get('draft-state').filter({ hasText: /./ }).waitFor();
    await s.leaves('Kërçova');
    await s.page.close();
    s.page = await s.context.newPage();
    s.listen(s.page);
    await s.open('/orders/new');
    await s.get('draft-found').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.leaves('Kërçova');
    await s.get('draft-take').click();
    assert.equal(await s.field('persons[0].surname').inputValue(), 'Kërçova');
    assert.equal(await s.field('number').inputValue(), '750/2026');
    await s.leaves('Kërçova');
    assert.match((await town.ask('SELECT hex(text_sealed) FROM draft'))[0][0], /^[0-9A-F]+$/);
    await s.page.reload();
    await s.get('draft-drop').click();
    await s.field('number').waitFor();
    assert.equal(await s.field('number').inputValue(), '');
});

test('a second tap on the button registers once', async (t) => {
    const s = await opened(t);

    const count = 'SELECT count(*) FROM protection_order';
    const [[before]] = await town.ask(count);
    await fill(s, { number: '760/2026', surname: 'Njëherë' });
    await s.get('submit').dblclick();
    await s.get('to-file').waitFor();
    assert.deepEqual(await town.ask(count), [[String(Number(before) + 1)]]);
});

test('register, open the file, issue a card, revoke it: one story', async (t) => {
    const s = await opened(t);

    await fill(s, { number: '770/2026', surname: 'Tregimi' });
    await s.get('order-form').getByLabel('Fotokopja e kartës së identitetit').check();
    await s.get('submit').click();
    await s.get('to-file').waitFor();
    await s.get('step-cards').click();
    await s.get('note').getByText('Fotokopja e kartës së identitetit').waitFor();
    await s.get('card-issue').click();
    await s.get('issue-form').getByTestId('submit').click();
    await s.get('card-screen').waitFor();
    await s.get('card-picture').waitFor();
    const number = /cards\/([A-Z0-9-]+)/.exec(s.page.url())[1];
    await s.get('card-revoke').click();
    await s.get('question-yes').click();
    await s.get('card-ends').waitFor({ state: 'detached' });
    await s.page.locator('.back').click();
    await s.get('part-cards').getByText(say('card.state.revoked')).waitFor();
    assert.ok((await s.get('part-cards').innerText()).includes(number));
    const [[id]] = await town.ask(`SELECT max(id) FROM card WHERE revoked_at IS NOT NULL`);
    assert.equal(await town.numberOf(id), number);
    await s.leaves('Tregimi', 'Teuta');
    s.calm();
});

test('an end that counts from finality is written down as that, and goes on until it is known', async (t) => {
    const s = await opened(t);
    const from = say('counted.from.finality');

    await fill(s, { surname: 'Afati' });
    await s.field('by_term').check();
    await present(s.field('end'), 0, 'a paper says the one or the other');
    await s.get('submit').click();
    await s.get('summary').waitFor();
    assert.match(await s.get('summary').innerText(), new RegExp(say('counted.needed')));
    await s.field('term_months').fill('6');
    await s.field('term_from').selectOption('finality');
    await s.pictures('order-term');
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.get('submit').click();
    await s.get('to-file').click();
    const order = s.get('order').first();
    await order.getByText(say('timeline.in_force_waits', { from })).waitFor();
    await s.whole();
    await s.pictures('order-term-file');
    await s.leaves('Afati', 'Teuta');
    s.calm();
});

test('an immediate order that arrives after its UM is asked about, and says what took its place', async (t) => {
    const s = await opened(t);

    await fill(s, { surname: 'Vonesa', number: '7711/2026' });
    await s.get('submit').click();
    await s.get('to-file').click();
    await s.get('order').first().waitFor();
    const [[id]] = await town.ask('SELECT max(id) FROM case_file');
    await s.open(`/orders/new?case=${id}`);
    await s.get('order-form').waitFor();
    await s.page.locator('input[value=UMM]').check();
    await s.field('issuer').fill(COURT);
    await s.field('number').fill('7710/2026');
    await s.field('decision_date').fill(dateShown(dateAdd(DECIDED, -9)));
    await s.field('hearing_on').fill(dateShown(DECIDED));
    await s.get('submit').click();
    await s.get('summary').waitFor();
    assert.match(await s.get('summary').innerText(), new RegExp(say('order.follows.needed')));
    await s.page.locator('input[value^="late:"]').check();
    await s.pictures('order-late');
    assert.deepEqual(await s.axe(), []);
    await s.get('submit').click();
    await s.get('to-file').click();
    await s
        .get('part-orders')
        .getByText(new RegExp(say('timeline.ended.replaced', { until: dateShown(dateAdd(DECIDED, -1)) })))
        .waitFor();
    s.calm();
});

for (const [language, size] of [
    ['sq', 'phone'],
    ['en', 'desk'],
])
    test(`the page is whole in ${language} on a ${size}`, async (t) => {
        const s = await opened(t, '/orders/new', { language, size: SIZES[size] });

        await fill(s, { surname: 'Çela' });
        await s.get('add-children').click();
        await s.get('follow').getByText('Teuta').waitFor();
        await s.whole();
        assert.deepEqual(await s.axe(), []);
        s.calm();
    });

test('only a coordinator registers orders', async (t) => {
    const s = await Staff.signedIn(browser, town, 'aid_officer', '/orders/new');
    t.after(() => s.end());

    assert.equal(await s.page.locator('h1').innerText(), say('screen.not_yours'));
    await present(s.get('order-form'), 0);
});
