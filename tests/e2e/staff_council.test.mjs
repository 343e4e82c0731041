/* What a council decides and what it is told: a rule tried before it is decided, what is paid once, the decisions
 * behind a list, the paper with sums and no names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/program.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, place, role, how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

/** A day in ninety days, as it is typed. */
const later = () => new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('.');

test('a coordinator tries a rule and is told who loses; nothing is kept', async (t) => {
    const s = await at(t, '/rules', 'coordinator', { size: SIZES.phone });
    const [[before]] = await town.ask('SELECT count(*) FROM benefit_rule');

    await s.get('rules-transport-open').click();
    await s.get('rule-try-transport').click();
    await s.field('source').fill('VKB 12/2027');
    await s.field('from').fill(later());
    await s.get('rule-form').getByLabel(say('rules.who.dependant')).uncheck();
    await s.get('rule-form').getByTestId('submit').click();
    await s.get('rule-told').waitFor();
    assert.match(await s.get('rule-persons').innerText(), new RegExp(say('rules.try.loses')));
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    const [[after]] = await town.ask('SELECT count(*) FROM benefit_rule');
    assert.equal(after, before);
    const [[logged]] = await town.ask("SELECT count(*) FROM audit WHERE what = 'rule.persons'");
    assert.equal(Number(logged), 1);
});

test('what is paid once stands on the list, its decision on the paper for the council, and no name', async (t) => {
    const admin = await at(t, '/rules', 'administrator');
    await admin.get('rules-children').waitFor();
    await admin
        .get('rules-fees')
        .filter({ hasText: say('service.transport') })
        .waitFor();
    await admin.pictures('rules-open-questions');
    await admin.get('part-once-open').click();
    await admin.get('once-new').click();
    await admin.field('text').fill('Shtesë fundviti');
    await admin.field('text_en').fill('Year-end addition');
    await admin.field('source').fill('VKB 30/2026');
    await admin.field('amount').fill('5000');
    await admin.get('once-form').getByTestId('submit').click();
    await admin.get('once-form').getByTestId('submit').click();
    await admin.get('once-form').waitFor({ state: 'detached' });
    await admin.get('part-once').getByText('Shtesë fundviti').waitFor();
    admin.calm();

    const s = await at(t, '/payments', 'aid_officer');
    const [[prepared]] = await town.ask("SELECT count(*) FROM payment_run WHERE state = 'prepared'");
    if (Number(prepared)) {
        await s.get('run').first().click();
        await s.get('prepare-again').click();
    } else {
        await s.get('prepare').click();
    }
    await s.get('lines-once').waitFor();
    assert.match(await s.get('lines-once').innerText(), /Shtesë fundviti: VKB 30\/2026/);
    await s.get('decision-new').click();
    await s.field('number').fill('112');
    await s.field('on').fill(new Date().toISOString().slice(0, 10).split('-').reverse().join('.'));
    await s.get('decision-form').getByTestId('submit').click();
    await s.get('part-decided').getByText('nr. 112').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.get('council').click();
    await s.get('sheet').waitFor();
    const paper = await s.get('sheet').innerText();
    assert.match(paper, /Vendim i Këshillit Bashkiak: nr\. 112/);
    const names = await town.ask('SELECT name FROM unit');
    for (const [name] of names) if (name !== 'Gjirokastër') assert.doesNotMatch(paper, new RegExp(name));
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    const phone = await at(t, new URL(s.page.url()).hash.slice(1), 'director', { size: SIZES.phone });
    await phone.get('sheet').waitFor();
    await phone.whole();
    assert.deepEqual(await phone.axe(), []);
});

test('what follows a move is asked until it is answered', async (t) => {
    const s = await at(t, '/cases/6', 'coordinator', { size: SIZES.phone });

    await s.get('stay-new').click();
    await s.get('stay-form').getByTestId('submit').click();
    await s.get('stay-stays-contact').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.open('/today');
    await s.page.locator('[data-what="stay_contact"]').first().waitFor();
    await s.open('/cases/6');
    await s.get('stay-stays-contact').click();
    await s.get('stay-stays-contact').waitFor({ state: 'detached' });
    await until(async () => {
        const [[open]] = await town.ask(`SELECT count(*) FROM stay_question q JOIN stay s ON s.id = q.stay_id WHERE
            s.case_id = 6 AND q.what = 'contact' AND q.answer IS NULL`);
        return Number(open) === 0;
    });
});

test('a coordinator names an officer to a sealed file, and takes it back', async (t) => {
    const s = await at(t, '/cases/9', 'coordinator');

    await s.get('seal-new').click();
    await s.get('seal-to-form').getByTestId('submit').click();
    await s.get('officers').click();
    await s.get('officers-form').getByRole('checkbox').first().check();
    assert.deepEqual(await s.axe(), []);
    await s.get('officers-form').getByTestId('submit').click();
    await s.get('officers-form').waitFor({ state: 'detached' });
    const named = () =>
        town.ask(`SELECT count(*) FROM case_access x JOIN account a ON a.id = x.account_id WHERE x.case_id = 9 AND
            a.role = 'aid_officer'`);
    assert.equal(Number((await named())[0][0]), 1);
    await s.get('officers').click();
    await s.get('officers-form').getByRole('checkbox').first().uncheck();
    await s.get('officers-form').getByTestId('submit').click();
    await s.get('officers-form').waitFor({ state: 'detached' });
    assert.equal(Number((await named())[0][0]), 0);
    s.calm();
});
