/* Cards as a coordinator handles them: issued from the file, looked at as they are printed, exchanged, closed; and what
 * nobody but her is shown of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from './browser.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const NEUTRAL = {
    sq: /dhun|viktim|urdh[eë]r|gjykat|polic/i,
    en: /violen|victim|order|court|police/i,
}; /* not for paper */
const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, place, how = {}, role = 'coordinator') {
    return Staff.during(t, browser, town, role, place, how);
}

/** A card of the demonstration and its file.
 * @param {'valid' | 'child' | 'wrong_service' | 'ended' | 'revoked'} which */
async function cardOf(which) {
    const id = { valid: 2, child: 3, wrong_service: 4, ended: 5, revoked: 6 }[which];
    const [[file]] = await town.ask(
        `SELECT p.case_id FROM card c JOIN case_person p USING (person_id) WHERE c.id = ${id}`,
    );
    const number = await town.numberOf(id);
    return { place: `/cards/${number}?case=${file}`, number, file };
}

/** Waits until another card than that one stands on the screen. */
async function another(s, number) {
    await s.page.waitForFunction(
        (old) =>
            location.hash.startsWith('#/cards/') &&
            !location.hash.includes(old) &&
            !document.getElementById('title')?.textContent.includes(old),
        number,
    );
    await s.get('card-picture').waitFor();
}

test('the keyboard alone issues a card from the file, sees it as it is printed, and prints it', async (t) => {
    const { file } = await cardOf('valid');
    const s = await at(t, `/cases/${file}`);
    await s.get('card-issue').first().waitFor();
    await s.tabTo('card-issue', 200);
    await s.page.keyboard.press('Enter');
    await s.get('issue-form').waitFor();
    await present(s.get('card-not-now'), 0, 'that no adult goes to a kindergarten need not be said');
    await s.tabTo('submit', 20);
    await s.page.keyboard.press('Enter');
    await s.get('card-screen').waitFor();
    await s.get('card-picture').waitFor();
    assert.ok(
        await s.get('card-picture').evaluate((img) => img.decode().then(() => img.naturalWidth > 300)),
        'the picture is drawn',
    );
    await s.page.locator('.holder').waitFor();
    await s.tabTo('card-pdf');
    const [pdf] = await Promise.all([s.page.waitForEvent('download'), s.page.keyboard.press('Enter')]);
    assert.match(pdf.suggestedFilename(), /^karta-[A-Z2-7-]{19}\.pdf$/);
    s.calm();
});

test('a damaged card is exchanged: a new one stands there, the old one leads to it', async (t) => {
    const { place, number } = await cardOf('child');
    const s = await at(t, place);
    await s.tabTo('card-replace');
    await s.page.keyboard.press('Enter');
    await s.get('question').waitFor();
    await s.tabTo('question-yes');
    await s.page.keyboard.press('Enter');
    await another(s, number);
    await s.open(place);
    await s.get('card-next').waitFor();
    await present(s.get('card-picture'), 0);
    await present(s.get('card-replace'), 0);
    s.calm();
});

test('a card in wrong hands is closed, another issued and the contact marked unsafe', async (t) => {
    const { place, number, file } = await cardOf('valid');
    const s = await at(t, place);
    await s.get('card-compromised').click();
    await s.get('question-yes').click();
    await another(s, number);
    await s.get('contact-unsafe').waitFor();
    await s.page.getByText(say('card.tell.compromised')).waitFor();
    await s.open(place);
    await s.get('card-next').waitFor();
    await s.get('contact-unsafe').getByText(say('card.compromised.now')).waitFor();
    const [[ended]] = await town.ask(
        `SELECT count(*) FROM card c JOIN case_person p USING (person_id)
         WHERE p.case_id = ${file} AND c.revoked_why = 'compromised'`,
    );
    assert.equal(Number(ended), 1);
});

test('a lost card is closed at once; thinking better of it changes nothing', async (t) => {
    const { place } = await cardOf('wrong_service');
    const s = await at(t, place);
    await s.get('card-lost').click();
    await s.get('question-no').click();
    await present(s.get('card-picture'), 1);
    await s.get('card-lost').click();
    await s.get('question-yes').click();
    await s.page.getByText(say('card.tell.lost')).waitFor();
    await present(s.get('card-ends'), 0);
    await present(s.get('card-picture'), 0);
});

test('a card that somebody else has closed meanwhile says so, and stands there as it is', async (t) => {
    const { place, number } = await cardOf('ended');
    const s = await at(t, place);
    await s.get('card-revoke').waitFor();
    await town.command('card', 'revoke', number.replaceAll('-', ''));
    await s.get('card-revoke').click();
    await s.get('question-yes').click();
    await s.get('problem').getByText(say('problem.already_revoked')).waitFor();
    await s.get('card-revoke').waitFor({ state: 'detached' });
});

