/* A visit where there is no network: what is needed is taken along in the memory of the page, what is written there is
 * sent when there is a network again, once, and nothing of either is left. Persons are made up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './keyboard.mjs';
import { PASSWORD, SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const FILE = 5; /* Elira Kodra and Klea, one UM in force */
const CODE = '482913';
const TOLD = ['Elira', 'Kodra', 'Klea', 'te motra', 'gjeti armë', 'bravë të re'];
const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

/** A visit that is planned, with a plan, a danger and an address to take along. */
async function at(t, how = {}) {
    const s = await Staff.during(t, browser, town, 'coordinator', '/today', how);
    const work = (kind, said, more = {}) =>
        s.ask('POST', `/api/v1/cases/${FILE}/work`, {
            kind,
            ...more,
            said: Object.entries(said).map(([name, value]) => ({ name, value })),
        });
    const { persons, version } = await s.ask('GET', `/api/v1/cases/${FILE}`);
    const mother = persons.find((p) => p.role === 'protected');
    await s.ask('PUT', `/api/v1/cases/${FILE}/persons/${mother.id}/contact`, {
        version,
        channel: 'phone',
        detail: '+355690000001',
        hours: 'e martë 10–12',
        address: 'te motra',
    });
    await work('danger_event', { what: 'weapon', told: 'Thonë se gjeti armë.' });
    await work('plan', { wish: 'Të rrijë te e ëma.', safety: 'Të vihet bravë të re.' }, { due: '2099-01-01' });
    const { id: visit } = await work('visit', { safe: 'yes', why: 'Plani i sigurisë.' });
    return { s, visit, place: `/cases/${FILE}/visits/${visit}`, k: new Keyboard(s) };
}

async function takes(s) {
    for (const name of ['code', 'again']) await s.field(name).fill(CODE);
    await s.get('submit').click();
    await s.get('visit-form').waitFor();
}

async function taken(t, how) {
    const a = await at(t, how);
    await a.s.open(a.place);
    await takes(a.s);
    return a;
}

/** The answers that the register has to that visit. */
async function answers(s, visit) {
    const { records } = await s.ask('GET', `/api/v1/cases/${FILE}/work`);
    return records.filter((r) => r.kind === 'visit_result' && r.answers === visit);
}

const notes = async (s, text) =>
    (await s.ask('GET', `/api/v1/cases/${FILE}/notes`)).notes.filter((n) => n.text === text).length;

async function fills(s, found) {
    await s.field('done').selectOption('done');
    await s.field('found').fill(found);
}

async function unlocks(s, code = CODE) {
    await s.get('visit-unlock').getByTestId('field-code').fill(code);
    await s.page.keyboard.press('Enter');
}

async function recorded(s, visit, found) {
    await s.get('case-work').waitFor();
    const [answer, ...more] = await answers(s, visit);
    assert.deepEqual(more, []);
    const said = Object.fromEntries(answer.said.map(({ name, value }) => [name, value]));
    assert.equal(said.found, found);
    assert.match(said.time, /^\d\d:\d\d$/);
    return said;
}

/** Nothing that was told is in the document, seen or unseen. */
async function shut(s) {
    await s.get('visit-locked').waitFor({ state: 'attached' });
    const page = await s.page.evaluate(() => document.documentElement.outerHTML);
    for (const word of TOLD) assert.ok(!page.includes(word), word);
}

