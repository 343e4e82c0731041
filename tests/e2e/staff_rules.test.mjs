/* The page of the rules: shut until a family is wanted, and as it was left when one comes back; a decision, a number of
 * the law, a holiday added and taken back, by whoever may. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const SCREENS_HIGH = 8; /* of a phone: what can be thumbed through */
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, place, role = 'administrator', how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

/** "22.11.2027": in a year */
const nextYear = () => dateShown(dateAdd(dateToday(), 365));
const folds = (s) => s.page.locator('details.fold');

test('on a phone the page is short, says what holds today, and stays as it was left', async (t) => {
    const s = await at(t, '/rules', 'administrator', { size: SIZES.phone });
    const high = () => s.page.evaluate(() => document.documentElement.scrollHeight / window.innerHeight);
    await s
        .get('rules-payment')
        .getByText(/VKM 597\/2019/)
        .first()
        .waitFor();
    assert.ok((await high()) < SCREENS_HIGH, `${await high()} screens`);
    await present(s.page.locator('details.fold[open]'), 0);
    await s.whole();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('rules-shut');

    const k = new Keyboard(s);
    await k.to('[data-testid="legal-orders-open"]');
    await k.press('Enter');
    await s.get('legal-rows-hearing_days').waitFor();
    await s.pictures('rules-legal');
    await s.open('/account');
    await s.get('password').waitFor();
    await s.open('/rules');
    await s.get('legal-rows-hearing_days').waitFor();
    await present(s.page.locator('details.fold[open]'), 1);
});

test('all families open are whole, without a fault, in both languages', async (t) => {
    for (const [size, language] of [
        ['phone', 'sq'],
        ['desk', 'en'],
    ]) {
        const s = await at(t, '/rules', 'administrator', { size: SIZES[size], language });
        await folds(s).first().waitFor();
        for (const fold of await folds(s).locator('> summary').all()) await fold.click();
        await s.page.waitForLoadState('networkidle');
        await s.whole();
        assert.deepEqual(await s.axe(), []);
        await s.get('rule-new-payment').click();
        await s.get('rule-form').waitFor();
        await s.whole();
        assert.deepEqual(await s.axe(), []);
        await s.pictures(`rules-open-${language}`);
        s.calm();
    }
});

test('a new decision says whom it touches before it is saved, and takes its place in the list', async (t) => {
    const s = await at(t, '/rules');
    await s.get('rules-transport-open').click();
    await s.get('rule-new-transport').click();
    await s.field('source').fill('VKB 12/2027');
    await s.field('from').fill(nextYear());
    const [[before]] = await town.ask('SELECT count(*) FROM benefit_rule');
    await s.get('rule-form').getByTestId('submit').click();
    await s
        .get('rule-form')
        .getByText(/Preken: \d+/)
        .waitFor();
    const [[shown]] = await town.ask('SELECT count(*) FROM benefit_rule');
    assert.equal(shown, before, 'nothing is saved yet');
    await s.get('rule-form').getByTestId('submit').click();
    await s.get('rule-form').waitFor({ state: 'detached' });
    await s.get('rules-transport').getByText('VKB 12/2027').waitFor();
    await s.get('rules-transport').getByText(say('rules.coming')).waitFor();
    s.calm();
});

test('a mistyped decision is taken back, once she has read what that does', async (t) => {
    const s = await at(t, '/rules');
    await s.get('rules-documents-open').click();
    await s.get('rule-new-documents').click();
    await s.field('source').fill('VKB 99/2099');
    await s.field('from').fill(nextYear());
    await s.get('rule-form').getByTestId('submit').click();
    await s.get('rule-form').getByTestId('submit').click();
    await s.get('rule-form').waitFor({ state: 'detached' });
    await s
        .get('rules-documents')
        .getByRole('button', { name: say('rules.void.of', { source: 'VKB 99/2099' }) })
        .click();
    await s
        .get('question')
        .getByText(/Preken: \d+/)
        .waitFor();
    await s.get('question-yes').click();
    await s.get('rules-documents').getByText('VKB 99/2099').waitFor({ state: 'detached' });
    const [[kept]] = await town.ask("SELECT count(*) FROM benefit_rule WHERE source = 'VKB 99/2099' AND voided_at > 0");
    assert.equal(Number(kept), 1);
    s.calm();
});

test('a number of the law is changed from a day on, and taken back before it begins', async (t) => {
    const s = await at(t, '/rules');
    const rows = s.get('legal-rows-hearing_days');
    await s.get('legal-orders-open').click();
    await s.get('legal-new-hearing_days').click();
    await s.field('value').fill('400');
    await s.field('from').fill(nextYear());
    await s.field('source').fill('ligji 1/2099, neni 3');
    await s.get('legal-form').getByTestId('submit').click();
    await s
        .get('legal-form')
        .getByText(say('rules.legal.bounds', { least: '0 ditë', most: '365 ditë' }))
        .first()
        .waitFor();
    await s.field('value').fill('30');
    await s.get('legal-form').getByTestId('submit').click();
    await s
        .get('legal-form')
        .getByText(/Preken: 0 persona/)
        .waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.get('legal-form').getByTestId('submit').click();
    await s.get('legal-form').waitFor({ state: 'detached' });
    await rows.getByText('ligji 1/2099, neni 3').waitFor();
    await s.get('legal-void-hearing_days').click();
    await s.get('question-yes').click();
    await s.get('legal-void-hearing_days').waitFor({ state: 'detached' });
    await rows.locator('summary').click();
    await rows.getByText(/hequr më/).waitFor();
    s.calm();
});

