/* One card for everybody, by keyboard: an administrator writes down what a status gives, the economic-aid office takes
 * a list, enters somebody and issues cards, a bus door answers as for any other card, and the coordinator sees how
 * well the cards of files are hidden among them. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { Checker, OUT_OF_SIGHT, present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';
import { pause } from '../support/program.mjs';

const run = promisify(execFile);
const say = staffTexts();
const HEAD = 'Emri;Mbiemri;Viti i lindjes;NID;Njësia;Lloji;Vendimi;Data e vendimit;Nga;Deri';
const BAD = [
    HEAD,
    'Vjollca;Marku;1961;;Lunxhëri;ndihmë ekonomike;NE-201;05.01.2026;05.01.2026;',
    'Dritan;Hoxha;1975;;Lunxhëri;pasuri;NE-202;05.01.2026;05.01.2026;',
    'Liri;Dervishi;1958;;Picar;Ndihmë Ekonomike;NE-203;45.01.2026;;',
];
const GOOD = [BAD[0], BAD[1], BAD[2].replace('pasuri', 'aftësi e kufizuar'), BAD[3].replace('45.01', '15.01')];
let town, browser;

staged((made) => ({ town, browser } = made));

const as = (t, role, place, how) => Staff.during(t, browser, town, role, place, how);
const file = (lines, name = 'ndihma.csv') => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n') + '\r\n'),
});
const holder = (s, name) => s.get('holder').filter({ hasText: name });

/** One rule, on the screen of rules. @param {Keyboard} k */
async function rule(s, k, kind, service) {
    const before = await s.get('ground-rule').count();
    await k.hit('ground-rule-new');
    await s.get('ground-rule-form').waitFor();
    await k.choose('kind', kind);
    await k.choose('service', service);
    await k.write('source', 'VKB 41/2019');
    await k.write('from', '01.01.2026');
    await k.press('Control+Enter');
    await present(s.get('ground-rule'), before + 1);
}

/** What a bus door reads off the printed card of that holder. */
async function printed(s, k, name) {
    const button = holder(s, name).getByTestId('ground-print');
    await button.focus();
    const [pdf] = await Promise.all([s.page.waitForEvent('download'), k.press('Enter')]);
    assert.equal(pdf.suggestedFilename(), 'karta.pdf');
    const at = join(town.root, `karta-${Math.random()}`);
    await pdf.saveAs(`${at}.pdf`);
    await run('pdftoppm', ['-r', '300', '-f', '1', '-l', '1', '-png', '-singlefile', `${at}.pdf`, at]);
    const text = (await run('zbarimg', ['--quiet', '--raw', `${at}.png`])).stdout.trim();
    const { stdout: words } = await run('pdftotext', [`${at}.pdf`, '-']);
    return { text, words };
}

/** An answer without what differs between any two holders: the day, the initials, the year. */
const plain = ({ verdict, reason, text }) => ({
    verdict,
    reason,
    text: text.replace(/\d{2}\.\d{2}\.\d{4}/g, 'DAY').replace(/\p{Lu}\.\s?\p{Lu}\.( \d{4})?/gu, 'WHO'),
});

test('a status gives what the administrator has written down, and each fault is told at its field', async (t) => {
    const s = await as(t, 'administrator', '/ground-rules');
    const k = new Keyboard(s);
    await s.page.getByText(say('ground_rules.none')).waitFor();
    await k.hit('ground-rule-new');
    await s.get('ground-rule-form').waitFor();
    await k.choose('service', 'transport');
    await k.press('Control+Enter');
    await s.focuses('summary');
    const told = await s.get('ground-rule-form').innerText();
    for (const fault of ['grounds.kind.needed', 'ground_rules.source.needed', 'grounds.from.needed'])
        assert.ok(told.includes(say(fault)), `${fault}: ${told}`);
    await s.pictures('ground-rule-new');
    await s.page.reload();
    await rule(s, k, 'economic_aid', 'transport');
    await rule(s, k, 'economic_aid', 'documents');
    await rule(s, k, 'disability', 'transport');
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('ground-rules');
    s.calm();
});

