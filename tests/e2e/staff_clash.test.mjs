/* Two coordinators who change the same of one person: whoever is later sees both values and takes one, and nothing else
 * that was typed is gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const FILE = 5; /* Elira Kodra and Klea, one UM in force */
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, role, place) {
    return Staff.during(t, browser, town, role, place);
}

test('two change one field of a person: both values stand there, and one is chosen', async (t) => {
    const [one, other] = [await at(t, 'coordinator', `/cases/${FILE}`), await at(t, 'coordinator', `/cases/${FILE}`)];
    const change = async (s, surname, more) => {
        await s.get('person-change').first().click();
        await s.get('person-form').waitFor();
        await s.field('surname').fill(surname);
        if (more) await s.field('father_name').fill(more);
    };
    await change(one, 'Kodraj', 'Petrit');
    await change(other, 'Kodra-Leka');
    await other.get('person-form').getByTestId('submit').click();
    await other.get('person-form').waitFor({ state: 'detached' });

    await one.get('person-form').getByTestId('submit').click();
    await one.get('stale').waitFor();
    const both = one.get('stale-surname');
    await both.getByText(say('stale.both', { theirs: 'Kodra-Leka', mine: 'Kodraj' })).waitFor();
    assert.deepEqual(await one.axe(), []);
    await one.whole();
    await one.pictures('both-values');
    await one.get('stale-take-surname').click();
    assert.equal(await one.field('surname').inputValue(), 'Kodra-Leka');
    assert.equal(await one.field('father_name').inputValue(), 'Petrit', 'what else was typed is kept');
    await one.get('person-form').getByTestId('submit').click();
    await one.get('person-form').waitFor({ state: 'detached' });
    await one.get('person').first().getByText('Kodra-Leka').waitFor();
    one.calm();
});
