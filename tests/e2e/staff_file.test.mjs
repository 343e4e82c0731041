/* A file: drawn over time and read by the arrow keys, contact, cards, stays, papers, notes; acts that show what they
 * change before they are saved; two people in one file; a sealed file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { present } from './browser.mjs';
import { SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';

const say = staffTexts();
const FILE = 5; /* Elira Kodra and Klea, one UM in force */
const NAMES = ['Elira', 'Kodra', 'Klea'];
let town, browser;

staged((made) => ({ town, browser } = made));

async function opened(t, place = `/cases/${FILE}`, how = {}) {
    return Staff.during(t, browser, town, 'coordinator', place, how);
}

/** The other coordinator, in a browser of her own. */
async function other(t, place) {
    const s = await Staff.make(browser, town);
    t.after(() => s.end());
    await s.session('koordinatore2');
    await s.open(place);
    return s;
}

const part = (s, name) => s.get(`part-${name}`);

test('the arrow keys go from mark to mark and each says its reason', async (t) => {
    const s = await opened(t);

    await s.get('timeline').locator('svg').waitFor();
    await s.tabTo('mark');
    const why = () => s.get('timeline-why').innerText();
    const first = await why();
    assert.match(first, /UM nr\. 380\/2026/);
    await s.page.keyboard.press('ArrowRight');
    assert.match(await why(), new RegExp(say('act_kind.granted')));
    for (let i = 0; i < 2; i++) await s.page.keyboard.press('ArrowDown');
    assert.match(await why(), /VKB 41\/2019/);
    const name = await s.page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    assert.match(name, /Elira Kodra/);
    assert.match(name, /VKB 41\/2019/);
    await s.page.keyboard.press('Home');
    await s.page.keyboard.press('ArrowUp');
    await present(s.page.locator('[data-testid=mark][tabindex="0"]'), 1, 'one stop for Tab');
    await s.leaves(...NAMES);
    s.calm();
});

test('a finger shows a reason, and the same stands in a table', async (t) => {
    const s = await opened(t, `/cases/${FILE}`, { size: SIZES.phone, context: { hasTouch: true } });

    await s.page.locator('[data-mark^="r"]').first().tap();
    assert.match(await s.get('timeline-why').innerText(), /VKB 41\/2019/);
    await s.get('timeline').locator('summary').click();
    assert.match(await s.get('timeline-table').innerText(), /VKB 41\/2019/);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
});

test('until it is said otherwise nobody contacts her, and what is said is kept', async (t) => {
    const s = await opened(t);

    await part(s, 'contact').getByText(say('contact.dont')).waitFor();
    await s.get('contact-change').first().focus();
    await s.page.keyboard.press('Enter');
    await s.get('contact-form').waitFor();
    await s.page.waitForFunction(() => document.activeElement?.matches('[data-testid=contact-form] input'));
    await s.page.keyboard.press('ArrowDown'); /* from "do not contact" to the telephone */
    await s.tabTo('field-detail');
    await s.page.keyboard.type('069 111 2223');
    await s.tabTo('field-hours');
    await s.page.keyboard.type('e martë 10–12');
    await s.tabTo('field-address');
    await s.page.keyboard.type('Rruga e Vjetër 7');
    await s.tabTo('submit');
    await s.page.keyboard.press('Enter');
    await s.get('contact-safe').waitFor();
    const text = await part(s, 'contact').innerText();
    assert.match(text, /069\s111\s2223/);
    assert.ok(!text.includes('Rruga e Vjetër'), 'the safe address is not on the screen by itself');
    await part(s, 'contact')
        .getByRole('button', { name: say('contact.address.show') })
        .click();
    await part(s, 'contact').getByText('Rruga e Vjetër 7').waitFor();
    await s.leaves('Rruga', '069111', 'Kodra');
});

