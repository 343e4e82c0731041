/* A family at the desk: a card for each of them at once, a stay in a shelter that was written down wrong, and an act
 * left half written when she had to go; by keyboard. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { until } from '../support/program.mjs';
import { browserStart, present } from './browser.mjs';
import { Keyboard } from './keyboard.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';

const say = staffTexts();
let town, browser, s, k, file;

const ago = (days) => dateAdd(dateToday(), -days);
const typed = (iso) => dateShown(iso).replaceAll('.', '');

/** A mother and two children under one order, registered as the app sends it. @param {Staff} s */
async function family(s) {
    const person = (role, first_name, birth_date) => ({ role, first_name, surname: 'Bardhi', birth_date });
    const { case_id } = await s.ask('POST', '/api/v1/orders', {
        kind: 'UM',
        issuer: 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër',
        number: '1301/2026',
        decision_date: ago(10),
        end: dateAdd(dateToday(), 200),
        unit: 'Lunxhëri',
        persons: [
            person('protected', 'Shpresa', '1988-02-11'),
            person('dependant', 'Luan', '2021-06-01'),
            person('dependant', 'Ema', '2019-03-12'),
        ],
    });

    return case_id;
}

before(async () => {
    [town, browser] = await Promise.all([
        Town.make({ binary: process.env.BESA_RELEASE ?? 'build/release/besa' }),
        browserStart(),
    ]);
    s = await Staff.signedIn(browser, town, 'coordinator', '/account');
    k = new Keyboard(s);
    file = await family(s);
});
after(async () => {
    await s?.end();
    await browser?.close();
    await town?.end();
});

async function look(name) {
    await s.whole();
    assert.deepEqual(await s.axe(), [], name);
    await s.pictures(name);
}

test('three cards at once, and all three on one sheet', async () => {
    await s.open(`/cases/${file}`);
    await s.get('cards-issue-all').waitFor();
    assert.equal(await s.get('cards-issue-all').innerText(), say('card.all.other', { count: '3' }));
    await k.hit('cards-issue-all');
    await s.get('part-cards').getByTestId('card').nth(2).waitFor();
    await s.get('cards-issue-all').waitFor({ state: 'detached' });
    await present(s.get('part-cards').getByTestId('card'), 3);
    await look('family-cards');
    await k.go('cards-sheet');
    const [sheet] = await Promise.all([s.page.waitForEvent('download'), k.press('Enter')]);
    assert.match(sheet.suggestedFilename(), /^kartat-\d+-\d{4}\.pdf$/);
    s.calm();
});

test('a stay is put right, and one that never was is voided with a reason; both stay readable', async () => {
    await s.open(`/cases/${file}`);
    await k.hit('stay-new');
    await s.get('stay-form').waitFor();
    await k.write('from', typed(ago(4)));
    await k.press('Control+Enter');
    await s.get('stay-correct').nth(2).waitFor();
    await k.hit('stay-correct');
    await s.get('stay-correct-form').waitFor();
    await k.write('from', typed(ago(2)));
    await k.write('elsewhere', 'Strehëza Lilium');
    await look('stay-correct');
    await k.press('Control+Enter');
    await s.get('part-stays').getByText('Strehëza Lilium').waitFor();
    await s
        .get('part-stays')
        .getByText(say('stay.since', { from: dateShown(ago(2)) }))
        .first()
        .waitFor();
    const before = await s.get('stay-void').count();
    await k.hit('stay-void');
    await s.get('question').waitFor();
    await k.type('U shënua te personi i gabuar');
    await s.pictures('stay-void-asked');
    await k.hit('question-yes');
    await until(async () => (await s.get('stay-void').count()) === before - 1); /* what is void is not voided again */
    await s.get('part-stays').getByText(say('stay.voided')).first().waitFor();
    await look('stay-voided');
    s.calm();
});

