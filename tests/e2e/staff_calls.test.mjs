/* A call at night becomes a file: by keyboard alone, and what was written wrong is put right. Persons are made up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, how = {}) {
    return Staff.during(t, browser, town, 'coordinator', '/calls', how);
}

test('a call at night is written down by keyboard, and becomes a file', async (t) => {
    const s = await at(t);
    const k = new Keyboard(s);
    await k.hit('call-new');
    await s.get('call-form').waitFor();
    await k.choose('danger', 'yes');
    await k.write('time', '23:40');
    await k.choose('caller', 'neighbour');
    await k.write('about', 'Bërtitje te fqinji, qajnë fëmijë.');
    await k.write('safe', 'pas orës 8');
    await k.go('field-unit');
    await k.press('ArrowDown');
    const unit = await s.field('unit').inputValue();
    await k.choose('outcome', 'police');
    await s.pictures('call-form');
    await k.press('Control+Enter');
    await s.get('call').waitFor();
    const text = await s.get('call').innerText();
    for (const part of ['23:40', 'fqinj', unit, say('calls.in_danger'), 'Bërtitje', 'pas orës 8', 'u njoftua policia'])
        assert.ok(text.includes(part), `${part}: ${text}`);
    await k.hit('call-file');
    await s.get('call-file-form').waitFor();
    await k.press('Control+Enter');
    await s.get('call').locator('a').waitFor();
    await s.pictures('calls');
    await s.get('call').locator('a').click();
    await s.page.waitForFunction(() => location.hash.startsWith('#/cases/'));
    t.diagnostic(`${k.keys} keys`);
    await s.leaves('Bërtitje');
    s.calm();
});

test('what was wrong is put right, what never was is voided, and both stay readable', async (t) => {
    const s = await at(t);
    await s.get('call-new').click();
    await s.get('call-form').waitFor();
    await s.page.keyboard.press('Control+Enter');
    assert.ok((await s.get('call-form').innerText()).includes(say('calls.danger.needed')));
    await s.field('danger').locator('input[value=unknown]').check();
    await s.field('caller').selectOption('victim');
    await s.field('outcome').selectOption('information');
    await s.field('advice').fill('Numri 129.');
    await s.page.keyboard.press('Control+Enter');
    await s.get('call').first().getByText('Numri 129.').waitFor();
    await s.get('call-correct').first().click();
    await s.field('caller').selectOption('relative');
    await s.page.keyboard.press('Control+Enter');
    await s
        .get('call')
        .filter({ hasText: say('calls.was_corrected') })
        .first()
        .waitFor();
    assert.ok((await s.get('call').first().innerText()).includes('i afërm'));
    await s.get('call-void').first().click();
    await s.page.fill('#question-text', 'u shkrua dy herë');
    await s.get('question-yes').click();
    await s
        .get('call')
        .filter({ hasText: say('calls.was_voided') })
        .first()
        .waitFor();
    assert.ok((await s.get('call').first().innerText()).includes('u shkrua dy herë'));
    s.calm();
});

for (const [size, window] of Object.entries(SIZES))
    for (const language of ['sq', 'en'])
        test(`the screen is whole: ${size}, ${language}`, async (t) => {
            const s = await at(t, { size: window, language });
            await s.get('call-new').click();
            await s.get('call-form').waitFor();
            assert.deepEqual(await s.axe(), []);
            await s.whole();
        });
