/* Pictures of every screen of the staff app, in both languages, on a phone and on a desk computer, some by night:
 * node tests/e2e/staff_screenshots.mjs FOLDER README-FOLDER [WORD]. Into the second go those that the README shows.
 * WORD: only screens with it in the name, or of that role. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dateAdd, dateShown, dateToday } from '../../web/staff/dates.js';
import { SCREENS } from '../../web/staff/screens.js';
import { browserStart } from './browser.mjs';
import { ACCOUNTS, SIZES, Staff } from './staff.mjs';
import { Town } from './town.mjs';

const run = promisify(execFile);
const [folder, shown, word = ''] = process.argv.slice(2);
const NIGHT = [
    'today',
    'file',
    'act-ended',
    'card',
    'application',
    'run-approved',
    'budget',
    'statistics',
    'rules',
    'children',
    'log',
];

/** An order as it stands before it is saved. @param {Staff} s */
async function written(s) {
    await s.page.locator('input[value=UM]').check();
    for (const [name, text] of Object.entries({
        issuer: 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër',
        number: '812/2026',
        decision_date: dateShown(dateAdd(dateToday(), -3)),
        end: dateShown(dateAdd(dateToday(), 300)),
        'persons[0].first_name': 'Teuta',
        'persons[0].surname': 'Malokaj',
    }))
        await s.field(name).fill(text);
    await s.field('unit').selectOption('Lunxhëri');
    await s.get('add-children').click();
    await s.field('persons[1].first_name').fill('Klean');
    await s.get('follow').getByText('Klean').waitFor();
}

/** An order about to end: what changes for whom. @param {Staff} s */
async function ended(s) {
    for (const [name, text] of Object.entries({
        on: dateShown(dateToday()),
        decision: '901/2026',
        effective: dateShown(dateToday()),
    }))
        await s.field(name).fill(text);
    await s.get('change').first().waitFor();
}

/** A list of payments in this month, beside the one of the month before, which is approved.
 * @param {import('playwright-core').Browser} browser @param {Town} town */
async function lists(browser, town) {
    const [officer, director] = [
        await Staff.signedIn(browser, town, 'aid_officer'),
        await Staff.signedIn(browser, town, 'director'),
    ];
    const month = dateToday().slice(0, 7),
        before = dateAdd(`${month}-01`, -1).slice(0, 7);

    const { id } = await officer.ask('POST', '/api/v1/payment-runs', { month: before });
    await director.ask('POST', `/api/v1/payment-runs/${id}/approve`, {});
    await officer.ask('POST', '/api/v1/payment-runs', { month });
    const sealed = await applicationSealed(browser, town);
    await Promise.all([officer.end(), director.end()]);
    return sealed;
}

/** An application of a family whose file is sealed since. @param {import('playwright-core').Browser} browser
 * @param {Town} town */
async function applicationSealed(browser, town) {
    const s = await Staff.signedIn(browser, town, 'coordinator', '/cases/4');
    await s.get('seal-new').click();
    await s.get('seal-to-form').getByTestId('submit').click();
    await s.get('seal-lift').waitFor();
    await s.end();
    const [[id]] = await town.ask(`SELECT z.id FROM application z JOIN case_person k USING (person_id)
        WHERE k.case_id = 4`);
    return id;
}

const press = (id, ready) => async (s) => (await s.get(id).first().click(), s.get(ready).first().waitFor());

/** Name, role (null: nobody), address, the test id that is there once it stands, and what is done before the picture.
 * @type {[string, string | null, string, string, ((s: Staff) => Promise<any>)?][]} */
