/* Sessions in the staff app: seen and ended by their holder, the password asked again, and what is left on the page
 * when one ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from './browser.mjs';
import { ACCOUNTS, PASSWORD, SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const FILE = 5; /* Elira Kodra and Klea, one UM in force */
const NAMES = ['Elira', 'Kodra', 'Klea'];
const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, place, role = 'coordinator', how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

const whole = (page) => page.evaluate(() => document.documentElement.outerHTML);

/** Nothing of the file is in the document, seen or unseen. */
async function empties(s, page = s.page) {
    await page.waitForFunction((names) => !names.some((name) => document.body.textContent.includes(name)), NAMES);
    const html = await whole(page);
    for (const name of NAMES) assert.ok(!html.includes(name), name);
}

async function signInAgain(s) {
    const again = s.get('sign-in-again');
    await again.getByTestId('field-password').fill(PASSWORD);
    await s.page.keyboard.press('Enter');
    await again.waitFor({ state: 'hidden' });
}

/** As if she had signed in a while ago. */
const confirmedLongAgo = (s) =>
    town.ask(`UPDATE session SET confirmed_at = confirmed_at - 600 WHERE token_hash = x'${s.hash}'`);

test('when a session ends the page is emptied, and what was typed is there again afterwards', async (t) => {
    const s = await at(t, `/cases/${FILE}`);
    const note = s.get('part-notes');
    await note.getByTestId('field-text').fill('Foli me psikologen sot.');
    await s.page.waitForFunction((name) => document.body.textContent.includes(name), NAMES[0]);
    await s.sessionEnd();
    await note.getByTestId('submit').click();
    const again = s.get('sign-in-again');
    await again.waitFor();
    await empties(s);
    assert.ok(!(await whole(s.page)).includes('psikologen'));
    await present(s.get('emptied'), 1);
    assert.deepEqual(await s.axe(), []);
    await again.getByText(say('sign_in.again.emptied')).waitFor();
    assert.equal(await again.getByTestId('field-account').inputValue(), ACCOUNTS.coordinator);
    await s.page.keyboard.press('Escape');
    assert.equal(await again.isVisible(), true);
    await signInAgain(s);
    await s.page.waitForFunction((name) => document.body.textContent.includes(name), NAMES[0]);
    await s.page.waitForFunction(
        () => document.querySelector('[data-testid=part-notes] textarea')?.value === 'Foli me psikologen sot.',
    );
    await note.getByTestId('submit').click();
    await s.get('note').getByText('Foli me psikologen sot.').waitFor();
    await s.leaves(...NAMES, 'psikologen');
    s.calm();
});

test('a page that is left alone is emptied when its time is over', async (t) => {
    const s = await Staff.make(browser, town);
    t.after(() => s.end());
    await s.page.clock.install();
    await s.session(ACCOUNTS.coordinator);
    await s.open(`/cases/${FILE}`);
    await s.page.waitForFunction((name) => document.body.textContent.includes(name), NAMES[0]);
    await s.sessionEnd();
    await s.page.clock.fastForward('31:00');
    await s.get('sign-in-again').waitFor();
    await empties(s);
});

test('passwords typed when it ends are kept nowhere', async (t) => {
    const s = await at(t, '/account', 'auditor');
    await s.field('current').fill('nje fjale e vjeter');
    await s.sessionEnd();
    await s.field('password').fill('nje fjale e re e gjate');
    await s.field('again').fill('nje fjale e re e gjate');
    await s.get('password').getByTestId('submit').click();
    await s.get('sign-in-again').waitFor();
    await signInAgain(s);
    await s.get('password').waitFor();
    assert.equal(await s.field('current').inputValue(), '');
});

test('signing out that does not work is said, and the page stays until it does', async (t) => {
    const s = await at(t, '/files');
    const cut = (route) => (route.request().method() === 'DELETE' ? route.abort() : route.continue());
    await s.get('result').first().waitFor();
    await s.page.route('**/api/v1/session', cut);
    await s.get('sign-out').click();
    await s.get('question').getByText(say('sign_out.failed.text')).waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.get('question-no').click();
    assert.equal(await s.get('result').first().isVisible(), true);
    await s.get('sign-out').click();
    await s.get('question').waitFor();
    await s.page.unroute('**/api/v1/session', cut);
    await s.get('question-yes').click();
    await s.get('sign-in-screen').waitFor();
    const [[left]] = await town.ask(`SELECT count(*) FROM session WHERE token_hash = x'${s.hash}'`);
    assert.equal(Number(left), 0);
});