test('an extension shows what changes for whom before it is saved', async (t) => {
    const s = await opened(t, '/cases/1/act?kind=extended&order=1');

    await s.get('act-form').waitFor();
    await s.tabTo('field-on');
    await s.page.keyboard.type(dateShown(dateAdd(dateToday(), -1)).replaceAll('.', ''));
    await s.tabTo('field-decision');
    await s.page.keyboard.type('902/2026');
    await s.tabTo('field-end');
    await s.page.keyboard.type('31.12.2027');
    await s.get('change').first().waitFor();
    const panel = await s.get('act-panel').innerText();
    assert.match(panel, /31\.12\.2027/);
    assert.match(panel, new RegExp(say('service.short.transport')));
    assert.deepEqual(await s.axe(), []);
    await s.tabTo('submit');
    await s.page.keyboard.press('Enter');
    await s.get('case-screen').waitFor();
    await s.get('standing').getByText('31.12.2027').waitFor();
    s.calm();
});

test('only a court decision ends an order: without its number nothing is sent', async (t) => {
    const s = await opened(t, '/cases/3/act?kind=terminated');

    await s.field('on').fill(dateShown(dateToday()));
    await s.field('effective').fill(dateShown(dateToday()));
    await s.get('submit').click();
    await s.get('summary').waitFor();
    assert.match(await s.get('summary').innerText(), new RegExp(say('act.decision.needed')));
    assert.deepEqual(
        await town.ask(
            `SELECT count(*) FROM order_act a JOIN protection_order o ON o.id = a.order_id
             WHERE o.case_id = 3 AND a.kind = 'terminated'`,
        ),
        [['0']],
    );
});

test('what ended an order is overturned on appeal, and the order holds again', async (t) => {
    const [[file]] = await town.ask(`SELECT o.case_id FROM protection_order o JOIN order_act a ON a.order_id = o.id
        JOIN case_file f ON f.id = o.case_id
        WHERE o.kind = 'UM' AND a.kind = 'granted' AND a.end_day > date('now', '+60 days') AND f.sealed = 0
        AND o.case_id NOT IN (1, 3, 4, 6, 10) AND NOT EXISTS (SELECT 1 FROM order_act x JOIN protection_order p
            ON p.id = x.order_id WHERE p.case_id = o.case_id AND x.kind NOT IN ('granted', 'served', 'final'))
        AND (SELECT count(*) FROM protection_order p WHERE p.case_id = o.case_id) = 1 ORDER BY 1 LIMIT 1`);
    const s = await opened(t, `/cases/${file}/act?kind=terminated`);
    const today = dateShown(dateToday());

    await s.field('on').fill(today);
    await s.field('decision').fill('956/2026');
    await s.field('effective').fill(today);
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    await s.open(`/cases/${file}/act?kind=appeal_decided`);
    await s.get('act-form').waitFor();
    await s.tabTo('field-on');
    await s.page.keyboard.type(today.replaceAll('.', ''));
    await s.field('decision').fill('12/2026');
    const acts = await s.field('about').locator('option').allInnerTexts();
    await s.field('about').selectOption({ index: acts.findIndex((o) => o.includes(say('act_kind.terminated'))) });
    await s.get('submit').click();
    await s.get('summary').getByText(say('act.outcome.needed')).waitFor();
    await s.page.getByText(say('act.outcome.overturned'), { exact: true }).click();
    await s.field('effective').fill(today);
    assert.deepEqual(await s.axe(), []);
    await s.pictures('appeal');
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    await part(s, 'orders').getByText(say('timeline.outcome.overturned')).first().waitFor();
    s.calm();
});

test('a task of Today leads to the act that settles it', async (t) => {
    const s = await opened(t, '/today');

    await s.page
        .getByTestId('task')
        .filter({ hasText: say('today.way.final') })
        .first()
        .getByRole('link')
        .first()
        .click();
    await s.get('act-form').waitFor();
    assert.match(await s.get('act-form').innerText(), new RegExp(say('act.title.final')));
});