test('the aid office takes a list, enters one more, and the cards are those of anybody', async (t) => {
    const s = await as(t, 'aid_officer', '/grounds');
    const k = new Keyboard(s);
    await s.page.getByText(say('grounds.none')).waitFor();

    /* A list with faults is told line by line, and nothing of it is taken. */
    await k.hit('grounds-take');
    await s.get('field-file').setInputFiles(file(BAD));
    await s.get('grounds-import').locator('button[type=submit]').press('Enter');
    await s.get('grounds-notes').waitFor();
    const said = await s.get('grounds-notes').innerText();
    assert.match(said, /3\s+Lloji\s/);
    assert.match(said, /4\s+Data e vendimit\s/);
    assert.match(await s.get('grounds-report').innerText(), /Asgjë nuk u mor: 2 rreshta kanë gabime/);
    await present(s.get('holder'), 0);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('grounds-faults');
    await s.get('field-file').setInputFiles(file(GOOD));
    await s.get('grounds-import').locator('button[type=submit]').press('Enter');
    await present(s.get('holder'), 3);
    assert.match(await s.get('grounds-report').innerText(), /U morën 3; 0 ishin tashmë/);
    await s.get('field-file').setInputFiles(file([GOOD[0], ...GOOD.slice(1).reverse()]));
    await s.get('grounds-import').locator('button[type=submit]').press('Enter');
    await s.get('grounds-report').filter({ hasText: '3 ishin tashmë' }).waitFor();
    await present(s.get('holder'), 3);

    /* One more, typed. */
    await k.hit('ground-new');
    await s.get('ground-form').waitFor();
    await k.press('Control+Enter');
    await s.focuses('summary');
    assert.ok((await s.get('ground-form').innerText()).includes(say('grounds.first_name.needed')));
    await s.pictures('ground-new');
    await k.write('first_name', 'Arta');
    await k.write('surname', 'Gjoka');
    await k.write('birth_year', '1985');
    await k.write('nid', 'H50101001A');
    await k.choose('unit', 'Lunxhëri');
    await k.choose('kind', 'economic_aid');
    await k.write('decision', 'NE-301');
    await k.write('decided_on', '05.01.2026');
    await k.press('Control+Enter');
    await s.get('ground-form').waitFor({ state: 'detached' });
    await present(s.get('holder'), 4);
    assert.ok(!(await s.page.locator('main').innerText()).includes('H50101001A'), 'the number is shown to nobody');

    /* Found by the number, though it is not shown; a card, and it is printed. */
    await k.to('#grounds-q');
    await k.type('H50101001A');
    await present(s.get('holder'), 1);
    await k.hit('ground-issue');
    await holder(s, 'Arta Gjoka').getByTestId('ground-print').waitFor();
    assert.deepEqual(await s.axe(), []);
    const card = await printed(s, k, 'Arta Gjoka');
    for (const word of ['H50101001A', 'NE-301', 'ndihm', 'Arta', 'Gjoka'])
        assert.ok(!new RegExp(`\\b${word}`, 'i').test(card.words), `"${word}" on the card`);
    await s.leaves('Arta', 'Gjoka', 'H50101001A');
    s.calm();

    /* The same text of the same length at the door, and the same answer. */
    const other = await town.card('valid');
    assert.ok(card.text.startsWith('BK1') && Math.abs(card.text.length - other.text.length) <= 16);
    const c = await Checker.enrolled(browser, town, 'transport');
    t.after(() => c.end());
    const [mine, hers] = [await c.check(card.text), await c.check(other.text)];
    assert.equal(mine.verdict, 'valid');
    assert.deepEqual(plain(mine), plain(hers));

    /* Lost: the card is good no more, and another is made. */
    await k.hit('ground-lost');
    await s.get('question-yes').waitFor();
    await k.hit('question-yes');
    await k.hit('ground-issue');
    await holder(s, 'Arta Gjoka').getByTestId('ground-print').waitFor();
    const second = await printed(s, k, 'Arta Gjoka');
    await pause(OUT_OF_SIGHT);
    const [old, anew] = [await c.check(card.text), await c.check(second.text)];
    assert.deepEqual([old.verdict, old.reason, anew.verdict], ['invalid', 'revoked', 'valid']);
});

test('a ground is closed by keyboard on a phone, in English, and a child comes to a kindergarten', async (t) => {
    const s = await as(t, 'aid_officer', '/grounds', { size: SIZES.phone, language: 'en' });
    const k = new Keyboard(s);
    const en = staffTexts('en');
    await present(s.get('holder'), 4);
    await k.to('#grounds-kind');
    await k.press('ArrowDown', 'ArrowDown');
    await present(s.get('holder'), 1);
    await s.whole();
    await s.pictures('grounds');
    await k.hit('ground-end');
    await s.get('ground-end-form').waitFor();
    await s.pictures('ground-end');
    await k.write('until', dateShown(dateAdd(dateToday(), -1)));
    await k.press('Control+Enter');
    await s.get('ground-end-form').waitFor({ state: 'detached' });
    await present(s.get('holder'), 0); /* of that kind nothing goes on */
    await k.to('#grounds-kind');
    await k.press('ArrowUp', 'ArrowUp');
    await holder(s, 'Dritan Hoxha').getByText(en('grounds.over')).waitFor();
    await k.to('#grounds-q');
    await k.type('Dritan');
    await present(s.get('holder'), 1);
    await k.hit('ground-place');
    await s.get('ground-place-form').waitFor();
    await k.press('Control+Enter');
    await s.focuses('summary');
    assert.ok((await s.get('ground-place-form').innerText()).includes(en('grounds.place.needed')));
    const first = s.get('ground-place-form').getByTestId('field-organisation').locator('option').nth(1);
    await k.choose('organisation', await first.getAttribute('value'));
    await k.press('Control+Enter');
    await s.get('ground-place-form').waitFor({ state: 'detached' });
    assert.deepEqual(await s.axe(), []);
    s.calm();
});

test('the coordinator sees how well the cards are hidden, and none of their holders', async (t) => {
    const s = await as(t, 'coordinator', '/cover');
    await s.get('cover-thin').waitFor();
    const text = await s.page.locator('main').innerText();
    assert.ok(text.includes(say('cover.warning')) && text.includes(say('cover.thin')), text);
    for (const name of ['Arta', 'Gjoka', 'Vjollca', 'Dritan']) assert.ok(!text.includes(name), name);
    const { all } = await s.ask('GET', '/api/v1/cover');
    assert.equal(all.find((l) => l.service === 'transport').other, 1);
    assert.equal((await s.sent('POST', '/api/v1/grounds/search', {})).status, 403);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('cover');
    const d = await as(t, 'director', '/cover', { size: SIZES.phone, language: 'en' });
    await d.get('cover-thin').waitFor();
    await d.whole();
    await d.pictures('cover-en');
    s.calm();
    d.calm();
});
