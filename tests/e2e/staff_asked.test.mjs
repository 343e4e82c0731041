/* What is asked before something is recorded: an order that names children alone, a grant that may pay one person
 * twice, and the line of a month that waits for somebody's word. Persons are made up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
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

/** An order of a new file, without a screen. @param {Staff} s @param {object} given */
async function registered(s, given) {
    const made = await s.sent('POST', '/api/v1/orders', {
        kind: 'UM',
        issuer: COURT,
        decision_date: dateAdd(dateToday(), -3),
        unit: 'Lunxhëri',
        ...given,
    });
    assert.equal(made.status, 201, JSON.stringify(made.json));
    return made.json;
}

const version = async (file) => Number((await town.ask(`SELECT version FROM case_file WHERE id = ${file}`))[0][0]);

test('an order that names children alone is asked about, and one key makes them the protected persons', async (t) => {
    const s = await at(t, 'coordinator', '/today');
    const file = await s.sent('POST', '/api/v1/cases', { unit: 'Lunxhëri' });
    assert.equal(file.status, 201, JSON.stringify(file.json));
    await s.open(`/orders/new?case=${file.json.id}`);
    await s.get('order-form').waitFor();
    await s.page.locator('input[value=UM]').check();
    await s.field('issuer').fill(COURT);
    await s.field('number').fill('9301/2026');
    await s.field('decision_date').fill(dateShown(dateAdd(dateToday(), -3)));
    await s.field('end').fill(dateShown(dateAdd(dateToday(), 200)));
    await s
        .get('group-children')
        .getByRole('button', { name: say('order.child.add') })
        .click();
    await s.field('persons[0].first_name').fill('Sidorela');
    await s.field('persons[0].surname').fill('Malokaj');
    await s.get('submit').click();
    await s.get('make-protected').waitFor();
    await s.get('tick-only_children').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('only-children');
    await s.tabTo('make-protected', 200);
    await s.page.keyboard.press('Enter');
    await s.get('submit').click();
    if (await s.stays()) await s.get('submit').click();
    await s.get('done-screen').waitFor();
    assert.deepEqual(
        await town.ask(`SELECT role FROM case_person WHERE case_id = ${file.json.id}`),
        [['protected']],
        'the child is a protected person, and nothing was confirmed in her place',
    );
    s.calm();
});

test('who may be one person twice: a question at granting, and a line that waits', async (t) => {
    const s = await at(t, 'coordinator', '/today');
    const who = { role: 'protected', first_name: 'Valbona', surname: 'Hoxha-Çela', birth_date: '1981-02-11' };
    const end = dateAdd(dateToday(), 200);
    const first = await registered(s, { number: '9311/2026', end, persons: [who] });
    const second = await registered(s, { number: '9312/2026', end, persons: [who], confirm: ['same_person'] });

    const o = await at(t, 'aid_officer', '/applications/new');
    const k = new Keyboard(o);
    for (const made of [first, second]) {
        const day = `${dateToday().slice(0, 8)}01`;
        const filed = await o.sent('POST', '/api/v1/applications', {
            case_id: made.case_id,
            version: await version(made.case_id),
            person: made.persons[0],
            filed_on: day,
        });
        assert.equal(filed.status, 201, JSON.stringify(filed.json));
        made.application = filed.json.id;
    }
    const granted = await o.sent('POST', `/api/v1/applications/${first.application}/decision`, {
        case_id: first.case_id,
        version: await version(first.case_id),
        decision: 'granted',
    });
    assert.equal(granted.status, 201, JSON.stringify(granted.json));

    await o.open(`/applications/${second.application}`);
    await o.get('decision').waitFor();
    await o.page.locator('input[value=granted]').check();
    /* Warned of papers that are missing, then asked about her; whoever changes the form is warned anew. */
    const warned = async () => {
        await k.press('Control+Enter');
        await o.page.getByText(say('form.go_on')).waitFor();
        await k.press('Control+Enter');
    };
    await warned();
    await o.get('tick-same_person').check();
    assert.deepEqual(await o.axe(), []);
    await o.whole();
    await o.pictures('granting-question');
    await warned();
    await o.get('part-decisions').getByText(say('application.state.granted')).waitFor();

    await o.open('/payments');
    await o.get('prepare').waitFor();
    await k.hit('prepare');
    await o.get('part-held').getByText(say('payment.held.why.same_person')).first().waitFor();
    await o.get('part-held').getByText(say('payment.held.whose.same_person')).first().waitFor();
    assert.deepEqual(await o.axe(), []);
    await o.whole();
    await o.pictures('held-same-person');
    o.calm();
});
