/* A Friday evening of the coordinator, by the keyboard alone: a police order comes by fax, then what the court makes of
 * it; a card is lost, the family goes into the shelter, the file is sealed, a surname was wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { Keyboard } from './keyboard.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const A_MINUTE = 150; /* keys of somebody who reads them off a paper */
let town, browser;

staged((made) => ({ town, browser } = made));

const ago = (days) => dateAdd(dateToday(), -days);
const typed = (iso) => dateShown(iso).replaceAll('.', '');
const shown = (iso) => dateShown(iso);

/** A look at the screen as it stands. */
async function look(s, name) {
    await s.whole();
    assert.deepEqual(await s.axe(), [], name);
    await s.pictures(name);
}

/** From the file: which act, of which order if there are several. */
async function act(k, kind, order) {
    await k.hit('act-new');
    await k.staff.get('act-form').waitFor();
    if (order) await k.choose('order', order);
    await k.choose('kind', kind);
}

async function saved(k, screen = 'case-screen') {
    await k.press('Control+Enter');
    await k.staff.get(screen).waitFor();
}

test('a Friday evening, from the fax of the police to the name put right', async (t) => {
    const s = await Staff.signedIn(browser, town, 'coordinator', '/today');
    t.after(() => s.end());
    const k = new Keyboard(s);
    const part = (at) => s.page.getByTestId(`part-${at}`);
    const orders = () => town.ask(`SELECT id FROM protection_order WHERE case_id = ${file} ORDER BY id`);
    let file;

    /* the fax: mother, a child, him */
    const fax = await k.counted(async () => {
        await k.hit('order-new');
        await s.get('order-form').waitFor();
        await k.choose('kind', 'UMPMM');
        await s.page.waitForFunction(() => document.querySelector('[data-testid=field-issuer]').value !== '');
        await k.write('number', '1180/2026');
        await k.write('decision_date', typed(ago(12)));
        await k.write('decided_at', '2130');
        await k.choose('unit', 'Lunxhëri');
        await k.write('persons[0].first_name', 'Mimoza');
        await k.write('persons[0].surname', 'Gjonaj');
        await k.write('persons[0].birth_date', '140590');
        await k.hit('add-children');
        await s.focuses('field-persons[1].first_name');
        await k.type('Era');
        await k.write('persons[1].birth_date', '3.4.22');
        await k.write('respondent.first_name', 'Gentian');
        await k.write('respondent.surname', 'Gjonaj');
        await s.get('follow').getByText('Era Gjonaj').waitFor();
    });
    await look(s, 'evening-1-fax');
    await saved(k, 'done-screen');
    await look(s, 'evening-2-registered');
    [, file] = /cases\/(\d+)/.exec(s.page.url());
    assert.ok(fax < 3 * A_MINUTE, `three minutes: ${fax} keys`);
    t.diagnostic(`police order: ${fax} keys`);

    /* the court, at night */
    await k.hit('to-file');
    await s.get('case-screen').waitFor();
    const umm = await k.counted(async () => {
        await k.hit('order-more');
        await s.get('order-form').waitFor();
        await k.choose('kind', 'UMM');
        await k.write('number', '77/2026');
        await k.write('decision_date', typed(ago(11)));
        await k.write('hearing_on', typed(ago(3)));
        await k.choose('respondent_known', await s.field('respondent_known').locator('input').first().inputValue());
        await k.press('Control+Enter');
        await s.get('summary').getByText(say('order.follows.needed')).waitFor();
        await look(s, 'evening-3-umm-asked');
        await k.press('Tab', 'Enter');
        await k.press('Space');
    });
    await saved(k, 'done-screen');
    t.diagnostic(`UMM: ${umm} keys`);

    await k.hit('to-file');
    await s.get('case-screen').waitFor();
    const um = await k.counted(async () => {
        await k.hit('order-more');
        await s.get('order-form').waitFor();
        await k.choose('kind', 'UM');
        await k.write('number', '812/2026');
        await k.write('decision_date', typed(ago(5)));
        await s.get('end-suggested').waitFor();
        await k.hit('end-suggested');
        await k.choose('follows', (await orders())[1][0]);
    });
    await saved(k, 'done-screen');
    t.diagnostic(`UM: ${um} keys`);
    await k.hit('to-file');
    await s.get('case-screen').waitFor();
    await s.get('standing').getByText('812/2026').waitFor();
    await look(s, 'evening-4-file');
    const [, , [third]] = await orders();

    /* shortened on appeal of his, extended on hers */
    await act(k, 'amended', third);
    await k.write('on', typed(ago(3)));
    await k.write('decision', '830/2026');
    await k.write('end', typed(dateAdd(dateToday(), 20)));
    await s.get('change').first().waitFor();
    await look(s, 'evening-5-shortened');
    await saved(k);
    await s
        .get('standing')
        .getByText(shown(dateAdd(dateToday(), 20)))
        .waitFor();
    await act(k, 'extended', third);
    await k.write('on', typed(ago(1)));
    await k.write('decision', '841/2026');
    await k.write('end', typed(dateAdd(dateToday(), 200)));
    await s.get('change').first().waitFor();
    await look(s, 'evening-6-extended');
    await saved(k);
    await s
        .get('standing')
        .getByText(shown(dateAdd(dateToday(), 200)))
        .waitFor();

    /* cards for both, hers is lost */
    await k.hit('cards-issue-all');
    await part('cards').getByTestId('card').nth(1).waitFor();
    await k.hit('card');
    await s.get('card-picture').waitFor();
    await look(s, 'evening-7-card');
    await k.hit('card-lost');
    await s.get('question').waitFor();
    await s.pictures('evening-8-lost-asked');
    await k.hit('question-yes');
    await s.get('card-ends').waitFor({ state: 'detached' });
    await look(s, 'evening-9-lost');
    await k.hitWords(say('card.again.way'));
    await s.get('card-issue').first().waitFor();
    await k.hit('card-issue');
    await s.get('issue-form').waitFor();
    await k.press('Control+Enter');
    await s.get('card-picture').waitFor();
    await k.hitWords(say('card.to_file'), 'body');
    await s.get('case-screen').waitFor();

    /* into the shelter, all of them */
    await k.hit('stay-new');
    await s.get('stay-form').waitFor();
    await look(s, 'evening-10-shelter');
    await k.press('Control+Enter');
    await s.get('stay-stays-contact').waitFor();
    await s.get('stay-stays-card').waitFor(); /* she has one: asked until it is answered */
    await s.get('stay-leave').nth(1).waitFor(); /* mother and child */
    await look(s, 'evening-11-in-shelter');

    /* for herself alone */
    await k.hit('seal-new');
    await s.get('seal-to-form').waitFor();
    await k.press('Control+Enter');
    await s.get('seal-lift').waitFor();
    await look(s, 'evening-12-sealed');

    /* the paper said Shehu: other initials than on the card */
    await k.hit('person-change');
    await s.get('person-form').waitFor();
    await k.write('surname', 'Shehu');
    await k.press('Control+Enter');
    await part('persons').getByText('Mimoza Shehu').first().waitFor();
    await part('cards').getByTestId('card-outdated').first().waitFor();
    await look(s, 'evening-13-name');
    await k.hit('card-reprint');
    await s.get('card-picture').waitFor();

    t.diagnostic(`the evening: ${k.keys} keys`);
    await s.leaves('Mimoza', 'Gjonaj', 'Shehu', 'Gentian');
    s.calm();
});
