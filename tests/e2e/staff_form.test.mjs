/* The form that all screens of the staff share, by itself in the page: what is typed is read, sent once, and never
 * lost. The test answers for the server, whose pages are the sources as they lie: only there has a module an
 * address. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browserStart, present } from './browser.mjs';
import { Staff, staffTexts } from './staff.mjs';
import { Town } from './town.mjs';
import { until } from '../support/program.mjs';

const say = staffTexts();
let town, browser;

before(async () => {
    [town, browser] = await Promise.all([
        Town.make({ binary: process.env.BESA_RELEASE ?? 'build/release/besa', args: ['--web', 'web'] }),
        browserStart(),
    ]);
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** A form on an order of two persons, and what it sends. */
async function form(t, replies = []) {
    const s = await Staff.signedIn(browser, town, 'coordinator', '/account');
    t.after(() => s.end());
    s.sent = [];
    await s.page.route('**/api/v1/test', (route) => {
        const rq = route.request();
        s.sent.push({ key: rq.headers()['idempotency-key'], body: rq.postDataJSON() });
        const reply = replies.shift() ?? { status: 201, json: { id: 1 } };
        if (reply === 'lost') return route.abort();
        return route.fulfill({
            contentType: reply.status < 400 ? 'application/json' : 'application/problem+json',
            ...reply,
        });
    });
    await s.page.evaluate(async () => {
        const { html, render } = await import('/vendor/preact.js');
        const { Form, useForm } = await import('/staff/parts/form.js');
        const { CheckList, DateField, MoneyField, PhoneField, RadioField, Repeated, SelectField, TextField } =
            await import('/staff/parts/field.js');
        const { valuesGiven } = await import('/staff/parts/path.js');
        const Test = () => {
            const form = useForm({
                initial: {
                    on: '',
                    amount: '',
                    phone: '',
                    kind: '',
                    way: '',
                    measures: [],
                    persons: [{ name: 'Elira' }, { name: 'Klea' }],
                },
                send: (values, attempt) =>
                    attempt.post('/api/v1/test', { ...valuesGiven(values), version: window.version ?? 1 }),
                warn: window.warn
                    ? async () => [{ code: 'same_name', field: 'persons[1].name', detail: '' }]
                    : undefined,
                refresh: async () => {
                    window.version = 2;
                },
                done: () => {
                    window.done = true;
                },
            });
            return html`<main><h1>Test</h1><${Form} form=${form} submit="Send">
                <${DateField} form=${form} name="on" label="Day" required="Write the day." />
                <${MoneyField} form=${form} name="amount" label="Amount" />
                <${PhoneField} form=${form} name="phone" label="Phone" />
                <${SelectField} form=${form} name="kind" label="Kind" none="–" options=${[
                    ['UM', 'UM'],
                    ['UMM', 'UMM'],
                ]} />
                <${RadioField} form=${form} name="way" label="Way" options=${[
                    ['post', 'Post', 'A hint'],
                    ['hand', 'By hand'],
                ]} />
                <${CheckList} form=${form} name="measures" label="Measures" options=${[
                    ['a', 'A'],
                    ['b', 'B'],
                ]} />
                <${Repeated} form=${form} name="persons" legend=${(i) => `Person ${i + 1}`}
                    fresh=${() => ({ name: '' })}
                    add="Add a person" least=${1}>
                    ${(path) => html`<${TextField} form=${form} name=${`${path}.name`} label="Name" required />`}
                </${Repeated}>
            </${Form}></main>`;
        };
        render(null, document.getElementById('app'));
        render(html`<${Test} />`, document.getElementById('app'));
    });
    await s.field('on').waitFor();
    return s;
}

const send = (s) => s.get('submit').click();
const done = (s) => s.page.waitForFunction(() => window.done);

test('what is typed is sent as the server takes it, and shown as people write it', async (t) => {
    const s = await form(t);
    await s.field('on').fill('1.2.2026');
    await s.field('amount').fill('9000');
    await s.field('phone').fill('069 123 4567');
    await s.field('kind').selectOption('UMM');
    await s.get('choice-' + (await s.field('way').getAttribute('id')) + '-hand').check();
    await s.page.getByLabel('B', { exact: true }).check();
    await s.page.getByLabel('A', { exact: true }).check();
    assert.equal(await s.field('on').inputValue(), '01.02.2026');
    assert.equal(await s.field('amount').inputValue(), '9\u00a0000');
    assert.equal(await s.field('phone').inputValue(), '069\u00a0123\u00a04567');
    assert.deepEqual(await s.axe(), []);
    await send(s);
    await done(s);
    assert.deepEqual(s.sent[0].body, {
        on: '2026-02-01',
        amount: 9000,
        phone: '+355691234567',
        kind: 'UMM',
        way: 'hand',
        measures: ['a', 'b'],
        persons: [{ name: 'Elira' }, { name: 'Klea' }],
        version: 1,
    });
});

test('a day picked from the calendar is the day', async (t) => {
    const s = await form(t);
    await s.page.locator('.picker').fill('2027-05-14');
    assert.equal(await s.field('on').inputValue(), '14.05.2027');
});

test('what cannot be read stays as it was typed, with the reason at the field and in the summary', async (t) => {
    const s = await form(t);
    await s.field('on').fill('31.2.2026');
    await s.field('amount').fill('nine');
    await s.field('persons[0].name').fill('');
    await send(s);
    await s.focuses('summary');
    assert.deepEqual(await s.get('summary').getByRole('link').allInnerTexts(), [
        `Day: ${say('form.bad_date')}`,
        `Amount: ${say('form.bad_money')}`,
        `Person 1 – Name: ${say('form.needed', { label: 'Name' })}`,
    ]);
    assert.equal(await s.field('on').inputValue(), '31.2.2026');
    await s.get('summary').getByRole('link').first().press('Enter');
    await s.focuses('field-on');
    assert.equal(s.sent.length, 0);
    assert.deepEqual(await s.axe(), []);
});

