/* What the administrator keeps (accounts, organisations, devices, copies) and the auditor reads (the log). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql, until } from '../support/program.mjs';
import { present } from './browser.mjs';
import { ACCOUNTS, SIZES, Staff, staffTexts } from './staff.mjs';
import { staged } from './stage.mjs';
import { DEVICES } from './town.mjs';

const SCREENS = {
    administrator: ['/accounts', '/places', '/devices', '/rules', '/backups'],
    auditor: ['/log', '/rules'],
};
const say = staffTexts();
let town, browser;

staged((made) => ({ town, browser } = made));

async function at(t, place, role = 'administrator', how = {}) {
    return Staff.during(t, browser, town, role, place, how);
}

/** "21.11.2026" @param {number} days */
const daysAgo = (days) =>
    new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('.');

test('the keyboard alone makes an account, and its first password stands there once', async (t) => {
    const s = await at(t, '/accounts');
    await s.get('accounts').waitFor();
    await s.tabTo('account-new');
    await s.page.keyboard.press('Enter');
    await s.focuses('field-full_name');
    await s.page.keyboard.type('Drita Shehu');
    await s.tabTo('field-name');
    await s.page.keyboard.type('drita');
    await s.tabTo('field-role');
    await s.page.keyboard.press('ArrowDown');
    await s.page.keyboard.press('ArrowDown');
    assert.equal(await s.field('role').inputValue(), 'aid_officer');
    await s.tabTo('submit');
    await s.page.keyboard.press('Enter');
    await s.get('password-given').waitFor();
    const password = await s.get('password').innerText();
    assert.match(password, /^[a-z0-9]{4}(-[a-z0-9]{4}){6}$/); /* 28 letters of 31: at least 128 bits */
    await s.get('renew-drita').waitFor();
    const [[role, first]] = await town.ask(`SELECT role, must_change FROM account WHERE name = 'drita'`);
    assert.deepEqual([role, Number(first)], ['aid_officer', 1]);
    await s.leaves(password);
    await s.open('/places');
    await s.open('/accounts');
    await s.get('accounts').waitFor();
    await present(s.get('password'), 0);
    s.calm();
});

test('an account that is taken is said at its field, and nothing typed is lost', async (t) => {
    const s = await at(t, '/accounts');
    await s.get('account-new').click();
    await s.field('full_name').fill('Ana Leka');
    await s.field('name').fill(ACCOUNTS.auditor);
    await s.field('role').selectOption('auditor');
    await s.get('submit').click();
    await s.focuses('summary');
    assert.equal(await s.field('name').getAttribute('aria-invalid'), 'true');
    assert.equal(await s.field('full_name').inputValue(), 'Ana Leka');
});

test('open forms have no fault either', async (t) => {
    for (const [place, button] of [
        ['/accounts', 'account-new'],
        ['/devices', 'device-new'],
        ['/places', 'units-new'],
    ]) {
        const s = await at(t, place);
        await s.get(button).click();
        assert.deepEqual(await s.axe(), [], place);
        if (place !== '/accounts') /* whose example of a name looks like a key */ await s.whole();
    }
});

test('an account is stopped and allowed again', async (t) => {
    const s = await at(t, '/accounts');
    await s.get(`stop-${ACCOUNTS.kindergarten}`).click();
    await s.get('question-yes').click();
    await s.get(`start-${ACCOUNTS.kindergarten}`).click();
    await s.get(`stop-${ACCOUNTS.kindergarten}`).waitFor();
    s.calm();
});

test('an organisation and a unit are added, renamed and retired', async (t) => {
    const s = await at(t, '/places');
    for (const [sort, name] of [
        ['organisations', 'Linja Provë'],
        ['units', 'Njësia Provë'],
    ]) {
        const part = s.get(`part-${sort}`);
        await s.get(`${sort}-new`).click();
        if (sort === 'organisations') await part.getByRole('radio').first().check();
        await s.field('name').fill(name);
        await part.getByTestId('submit').click();
        await part.getByRole('button', { name: say('places.rename.of', { name }) }).click();
        await s.field('name').fill(`${name} 2`);
        await part.getByTestId('submit').click();
        await part.getByRole('button', { name: say('places.retire.of', { name: `${name} 2` }) }).click();
        await part.getByRole('button', { name: say('places.restore.of', { name: `${name} 2` }) }).waitFor();
    }
    s.calm();
});