test('an act half written waits on the server, and is offered to go on with', async () => {
    await s.open(`/cases/${file}/act`);
    await s.get('act-form').waitFor();
    const kept = s.page.waitForResponse(
        (r) => r.url().includes(`/api/v1/drafts/act-${file}`) && r.ok() && r.request().method() === 'PUT',
    );
    await k.choose('kind', 'served');
    await k.write('on', typed(ago(1)));
    await k.write('note', 'Njoftuar në gjykatë');
    await kept;
    await s.leaves('Njoftuar në gjykatë');
    await s.page.close();
    s.page = await s.context.newPage();
    s.listen(s.page);
    await s.open(`/cases/${file}/act`);
    await s.get('draft-found').waitFor();
    await look('act-draft');
    await k.hit('draft-take');
    await s.field('note').waitFor();
    assert.equal(await s.field('on').inputValue(), dateShown(ago(1)));
    assert.equal(await s.field('note').inputValue(), 'Njoftuar në gjykatë');
    await k.go('field-note');
    await k.press('Control+Enter');
    await s.get('case-screen').waitFor();
    await s.get('part-orders').getByText('Njoftuar në gjykatë').waitFor();
    assert.deepEqual(await town.ask("SELECT kind FROM draft WHERE kind LIKE 'act%'"), [], 'the draft is gone with it');
    await s.leaves('Shpresa', 'Bardhi');
    s.calm();
});

test('half a fare is told as half, on no card; what has to be asked for stands on her paper', async (t) => {
    const admin = await Staff.during(t, browser, town, 'administrator', '/rules');
    await admin.ask('POST', '/api/v1/rules', {
        service: 'transport',
        source: 'VKB 77/2026',
        kinds: ['UM', 'UMM', 'UMPMM'],
        who: ['protected', 'dependant'],
        from: dateToday(),
        unit: 'ride',
        amount: 40,
        share: 50,
    });
    const { case_id } = await s.ask('POST', '/api/v1/orders', {
        kind: 'UM',
        issuer: 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër',
        number: '1302/2026',
        decision_date: dateToday(),
        end: dateAdd(dateToday(), 200),
        unit: 'Lunxhëri',
        persons: [
            { role: 'protected', first_name: 'Mira', surname: 'Prova', birth_date: '1990-02-11' },
            { role: 'dependant', first_name: 'Ani', surname: 'Prova', birth_date: '2022-06-01' },
        ],
    });

    await s.open(`/cases/${case_id}`);
    await s.get('cards-issue-all').click();
    await s.get('part-cards').getByTestId('card').nth(1).waitFor();
    const services = await town.ask(
        `SELECT DISTINCT x.service FROM card c JOIN card_service x ON x.card_id = c.id JOIN case_person p ON
            p.person_id = c.person_id WHERE p.case_id = ${case_id} AND x.service <> '' ORDER BY 1`,
    );
    assert.deepEqual(services, [['documents']]);
    await town.ask(`INSERT INTO document_rule (id, code, text, text_en, printed, printed_en, municipality, source,
        from_day) VALUES (900, 'family_certificate', 'Certifikata familjare', 'Family certificate',
        'Certifikata familjare', 'Family certificate', NULL, 'provë', '2007-06-01')`);
    await s.open(`/cases/${case_id}/sheet`);
    await s.get('sheet').locator('li').first().waitFor();
    const paper = await s.get('sheet').innerText();
    assert.match(paper, /Ulje 50 % në transportin publik/);
    assert.doesNotMatch(paper, /falas|Në autobus/);
    assert.match(paper, /Pagesë mujore: duhet kërkuar/);
    assert.match(paper, /zyrën e ndihmës ekonomike/);
    assert.match(paper, /pasi të regjistrohet fëmija/);
    await look('family-sheet');
    for (const language of ['en', 'el']) {
        await s.page.locator(`input[value=${language}]`).check();
        await s.page.locator(`article[lang=${language}] li`).first().waitFor();
        assert.match(await s.get('sheet').innerText(), /50 %/);
    }
    /* The register's own papers in Greek; one that the municipality added in Albanian, marked as such. */
    const greek = await s.get('sheet').innerText();
    assert.match(greek, /Φέρτε: Βασικό έγγραφο, Φωτοαντίγραφο της ταυτότητας, .*Certifikata familjare\./);
    assert.doesNotMatch(greek, /Base document|Copy of|Family certificate/);
    assert.equal(await s.get('sheet').locator('span[lang=sq]').innerText(), 'Certifikata familjare');
    await look('family-sheet-el');
    s.calm();
});