test('what is read to the holder, and comes on paper, says nothing of why', async (t) => {
    for (const language of ['sq', 'en']) {
        const words = staffTexts(language);
        for (const key of [
            'use',
            'use.transport',
            'use.documents',
            'use.kindergarten',
            'seen',
            'until',
            'keep',
            'call',
            'shortened',
            'extended',
            'replaced',
            'lost',
            'compromised',
            'revoked',
            'over',
        ])
            assert.doesNotMatch(words(`card.tell.${key}`, { until: '' }), NEUTRAL[language]);
    }
    const { place } = await cardOf('revoked');
    const s = await at(t, place);
    await s.get('card-tell').waitFor();
    await s.page.emulateMedia({ media: 'print' });
    assert.equal((await s.page.locator('body').innerText()).trim(), say('card.tell.revoked'));
});

test('cards read well on a phone and a desk, in both languages, and leave no name behind', async (t) => {
    const { place } = await cardOf('revoked');
    const [[id]] = await town.ask(`SELECT max(id) FROM card WHERE revoked_at IS NULL AND closed_on IS NULL`);
    const good = await town.numberOf(id);
    for (const [size, language] of [
        ['phone', 'sq'],
        ['desk', 'en'],
    ]) {
        const s = await at(t, `/cards/${good}`, { size: SIZES[size], language });
        await s.get('card-picture').waitFor();
        assert.deepEqual(await s.axe(), []);
        await s.whole();
        await s.open(place);
        await s.get('card-tell').waitFor();
        await s.page.locator('.holder').waitFor();
        const name = (await s.page.locator('.holder').innerText()).split(' · ')[0];
        assert.deepEqual(await s.axe(), []);
        await s.whole();
        await s.leaves(name, ...name.split(' '));
        s.calm();
    }
});

test('all cards of a file come on one sheet', async (t) => {
    const { file } = await cardOf('child');
    const s = await at(t, `/cases/${file}`);
    const [pdf] = await Promise.all([s.page.waitForEvent('download'), s.get('cards-sheet').click()]);
    assert.match(pdf.suggestedFilename(), /^kartat-\d+-\d{4}\.pdf$/);
    s.calm();
});

test('nobody but a coordinator is shown a card', async (t) => {
    const { place } = await cardOf('valid');
    for (const role of ['aid_officer', 'director', 'auditor', 'administrator', 'kindergarten']) {
        const s = await at(t, place, {}, role);
        await s.page.getByText(say('screen.not_yours')).waitFor();
        assert.ok(!s.asked.some((url) => url.includes('/api/v1/cards/')));
    }
});

test('a paper to take along is printed once it was asked for; neutral, it does not say why', async (t) => {
    const s = await at(t, '/cases/1/sheet');
    await s.get('sheet').waitFor();
    await s.page.evaluate(() => (window.print = () => (window.printed = true)));
    assert.deepEqual(await s.axe(), []);
    await s.get('submit').click();
    await s.get('summary').getByText(say('sheet.safe.needed')).waitFor();
    assert.equal(await s.page.evaluate(() => window.printed), undefined);
    await s.page.emulateMedia({ media: 'print' });
    assert.equal(await s.get('sheet').isVisible(), false);
    await s.page.emulateMedia({ media: 'screen' });
    for (const language of ['sq', 'en', 'el']) {
        await s.page.locator(`input[value=${language}]`).check();
        await s.get('sheet').locator('h2').waitFor();
        assert.equal(await s.get('sheet').getAttribute('lang'), language);
        const text = await s.get('sheet').innerText();
        assert.match(text, /\d+\/\d{4}/);
        assert.match(text, /\d\d\.\d\d\.\d{4}/);
        assert.doesNotMatch(text, NEUTRAL.sq);
        assert.doesNotMatch(text, NEUTRAL.en);
        assert.doesNotMatch(text, /mbrojt|protect|δικαστ|εντολ|αστυνομ|προστ/i);
    }
    await s.page.locator('input[value=sq]').check();
    await s.page.locator('input[value=full]').check();
    await s
        .get('sheet')
        .getByText(/Urdhër/)
        .first()
        .waitFor();
    await s.get('sheet-safe').check();
    await s.get('submit').click();
    await s.page.waitForFunction(() => window.printed);
    await s.page.emulateMedia({ media: 'print' });
    assert.equal(await s.get('sheet').isVisible(), true);
    assert.equal(await s.get('sheet-form').isVisible(), false);
    /* another paper is another question */
    await s.page.emulateMedia({ media: 'screen' });
    await s.page.locator('input[value=neutral]').check();
    assert.equal(await s.get('sheet-safe').isChecked(), false);
});