test('a record that was wrong is taken back, and stays visible', async (t) => {
    const s = await opened(t, '/cases/4');

    await part(s, 'orders')
        .getByRole('link', { name: new RegExp(`^${say('case.correct')}`) })
        .last()
        .click();
    await s.field('corrects').waitFor();
    assert.notEqual(await s.field('corrects').inputValue(), '');
    await s.field('voids').check();
    await s.get('submit').click();
    if (await s.stays()) await s.get('submit').click();
    await s.get('case-screen').waitFor();
    await part(s, 'orders').getByText(say('timeline.voided')).waitFor();
});

test('two people at one order: what the other did is shown, what was typed stays and is then saved', async (t) => {
    const [a, b] = [await opened(t, '/cases/6/act?kind=served'), await other(t, '/cases/6/act?kind=appealed')];

    await a.field('on').fill(dateShown(dateToday()));
    await a.field('note').fill('Njoftuar në zyrë');
    await b.field('on').fill(dateShown(dateToday()));
    await b.get('submit').click();
    await b.get('case-screen').waitFor();
    await a.get('submit').click();
    await a.get('stale').waitFor();
    assert.match(await a.get('stale').innerText(), new RegExp(say('log.act.appealed')));
    assert.equal(await a.field('note').inputValue(), 'Njoftuar në zyrë');
    await a.get('stale-refresh').click();
    await a.get('stale').getByText(say('stale.fresh')).waitFor();
    await a.get('submit').click();
    await a.get('case-screen').waitFor();
    await part(a, 'orders').getByText('Njoftuar në zyrë').waitFor();
});

test("two people at different parts of a file do not get into each other's way", async (t) => {
    const [a, b] = [await opened(t, '/cases/8/act?kind=served'), await other(t, '/cases/8')];

    await a.field('on').fill(dateShown(dateToday()));
    await a.field('note').fill('Njoftuar me postë');
    await b.get('stay-new').click();
    await b.field('from').fill(dateShown(dateToday()));
    await b.get('stay-form').getByTestId('submit').click();
    await b.get('stay-leave').first().waitFor();
    await a.get('submit').click();
    await a.get('case-screen').waitFor();
    await present(a.get('stale'), 0);
    await part(a, 'orders').getByText('Njoftuar me postë').waitFor();
    await a.get('stay-leave').first().waitFor();
});

test('a court takes a child into an order, and who is taken out has a last day', async (t) => {
    const s = await opened(t, `/cases/${FILE}/act?kind=amended`);

    await s.field('on').fill(dateShown(dateToday()));
    await s.field('decision').fill('81/2026');
    await s.get('add-children').click();
    await s.field('persons[0].first_name').fill('-');
    await s.field('persons[0].surname').fill('Kodra');
    await s.get('submit').click();
    await s.get('summary').waitFor();
    assert.equal(await s.field('persons[0].first_name').getAttribute('aria-invalid'), 'true', 'at her own field');
    await s.field('persons[0].first_name').fill('Dea');
    await s.field('persons[0].birth_date').fill('1.2.2024');
    await s.get('act-panel').getByText('Dea Kodra').first().waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('act-persons');
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    await part(s, 'persons').getByText('Dea Kodra').first().waitFor();

    await s.open(`/cases/${FILE}/act?kind=amended`);
    await present(s.field('effective'), 0);
    await s
        .field('named.dependant')
        .getByLabel(/^Dea Kodra/)
        .uncheck();
    await s.field('effective').waitFor();

    /* The court protects her by herself: she stays named, and has the rights of a protected person from now on. */
    await s
        .field('raised')
        .getByLabel(/^Dea Kodra/)
        .check();
    await present(s.field('effective'), 0);
    await s.field('on').fill(dateShown(dateToday()));
    await s.field('decision').fill('82/2026');
    await s.get('raised').getByText('Dea Kodra').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.pictures('act-raised');
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    const [[role]] = await town.ask(
        'SELECT role FROM case_person WHERE person_id = (SELECT max(person_id) FROM order_role)',
    );
    assert.equal(role, 'protected');
    s.calm();
});