const PICTURES = [
    ['sign-in', null, '/', 'sign-in-screen'],
    ['sign-in-errors', null, '/', 'sign-in-screen', (s) => s.get('submit').click()],
    ['today', 'coordinator', '/today', 'task'],
    ['files', 'coordinator', '/files', 'result'],
    [
        'files-none',
        'coordinator',
        '/files',
        'result',
        async (s) => (await s.get('files-q').fill('zzz'), s.get('empty').waitFor()),
    ],
    ['order', 'coordinator', '/orders/new', 'order-form'],
    ['order-written', 'coordinator', '/orders/new', 'order-form', written],
    [
        'order-errors',
        'coordinator',
        '/orders/new',
        'order-form',
        async (s) => (await s.get('submit').click(), s.get('summary').waitFor()),
    ],
    ['import', 'coordinator', '/import', 'import-form'],
    ['find', 'coordinator', '/find', 'find-q'],
    ['order-follows', 'coordinator', '/orders/new?case=9&follows=11', 'order-form'],
    ['file', 'coordinator', '/cases/5', 'mark'],
    ['file-sheet', 'coordinator', '/cases/5/sheet', 'sheet'],
    ['registration', 'coordinator', '/cases/5/registration?order=5', 'registration-form'],
    ['calls', 'coordinator', '/calls', 'calls'],
    ['calls-new', 'coordinator', '/calls', 'calls', press('call-new', 'call-form')],
    ['contacts', 'coordinator', '/contacts', 'contacts'],
    ['contacts-new', 'coordinator', '/contacts', 'contacts', press('contact-new', 'contact-form')],
    ['file-work', 'coordinator', '/cases/5/work', 'to-assessments'],
    ['file-assessments', 'coordinator', '/cases/5/assessments', 'assessments'],
    ['file-order', 'coordinator', '/cases/5/order?order=5', 'paper-numbers'],
    ['file-payments', 'coordinator', '/cases/5/payments', 'part-payments'],
    ['file-payments-hold', 'coordinator', '/cases/5/payments', 'part-payments', press('hold-new', 'hold-form')],
    ['file-payments-way', 'coordinator', '/cases/5/payments', 'part-payments', press('way-open', 'pay-way')],
    ['exports-asked', 'coordinator', '/exports/asked', 'export-requests-screen'],
    ['erasures', 'coordinator', '/erasures?file=4', 'erasure-form'],
    ['file-contact', 'coordinator', '/cases/5', 'contact-change', (s) => s.get('contact-change').first().click()],
    ['file-orders', 'coordinator', '/cases/8', 'mark'],
    ['act', 'coordinator', '/cases/5/act', 'act-form'],
    ['act-ended', 'coordinator', '/cases/5/act?kind=terminated', 'act-form', ended],
    ['act-corrected', 'coordinator', '/cases/5/act?kind=corrected&order=5&corrects=13', 'act-form'],
    ['registered', 'coordinator', '/cases/5/registered', 'done-screen'],
    ['card', 'coordinator', '/cards/CARD', 'card-preview'],
    ['card-gone', 'coordinator', '/cards/GONE', 'card-screen'],
    ['account', 'coordinator', '/account', 'calendar-make'],
    ['curtain', 'coordinator', '/today', 'task', (s) => s.page.keyboard.press('F9')],
    ['work', 'aid_officer', '/work', 'work-run'],
    ['work-director', 'director', '/work', 'work-run'],
    ['applications', 'aid_officer', '/applications', 'application'],
    ['application-new', 'aid_officer', '/applications/new', 'field-q'],
    [
        'application-filed',
        'aid_officer',
        '/applications/new',
        'field-q',
        async (s) => {
            await s.field('q').fill('ahu');
            await s.page.keyboard.press('Enter');
            await press('applicant', 'filing-counts')(s);
        },
    ],
    ['application', 'aid_officer', '/applications/1', 'part-decisions'],
    ['application-open', 'aid_officer', '/applications/3', 'decision'],
    ['application-sealed', 'aid_officer', '/sealed-applications/SEALED', 'papers-checked'],
    ['receipt', 'aid_officer', '/applications/1/receipt', 'sheet'],
    ['payments', 'aid_officer', '/payments', 'run'],
    ['columns', 'aid_officer', '/payments/columns', 'columns-chosen'],
    ['run', 'director', '/payments/2', 'reasons'],
    ['run-approved', 'aid_officer', '/payments/1', 'reasons'],
    ['line', 'aid_officer', '/payments/1', 'line-open', press('line-open', 'payment-line-screen')],
    ['paper', 'aid_officer', '/payments/1/paper', 'sheet'],
    ['council', 'director', '/payments/1/council', 'sheet'],
    ['budget', 'director', '/budget', 'plot-budget'],
    ['fees', 'aid_officer', '/fees', 'part-kindergartens'],
    ['children', 'kindergarten', '/children', 'children'],
    ['month', 'kindergarten', '/children/month', 'sheet'],
    ['accounts', 'administrator', '/accounts', 'accounts'],
    ['accounts-new', 'administrator', '/accounts', 'accounts', press('account-new', 'account-form')],
    [
        'confirmation',
        'administrator',
        '/accounts',
        'accounts',
        async (s) => {
            await s.town.ask(`UPDATE session SET confirmed_at = confirmed_at - 600 WHERE token_hash = x'${s.hash}'`);
            await press('account-new', 'account-form')(s);
            await s.field('full_name').fill('Arta Gega');
            await s.field('name').fill('arta');
            await s.field('role').selectOption('auditor');
            await press('submit', 'confirmation')(s);
        },
    ],
    ['places', 'administrator', '/places', 'places-screen'],
    ['devices', 'administrator', '/devices', 'device-new'],
    [
        'devices-code',
        'administrator',
        '/devices',
        'device-new',
        async (s) => {
            await press('device-again-1', 'question-yes')(s);
            await press('question-yes', 'enrol-code')(s);
        },
    ],
    ['rules', 'director', '/rules', 'rules-transport'],
    [
        'rules-new',
        'administrator',
        '/rules',
        'rules-transport',
        async (s) => {
            await press('rules-transport-open', 'rule-new-transport')(s);
            await press('rule-new-transport', 'rule-form')(s);
        },
    ],
    ['log', 'auditor', '/log', 'visits'],
    ['exports', 'auditor', '/exports', 'export-form'],
    ['sessions', 'auditor', '/account', 'sessions-table'],
    [
        'sign-out-failed',
        'auditor',
        '/account',
        'sessions-table',
        async (s) => {
            await s.page.route('**/api/v1/session', (route) => route.abort());
            await press('sign-out', 'question-yes')(s);
        },
    ],
    /* the last of its role: there is no session behind it */
    [
        'session-over',
        'auditor',
        '/account',
        'sessions-table',
        async (s) => {
            await s.sessionEnd();
            await press('nav-log', 'sign-in-again')(s);
        },
    ],
    ['backups', 'administrator', '/backups', 'backup-state'],
    ['statistics', 'director', '/statistics', 'plot-entitled'],
];

