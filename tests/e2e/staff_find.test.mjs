/* A file is found from any screen: by one key, in any spelling, without leaving what is half written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from './browser.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function opened(t, role, place, how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

const found = (s) => s.get('find-results').locator('.result-names').allInnerTexts();

test('one key finds a file from another screen, and Enter opens it', async (t) => {
    const s = await opened(t, 'coordinator', '/today');

    await s.page.keyboard.press('/');
    await s.get('find-q').waitFor();
    assert.ok(await s.get('find-q').evaluate((box) => box === document.activeElement));
    await s.page.keyboard.type('kodra ELIRA');
    await s.get('find-results').waitFor();
    await s.page.waitForFunction(() => document.querySelectorAll('.result-names').length === 1);
    assert.deepEqual(await found(s), ['Elira Kodra']);
    await s.axe();
    await s.page.keyboard.press('Enter');
    await s.page.waitForURL(/#\/cases\/5$/);
    await s.get('find-q').waitFor({ state: 'detached' });
});

test('in a field F2 does it, and what is half written stays', async (t) => {
    const s = await opened(t, 'coordinator', '/orders/new');

    await s.field('number').fill('77/2026');
    await s.page.keyboard.press('F2');
    await s.get('find-q').fill('ëngjëlli');
    await s.get('find-results').waitFor();
    assert.equal((await found(s)).length, 1);
    await s.page.keyboard.press('ArrowDown');
    assert.ok(
        await s
            .get('result')
            .first()
            .evaluate((line) => line === document.activeElement),
    );
    await s.page.keyboard.press('Escape');
    await s.get('find-q').waitFor({ state: 'detached' });
    assert.equal(await s.field('number').inputValue(), '77/2026');
    await s.page.keyboard.type('/1');
    await present(s.get('find-q'), 0, 'in a field the stroke is a letter');
});

test('the button in the bar does it on a phone, and finds nothing in words', async (t) => {
    const s = await opened(t, 'coordinator', '/cases/5', { size: SIZES.phone });

    await s.get('find-open').click();
    await s.get('find-q').fill('zzzz');
    await s.get('find-none').waitFor();
    assert.equal(await s.get('find-none').innerText(), say('files.none'));
    await s.axe();
    await s.get('find-close').click();
    await s.get('find-q').waitFor({ state: 'detached' });
});

test('who may not look for files has neither button nor key', async (t) => {
    const s = await opened(t, 'aid_officer', '/work');

    await present(s.get('find-open'), 0);
    await s.page.keyboard.press('/');
    await present(s.get('find-q'), 0);
});