test('a court of appeal that changes an order says whom it takes out, and from when', async (t) => {
    const s = await opened(t, '/cases/10/act?kind=appeal_decided');

    await s.field('on').fill(dateShown(dateToday()));
    await s.field('decision').fill('77/2026');
    await present(s.get('add-persons'), 0, 'asked where it changed the order');
    await s.page.locator('input[value=changed]').check();
    await s.get('add-children').click();
    await s.field('persons[0].first_name').fill('Lea');
    await s.field('persons[0].surname').fill('Hoxha');
    await s.get('act-panel').getByText('Lea Hoxha').first().waitFor();
    await present(s.field('effective'), 0);
    await s.page.locator('input[name="named.protected"]').first().uncheck();
    await s.field('effective').fill(dateShown(dateToday()));
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await s.pictures('act-appeal-persons');
    s.calm();
});

test('a card is issued from the file, and ends with the order', async (t) => {
    const s = await opened(t, '/cases/10');

    await s.get('card-issue').first().click();
    await s.get('issue-form').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.get('issue-form').getByTestId('submit').click();
    await s.page.waitForURL(/#\/cards\//);
    const number = /cards\/([A-Z0-9-]+)/.exec(s.page.url())[1];
    await s.open('/cases/10/act?kind=terminated');
    await s.field('on').fill(dateShown(dateToday()));
    await s.field('decision').fill('955/2026');
    await s.field('effective').fill(dateShown(dateToday()));
    await s.get('act-panel').getByText(number).waitFor();
    await s.get('submit').click();
    await s.get('case-screen').waitFor();
    await part(s, 'cards').getByText(say('card.state.over')).first().waitFor();
    s.calm();
});

/** A photo as a phone takes it, lying on its left side: dark above and bright below when it is held upright; with the
 * place where it was taken, and a remark that is too large to be sent. It is drawn in the browser; what stands beside
 * the picture follows ITU T.81, annex B, and CIPA DC-008. */
async function phonePhoto(s) {
    const drawn = await s.page.evaluate(async () => {
        const drawing = new OffscreenCanvas(3600, 2700).getContext('2d');
        for (const [from, shade] of ['#202020', '#e0e0e0'].entries()) {
            drawing.fillStyle = shade;
            drawing.fillRect(1800 * from, 0, 1800, 2700);
        }
        const blob = await drawing.canvas.convertToBlob({ type: 'image/jpeg' });
        return [...new Uint8Array(await blob.arrayBuffer())];
    });
    const segment = (mark, content) =>
        Buffer.concat([Buffer.from([0xff, mark, (content.length + 2) >> 8, (content.length + 2) & 255]), content]);
    const tags = Buffer.from(
        '4d4d002a0000000800020112000300000001000600008825000400000001' + '0000002600000000',
        'hex',
    );
    const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tags, Buffer.from('GPS 41.3275 N 19.8187 E')]));
    const remark = segment(0xfe, Buffer.alloc(65_533, 'remark '));

    return Buffer.concat([
        Buffer.from(drawn.slice(0, 2)),
        exif,
        ...Array(170).fill(remark),
        Buffer.from(drawn.slice(2)),
    ]);
}

/** What the page sends by PUT from now on, as the text of its bytes. */
const sentText = (s) =>
    s.page.evaluate(() => {
        const { fetch } = window;
        window.fetch = async (where, how) => {
            if (how?.method === 'PUT') window.sent = new TextDecoder('latin1').decode(await how.body.arrayBuffer());
            return fetch(where, how);
        };
    });

