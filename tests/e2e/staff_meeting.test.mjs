/* A technical meeting by keyboard alone, from invitation to minutes: files by number, institutions by three letters, a
 * respondent who is not invited, numbered copies, what was left to be done, the signature, and what is put right behind
 * it. Persons are made up. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const shown = (iso) => iso.split('-').reverse().join('.');

async function download(s, testid) {
    const [file] = await Promise.all([s.page.waitForEvent('download'), s.get(testid).click()]);
    assert.ok((await readFile(await file.path())).subarray(0, 4).equals(Buffer.from('%PDF')), testid);
}

/** The form of the minutes that is open is filled and sent. */
async function minute(s, k, button, fields) {
    await k.hit(button);
    const form = s.page.locator('form[data-testid^="work-form-meeting"]');
    await form.waitFor();
    for (const [name, text] of Object.entries(fields)) {
        await k.write(name, text);
        if (name === 'who' || name === 'institution') await k.press('Escape');
    }
    await k.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
}

test('a technical meeting goes by keyboard from invitation to minutes', async (t) => {
    const s = await Staff.during(t, browser, town, 'coordinator', '/meetings');
    const k = new Keyboard(s);
    await s.ask('POST', '/api/v1/contact-points', { name: 'Policia e Provës', kind: 'police', level: 'local' });
    const first = await s.ask('POST', '/api/v1/cases', { unit: 'Cepo' });
    const { number } = await s.ask('GET', `/api/v1/cases/${first.id}`);
    await s.ask('POST', `/api/v1/cases/${first.id}/persons`, {
        version: 1,
        role: 'respondent',
        first_name: 'Zenel',
        surname: 'Prova',
    });
    await k.hit('meeting-new');
    await s.get('meeting-form').waitFor();
    await k.press('Control+Enter');
    await s.focuses('summary');
    assert.ok((await s.get('meeting-form').innerText()).includes(say('meetings.place.needed')));
    await k.write('on', shown(day(0)));
    await k.write('place', 'Salla e bashkisë');
    await k.hit('add-files');
    await s.focuses('field-files[0]');
    await k.type(number);
    await k.press('Escape');
    await k.hit('add-invited');
    await s.focuses('field-invited[0].institution');
    await k.type('pol');
    await s.get('offered-invited[0].institution').waitFor();
    await k.press('ArrowDown', 'Enter');
    assert.equal(await s.field('invited[0].institution').inputValue(), 'Policia e Provës');
    await k.write('invited[0].name', 'Prova Zenel');
    await s.pictures('meeting-form');
    await k.press('Control+Enter');
    assert.equal(await s.stays(), true);
    await s.get('question-invited_like_respondent').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('meeting-respondent');
    await k.write('invited[0].name', 'Drita Lena');
    await k.press('Control+Enter');
    await s.get('meeting-page').waitFor();
    await s.get('invited').filter({ hasText: 'Drita Lena' }).waitFor();
    await k.hit('pack-make');
    await s.get('copy').waitFor();
    await download(s, 'pack-print');
    await k.hit('copy-1');
    await s
        .get('copy')
        .filter({ hasText: say('meetings.copy.back', { on: '' }).trim() })
        .waitFor();
    const add = (kind, file = first.id) => `add-meeting_${kind}-${file}`;
    await minute(s, k, add('brought'), { institution: 'Policia e Provës', what: 'dy thirrje' });
    await minute(s, k, add('decision'), { decision: 'strehëz' });
    await s.get('minute-meeting_decision').waitFor();
    await present(s.get(add('decision')), 0); /* one for each file */
    await k.hit(add('action'));
    await k.write('due', shown(day(-1)));
    await k.write('who', 'Policia e Provës');
    await k.press('Escape');
    await k.write('what', 'e shoqëron');
    await k.press('Control+Enter');
    assert.equal(await s.stays(), true); /* before its meeting */
    await s.focuses('summary');
    await k.write('due', shown(day(40)));
    await k.press('Control+Enter');
    await s.get('minute-meeting_action').waitFor();
    await minute(s, k, add('minutes', 0), { text: 'u hap mbledhja' });
    await s.get('minute-meeting_minutes').waitFor();
    await s.pictures('meeting-minutes');
    assert.deepEqual(await s.axe(), []);
    await download(s, 'print-plain');
    await download(s, 'print-names');
    await k.hit('sign');
    await s.get('question-yes').waitFor();
    await k.press('Enter');
    await s.get('signed').waitFor();
    await minute(s, k, 'correct-meeting_decision', { decision: 'strehëz dhe avokat' });
    await s
        .get('minute-meeting_decision')
        .filter({ hasText: say('meetings.later') })
        .waitFor();
    await present(s.get('meeting-change'), 0);
    await s.pictures('meeting-signed');
    t.diagnostic(`${k.keys} keys`);
    await s.leaves('Drita', 'strehëz');
    s.calm();
});

test('what a meeting left comes first on the next; two at once hear of each other', async (t) => {
    const s = await Staff.during(t, browser, town, 'coordinator', '/meetings', { size: SIZES.phone });
    const { id } = await s.ask('POST', '/api/v1/meetings', { kind: 'table', on: day(0), place: 'Salla' });
    const next = await s.ask('POST', '/api/v1/meetings', { kind: 'table', on: day(7), place: 'Salla' });
    const said = (text) => [
        { name: 'who', value: 'Bashkia' },
        { name: 'what', value: text },
    ];
    await s.ask('POST', `/api/v1/meetings/${id}/minutes`, {
        kind: 'meeting_action',
        due: day(2),
        said: said('shtyp fletushkat'),
    });
    await s.open('/today');
    const task = s.page.locator('[data-what="meeting_action"]');
    await task.waitFor();
    assert.ok(!(await task.innerText()).includes('fletushkat'));
    await task.getByTestId('task-way').click();
    await s.get('meeting-page').waitFor();
    await s.get('meeting-change').click();
    await s.field('place').fill('Salla e madhe');
    await s.ask('PUT', `/api/v1/meetings/${id}`, { kind: 'table', on: day(0), place: 'Biblioteka', version: 1 });
    await s.page.keyboard.press('Control+Enter');
    await s.page.getByText('Dikush tjetër shkroi ndërkohë').first().waitFor();
    await s.get('meeting-about').filter({ hasText: 'Biblioteka' }).waitFor();
    assert.equal(await s.field('place').inputValue(), 'Salla e madhe');
    assert.deepEqual(await s.axe(), []);
    await s.page.keyboard.press('Control+Enter');
    await s.get('meeting-about').filter({ hasText: 'Salla e madhe' }).waitFor();
    await s.open(`/meetings/${next.id}`);
    await s.get('carried').filter({ hasText: 'fletushkat' }).waitFor();
    await s.whole();
    await s.pictures('meeting-carried');
    await s.get('carried').getByTestId('minute-result').click();
    await s.field('state').selectOption('done');
    await s.page.keyboard.press('Control+Enter');
    await s.get('carried').waitFor({ state: 'detached' });
    s.calm();
});

test('a director sees days and counts, in English', async (t) => {
    const s = await Staff.during(t, browser, town, 'director', '/meetings', { language: 'en' });
    await s.get('meeting').first().waitFor();
    await present(s.get('meeting-open'), 0);
    await present(s.get('meeting-new'), 0);
    assert.deepEqual(await s.axe(), []);
    await s.pictures('meetings-director');
    s.calm();
});
