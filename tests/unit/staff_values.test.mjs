/* How the staff app reads and shows dates, amounts, telephone numbers and places. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
    dateAdd,
    dateIs,
    dateOf,
    dateParse,
    dateShown,
    dateToday,
    daysBetween,
    instantShown,
    monthShown,
} from '../../web/staff/dates.js';
import { figure, money, moneyParse, phone, phoneParse } from '../../web/staff/money.js';
import { pathGet, pathSet, valuesGiven } from '../../web/staff/parts/path.js';
import { link, match } from '../../web/staff/route.js';

test('a date is read as people type it', () => {
    for (const typed of [
        '14.5.2027',
        '14.05.2027',
        '14/5/2027',
        '14-05-2027',
        '14 5 2027',
        ' 14. 5. 2027 ',
        '14.5.2027.',
        '14052027',
        '140527',
        '2027-05-14',
        '14.5.27',
    ])
        assert.equal(dateParse(typed, '2026-11-21'), '2027-05-14', typed);
});

test('a year of two digits is the one nearest below twenty years ahead', () => {
    assert.equal(dateParse('1.1.46', '2026-11-21'), '2046-01-01');
    assert.equal(dateParse('1.1.47', '2026-11-21'), '1947-01-01');
    assert.equal(dateParse('31.12.99', '2026-11-21'), '1999-12-31');
    assert.equal(dateParse('12.5.41', '2026-11-21', true), '1941-05-12', 'nobody is born in the future');
    assert.equal(dateParse('120522', '2026-11-21', true), '2022-05-12');
});

test('what is no day is not read as one', () => {
    for (const typed of [
        '',
        'nesër',
        '31.2.2026',
        '29.2.2027',
        '0.5.2026',
        '1.13.2026',
        '1.5',
        '1.5.202',
        '3422',
        '5.2026',
        '2026-02-30',
        '14.5.20277',
    ])
        assert.equal(dateParse(typed, '2026-11-21'), null, typed);
    assert.equal(dateParse('29.2.2028'), '2028-02-29');
    assert.ok(dateIs('2028-02-29') && !dateIs('2027-02-29') && !dateIs('14.5.2027') && !dateIs(null));
});

test('dates and instants are shown as clocks in Tirane show them', () => {
    assert.equal(dateShown('2027-05-14'), '14.05.2027');
    assert.equal(dateShown(null), '');
    assert.equal(monthShown('2027-05-14'), '05.2027');
    assert.equal(dateOf('2026-11-21T23:30:00Z'), '2026-11-22');
    assert.equal(instantShown('2026-07-01T22:15:00Z'), '02.07.2026 00:15');
    assert.equal(instantShown(Date.UTC(2026, 11, 31, 23)), '01.01.2027 00:00');
    assert.equal(instantShown('2026-03-29T00:59:59Z'), '29.03.2026 01:59');
    assert.equal(instantShown('2026-03-29T01:00:00Z'), '29.03.2026 03:00');
    assert.equal(instantShown('2026-10-25T00:59:59Z'), '25.10.2026 02:59');
    assert.equal(instantShown('2026-10-25T01:00:00Z'), '25.10.2026 02:00');
    assert.match(dateToday(), /^\d{4}-\d{2}-\d{2}$/);
    assert.throws(() => dateOf('no instant'), RangeError);
});

test('days are counted across changes of the clock', () => {
    assert.equal(dateAdd('2026-03-28', 2), '2026-03-30');
    assert.equal(dateAdd('2026-10-26', -2), '2026-10-24');
    assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
    assert.equal(daysBetween('2026-10-26', '2026-10-24'), -2);
});

test('amounts are grouped, with spaces that do not break', () => {
    assert.equal(money(9000), '9\u00a0000\u00a0lekë');
    assert.equal(money(0), '0\u00a0lekë');
    assert.equal(money(null), '');
    assert.equal(figure(1234567), '1\u00a0234\u00a0567');
    assert.equal(figure(-9000), '\u22129\u00a0000');
});

test('an amount is read as people type it, and only a whole one', () => {
    for (const typed of ['9000', '9 000', '9\u00a0000', '9.000', '9,000', '9 000 lekë', '9000 leke'])
        assert.equal(moneyParse(typed), 9000, typed);
    for (const typed of ['', '9,5', '9.50', '-9000', 'nëntë mijë', '99999999999', '9 000 euro'])
        assert.equal(moneyParse(typed), null, typed);
});

test('a telephone number is kept in the form of the world and shown in that of the country', () => {
    assert.equal(phone('+355691234567'), '069\u00a0123\u00a04567');
    assert.equal(phone('+3904123456'), '+3904123456');
    assert.equal(phone(null), '');
    for (const typed of ['069 123 4567', '+355 69 123 4567', '00355691234567', '069-123-4567'])
        assert.equal(phoneParse(typed), '+355691234567', typed);
});

test('a place in a form is named as the server names it', () => {
    const values = { unit: 'Cepo', persons: [{ nid: 'A' }, { nid: 'B' }] };

    assert.equal(pathGet(values, 'persons[1].nid'), 'B');
    assert.equal(pathGet(values, 'respondent.nid'), undefined);
    assert.deepEqual(pathSet(values, 'persons[1].nid', 'C').persons, [{ nid: 'A' }, { nid: 'C' }]);
    assert.deepEqual(pathSet({}, 'persons[0].name', 'x'), { persons: [{ name: 'x' }] });
    assert.equal(values.persons[1].nid, 'B');
});

test('what was left empty is not sent, but a group keeps its place', () => {
    assert.deepEqual(
        valuesGiven({ a: ' x ', b: '', c: null, d: [], e: { f: '' }, g: false, h: 0, i: [{ j: '' }, { k: 'y' }] }),
        { a: 'x', g: false, h: 0, i: [{}, { k: 'y' }] },
    );
});

test('an address holds numbers and codes, never what somebody typed', () => {
    assert.equal(
        link('/cases/3/act', { kind: 'extended', order: 7, on: undefined }),
        '#/cases/3/act?kind=extended&order=7',
    );
    assert.throws(() => link('/files', { q: 'Elira Kola' }));
    assert.throws(() => link('/files', { q: 'Çela' }));
    assert.deepEqual(match('/cases/:id/act', '/cases/3/act'), { id: '3' });
    assert.equal(match('/cases/:id', '/cases/'), null);
    assert.equal(match('/cases/:id', '/cases/Elira%20Kola'), null);
    assert.equal(match('/cases/:id', '/cases/3/act'), null);
});
