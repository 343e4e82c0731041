// @ts-check
/* Measures in words: the law's letter before them, what the paper says behind them; and which of them an order of some
 * kind and day carries. Pure. */
/** @import { Measure, MeasureIn, Measures, OrderKind } from '../../types/api' */
import { dateShown } from '../dates.js';
import { figure } from '../money.js';
import { say, textOf } from '../texts.js';

/** @typedef {Measures['measures'][number]} Entry */
/** @typedef {{ code: string, letter: string | null, text: string, text_en: string, takes: Entry['takes'] }} Offer */
/** @typedef {{ letter: string | null, text: string, text_en: string }} Worded */

export const DETAILS = /** @type {const} */ (['metres', 'place', 'hours', 'sum', 'payee', 'employer', 'body', 'until']);

/** "ç) …" @param {Worded} measure */
export const measureText = (measure) => (measure.letter ? `${measure.letter}) ${textOf(measure)}` : textOf(measure));

/** @param {Measure} m @returns {string[]} */
export const detailTexts = (m) =>
    DETAILS.flatMap((name) => {
        const value = m[name];

        if (value === null || value === undefined) return [];
        if (name === 'until') return [say('measure.said.until', { date: dateShown(String(value)) })];
        if (typeof value === 'number') return [say(`measure.said.${name}`, { n: figure(value) })];
        return [name === 'place' ? value : say(`measure.said.${name}`, { text: value })];
    });

/** What an act strikes out. @param {Measure} m @returns {string[]} */
const struckTexts = (m) =>
    (m.clears ?? []).map((name) => say('measure.said.cleared', { text: say(`measure.${name}`) }));

/** On one line, as acts tell of it. @param {Measure} m */
export const measureLine = (m) => {
    const details = [...detailTexts(m), ...struckTexts(m)];

    return details.length ? `${measureText(m)} (${details.join('; ')})` : measureText(m);
};

/** Days before the first text go by that. @template {{ from: string, until: string | null }} T
 * @param {T[]} rows @param {string} day @returns {T[]} */
function onDay(rows, day) {
    const first = rows.reduce((least, { from }) => (from < least ? from : least), '9999-12-31');
    const on = day < first ? first : day;

    return rows.filter((r) => r.from <= on && (!r.until || on <= r.until));
}

/** The measures that an order of that kind carries, and the others; while the kind is not known, those of the court's
 * order. @param {Measures} book @param {string} kind '' or OrderKind @param {string} day @returns {{ offered: Offer[],
 * others: Offer[] }} */
export function measuresFor(book, kind, day) {
    const letters = onDay(book.letters, day);
    const menu = onDay(
        book.menus.filter((m) => m.kind === (kind || 'UM')),
        day,
    );
    const all = book.measures
        .filter((m) => m.active)
        .map((m) => {
            const entry = menu.find((x) => x.code === m.code);

            return {
                code: m.code,
                letter: kind === 'UMPMM' ? null : (letters.find((l) => l.code === m.code)?.letter ?? null),
                text: entry?.text ?? m.text,
                text_en: entry?.text_en ?? m.text_en,
                takes: m.takes,
            };
        });
    const carried = (/** @type {Offer} */ m) => !menu.length || menu.some((x) => x.code === m.code);

    return { offered: all.filter(carried), others: all.filter((m) => !carried(m)) };
}

/** What was recorded, as a form holds it: without what nothing is said of. @param {Measure} m @returns {MeasureIn} */
export function measureGiven(m) {
    const given = DETAILS.flatMap((name) => (m[name] === null || m[name] === undefined ? [] : [[name, m[name]]]));

    return { code: m.code, ...Object.fromEntries(given) };
}

/** Those that came or say something else, and the codes of those that went. @param {MeasureIn[]} is
 * @param {MeasureIn[]} was */
export function measuresChanged(is, was) {
    const said = (/** @type {MeasureIn} */ m) =>
        JSON.stringify(DETAILS.map((name) => (m[name] === undefined || m[name] === '' ? null : m[name])));

    /** What is said no more. @param {MeasureIn} m */
    const struck = (m) => {
        const before = was.find((w) => w.code === m.code);
        const none = (/** @type {unknown} */ v) => v === undefined || v === null || v === '';
        const clears = DETAILS.filter((name) => before && !none(before[name]) && none(m[name]));

        return clears.length ? { ...m, clears } : m;
    };

    return {
        measures_in: is.filter((m) => !was.some((w) => w.code === m.code && said(w) === said(m))).map(struck),
        measures_out: was.filter((w) => !is.some((m) => m.code === w.code)).map((w) => w.code),
    };
}
