/* The address book: kept by keyboard alone, offered by three letters where somebody is referred, taken from a list and
 * given as one, asked about each January. Persons and numbers are made up. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { sql } from '../support/program.mjs';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, place = '/contacts', how = {}) {
    return Staff.during(t, browser, town, 'coordinator', place, how);
}

const line = (s, name) => s.get('contact').filter({ hasText: name });

test('an institution is written down by keyboard, changed and taken out of use', async (t) => {
    const s = await at(t);
    const k = new Keyboard(s);
    await k.hit('contact-new');
    await s.get('contact-form').waitFor();
    await k.press('Control+Enter');
    await s.focuses('summary');
    assert.ok((await s.get('contact-form').innerText()).includes(say('contacts.kind.needed')));
    await k.write('name', 'Strehëza e Provës');
    await k.choose('kind', 'shelter');
    await k.write('phone', '084 000 000');
    await k.tick('[data-testid="choice-services-shelter"]');
    await k.hit('add-persons');
    await s.focuses('field-persons[0].name');
    await k.type('Drita Lena');
    await k.tick('[data-testid="field-persons[0].focal"]');
    await s.pictures('contact-form');
    await k.press('Control+Enter');
    await line(s, 'Strehëza e Provës').waitFor();
    const text = await line(s, 'Strehëza e Provës').innerText();
    for (const part of ['strehëz', 'vendor', '084 000 000', 'strehim', 'Drita Lena', say('contacts.focal')])
        assert.ok(text.includes(part), `${part}: ${text}`);
    assert.deepEqual(await s.axe(), []);
    await s.pictures('contacts');
    await line(s, 'Strehëza e Provës').getByTestId('contact-change').click();
    await s.field('hours').fill('24 orë');
    await s.page.keyboard.press('Control+Enter');
    await line(s, '24 orë').waitFor();
    await line(s, '24 orë').getByTestId('contact-end').click();
    await s.get('question-yes').click();
    await line(s, '24 orë').waitFor({ state: 'detached' });
    t.diagnostic(`${k.keys} keys`);
    await s.leaves('Drita');
    s.calm();
});

test('a list is taken whole or not at all, and given back', async (t) => {
    const s = await at(t, '/contacts', { size: SIZES.phone });
    await s.get('contacts-take').click();
    await s.field('file').setInputFiles({
        name: 'keq.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Institucioni;Lloji\nGjykata e Provës;çudi\n'),
    });
    await s.get('submit').click();
    await s.get('contacts-notes').waitFor();
    assert.ok((await s.get('contacts-report').innerText()).includes(say('contacts.not_taken', { bad: 1 })));
    await s.pictures('contacts-import');
    await s.field('file').setInputFiles('tests/reference/contact-points.csv');
    await s.get('submit').click();
    await line(s, 'Prokuroria Gjirokastër').waitFor();
    await s.whole();
    const [csv] = await Promise.all([s.page.waitForEvent('download'), s.get('contacts-csv').click()]);
    assert.ok((await readFile(await csv.path(), 'utf8')).includes('Prokuroria Gjirokastër;prokurori;vendor;po;'));
    const [pdf] = await Promise.all([s.page.waitForEvent('download'), s.get('contacts-pdf').click()]);
    assert.ok((await readFile(await pdf.path())).subarray(0, 4).equals(Buffer.from('%PDF')));
    await s.pictures('contacts-list');
    s.calm();
});

test('three letters find whom to refer to, and say where nobody has asked for a year', async (t) => {
    const s = await at(t, '/today');
    const k = new Keyboard(s);
    for (const [name, confirmed_on] of [
        ['Qendra Ndihmëse', undefined],
        ['Qendra Ndihma e Vjetër', '2020-01-15'],
    ])
        await s.ask('POST', '/api/v1/contact-points', { name, kind: 'social', level: 'local', confirmed_on });
    const { id } = await s.ask('POST', '/api/v1/cases', { unit: 'Lunxhëri' });
    await s.open(`/cases/${id}/work`);
    await k.hit('work-new-consent');
    await s.get('work-form-consent').waitFor();
    await k.write('to', 'ndi');
    await s.get('offered-to').waitFor();
    await present(s.get('offered-to').getByRole('option'), 2);
    assert.deepEqual(await s.axe(), []);
    await s.pictures('contacts-offered');
    await k.press('ArrowDown', 'Enter');
    assert.equal(await s.field('to').inputValue(), 'Qendra Ndihma e Vjetër');
    await s.page.getByText(say('contacts.stale.chosen')).waitFor();
    await k.write('to', 'ndi');
    await s.get('offered-to').waitFor();
    await k.press('ArrowDown', 'ArrowDown', 'Enter');
    assert.equal(await s.field('to').inputValue(), 'Qendra Ndihmëse');
    await s.get('offered-to').waitFor({ state: 'detached' });
    s.calm();
});

test('each January the book is asked about, until the last one is confirmed', async (t) => {
    const s = await at(t, '/today');
    await sql(`${town.dir}/besa.db`, "UPDATE contact_point SET confirmed_on = '2020-01-15'");
    await s.open('/files');
    await s.open('/today');
    const task = s.page.locator('[data-what="contacts_confirm"]');
    await task.getByTestId('task-way').click();
    await s.get('contacts-list').waitFor();
    const left = await s.get('contact-confirm').count();
    assert.ok(left > 0);
    await s.get('contact-confirm').first().click();
    await s.page.waitForFunction(
        (n) => document.querySelectorAll('[data-testid="contact-confirm"]').length === n,
        left - 1,
    );
    s.calm();
});
