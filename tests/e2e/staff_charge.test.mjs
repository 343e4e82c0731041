/* A hand-over before leave, by keyboard alone: whose tasks are whose, one file handed on, then all of them at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

/** As one of the two coordinators of the demonstration. */
async function at(t, account, place, how) {
    const s = await Staff.during(t, browser, town, 'coordinator', '/account', how);
    await s.session(account);
    await s.page.reload();
    await s.open(place);
    return s;
}

const line = (s, name) => s.get('charge-holders').getByRole('row').filter({ hasText: name });
const files = async (s, name) => Number(/\d+/.exec(await line(s, name).innerText())[0]);

test('all files go to a colleague before leave, and their tasks are hers', async (t) => {
    const s = await at(t, 'koordinatore2', '/today');
    const k = new Keyboard(s);
    await s.get('task').first().waitFor();
    const all = await s.get('task').count();
    await k.to('#today-whose');
    await k.press('ArrowDown');
    await s.get('today-elsewhere').waitFor();
    const own = await s.get('task').count();
    assert.ok(own < all, `${own} of ${all}`);
    assert.deepEqual(await s.axe(), []);
    await s.pictures('charge-today');
    /* It stays when one comes back. */
    await s.page.reload();
    await s.get('today-elsewhere').waitFor();

    await s.open('/charge');
    await s.get('charge-holders').waitFor();
    const [given, had] = [await files(s, 'Koordinatorja vendore'), await files(s, 'Koordinatorja zëvendësuese')];
    await s.pictures('charge');
    await k.hit('charge-hand');
    await s.get('hand-form').waitFor();
    await k.press('Control+Enter');
    await s.focuses('summary');
    assert.ok((await s.get('hand-form').innerText()).includes(say('charge.to.needed')));
    assert.deepEqual(await s.axe(), []);
    await s.pictures('charge-hand');
    const name = await s.get('hand-form').getByTestId('field-to').locator('option').nth(1).innerText();
    const to = await s.get('hand-form').getByTestId('field-to').locator('option').nth(1).getAttribute('value');
    assert.equal(name, 'Koordinatorja zëvendësuese');
    await k.choose('to', to);
    await k.press('Control+Enter');
    await s.get('hand-form').waitFor({ state: 'detached' });
    await s.page.waitForFunction(
        ([who, count]) =>
            [...document.querySelectorAll('[data-testid="charge-holders"] tr')].some(
                (row) => row.textContent.includes(who) && row.textContent.includes(String(count)),
            ),
        [name, given + had],
    );
    await s.open('/today');
    await s.get('task').first().waitFor();
    await s.page.waitForFunction((n) => document.querySelectorAll('[data-testid="task"]').length > n, own);
    t.diagnostic(`${k.keys} keys`);
    s.calm();
});

test('one file is handed on from the file, and the second of two is told', async (t) => {
    const s = await at(t, 'koordinatore', '/today', { size: SIZES.phone, language: 'en' });
    const en = staffTexts('en');
    const k = new Keyboard(s);
    const { id } = await s.ask('POST', '/api/v1/cases', { unit: 'Lunxhëri' });
    await s.open(`/cases/${id}/work`);
    await k.hit('case-charge');
    await s.get('case-charge-form').waitFor();
    await s.pictures('case-charge');
    const { coordinators } = await s.ask('GET', '/api/v1/coordinators');
    const other = coordinators.find((c) => c.full_name === 'Koordinatorja zëvendësuese');
    const { version } = await s.ask('GET', `/api/v1/cases/${id}`);
    const second = await at(t, 'koordinatore2', '/today');
    await second.ask('PUT', `/api/v1/cases/${id}/charge`, { version, account: other.id });
    await k.choose('account', String(other.id));
    await k.press('Control+Enter');
    assert.equal(await s.stays(), true);
    assert.ok((await s.get('case-charge-form').innerText()).includes(other.full_name));
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('case-charge-stale');
    await s.page.reload();
    await s.page.getByText(en('case_charge.now', { name: other.full_name })).waitFor();
    s.calm();
});

test('a colleague stands in from day to day, and every fault of the form is told at its field', async (t) => {
    const s = await at(t, 'koordinatore', '/charge');
    const k = new Keyboard(s);
    const { holders } = await s.ask('GET', '/api/v1/charge');
    const [away, by] = ['vendore', 'zëvendësuese'].map((end) =>
        String(holders.find((h) => h.full_name === `Koordinatorja ${end}`).id),
    );
    await k.hit('substitute-new');
    await s.get('substitute-form').waitFor();
    await k.choose('away', away);
    await k.choose('by', away);
    await k.write('from', '20.03.2099');
    await k.write('until', '10.03.2099');
    await k.press('Control+Enter');
    assert.equal(await s.stays(), true);
    const told = await s.get('substitute-form').innerText();
    for (const fault of ['problem.reversed', 'charge.substitute.problem.same_account'])
        assert.ok(told.includes(say(fault)), `${fault}: ${told}`);
    assert.deepEqual(await s.axe(), []);
    await s.pictures('charge-substitute');
    await k.choose('by', by);
    await k.write('until', '25.03.2099');
    await k.press('Control+Enter');
    await s.get('substitute-form').waitFor({ state: 'detached' });
    const row = s.get('substitutes').getByRole('row').filter({ hasText: '25.03.2099' });
    await row.waitFor();
    await s.pictures('charge-substitutes');
    await k.hit('substitute-end');
    await s.get('question-yes').waitFor();
    await k.hit('question-yes');
    await row.waitFor({ state: 'detached' });
    s.calm();
});

/* A week ago the second coordinator was here last, and opened the sixth file (app/cli/demo.c). */
test('what others changed since she was here last is told, over all files and in one', async (t) => {
    const first = await at(t, 'koordinatore', '/today');
    await first.ask('POST', '/api/v1/cases/6/notes', { text: 'Foli me psikologen.' });
    const { id } = await first.ask('POST', '/api/v1/cases', { unit: 'Lunxhëri' });
    const s = await at(t, 'koordinatore2', '/today');
    const k = new Keyboard(s);
    const { number } = await s.ask('GET', '/api/v1/cases/6/news');
    await k.hit('today-news');
    await s.get('news-since').waitFor();
    await k.to('#news-whose');
    await k.press('ArrowUp');
    const row = s.get('news').getByRole('row').filter({ hasText: number });
    await row.first().waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('news');
    await row.getByRole('link', { name: number, exact: true }).press('Enter');
    await s.get('case-news-screen').waitFor();
    const said = s
        .get('news')
        .getByRole('row')
        .filter({ hasText: say('log.note.write') });
    await said.filter({ hasText: 'Koordinatorja vendore' }).first().waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('case-news');
    await s.open(`/cases/${id}/work`);
    await k.hit('case-news');
    await s.get('news-first').waitFor();
    await s.whole();
    s.calm();
});

test('the director reads who follows what, and hands nothing on', async (t) => {
    const s = await Staff.during(t, browser, town, 'director', '/charge', { size: SIZES.phone });
    await s.get('charge-holders').waitFor();
    for (const way of ['charge-hand', 'substitute-new']) assert.equal(await s.get(way).count(), 0);
    await s.whole();
    s.calm();
});
