/* The page for the public, kept by two: one writes and cannot approve what she wrote, another looks and approves; by
 * the keyboard, and on a telephone. What is published is read where everybody reads it. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { BESA_RELEASE, until } from '../support/program.mjs';
import { browserStart, present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';

const say = staffTexts();
const HEADING = 'Kur shtëpia nuk është e sigurt';
const HOST = 'informacion.example.al';
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([
        Town.make({ binary: BESA_RELEASE, args: ['--public-host', HOST] }),
        browserStart(),
    ]);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** What stands on the page as anybody reads it. @returns {Promise<string>} */
const published = () =>
    new Promise((done, failed) => {
        request(`${town.origin}/`, { headers: { Host: HOST } }, (answer) => {
            let body = '';
            answer.setEncoding('utf8');
            answer.on('data', (part) => (body += part));
            answer.on('end', () => done(body));
        })
            .on('error', failed)
            .end();
    });

const at = (t, role, how = {}) => Staff.during(t, browser, town, role, '/public-page', how);

/** To the button that changes the text of that key, in that part of the page, and Enter. @param {Keyboard} keys */
async function edit(keys, part, key) {
    const fold = keys.page.getByTestId('public-part').filter({ hasText: part }).first();
    const id = await fold.locator('summary').evaluate((x) => (x.dataset.part = String(Math.random())));
    await keys.to(`[data-part="${id}"]`);
    if (!(await fold.evaluate((x) => x.open))) await keys.press('Enter');
    await keys.to(`[data-key="${key}"] [data-testid="public-edit"]`);
    await keys.press('Enter');
    await keys.page.getByTestId('public-form').waitFor();
}

test('the director writes by the keyboard, and cannot approve what he wrote', async (t) => {
    const s = await at(t, 'director');
    const keys = new Keyboard(s);

    await s.get('public-told').getByText(say('public.state.none')).waitFor();
    assert.deepEqual(await s.axe(), []);
    await keys.hit('public-numbers-edit');
    await s.get('public-form').waitFor();
    assert.deepEqual(await s.axe(), []);
    await keys.write('line', '116 117');
    await keys.write('leave', 'https://www.bashkia.al/sporti');
    await keys.press('Control+Enter');
    await s.get('public-form').waitFor({ state: 'detached' });
    await s
        .get('public-told')
        .getByText(say('public.state.first', { version: 1 }))
        .waitFor();

    await edit(keys, say('public.part.top'), 'heading');
    await keys.write('sq', `${HEADING}<b>`);
    await keys.press('Control+Enter');
    await s.get('public-form').getByText(say('public.problem.markup')).first().waitFor();
    await keys.write('sq', HEADING);
    await keys.press('Control+Enter');
    await s.get('public-form').waitFor({ state: 'detached' });
    await s
        .get('public-told')
        .getByText(say('public.state.first', { version: 2 }))
        .waitFor();
    await s.get('public-why').getByText(say('public.approve.wrote')).waitFor();
    await present(s.get('public-approve'), 0, 'he approves nothing of his own');
    assert.equal(
        (await s.sent('POST', '/api/v1/public-page/approve', { version: 2 })).json.code,
        'wrote_it',
        'nor past the screen',
    );
    await s.whole();
    await s.pictures('public-written');
});

test('the coordinator looks at it, approves it, and everybody reads it', async (t) => {
    const s = await at(t, 'coordinator');
    const keys = new Keyboard(s);

    await s
        .get('public-told')
        .getByText(say('public.state.first', { version: 2 }))
        .waitFor();
    const opening = s.context.waitForEvent('page');
    await keys.to('[data-testid="public-state"] [data-testid="public-preview-sq"]');
    await keys.press('Enter');
    const preview = await opening;
    await preview.getByRole('heading', { level: 1, name: HEADING }).waitFor();
    await preview.close();
    await keys.hit('public-approve');
    await keys.page.getByRole('dialog').waitFor();
    await keys.hitWords(say('public.approve'), '[role=dialog], dialog');
    await s.get('public-state').getByText('2').first().waitFor();
    await present(s.get('public-approve'), 0);
    await until(async () => (await published()).includes(HEADING), 'what was approved is what is read');
    assert.ok((await published()).includes('116 117'));
    await s.whole();
    assert.deepEqual(await s.axe(), []);
    s.calm();
});

test('a version that was is brought back, and waits for a second person', async (t) => {
    const s = await at(t, 'coordinator', { size: SIZES.phone });
    const keys = new Keyboard(s);

    await s.get('public-versions').waitFor();
    await s.whole();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('public-published');
    const id = await s
        .get('public-versions')
        .locator('summary')
        .first()
        .evaluate((x) => (x.dataset.part = 'versions'));
    await keys.to(`[data-part="${id}"]`);
    await keys.press('Enter');
    await s.get('public-table').waitFor();
    await s.whole();
    await s.pictures('public-versions');
    await keys.hit('public-restore');
    await keys.page.getByRole('dialog').waitFor();
    await keys.hitWords(say('public.restore'), '[role=dialog], dialog');
    await s.get('public-why').getByText(say('public.approve.wrote')).waitFor();
    assert.ok((await published()).includes(HEADING), 'until then the old one is read');
    s.calm();
});

test('the administrator writes and approves nothing; nobody else sees it', async (t) => {
    const s = await at(t, 'administrator');

    await s.get('public-numbers').waitFor();
    await present(s.get('public-approve'), 0);
    const other = await Staff.during(t, browser, town, 'aid_officer', '/');
    assert.equal((await other.sent('GET', '/api/v1/public-page')).status, 403);
});

test('it stands in English on a telephone as well', async (t) => {
    const s = await at(t, 'director', { size: SIZES.phone, language: 'en' });

    await s.get('public-numbers').waitFor();
    await s.get('public-part').first().locator('summary').first().click();
    await s.get('public-edit').first().click();
    await s.get('public-form').waitFor();
    await s.whole();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('public-english');
});