test('a photo too large to be sent is made smaller, turned upright and says no place', async (t) => {
    const s = await opened(t, '/cases/1', { size: SIZES.phone, context: { hasTouch: true, isMobile: true } });
    const photo = await phonePhoto(s);

    assert.ok(photo.length > 10 * 1048576, `${photo.length} bytes`);
    await s.get('document-new').click();
    await s.get('photo-file').waitFor();
    await s.get('camera-file').setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: photo });
    await s.page.waitForFunction(() => document.querySelector('[data-testid=field-file]').files.length === 1);
    await s.field('title').fill('Foto e urdhrit');
    await sentText(s);
    await s.get('document-form').getByTestId('submit').click();
    await s.get('document').getByText('Foto e urdhrit').waitFor();
    assert.deepEqual(await s.page.evaluate(() => [window.sent.slice(0, 2), /GPS|Exif|remark/.test(window.sent)]), [
        '\u00ff\u00d8',
        false,
    ]);
    const { documents } = await s.ask('GET', '/api/v1/cases/1/documents');
    const seen = await s.page.evaluate(
        async (of) => {
            const picture = await createImageBitmap(await (await fetch(`/api/v1/documents/${of}`)).blob());
            const drawing = new OffscreenCanvas(1, 2).getContext('2d');
            drawing.drawImage(picture, 0, 0, 1, 2);
            const [above, , , , below] = drawing.getImageData(0, 0, 1, 2).data;
            return { wide: picture.width, high: picture.height, above, below };
        },
        documents.find((d) => d.title === 'Foto e urdhrit').id,
    );
    assert.deepEqual([seen.wide, seen.high], [1950, 2600]);
    assert.ok(seen.above < 64 && seen.below > 192, JSON.stringify(seen));
    await s.whole();
    s.calm();
});

test('all cards of a file are printed on one sheet', async (t) => {
    const [[file]] = await town.ask(`SELECT k.case_id FROM card c JOIN case_person k ON k.person_id = c.person_id
        WHERE c.revoked_at IS NULL AND k.role <> 'respondent' AND k.case_id NOT IN (SELECT case_id FROM case_access)
        GROUP BY k.case_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1`);
    const s = await opened(t, `/cases/${file}`);

    const [sheet] = await Promise.all([s.page.waitForEvent('download'), s.get('cards-sheet').click()]);
    assert.match(readFileSync(await sheet.path(), 'latin1'), /^%PDF-/);
    assert.deepEqual(await s.axe(), []);
    s.calm();
});

