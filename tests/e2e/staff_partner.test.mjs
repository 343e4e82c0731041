/* A referral that its institution reads and answers: the coordinator sends it, the partner sees the number of the file
 * and what was written for it, by keyboard alone, and the coordinator is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const NAME = 'Qendra e Gruas Drita';
let town, browser;

staged((made) => ({ town, browser } = made));

const said = (of) => Object.entries(of).map(([name, value]) => ({ name, value }));

/** A file with a consent and a referral, and an account of the institution, made by an administrator's form. */
async function referred(t) {
    const s = await Staff.during(t, browser, town, 'coordinator', '/today');
    const point = { name: NAME, kind: 'ngo', level: 'local', public: false };
    const { id } = await s.ask('POST', '/api/v1/cases', { unit: 'Lunxhëri' });
    const work = `/api/v1/cases/${id}/work`;

    await s.ask('POST', '/api/v1/contact-points', point);
    await s.ask('POST', work, {
        kind: 'consent',
        said: said({ to: NAME, what_for: 'këshillim', how: 'paper' }),
    });
    await s.ask('POST', work, {
        kind: 'referral',
        said: said({
            to: NAME,
            service: 'psychological',
            urgency: 'soon',
            how: 'letter',
            reason: 'Dy biseda në javë.',
        }),
    });
    return { s, id };
}

async function accountMade(t) {
    const a = await Staff.during(t, browser, town, 'administrator', '/accounts');
    const k = new Keyboard(a);

    await k.hit('account-new');
    await a.get('account-form').waitFor();
    await k.write('full_name', 'Qendra Drita');
    await k.write('name', 'drita');
    await k.choose('role', 'partner');
    await a.field('institution').waitFor();
    await k.write('institution', 'qendra e g');
    await a.get('offered-institution').waitFor();
    await k.press('ArrowDown');
    await k.press('Enter');
    await a.pictures('partner-account');
    assert.deepEqual(await a.axe(), []);
    await k.press('Control+Enter');
    await a.get('password-given').waitFor();
    await town.ask("UPDATE account SET must_change = 0 WHERE name = 'drita'");
    a.calm();
}

/** Its pages. */
async function partner(t, how) {
    const p = await Staff.make(browser, town, how);
    t.after(() => p.end());
    await p.session('drita');
    await p.open('/');
    await p.get('partner-screen').waitFor();
    return p;
}

test('an institution reads its referral and answers it, and the coordinator is told', async (t) => {
    const { s, id } = await referred(t);
    await accountMade(t);
    const p = await partner(t);
    const k = new Keyboard(p);
    const sq = staffTexts();

    assert.deepEqual(await p.page.locator('nav a').allInnerTexts(), [sq('nav.referrals')]);
    assert.deepEqual(await p.axe(), []);
    await p.pictures('partner');
    await k.hit(await p.page.locator('[data-testid^="referral-"]').first().getAttribute('data-testid'));
    await p.get('answer-form').waitFor();
    const text = await p.page.locator('main').innerText();
    assert.ok(text.includes('Dy biseda në javë.') && text.includes(sq('partner.names.none')));
    assert.deepEqual(await p.axe(), []);
    await p.pictures('partner-referral');
    await k.go('field-outcome');
    await k.press('Control+Enter');
    await p.focuses('summary');
    await k.choose('outcome', 'accepted');
    await k.press('Control+Enter');
    await p.page.waitForFunction((word) => document.querySelector('dl.facts')?.textContent.includes(word), 'u pranua');
    p.calm();

    await s.open('/today');
    await s.page.reload();
    await s.get('task').filter({ hasText: 'iu përgjigj një referimi' }).waitFor();
    await s.ask('POST', `/api/v1/cases/${id}/work`, {
        kind: 'withdrawal',
        answers: (await s.ask('GET', `/api/v1/cases/${id}/work`)).records.find((r) => r.kind === 'consent').id,
    });
    await k.choose('outcome', 'ended');
    await k.press('Control+Enter');
    await p.get('answer-form').getByText(sq('problem.referral_withdrawn')).waitFor();
    await p.pictures('partner-withdrawn');
    const again = await partner(t);
    await again.get('part-open').getByText(sq('partner.none')).waitFor();
});

test('nothing else opens to it, in English on a phone', async (t) => {
    const p = await partner(t, { size: SIZES.phone, language: 'en' });

    for (const place of ['/today', '/files', '/cases/1', '/contacts', '/accounts', '/statistics']) {
        await p.open(place);
        assert.ok(!(await p.page.locator('main').innerText()).includes('Sokolaj'));
        assert.equal(await p.get('task').count(), 0);
    }
    await p.open('/referrals');
    await p.get('partner-screen').waitFor();
    assert.deepEqual(await p.axe(), []);
});