/** Name in the README, screen, and the test id that stands at the top of it. */
const SHOWN = [
    ['staff-today', 'today'],
    ['staff-file', 'file', 'timeline'],
    ['staff-register', 'order-written'],
];

/** Those of one role, each in a tab of its own. One that does not come is said, and the others are made. */
async function pictures(browser, town, list, size, language, dark) {
    const how = { size: SIZES[size], language, context: { colorScheme: dark ? 'dark' : 'light' } };
    const s = await Staff.make(browser, town, how);
    s.context.setDefaultTimeout(20_000);
    try {
        if (list[0][1]) await s.session(ACCOUNTS[list[0][1]]);
        for (const one of list) {
            const before = s.page;
            s.page = await s.context.newPage();
            await before.close();
            if (!(await stands(s, one))) continue;
            await s.page.screenshot({
                path: join(folder, `staff-${one[0]}-${size}-${dark ? 'dark' : language}.png`),
                fullPage: true,
            });
            if (size === 'desk' && language === 'en') await readme(s, one[0]);
        }
    } finally {
        await s.end();
    }
}

async function stands(s, [name, , place, ready, act]) {
    try {
        await s.open(place);
        await s.get(ready).or(s.get('draft-drop')).first().waitFor();
        if (await s.get('draft-drop').count()) await s.get('draft-drop').click();
        await s.get(ready).first().waitFor();
        await act?.(s);
        await s.page.waitForFunction(() => !document.querySelector('[data-testid=loading]'));
        await s.page.waitForTimeout(150);
    } catch (fault) {
        console.error(`${name}: ${fault.message}\n${s.said.join('\n')}`);
        process.exitCode = 1;
        return false;
    }
    return true;
}

/** What the window shows, in few colours. */
async function readme(s, name) {
    const [file, , top] = SHOWN.find(([, screen]) => screen === name) ?? [];
    if (!file) return;
    await s.page.evaluate((id) => {
        const at = id && document.querySelector(`[data-testid=${id}]`)?.closest('section');
        window.scrollTo(0, at ? window.scrollY + at.getBoundingClientRect().top - 16 : 0);
    }, top);
    const whole = join(folder, `${file}.png`);
    await s.page.screenshot({ path: whole });
    const { stdout } = await run(
        'bash',
        ['-c', `set -o pipefail; pngtopam ${whole} | pnmquant 64 | pnmtopng -compression 9`],
        { encoding: 'buffer', maxBuffer: 1 << 24 },
    );
    writeFileSync(join(shown, `${file}.png`), stdout);
}

/** Screens without a picture. */
function missing() {
    const taken = PICTURES.map(([, , place]) => place.split('?')[0]);
    return SCREENS.filter(
        ({ path }) =>
            !path.endsWith('/lines/:n') &&
            !taken.some((place) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(place)),
    ).map(({ path }) => path);
}

if (missing().length) throw new Error(`no picture of ${missing().join(', ')}`);
mkdirSync(folder, { recursive: true });
mkdirSync(shown, { recursive: true });
const [town, browser] = await Promise.all([
    Town.make({ binary: process.env.BESA ?? 'build/release/besa' }),
    browserStart(),
]);
try {
    const sealed = await lists(browser, town);
    const numbers = {
        SEALED: sealed,
        CARD: (await town.card('valid')).number,
        GONE: (await town.card('revoked')).number,
    };
    const wanted = PICTURES.filter(([name, role]) => name.includes(word) || role === word).map(
        ([name, role, place, ...more]) => [
            name,
            role,
            place.replace(/CARD|GONE|SEALED/, (which) => numbers[which]),
            ...more,
        ],
    );
    for (const role of new Set(wanted.map(([, r]) => r)))
        for (const size of Object.keys(SIZES)) {
            const its = wanted.filter(([, r]) => r === role),
                dark = its.filter(([name]) => NIGHT.includes(name));
            await pictures(browser, town, its, size, 'sq', false);
            await pictures(browser, town, its, size, 'en', false);
            if (dark.length) await pictures(browser, town, dark, size, 'sq', true);
        }
} finally {
    await browser.close();
    await town.end();
}