test('a scanned paper is attached and looked at; what is no paper is refused', async (t) => {
    const s = await opened(t);
    const png = Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
    );

    await s.get('document-new').click();
    await s
        .field('file')
        .setInputFiles({ name: 'elira-kodra.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await s.field('title').fill('Urdhri i skanuar');
    await s.get('document-form').getByTestId('submit').click();
    await s.get('document-form').getByText(say('document.problem.not_of_its_type')).first().waitFor();
    const pdf = Buffer.alloc(10 * 1048576 + 1, '%PDF-');
    await s.field('file').setInputFiles({ name: 'urdhri.pdf', mimeType: 'application/pdf', buffer: pdf });
    await s.get('document-form').getByTestId('submit').click();
    await s
        .get('summary')
        .getByText(say('form.file_most', { mib: 10 }))
        .waitFor();
    assert.ok((await s.get('summary').innerText()).includes(say('document.file')));
    await s.field('file').setInputFiles({ name: 'elira-kodra.png', mimeType: 'image/png', buffer: png });
    await s.get('document-form').getByTestId('submit').click();
    await s.get('document').getByText('Urdhri i skanuar').waitFor();
    await present(s.get('document'), 1, 'trying again made no second one');
    await s
        .get('document')
        .getByRole('button', { name: new RegExp(say('document.look')) })
        .click();
    await s.get('picture').locator('img').waitFor();
    await s.page.keyboard.press('Escape');
    await s.leaves(...NAMES);
});

test('a note and the list of readers', async (t) => {
    const s = await opened(t);

    await s.get('note-form').locator('textarea').fill('Fëmija fillon kopshtin të hënën.');
    await s.get('note-form').getByTestId('submit').click();
    await s.get('note').getByText('Fëmija fillon kopshtin').waitFor();
    await s.ask('GET', `/api/v1/cases/${FILE}/assessments`);
    await s.get('readers-show').click();
    await s.get('readers').waitFor();
    assert.ok((await s.get('readers').innerText()).includes(say('log.assessment.list')));
    assert.match(await s.get('readers').innerText(), new RegExp(say('log.case.read')));
    await s.whole();
    assert.deepEqual(await s.axe(), []);
});

test('a sealed file opens only with a reason, and the coordinator it is entrusted to is told', async (t) => {
    const s = await opened(t, '/cases/8');

    await s.get('seal-new').click();
    await s.get('seal-to-form').getByTestId('submit').click();
    await s.get('seal-lift').waitFor();
    const b = await other(t, '/cases/8');
    await b.get('sealed').waitFor();
    assert.match(await b.get('sealed').innerText(), new RegExp(say('seal.closed.logged')));
    assert.ok(!(await b.page.locator('body').innerText()).includes('Zamira'));
    assert.deepEqual(await b.axe(), []);
    await b.get('seal-form').getByTestId('submit').click();
    await b.get('summary').waitFor();
    await b.field('why').fill('Kolegia mungon dhe personi është këtu');
    await b.get('seal-form').getByTestId('submit').click();
    await b.get('timeline').waitFor();
    assert.match(await b.page.locator('h1').innerText(), /Zamira/);
    await b.open('/cases/8/act');
    await b.get('act-form').waitFor();
    await present(b.get('sealed'), 0, 'one reason is enough for a while');
    assert.ok(
        b.asked.every((url) => !url.includes('why')),
        'the reason stands in no address',
    );
    await s.open('/today');
    await s.page.locator('[data-what=file_opened]').first().waitFor();
    await present(s.page.locator('[data-what=file_opened]'), 1, 'told once');
    b.calm();
});

test('no key in place of words, in English on a desk', async (t) => {
    const s = await opened(t, `/cases/${FILE}`, { language: 'en' });

    await s.get('timeline').locator('svg').waitFor();
    await s.whole();
    assert.deepEqual(await s.axe(), []);
    await s.open(`/cases/${FILE}/act`);
    await s.get('act-form').waitFor();
    await s.whole();
    assert.deepEqual(await s.axe(), []);
    s.calm();
});

for (const role of ['aid_officer', 'director', 'auditor', 'administrator', 'kindergarten'])
    test(`a file is not for the ${role}`, async (t) => {
        const s = await Staff.signedIn(browser, town, role, `/cases/${FILE}`);
        t.after(() => s.end());

        assert.equal(await s.page.locator('h1').innerText(), say('screen.not_yours'));
        assert.ok(!s.asked.some((url) => url.includes('/api/v1/cases/')), 'nor is it asked for');
    });

test('a name is put right, and a card with the old one is to be exchanged', async (t) => {
    const s = await opened(t);

    await s.get('person-change').nth(1).click();
    await s.get('person-form').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.field('first_name').fill('Sidorela');
    await s.get('person-form').getByTestId('submit').click();
    await part(s, 'persons').getByText('Sidorela Kodra').first().waitFor();
    await s.get('person-warnings').getByText(say('person.warning.cards_outdated')).waitFor();
    assert.match(await part(s, 'persons').innerText(), /11\.03\.2022/, 'the rest stays');
    await part(s, 'cards').getByTestId('card-outdated').first().waitFor();
    assert.match(await part(s, 'cards').innerText(), new RegExp(say('card.state.reprint')));
    assert.deepEqual(await s.axe(), []);
    await part(s, 'cards').getByTestId('card-reprint').first().click();
    await s.get('card-picture').waitFor();
    await s.open(`/cases/${FILE}`);
    await part(s, 'cards').getByTestId('cards-of').first().waitFor();
    await present(part(s, 'cards').getByTestId('card-outdated'), 0);
});