test('the keyboard alone adds a device: its code stands there once, counting, and is left nowhere', async (t) => {
    const s = await at(t, '/devices');
    await s.get('device-new').waitFor();
    await s.tabTo('device-new');
    await s.page.keyboard.press('Enter');
    await s.focuses('field-organisation');
    await s.page.keyboard.press('ArrowDown');
    await s.tabTo('field-name');
    await s.page.keyboard.type('Autobusi 9');
    await s.tabTo('submit');
    await s.page.keyboard.press('Enter');
    await s.get('enrol-code').waitFor();
    assert.match(await s.get('enrol-code').getByRole('timer').innerText(), /1[45]:\d\d/);
    assert.ok(
        await s
            .get('enrol-code')
            .getByRole('img')
            .evaluate((img) => img.decode().then(() => img.naturalWidth > 50)),
    );
    assert.deepEqual(await s.axe(), []);
    await s.leaves('#enrol=');
    await s.tabTo('code-done');
    await s.page.keyboard.press('Enter');
    await s.get('enrol-code').waitFor({ state: 'detached' });
    s.calm();
});

test('sheets for several devices: worthless until one is handed over, and neutral on paper', async (t) => {
    const s = await at(t, '/devices');
    const enrol = (body) =>
        fetch(`${town.origin}/api/v1/devices/enrol`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
        });
    await s.get('sheets-new').click();
    await s.field('organisation').selectOption({ index: 1 });
    await s.field('names').fill('Fleta 1\n\n  Fleta 2 \nFleta 3');
    const [answer] = await Promise.all([
        s.page.waitForResponse((r) => r.url().endsWith('/api/v1/devices/sheets')),
        s.get('submit').click(),
    ]);
    const { sheets } = await answer.json();
    assert.deepEqual(
        sheets.map(({ name }) => name),
        ['Fleta 1', 'Fleta 2', 'Fleta 3'],
    );
    await s.get('device-sheets').waitFor();
    assert.deepEqual(await s.axe(), []);
    const [first, second, third] = sheets;
    const paper = await s.get(`sheet-${first.id}`).innerText();
    assert.doesNotMatch(paper, /[A-Z2-7]{4}-[A-Z2-7]{4}|dhun|urdh|mbrojt|viktim|Besa/i);
    assert.match(await s.get('sheet-codes').innerText(), new RegExp(first.code));
    /* On paper: a page for each sheet, and no code. */
    await s.page.evaluate(() => {
        window.print = () => {
            window.printed = ['device-sheets', 'sheet-codes', 'devices'].filter((id) =>
                [...document.querySelectorAll(`[data-testid="${id}"]`)].some((e) => e.checkVisibility()),
            );
        };
    });
    await s.page.emulateMedia({ media: 'print' });
    for (const [which, shown] of [
        ['print-sheets', ['device-sheets']],
        ['print-codes', ['device-sheets', 'sheet-codes']],
    ]) {
        await s.page.evaluate(() => delete window.printed);
        await s.get(which).evaluate((button) => button.click());
        await s.page.waitForFunction(() => window.printed);
        assert.deepEqual(await s.page.evaluate(() => window.printed), shown);
    }
    await s.page.emulateMedia({ media: 'screen' });
    assert.equal((await enrol({ enrol: first.enrol })).status, 403);
    assert.equal((await enrol({ enrol: first.code })).status, 403);
    assert.equal((await enrol({ enrol: third.enrol, code: second.code })).status, 403);
    assert.equal((await enrol({ enrol: third.enrol, code: third.code.toLowerCase() })).status, 201);
    await s.get('sheets-done').click();
    await s.get(`device-hand_over-${first.id}`).click();
    await s.get(`device-hand_over-${first.id}`).waitFor({ state: 'detached' });
    assert.equal((await enrol({ enrol: first.enrol })).status, 201);
    assert.equal((await enrol({ enrol: second.enrol })).status, 403);
    s.calm();
});