test('a further service of the municipality is added, counted, and on no card', async (t) => {
    const s = await at(t, '/rules');
    const part = s.get('part-services');
    await s.get('part-services-open').click();
    await s.get('service-new').click();
    await s.field('text').fill('Tarifa e pastrimit dhe ndriçimit');
    await s.field('text_en').fill('Fee for cleaning and lighting');
    await s.field('source').fill('VKB 12/2026');
    await s.field('from').fill('1.1.2026');
    await s.field('amount').fill('2 400');
    await s.field('share').fill('50');
    for (const name of [say('kind.UM'), say('rules.who.protected')])
        await part.getByRole('checkbox', { name, exact: true }).check();
    assert.deepEqual(await s.axe(), []);
    await part.getByTestId('submit').click();
    await s.get('service-form').waitFor({ state: 'detached' });
    await part.getByRole('rowheader', { name: 'Tarifa e pastrimit dhe ndriçimit' }).waitFor();
    const [[kept]] = await town.ask('SELECT count(*) FROM municipal_service WHERE share = 50 AND amount = 2400');
    assert.equal(Number(kept), 1);
    await s.whole();
    s.calm();
});

test('an amount that looks like old lekë is asked about', async (t) => {
    const s = await at(t, '/rules');
    await s.get('rules-payment-open').click();
    await s.get('rule-new-payment').click();
    await s.field('source').fill('VKM 1/2027');
    await s.field('from').fill(`1.1.${Number(dateToday().slice(0, 4)) + 1}`); /* it is paid by the month */
    await s.field('amount').fill('90 000');
    await s.get('rule-form').getByTestId('submit').click();
    await s.get('rule-form').getByText(say('rules.warning.amount_odd')).waitFor();
    assert.equal(await s.field('source').inputValue(), 'VKM 1/2027');
});

test('closed days and kinds of certificates are kept', async (t) => {
    const s = await at(t, '/rules');
    const closed = s.get('part-closed');
    await s.get('part-closed-open').click();
    await s.get('closed-new').click();
    await s.field('on').fill('2.2.2027');
    await s.field('text').fill('Dita e provës');
    await closed.getByTestId('submit').click();
    await closed.getByRole('button', { name: say('closed.remove.of', { on: '02.02.2027' }) }).click();
    await closed.getByText('Dita e provës').waitFor({ state: 'detached' });
    const kinds = s.get('part-certificates');
    await s.get('part-certificates-open').click();
    await s.get('certificates-new').click();
    await s.field('text').fill('Vërtetim prove');
    await s.field('text_en').fill('Certificate of proof');
    await s.field('code').fill('prove');
    await kinds.getByTestId('submit').click();
    await kinds.getByRole('button', { name: say('places.retire.of', { name: 'Vërtetim prove' }) }).click();
    await kinds.getByRole('button', { name: say('places.restore.of', { name: 'Vërtetim prove' }) }).waitFor();
    s.calm();
});

test('a holiday that is announced is added by keyboard and taken back; those of the law stay', async (t) => {
    const s = await at(t, '/rules');
    const k = new Keyboard(s);
    const part = s.get('part-holidays');
    await k.hit('part-holidays-open');
    await part.getByText('Dita e Verës').waitFor();
    const announced = await part.getByRole('rowheader').filter({ hasText: /\d{4}/ }).count();
    await present(part.locator('table').first().getByRole('button'), announced, 'those of the law stay');
    const fixed = await part.getByRole('rowheader').count();
    await k.hit('holidays-new');
    await s.get('holidays-form').waitFor();
    await k.press('Control+Enter');
    await s.get('summary').waitFor();
    await present(s.get('summary').getByRole('link'), 3, 'all that is missing at once');
    await k.write('on', '2.11.2027');
    await k.write('name', 'Ditë pushimi e shpallur');
    await k.write('source', 'VKM 700/2027');
    await s.pictures('holidays-form');
    await k.press('Control+Enter');
    await part.getByText('VKM 700/2027').waitFor();
    await present(part.getByRole('rowheader'), fixed + 1);
    await k.hit('holidays-new');
    await k.write('on', '2.11.2027');
    await k.write('name', 'Ditë pushimi e shpallur');
    await k.write('source', 'VKM 701/2027');
    await k.press('Control+Enter');
    await s.get('summary').getByText(say('problem.already_holiday')).waitFor();
    await k.hit('cancel');
    await k.to(`[aria-label="${say('closed.remove.of', { on: '02.11.2027' })}"]`);
    await k.press('Enter');
    await part.getByText('VKM 700/2027').waitFor({ state: 'detached' });
    assert.deepEqual(await s.axe(), []);
    s.calm();
});