test('what the server finds stands at the field that it names', async (t) => {
    const s = await form(t, [
        { status: 422, json: { code: 'too_long', field: 'persons[1].name', detail: 'too long' } },
    ]);
    await s.field('on').fill('1.2.2026');
    await send(s);
    await s
        .get('summary')
        .getByRole('link', { name: say('problem.too_long') })
        .click();
    await s.focuses('field-persons[1].name');
    assert.equal(await s.field('persons[1].name').getAttribute('aria-invalid'), 'true');
    assert.equal(await s.field('on').inputValue(), '01.02.2026');
});

test('all that the server finds is told at once, each at its field, with whose it is', async (t) => {
    const faults = [
        { code: 'required', field: 'on', detail: '', question: false },
        { code: 'unknown_value', field: 'kind', detail: '', question: false },
        { code: 'required', field: 'persons[1].name', detail: '', question: false },
        { code: 'bad_nid', field: 'persons[0].name', detail: '', question: false },
    ];
    const s = await form(t, [{ status: 422, json: { ...faults[0], faults } }]);
    await s.field('on').fill('1.2.2026');
    await send(s);
    await s.focuses('summary');
    assert.deepEqual(await s.get('summary').getByRole('link').allInnerTexts(), [
        'Day: Write the day.',
        `Kind: ${say('problem.unknown_value')}`,
        `Person 1 – Name: ${say('problem.bad_nid')}`,
        `Person 2 – Name: ${say('form.needed', { label: 'Name' })}`,
    ]);
    for (const name of ['on', 'kind', 'persons[0].name', 'persons[1].name'])
        assert.equal(await s.field(name).getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await s.axe(), []);
});

test('two taps send once; a lost answer is asked for again under the same key; other words have another', async (t) => {
    const s = await form(t, ['lost']);
    await s.field('on').fill('1.2.2026');
    await s.page.evaluate(() => {
        const button = document.querySelector('[data-testid=submit]');
        button.click();
        button.click();
    });
    await s.get('summary').getByText(say('problem.unreachable')).waitFor();
    assert.equal(s.sent.length, 1);
    await send(s);
    await done(s);
    assert.equal(s.sent.length, 2);
    assert.match(s.sent[0].key, /^[0-9a-f]{32}$/);
    assert.equal(s.sent[1].key, s.sent[0].key);
    await s.field('on').fill('2.2.2026');
    await send(s);
    await until(() => s.sent.length >= 3);
    assert.equal(s.sent.length, 3);
    assert.notEqual(s.sent[2].key, s.sent[0].key);
});

test('when somebody else was faster it shows what they did, keeps what was typed, and sends it again', async (t) => {
    const s = await form(t, [
        {
            status: 409,
            json: {
                code: 'stale_version',
                changed: [{ version: 2, at: '2026-11-21T09:15:00Z', actor: 'koordinatore2', what: 'act.record' }],
            },
        },
    ]);
    await s.field('on').fill('1.2.2026');
    await send(s);
    await s
        .get('stale')
        .getByText(`21.11.2026 10:15 · koordinatore2 · ${say('log.act.record')}`)
        .waitFor();
    await s.focuses('summary');
    assert.deepEqual(await s.axe(), []);
    await s.get('stale-refresh').click();
    await s.get('stale').getByText(say('stale.fresh')).waitFor();
    assert.equal(await s.field('on').inputValue(), '01.02.2026');
    await send(s);
    await done(s);
    assert.equal(s.sent[1].body.version, 2);
    assert.notEqual(s.sent[1].key, s.sent[0].key);
});

test('what one changed oneself in another window is not said to be somebody else’s', async (t) => {
    const mine = { version: 2, at: '2026-11-21T09:15:00Z', actor: 'koordinatore', what: 'act.record' };
    const refused = (changed) => ({
        status: 409,
        json: { code: 'stale_version', field: 'version', detail: '', changed },
    });
    const s = await form(t, [refused([mine]), refused([mine, { ...mine, actor: 'koordinatore2' }])]);
    await s.field('on').fill('1.2.2026');
    await send(s);
    await s.get('stale').getByText(say('stale.own')).waitFor();
    await send(s);
    await s.get('stale').getByText(say('stale.title')).waitFor();
});

test('a warning is shown before anything is sent, and once seen it does not stand in the way', async (t) => {
    const s = await form(t);
    await s.page.evaluate(() => {
        window.warn = true;
    });
    await s.field('on').fill('1.2.2026');
    await send(s);
    await s.get('summary').getByText(say('warning.same_name')).waitFor();
    assert.equal(s.sent.length, 0);
    assert.equal(await s.get('submit').innerText(), say('form.go_on'));
    await send(s);
    await done(s);
    assert.equal(s.sent.length, 1);
});

test('a group that is added takes the focus, one that is removed takes nothing with it', async (t) => {
    const s = await form(t);
    await s.get('add-persons').click();
    await s.page.waitForFunction(() => document.activeElement?.name === 'persons[2].name');
    await s.page.keyboard.type('Ana');
    await s.page.getByRole('button', { name: `${say('form.remove')}: Person 1` }).click();
    assert.equal(await s.field('persons[0].name').inputValue(), 'Klea');
    assert.equal(await s.field('persons[1].name').inputValue(), 'Ana');
    await s.page.getByRole('button', { name: `${say('form.remove')}: Person 1` }).click();
    assert.equal(await s.field('persons[0].name').inputValue(), 'Ana');
    await present(s.page.getByRole('button', { name: say('form.remove') }), 0);
});