test('a device is renamed, given a new link, and revoked for good', async (t) => {
    const s = await at(t, '/devices');
    const id = DEVICES.documents;
    await s.get(`device-rename-${id}`).click();
    await s.field('name').fill('Sporteli 7');
    await s.get('submit').click();
    await s.page.getByRole('rowheader', { name: 'Sporteli 7' }).waitFor();
    await s.get(`device-again-${id}`).click();
    await s.get('question').or(s.get('enrol-code')).first().waitFor();
    if (await s.get('question').isVisible()) await s.get('question-yes').click();
    await s.get('enrol-code').waitFor();
    await s.get(`device-revoke-${id}`).click();
    await s.get('question-yes').click();
    await s.get(`device-revoke-${id}`).waitFor({ state: 'detached' });
    await present(s.get('enrol-code'), 0, 'the code of a revoked device is gone');
    const [[revoked]] = await town.ask(`SELECT revoked_at IS NOT NULL FROM device WHERE id = ${id}`);
    assert.equal(Number(revoked), 1);
    s.calm();
});

test('the state of the copies is said plainly', async (t) => {
    const s = await at(t, '/backups');
    await s
        .get('backup-state')
        .getByText(say('backups.none', { when: '' }))
        .waitFor();
    await s.get('backup-make').click();
    await s
        .get('backup-state')
        .getByText(/^Kopja e fundit e mirë u bë sot në orën \d\d:\d\d\.$/)
        .waitFor();
    await s.page.getByRole('cell', { name: /^besa-\d{8}T\d{6}Z\.db$/ }).waitFor();
    s.calm();
});

test('keys that are due, and rows in the checks’ database that nobody believes, are told above all', async (t) => {
    const before = await at(t, '/devices');
    await before.get('device-new').waitFor();
    await present(before.get('upkeep-told'), 0);
    const [[made]] = await town.ask('SELECT created_at FROM municipality');
    await town.ask('UPDATE municipality SET created_at = created_at - 1000 * 86400');
    await sql(
        join(town.dir, 'check/check.db'),
        "INSERT INTO check_count VALUES (date(), 1, 'transport', 'wrong_service', -5)",
    );
    await until(async () => {
        const [[told]] = await town.ask("SELECT count(*) FROM audit WHERE what = 'check.refused'");
        return told === '1';
    });
    const s = await at(t, '/accounts');
    await s.get('upkeep-told').waitFor();
    const text = await s.get('upkeep-told').innerText();
    for (const word of [/^\d\d\.\d\d\.\d{4} \d\d:\d\d: /m, /besa key status/]) assert.match(text, word);
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await town.ask(`UPDATE municipality SET created_at = ${made}`);
    s.calm();
    const other = await at(t, '/statistics', 'director');
    assert.ok(!other.asked.some((url) => url.endsWith('/api/v1/upkeep')));
});

test('the Bajrams of a year that nobody entered are asked for, and the link leads to where they are', async (t) => {
    const [[year]] = await town.ask("SELECT strftime('%Y', 'now')");
    const rows = await town.ask(`SELECT id FROM holiday WHERE name = 'Kurban Bajrami' AND on_day LIKE '${year}%'`);
    assert.equal(rows.length, 1);
    await town.ask(`UPDATE holiday SET name = 'Ditë pushimi' WHERE id = ${rows[0][0]}`);
    const s = await at(t, '/devices');
    await s.get('upkeep-holidays').getByText(say('upkeep.holidays', { year })).waitFor();
    await s.pictures('upkeep-holidays');
    await s.get('upkeep-holidays').click();
    await s.get('part-holidays').getByText('Dita e Verës').waitFor();
    await s.get('holidays-new').waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.whole();
    await town.ask(`UPDATE holiday SET name = 'Kurban Bajrami' WHERE id = ${rows[0][0]}`);
    const after = await at(t, '/devices');
    await after.get('device-new').waitFor();
    await present(after.get('upkeep-holidays'), 0);
    s.calm();
});

