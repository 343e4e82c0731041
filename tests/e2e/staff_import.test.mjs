/* A list of orders, as the coordinator brings it: looked through, mended, answered, taken. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const HEAD =
    'Lloji;Gjykata;Nr.;Data e vendimit;Përfundimi;Emri;Mbiemri;Datëlindja;Gjinia;Njësia administrative;Fëmijët';
const COURT = 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër';
const row = (number, name, more = '') =>
    `UM;${COURT};${number};05.10.2025;01.09.2026;${name};02.01.1990;F;Picar;${more}`;
const BAD = [
    HEAD,
    row('9001/2025', 'Valbona;Prendi'),
    row('9002/2025', 'Liri;-'),
    row('9003/2025', 'Mira;Lleshi', '2'),
];
const GOOD = [
    HEAD,
    row('9001/2025', 'Valbona;Prendi'),
    row('9002/2025', 'Liri;pa mbiemër'),
    row('9003/2025', 'Mira;Lleshi', '2'),
];
let town, browser;

staged((made) => ({ town, browser } = made));

const file = (lines, name = 'urdhrat.csv') => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n') + '\r\n'),
});

async function opened(t, how = {}) {
    return Staff.during(t, browser, town, 'coordinator', '/import', how);
}

async function choose(s, list) {
    await s.get('field-file').setInputFiles(list);
    await s.get('import-form').locator('button[type=submit]').click();
    await s.get('import-found').waitFor();
}

test('a list is looked through, mended, answered and taken', async (t) => {
    const s = await opened(t);

    await choose(s, file(BAD));
    const notes = s.get('import-notes');
    await notes.getByText(say('import.severity.error')).waitFor();
    const said = await notes.innerText();
    assert.match(said, /rreshti 3\s+Mbiemri\s+gabim/);
    assert.match(said, /rreshti 4\s+Fëmijët\s+pyetje/);
    assert.match(await s.get('import-figures').innerText(), /3 rreshta u lexuan/);
    await s.axe();

    await choose(s, file(GOOD));
    await notes.getByText(say('import.severity.error')).waitFor({ state: 'detached' });
    await s.get('tick-bad_child').check();
    await s.get('import-figures').getByText('3 urdhra mund të regjistrohen').waitFor();
    await s.axe();
    await s.get('import-take').click();
    await s.get('question-yes').click();
    await s.get('import-taken').getByText('3 urdhra u regjistruan').waitFor();
    await s.get('import-found').waitFor({ state: 'detached' });

    await choose(s, file(GOOD));
    await s.get('import-figures').getByText('3 janë tashmë në regjistër').waitFor();
    await present(s.get('import-take'), 0);
});

test('the example list is fetched by the keyboard, and taken as it is without a question', async (t) => {
    const s = await opened(t);
    const k = new Keyboard(s);

    const coming = s.page.waitForEvent('download');
    await k.hit('import-template');
    const name = await (await coming).path();
    await s.pictures('import-template');
    await s.field('file').setInputFiles({
        name: 'shembull.csv',
        mimeType: 'text/csv',
        buffer: await readFile(name),
    });
    await s.get('submit').click();
    await s.get('import-figures').waitFor();
    await present(s.get('import-notes'), 0, 'nothing is said of any row');
    await present(s.get('import-rows').locator('tbody tr'), 2);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    s.calm();
});

test('what is no list is named, at both sizes of screens', async (t) => {
    for (const size of Object.values(SIZES)) {
        const s = await opened(t, { size });
        await choose(s, { name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7 urdhrat') });
        await s.get('import-notes').getByText(say('import.note.pdf')).waitFor();
        await s.get('import-figures').getByText(say('import.header_bad')).waitFor();
        await s.axe();
    }
});
