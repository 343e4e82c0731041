/* The checker without a browser: its languages, its colours to those who see fewer of them, the numbers that say why to
 * the office alone, and what it makes of answers that nobody has heard of. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { answerRead, deviceRead, listRead } from '../../web/check/answer.js';
import { LANGUAGES } from '../../web/check/languages.js';
import { supportNumber } from '../../web/check/support_number.js';

const words = (language) => JSON.parse(readFileSync(`web/i18n/check_${language}.json`, 'utf8'));
const keys = Object.keys(words('sq'));

test('every file of words is a language, and has the words of the others', () => {
    const files = readdirSync('web/i18n').filter((name) => name.startsWith('check_'));

    assert.deepEqual(
        files.sort(),
        Object.keys(LANGUAGES)
            .map((code) => `check_${code}.json`)
            .sort(),
    );
    for (const [code, { name, words: file }] of Object.entries(LANGUAGES)) {
        assert.ok(name && file === `/i18n/check_${code}.json`);
        assert.deepEqual(Object.keys(words(code)), keys, code);
    }
});

test('no language leaves out what stands in the sentence', () => {
    const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

    for (const code of Object.keys(LANGUAGES))
        for (const [key, text] of Object.entries(words(code))) {
            assert.ok(text.trim(), `${code}: ${key}`);
            assert.deepEqual(places(text), places(words('sq')[key]), `${code}: ${key}`);
        }
});

test('no language says what a card is for', () => {
    const told = /dhun|viktim|gjykat|urdhër|mbrojt|violence|victim|court|order\b|protect|βία|θύμα|δικαστ|προστασ/i;

    for (const code of Object.keys(LANGUAGES))
        for (const [key, text] of Object.entries(words(code)))
            assert.ok(!told.test(text.replace(/card is in order/i, '')), `${code}: ${key}: ${text}`);
});

/** What is left of a colour, linear RGB, to those without one of the three receptors: Viénot, Brettel, Mollon 1999. */
const SEEN_AS = {
    all: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
    ],
    deuteranopia: [
        [0.29275, 0.70725, 0],
        [0.29275, 0.70725, 0],
        [-0.02234, 0.02234, 1],
    ],
    protanopia: [
        [0.11238, 0.88762, 0],
        [0.11238, 0.88762, 0],
        [0.00401, -0.00401, 1],
    ],
};

const linear = (hex) =>
    [1, 3, 5]
        .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
/** L* of CIELAB. */
const lightness = (colour) => 116 * Math.cbrt(Math.max(luminance(colour), 0.01)) - 16;
const contrast = (a, b) => {
    const [dark, light] = [a, b].map(luminance).sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
};

test('yes, no and ask differ in lightness, to whom red and green are one colour as well', () => {
    const css = readFileSync('web/check/check.css', 'utf8');
    const colour = (name) => linear(new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)[1]);

    for (const [who, matrix] of Object.entries(SEEN_AS)) {
        const seen = (name) => matrix.map((row) => row.reduce((sum, part, i) => sum + part * colour(name)[i], 0));
        const [no, yes, ask] = ['invalid', 'valid', 'ask'].map((name) => lightness(seen(name)));
        assert.ok(yes - no > 15 && ask - yes > 15, `${who}: ${no} ${yes} ${ask}`);
    }
    for (const name of ['valid', 'invalid', 'ask'])
        assert.ok(contrast(colour(name), colour(`${name}-ink`)) >= 4.5, name);
});

test('the office has a number for every reason, each another', () => {
    const reasons = [...new Set(keys.map((key) => /^verdict\.(\w+)\.next$/.exec(key)?.[1]).filter(Boolean)), 'ok'];
    const table = new Map(
        [...readFileSync('README.md', 'utf8').matchAll(/^\| (\d{3}) \| `(\w+)` \|/gm)].map(([, n, why]) => [why, +n]),
    );

    assert.equal(new Set(reasons.map(supportNumber)).size, reasons.length);
    for (const reason of reasons) {
        assert.ok(supportNumber(reason) > 100, reason);
        assert.equal(table.get(reason), supportNumber(reason), `README.md: ${reason}`);
    }
});

test('an answer without a verdict is none, and what has no words is answered by its verdict', () => {
    for (const json of [
        null,
        undefined,
        5,
        'valid',
        [],
        {},
        { verdict: 'Valid' },
        { verdict: ['valid'] },
        { verdict: '__proto__' },
    ])
        assert.equal(answerRead(json), null, JSON.stringify(json));
    const known = (/** @type {string} */ reason) => keys.includes(`verdict.${reason}`);
    for (const verdict of ['valid', 'invalid', 'ask'])
        for (const reason of ['ok', 'expired', 'unreadable', 'e_nesermja', 7, null, undefined, {}, 'constructor']) {
            const read = answerRead({ verdict, reason, until: '2027-01-01', hint: 'E.K. 1987' });
            assert.equal(read.verdict, verdict);
            assert.ok(verdict === 'valid' ? read.reason === 'ok' : known(read.reason), `${verdict} ${reason}`);
            assert.equal(read.until, verdict === 'valid' ? '2027-01-01' : null);
            assert.equal(read.hint, verdict === 'valid' ? 'E.K. 1987' : '');
        }
});

test('a device that is told in another shape is none', () => {
    const whole = { name: 'Linja 1', organisation: { name: 'Transporti' }, municipality: 'Bashkia' };

    assert.deepEqual(deviceRead(whole), { name: 'Linja 1', organisation: 'Transporti', municipality: 'Bashkia' });
    for (const missing of ['name', 'organisation', 'municipality'])
        assert.equal(deviceRead({ ...whole, [missing]: undefined }), null);
    assert.equal(deviceRead(null), null);
    assert.deepEqual(listRead([{ hint: 'A' }, { hint: 5 }, null, 7], ['hint']), [{ hint: 'A' }]);
    assert.deepEqual(listRead('abc', ['hint']), []);
});