test('"back" after signing out finds an empty page, also where the browser kept it', async (t) => {
    const s = await at(t, `/cases/${FILE}`);
    await s.page.waitForFunction((name) => document.body.textContent.includes(name), NAMES[0]);
    await s.get('nav-today').click();
    await s.get('task').first().waitFor();
    await s.get('sign-out').click();
    await s.get('sign-in-screen').waitFor();
    await s.page.goBack();
    assert.match(s.page.url(), /#\/cases\/5$/);
    await s.get('sign-in-screen').waitFor();
    await empties(s);
    /* As a browser does that keeps whole pages: it shows the page again and says so. */
    const other = await at(t, `/cases/${FILE}`);
    await other.page.waitForFunction((name) => document.body.textContent.includes(name), NAMES[0]);
    await other.context.clearCookies();
    await other.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await other.get('sign-in-screen').waitFor();
    await empties(other);
});

test('signed out in one window is signed out in the other', async (t) => {
    const s = await at(t, `/cases/${FILE}`);
    const second = await s.context.newPage();
    await second.goto(`${town.origin}/staff/#/today`);
    await second.getByTestId('task').first().waitFor();
    await second.getByTestId('sign-out').click();
    await s.get('sign-in-screen').waitFor();
    await empties(s);
});

test('somebody else who signs in in another window finds nothing of the one before', async (t) => {
    const s = await at(t, `/cases/${FILE}`);
    await s.page.waitForFunction((name) => document.body.textContent.includes(name), NAMES[0]);
    await s.get('part-notes').getByTestId('field-text').fill('Vetëm për mua.');
    await s.session(ACCOUNTS.auditor);
    const second = await s.context.newPage();
    await second.goto(`${town.origin}/staff/#/log`);
    await second.locator('h1').waitFor();
    await s.page.getByRole('heading', { name: say('screen.not_yours') }).waitFor();
    await empties(s);
    assert.ok(!(await whole(s.page)).includes('Vetëm për mua'));
});

test('the password is asked again before an account is made, and nothing typed is lost', async (t) => {
    const s = await at(t, '/accounts', 'administrator');
    await confirmedLongAgo(s);
    await s.get('account-new').click();
    await s.field('full_name').fill('Arta Gega');
    await s.field('name').fill('arta');
    await s.field('role').selectOption('auditor');
    await s.get('account-form').getByTestId('submit').click();
    const window = s.get('confirmation');
    await window.waitFor();
    await s.focuses('field-password');
    assert.deepEqual(await s.axe(), []);
    /* She thinks better of it. */
    await window.getByTestId('cancel').click();
    await s.get('summary').getByText(say('problem.not_confirmed')).waitFor();
    assert.equal(await s.field('full_name').inputValue(), 'Arta Gega');
    await s.get('account-form').getByTestId('submit').click();
    await window.getByTestId('field-password').fill('not this one');
    await s.page.keyboard.press('Enter');
    await window.getByText(say('confirm.problem.wrong_password')).first().waitFor();
    await window.getByTestId('field-password').fill(PASSWORD);
    await s.page.keyboard.press('Enter');
    await s.get('password-given').waitFor();
    await window.waitFor({ state: 'hidden' });
    const [[made]] = await town.ask(`SELECT count(*) FROM account WHERE name = 'arta'`);
    assert.equal(Number(made), 1);
    /* And not for what follows. */
    await s.get('renew-arta').click();
    await s.get('question-yes').click();
    await s.get('password-given').waitFor();
    assert.equal(await window.isVisible(), false);
    s.calm();
});

test('so it is before a table of the log is taken along', async (t) => {
    const s = await at(t, '/log', 'auditor');
    await confirmedLongAgo(s);
    const coming = s.page.waitForEvent('download');
    await s.page.getByRole('button', { name: say('log.csv') }).click();
    await s.get('confirmation').getByTestId('field-password').fill(PASSWORD);
    await s.page.keyboard.press('Enter');
    assert.equal((await coming).suggestedFilename(), 'lista.csv');
});

for (const [size, viewport] of Object.entries(SIZES))
    for (const language of ['sq', 'en'])
        test(`she sees where she is signed in, and ends the others: ${size}, ${language}`, async (t) => {
            const own = staffTexts(language);
            const others = [await at(t, '/account', 'director'), await at(t, '/account', 'director')];
            const s = await at(t, '/account', 'director', { size: viewport, language });
            const rows = s.get('sessions').locator('tbody tr');
            await rows.first().waitFor();
            const before = await rows.count();
            assert.ok(before >= 3, `${before} sessions`);
            await present(rows.getByText(own('sessions.here')), 1);
            await present(s.get('session-end'), before - 1);
            await s.whole();
            assert.deepEqual(await s.axe(), []);
            await s.get('session-end').first().click();
            await s.get('question-yes').click();
            await s.page.waitForFunction(
                (n) => document.querySelectorAll('[data-testid=sessions] tbody tr').length === n,
                before - 1,
            );
            await s.get('sessions-end-others').click();
            await s.get('question-yes').click();
            await s.get('sessions-end-others').waitFor({ state: 'detached' });
            await present(rows, 1);
            for (const { hash } of others)
                assert.equal(
                    Number((await town.ask(`SELECT count(*) FROM session WHERE token_hash = x'${hash}'`))[0][0]),
                    0,
                );
            s.calm();
        });