test('the auditor finds lines of the log by who, what and when, and takes them along as a table', async (t) => {
    const s = await at(t, '/log', 'auditor');
    await s.get('visits').waitFor();
    await s.get('log-view').selectOption('each');
    await s.get('log').waitFor();
    await s.tabTo('field-actor');
    await s.page.keyboard.type(ACCOUNTS.coordinator);
    await s.tabTo('field-what');
    await s.page.keyboard.type(say('log.subject.order'));
    await s.tabTo('field-from');
    await s.page.keyboard.type(daysAgo(200));
    await s.tabTo('field-until');
    await s.page.keyboard.type(daysAgo(0));
    await s.page.keyboard.press('Enter');
    await s.page.waitForFunction((name) => {
        const rows = [...document.querySelectorAll('[data-testid="log"] tbody tr')];
        return rows.length > 0 && rows.every((row) => row.querySelectorAll('td')[0].innerText.includes(name));
    }, ACCOUNTS.coordinator);
    const [file] = await Promise.all([s.page.waitForEvent('download'), s.get('log-csv').click()]);
    const lines = readFileSync(await file.path(), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1);
    assert.ok(lines.length > 0 && lines.every((line) => /urdh[ëe]r/.test(line)), lines[0]);
    await s.page.goto(`${town.origin}/staff/#/rules`);
    await s.page.goto(`${town.origin}/staff/#/log`);
    await s.get('log').waitFor();
    assert.equal(await s.field('actor').inputValue(), ACCOUNTS.coordinator, 'kept while the session lasts');
    assert.equal(await s.field('from').inputValue(), daysAgo(200));
    const kept = await s.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.ok(!kept.includes(ACCOUNTS.coordinator), 'and in no storage');
    s.calm();
});

test('the log reads as visits, in words, and each line of one is a button away', async (t) => {
    const looker = await at(t, '/cases/1', 'coordinator');
    await looker.get('part-orders').waitFor();
    for (const language of ['sq', 'en']) {
        const s = await at(t, '/log', 'auditor', { language });
        await s.get('visits').waitFor();
        const text = await s.get('visits').innerText();
        assert.match(
            text,
            language === 'sq' ? /shikoi dosjen 1\/2025.*: .*personat/ : /looked at file 1\/2025.*: .*persons/,
        );
        assert.doesNotMatch(text, /\b[a-z_]+\.[a-z_]+\b|_/, 'no codes');
        await s.page.locator('[data-testid^="visit-each-"]').first().click();
        await s.get('log').waitFor();
        assert.equal(await s.get('log-view').inputValue(), 'each');
        assert.notEqual(await s.field('actor').inputValue(), '');
        assert.doesNotMatch(await s.get('log').innerText(), /\b[a-z_]+\.[a-z_]+\b|\banyone\b/, 'no codes');
        assert.deepEqual(await s.axe(), []);
        s.calm();
    }
});

test('the log names no person; a table of no chosen days is that of the last year', async (t) => {
    const s = await at(t, '/log', 'auditor');
    await s.get('visits').waitFor();
    const text = await s.get('visits').innerText();
    for (const name of ['Elira', 'Kodra']) assert.ok(!text.includes(name));
    const [file] = await Promise.all([s.page.waitForEvent('download'), s.get('log-csv').click()]);
    assert.ok(readFileSync(await file.path(), 'utf8').split('\n').length > 10);
    s.calm();
});