for (const language of ['sq', 'en'])
    for (const [name, size] of Object.entries(SIZES))
        test(`by keyboard, without a network at the door, sent once when back: ${language}, ${name}`, async (t) => {
            const { s, k, visit, place } = await at(t, { size, language });
            const found = `Fëmijët janë mirë, ${language} ${name}.`;
            const text = `Foli me fqinjën, ${language} ${name}.`;
            await s.open(`/cases/${FILE}/work`);
            await s.get('work-open').waitFor();
            await k.to(`a[href="#${place}"]`);
            await k.press('Enter');
            await s.get('visit-take').waitFor();
            await s.pictures(`visit-take-${language}`);
            await k.write('code', '123456');
            await k.write('again', CODE);
            await k.press('Enter');
            await s.get('summary').getByText(staffTexts(language)('visit_pack.code.simple')).waitFor();
            assert.deepEqual(await s.axe(), []);
            await k.write('code', CODE);
            await k.press('Enter');
            await s.get('visit-form').waitFor();
            await s.context.setOffline(true);
            await s.get('visit-state').getByText(staffTexts(language)('visit_pack.offline')).waitFor();
            const page = await s.get('visit').innerText();
            for (const word of ['Elira Kodra', 'gjeti armë', 'bravë të re', 'Plani i sigurisë'])
                assert.ok(page.includes(word), word);
            await s.pictures(`visit-open-${language}`);
            await k.choose('done', 'done');
            await k.press('Control+Enter');
            await s.get('summary').getByText(staffTexts(language)('work.problem.found.required')).waitFor();
            await k.write('found', found);
            await k.write('note', text);
            await k.press('Control+Enter');
            await s.get('visit-held').waitFor();
            assert.deepEqual(await s.axe(), []);
            await s.whole();
            await s.pictures(`visit-held-${language}`);
            await k.press('F9'); /* behind the curtain there is nothing to be seen, and the code opens it */
            await s.get('curtain').waitFor();
            await shut(s);
            await k.press('Enter');
            await s.focuses('field-code');
            await s.pictures(`visit-locked-${language}`);
            assert.deepEqual(await s.axe(), []);
            await k.type(CODE);
            await k.press('Enter');
            await s.get('visit-held').waitFor();
            assert.equal(await s.field('found').inputValue(), found);
            await s.leaves(...TOLD, found, text, CODE);
            await s.context.setOffline(false);
            const said = await recorded(s, visit, found);
            assert.equal(said.done, 'done');
            assert.equal(await notes(s, text), 1);
            await s.leaves(...TOLD, found, text, CODE);
        });

test('a session that ends at the door loses nothing, and shows nothing', async (t) => {
    const { s, visit } = await taken(t);
    await s.context.setOffline(true);
    await fills(s, 'E gjeta vetëm.');
    await s.get('visit-form').getByTestId('submit').click();
    await s.get('visit-held').waitFor();
    await s.sessionEnd();
    await s.context.setOffline(false);
    const again = s.get('sign-in-again');
    await again.waitFor();
    const page = await s.page.evaluate(() => document.documentElement.outerHTML);
    for (const word of [...TOLD, 'E gjeta']) assert.ok(!page.includes(word), word);
    await again.getByTestId('field-password').fill(PASSWORD);
    await s.page.keyboard.press('Enter');
    await shut(s);
    await s.get('visit-locked').getByText(say('visit_pack.locked.unsent')).waitFor();
    await unlocks(s);
    await recorded(s, visit, 'E gjeta vetëm.');
});

test('where the answer is lost it is asked again and recorded once', async (t) => {
    const { s, visit } = await taken(t);
    let lost = 0;
    await s.page.route(`**/api/v1/cases/${FILE}/work`, async (route) => {
        if (route.request().method() !== 'POST' || lost++) return route.continue();
        await route.fetch();
        await route.abort();
    });
    await fills(s, 'Nuk donte të hapte.');
    await s.get('visit-form').getByTestId('submit').click();
    await s.get('visit-unsure').waitFor();
    assert.equal(await s.field('found').isDisabled(), true); /* else it could be another, and recorded twice */
    assert.equal((await answers(s, visit)).length, 1);
    await s.get('visit-form').getByTestId('submit').click();
    await recorded(s, visit, 'Nuk donte të hapte.');
    assert.equal(lost, 2);
});

test('what the register refuses stands at its field, and nothing is lost', async (t) => {
    const { s, visit, place } = await at(t);
    const [today, ahead] = [0, 26].map((hours) => new Date(Date.now() + hours * 3600_000));
    await s.page.clock.install({ time: ahead }); /* of a telephone that is set wrong */
    await s.open(place);
    await takes(s);
    await fills(s, 'Flinte.');
    await s.field('note').fill('Shënim i refuzimit.');
    await s.get('visit-form').getByTestId('submit').click();
    await s.get('summary').getByText(say('problem.in_future')).waitFor();
    assert.equal(await s.field('on').getAttribute('aria-invalid'), 'true');
    assert.equal(await s.field('found').inputValue(), 'Flinte.');
    assert.equal(await s.field('note').isDisabled(), true); /* it is recorded already */
    await s.page.keyboard.press('F9'); /* nor is it lost behind the curtain */
    await s.page.keyboard.press('Enter');
    await unlocks(s);
    await s.field('on').fill(new Intl.DateTimeFormat('sq-AL', { timeZone: 'Europe/Tirane' }).format(today));
    await s.get('visit-form').getByTestId('submit').click();
    await recorded(s, visit, 'Flinte.');
    assert.equal(await notes(s, 'Shënim i refuzimit.'), 1);
});

