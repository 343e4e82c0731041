/* Hand scanners at a door, in the browser: each layout and fault, the trial that names what is wrong, and its sheet on
 * paper. What the keys can mean is tried without a browser in tests/unit/scanner.test.mjs. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { keysOf } from '../support/scanner.mjs';
import { pause } from '../support/program.mjs';
import { TRIAL } from '../../web/check/scanner_trial.js';
import { Checker, OUT_OF_SIGHT, browserStart, present } from './browser.mjs';
import { Town, texts } from './town.mjs';

const run = promisify(execFile);
const say = texts();
let town, browser, door;

before(async () => {
    [town, browser] = await Promise.all([Town.make(), browserStart()]);
    door = await Checker.enrolled(browser, town, 'transport');
    await door.listed();
});
after(async () => {
    await browser?.close();
    await town?.end();
});

/** Presses what a scanner presses; says which keys the page let pass. */
function press(c, text, how) {
    return c.page.evaluate(
        (events) => {
            const passed = [];
            const target = document.activeElement ?? document.body;
            for (const [kind, init] of events)
                if (
                    target.dispatchEvent(
                        new KeyboardEvent(kind, { ...init, bubbles: true, cancelable: true, composed: true }),
                    ) &&
                    kind === 'keydown'
                )
                    passed.push(init.key);
            return passed;
        },
        keysOf(text, how),
    );
}

for (const [what, how] of Object.entries({
    'US, computer Albanian': { scanner: 'us', computer: 'sq' },
    'US, computer German': { scanner: 'us', computer: 'de' },
    'US, computer Greek': { scanner: 'us', computer: 'el' },
    'the computer’s own, Albanian': { scanner: 'sq', computer: 'sq' },
    'the computer’s own, German': { scanner: 'de', computer: 'de' },
    'the computer’s own, French': { scanner: 'fr', computer: 'fr' },
    'German, computer Greek': { scanner: 'de', computer: 'el' },
    'Caps Lock': { computer: 'sq', caps: true },
    'with ]Q1': { computer: 'sq', before: ']Q1' },
    'with ]Q1, all German': { scanner: 'de', computer: 'de', before: ']Q1' },
    'Ctrl+J at the end': { end: 'control' },
    'Enter and Ctrl+J': { end: 'both' },
    'nothing at the end': { computer: 'sq', end: 'pause' },
    'Alt and keypad': { alt: true },
}))
    test(`a card is read: scanner ${what}`, async () => {
        const { text } = await town.card('child');
        await door.reload();
        await door.connected();
        const passed = await press(door, text, how);
        const v = await door.verdict();
        assert.deepEqual([v.verdict, v.reason], ['valid', 'ok']);
        /* The first keys may yet be typing; of the others none presses a button or opens a list of downloads. */
        assert.ok(passed.filter((key) => key !== 'Alt').length < 8, `${passed}`);
        assert.ok(!passed.some((key) => ['Enter', 'Tab', 'j'].includes(key)), `${passed}`);
        await present(door.get('verdict'), 1, 'the second sign of the end does not take the answer away');
        await door.next();
    });

test('a device is enrolled by a scanner of the computer’s own layout', async (t) => {
    const c = await Checker.make(browser, town);
    t.after(() => c.end());
    await c.open();
    await press(c, await town.link('documents'), { scanner: 'sq', computer: 'sq' });
    await c.get('scan-screen').waitFor();
    await c.connected();
});

test('a card whose characters were lost is asked for again, with the way to the trial', async () => {
    const { text } = await town.card('child');
    await pause(OUT_OF_SIGHT);
    await press(door, text.slice(0, 200), {});
    assert.deepEqual([(await door.verdict()).reason], ['unreadable']);
    assert.equal(await door.get('verdict-scanner').innerText(), say('verdict.scanner'));
    await door.next();
});

/** The trial's answer, as names of findings. */
async function trial(how, text = TRIAL) {
    await press(door, text, how);
    if (how.end === 'pause') await pause(1200);
    const works = await door.get('scanner-works').getAttribute('data-works');
    const found = await door.get('scanner-finding').evaluateAll((all) => all.map((one) => one.dataset.name));
    return [works, ...found];
}

test('the trial is opened from the settings, and names what is wrong and what to set', async () => {
    await door.get('settings-open').click();
    await door.get('scanner-open').click();
    await door.reads(say('scanner.waiting'), say('scanner.set.us'));
    assert.deepEqual(await trial({ computer: 'sq' }), ['all', 'layout.us', 'end.enter']);
    assert.deepEqual(await trial({ scanner: 'sq', computer: 'sq' }), ['all', 'layout.own', 'end.enter']);
    await door.reads(say('scanner.works.all'), say('scanner.layout.own'));
    assert.deepEqual(await trial({ caps: true, end: 'pause' }), ['all', 'layout.us', 'caps', 'end.pause']);
    assert.deepEqual(await trial({}, TRIAL.replace('Q', '')), ['no', 'lost', 'end.enter']);
    await door.reads(say('scanner.works.no'), say('scanner.lost.one'));
    assert.deepEqual(await trial({ before: ']Q1' }), ['all', 'layout.us', 'before', 'end.enter']);
    await door.reads(say('scanner.before', { text: ']Q1' }));
    assert.deepEqual(await trial({}, (await town.card('child')).text), ['other']);
    await present(door.get('verdict'), 0, 'nothing is asked about on this screen');
    await door.get('back').click();
    await door.get('scan-screen').waitFor();
});

test('the trial’s code opens the trial wherever it is read', async () => {
    await press(door, TRIAL, { scanner: 'de', computer: 'de', before: ']Q1' });
    await door.get('scanner-screen').waitFor();
    assert.equal(await door.get('scanner-works').getAttribute('data-works'), 'all');
});

test('its sheet on paper is one page with the settings, and its code is the trial’s', async () => {
    const file = join(town.root, 'sheet');
    writeFileSync(
        `${file}.pdf`,
        await door.page.pdf({ format: 'A4', margin: { top: '15mm', left: '15mm', right: '15mm' } }),
    );
    await run('pdftoppm', ['-r', '150', '-png', '-singlefile', `${file}.pdf`, file]);
    assert.equal((await run('zbarimg', ['--quiet', '--raw', '--nodbus', `${file}.png`])).stdout.trim(), TRIAL);
    const { stdout } = await run('pdftotext', ['-layout', `${file}.pdf`, '-']);
    const said = stdout.replace(/\s+/g, ' ');
    for (const key of ['scanner.title', 'scanner.set.reset', 'scanner.set.enter', 'scanner.set.where'])
        assert.ok(said.includes(say(key)), `${key}: ${said}`);
    assert.ok(!said.includes(say('scanner.print')) && !said.includes('Linja 1'), said);
    assert.ok(stdout.split('\f').length <= 2, stdout); /* the last page ends with one */
});