test('the auditor exports a person of a sealed file once whoever keeps it has approved that', async (t) => {
    const keeper = await at(t, '/files', 'coordinator');
    const { id: file, number } = await keeper.page.evaluate(async () => {
        const headers = { 'Content-Type': 'application/json' };
        const body = JSON.stringify({ q: 'elira kodra' });
        const answer = await fetch('/api/v1/cases/search', { method: 'POST', headers, body });
        return (await answer.json()).cases[0];
    });
    await town.ask(`UPDATE case_file SET sealed = 1 WHERE id = ${file}`);
    await town.ask(
        `INSERT INTO case_access (case_id, account_id)
         SELECT ${file}, id FROM account WHERE name = '${ACCOUNTS.coordinator}'`,
    );
    const s = await at(t, '/exports', 'auditor');
    const filled = async () => {
        await s.field('file').fill(number);
        await s.field('first_name').fill('elira');
        await s.field('surname').fill('KODRA');
        await s.field('why').fill('e kërkoi vetë sot në zyrë');
        await s.field('asker').fill('vetë');
        await s.field('identified').fill('letërnjoftim 025566');
    };
    await s.field('nid').fill('J75514010W');
    await filled();
    await s.get('submit').click();
    await s.get('summary').getByText(say('exports.one_way')).waitFor();
    await s.field('nid').fill('');
    await s.get('submit').click();
    await s.get('summary').getByText(say('exports.problem.approval_needed')).waitFor();
    assert.deepEqual(await s.axe(), []);
    await s.get('export-ask').click();
    await s.get('exports').getByText(say('exports.waits')).waitFor();
    assert.ok(!(await s.get('exports').innerText()).includes(number));

    await keeper.open('/today');
    await keeper.page.locator('[data-what="export_asked"]').getByTestId('task-way').click();
    await keeper.get('export-requests').getByText('e kërkoi vetë').waitFor();
    assert.ok((await keeper.get('export-requests').innerText()).includes(number));
    assert.deepEqual(await keeper.axe(), []);
    await keeper.whole();
    await keeper.get('export-approve').click();
    await keeper.get('question-yes').click();
    await keeper.get('export-approve').waitFor({ state: 'detached' });
    keeper.calm();

    await filled();
    await s.get('submit').click();
    await s.get('export-made').waitFor();
    const taken = async (what) =>
        (await Promise.all([s.page.waitForEvent('download'), s.get(`export-${what}`).click()]))[0];
    const [pdf, json] = [await taken('paper'), await taken('file')];
    assert.equal(pdf.suggestedFilename(), 'te-dhenat.pdf');
    assert.equal(
        readFileSync(await pdf.path())
            .subarray(0, 5)
            .toString(),
        '%PDF-',
    );
    const held = JSON.parse(readFileSync(await json.path(), 'utf8'));
    assert.equal('paper' in held, false);
    assert.equal(held.person.surname, 'Kodra');
    assert.equal(held.contact, null);
    await s
        .get('exports')
        .getByText(say('exports.used', { at: '' }).trim())
        .waitFor();
    assert.equal(await s.field('why').inputValue(), '');
    assert.deepEqual(await s.axe(), []);
    s.calm();
});

test('the coordinator hands a person her data on paper; who asked and how stands in the log', async (t) => {
    const s = await at(t, '/exports', 'coordinator');
    await present(s.get('exports'), 0, 'requests are the auditor’s');
    await s.field('file').fill('2/2026');
    await s.get('submit').click();
    for (const key of ['exports.asker.needed', 'exports.identified.needed', 'exports.why.needed'])
        await s.get('summary').getByText(say(key)).waitFor();
    assert.deepEqual(await s.axe(), []);
    const [[first, surname]] = [
        await s.page.evaluate(async () => {
            const { cases } = await (await fetch('/api/v1/cases')).json();
            const { id } = cases.find((c) => c.number === '2/2026');
            const { persons } = await (await fetch(`/api/v1/cases/${id}`)).json();
            return [persons[0].first_name, persons[0].surname];
        }),
    ];
    await s.field('first_name').fill(first);
    await s.field('surname').fill(surname);
    await s.field('asker').fill('vetë');
    await s.field('identified').fill('letërnjoftim 025566');
    await s.field('why').fill('e kërkoi vetë sot në zyrë');
    await s.get('submit').click();
    await s.get('export-made').waitFor();
    assert.deepEqual(await s.axe(), []);
    const [[why]] = await town.ask("SELECT count(*) FROM audit WHERE what = 'person.export' AND why LIKE 'sealed:%'");
    assert.ok(why > 0);
    await s.get('export-close').click();
    s.calm();
});

for (const [role, places] of Object.entries(SCREENS))
    for (const [size, language] of [
        ['phone', 'sq'],
        ['desk', 'en'],
    ])
        test(`what ${role} sees reads well: ${size}, ${language}`, async (t) => {
            const s = await at(t, places[0], role, { size: SIZES[size], language });
            for (const place of places) {
                await s.open(place);
                await s.page.waitForFunction(
                    () =>
                        document.querySelector('main table, main details.fold, main [data-testid="backup-state"]') &&
                        !document.querySelector('[data-testid="loading"]'),
                );
                assert.deepEqual(await s.axe(), [], place);
                await s.whole();
            }
            s.calm();
        });

test('administration is for the administrator, the log for the auditor', async (t) => {
    for (const role of ['coordinator', 'aid_officer', 'director', 'kindergarten', 'auditor']) {
        const s = await at(t, '/accounts', role);
        for (const place of ['/accounts', '/places', '/devices', '/backups', ...(role === 'auditor' ? [] : ['/log'])]) {
            await s.open(place);
            await s.page.getByText(say('screen.not_yours')).waitFor();
        }
        assert.ok(!s.asked.some((url) => /api\/v1\/(accounts|devices|backups|audit)/.test(url)));
    }
});