test('it is gone when it is closed, when its screen is left, and when the page is loaded again', async (t) => {
    const { s, visit, place } = await taken(t);
    await fills(s, 'Do të humbasë.');
    await s.get('visit-close').click();
    await s.get('question').getByText(say('visit_pack.close.text')).waitFor();
    await s.get('question-no').click();
    await s.get('visit-close').click();
    await s.get('question-yes').click();
    await s.get('visit-take').waitFor();
    await takes(s);
    assert.equal(await s.field('found').inputValue(), '');
    await s.get('nav-today').click();
    await s.get('question').getByText(say('visit_pack.leave')).waitFor();
    await s.get('question-yes').click();
    await s.page.waitForFunction(() => location.hash === '#/today');
    await s.open(place);
    await s.get('visit-take').waitFor();
    await takes(s);
    s.page.on('dialog', (dialog) => void dialog.accept());
    await s.page.reload();
    await s.get('visit-take').waitFor();
    assert.deepEqual(await answers(s, visit), []);
    await s.leaves(...TOLD, 'humbasë', CODE);
});

test('a tab with what is not sent is not closed without being asked', async (t) => {
    const { s } = await taken(t);
    await fills(s, 'Ende jo.');
    let asked = 0;
    s.page.on('dialog', (dialog) => {
        asked++;
        void dialog.dismiss();
    });
    await s.page.close({ runBeforeUnload: true });
    await s.page.waitForTimeout(500);
    assert.equal(asked, 1);
    assert.equal(s.page.isClosed(), false);
});

test('it is gone after 12 hours, whatever is in it, and whichever clock says so', async (t) => {
    const { s, place } = await at(t);
    await s.page.clock.install();
    await s.open(place);
    const gone = async (unsent) => {
        if (await s.get('curtain').isVisible()) await s.page.keyboard.press('Enter');
        await s.get('visit-gone').getByText(say('visit_pack.gone.time')).waitFor();
        assert.equal(await s.get('visit-gone').getByText(say('visit_pack.gone.unsent')).count(), unsent);
        const page = await s.page.evaluate(() => document.documentElement.outerHTML);
        for (const word of TOLD) assert.ok(!page.includes(word), word);
    };
    await takes(s);
    await fills(s, 'Shumë vonë.');
    await s.page.clock.runFor('11:30:00');
    await s.get('visit-locked').waitFor({ state: 'attached' }); /* the curtain has fallen long ago */
    assert.equal(await s.get('visit-soon').count(), 1);
    await s.page.clock.runFor('00:31:00');
    await gone(1);
    await takes(s);
    await s.page.clock.setSystemTime(Date.now() + 36 * 3600_000); /* the hands alone */
    await s.page.clock.runFor(40_000);
    await gone(0);
});

test('ten wrong codes wipe it, nine do not', async (t) => {
    const { s } = await taken(t);
    await s.page.keyboard.press('F9');
    await s.page.keyboard.press('Enter');
    for (let left = 9; left > 0; left--) {
        await unlocks(s, `99990${left}`);
        const words = left === 1 ? say('visit_pack.wrong.one') : say('visit_pack.wrong.other', { count: left });
        await s.get('visit-wrong').getByText(words).waitFor();
    }
    await unlocks(s);
    await s.get('visit-form').waitFor();
    await s.page.keyboard.press('F9');
    await s.page.keyboard.press('Enter');
    for (let i = 0; i < 10; i++) {
        await unlocks(s, `99990${i}`);
        await s.page.waitForFunction(
            () =>
                !document.querySelector('form[aria-busy="true"]') &&
                (document.querySelector('[data-testid=visit-gone]') ||
                    document.querySelector('[data-testid=field-code]')?.value === ''),
        );
    }
    await s.get('visit-gone').getByText(say('visit_pack.gone.tries')).waitFor();
});

test('a page that goes out of sight is shut', async (t) => {
    const { s } = await taken(t);
    await s.page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    });
    await shut(s);
});
