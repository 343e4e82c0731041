// @ts-check
/* What is wrong with a hand scanner, told by the keys that came when it read the code beside: by their place, by what
 * the computer made of them, by what came before, behind and between. It judges by the readings that cards are read by,
 * so that what is said to work does. */
/** @import { Scan, Stroke } from './strokes.js' */
import { READINGS, cardReadBy, readBy } from './strokes.js';

/** In scanner_code.svg: every letter and digit of a card, the signs of the link that enrols, and both cases. */
export const TRIAL = 'KARTA:karta/0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ.#=';

const BEGINNING = 'KARTA';
const NEAR = 16; /* keys more or fewer that may still be the code beside */

/** @typedef {'good' | 'better' | 'wrong'} Level better: it is read, and could be set better */
/** @typedef {{ name: string, level: Level, values?: Record<string, string | number> }} Finding */
/** @typedef {{ works: 'all' | 'cards' | 'no' | 'other', found: Finding[] }} Diagnosis other: this was another code */

const names = /** @type {(keyof typeof READINGS)[]} */ (Object.keys(READINGS));

/** @param {string} text */
const folded = (text) => text.toUpperCase();

/** Whether the code beside was read, whatever became of it. @param {Stroke[]} strokes */
export function isTrial(strokes) {
    return names.some((name) => /^.{0,8}KARTA.KARTA/s.test(cardReadBy(strokes, READINGS[name])));
}

/** The keys of the code itself, and how many came before and behind.
 * @param {Stroke[]} strokes @returns {{ before: number, own: Stroke[], behind: number, other: boolean }} */
function cut(strokes) {
    const at = names.map((name) => cardReadBy(strokes, READINGS[name]).indexOf(BEGINNING)).filter((n) => n >= 0);
    const before = at.length ? Math.min(...at) : 0;
    const own = strokes.slice(before, before + TRIAL.length);
    const other = !at.length && Math.abs(strokes.length - TRIAL.length) > NEAR;

    return { before, own, behind: strokes.length - before - own.length, other };
}

/** By which layouts all of it is right, and by which at least what stands on a card. @param {Stroke[]} own */
function readAs(own) {
    const whole = names.filter((name) => folded(readBy(own, READINGS[name])) === folded(TRIAL));
    const cards = names.filter((name) =>
        [...folded(TRIAL)].every(
            (sign, i) => !/[A-Z0-9]/.test(sign) || cardReadBy(own.slice(i, i + 1), READINGS[name]) === sign,
        ),
    );

    return { whole, cards };
}

/** @param {Stroke[]} own @param {ReturnType<typeof readAs>} read @returns {Finding} */
function layoutFound(own, { whole, cards }) {
    if (own.length < TRIAL.length)
        return { name: 'lost', level: 'wrong', values: { count: TRIAL.length - own.length } };
    /* Put together of numbers, they are what the computer wrote, whatever its layout. */
    if (own.some((stroke) => stroke.alt)) return { name: 'alt', level: whole.length ? 'better' : 'wrong' };
    if (whole.includes('us')) return { name: 'layout.us', level: 'good' };
    if (whole.includes('own')) return { name: 'layout.own', level: 'better' };
    if (whole.length) return { name: 'layout.other', level: 'better' };
    return cards.length ? { name: 'layout.signs', level: 'better' } : { name: 'layout.unknown', level: 'wrong' };
}

/** @param {Stroke[]} own @returns {Finding[]} */
function caseFound(own) {
    if (own.some((stroke) => stroke.caps)) return [{ name: 'caps', level: 'better' }];
    const at = own.findIndex((stroke) => /^KeyK$/.test(stroke.code) || /^k$/i.test(stroke.key));
    const [large, small] = [own[at], own[at + BEGINNING.length + 1]];

    if (!large || !small || (large.shift && !small.shift)) return [];
    const isLarge = (/** @type {Stroke} */ { key }) => key === key.toUpperCase();
    return isLarge(large) && !isLarge(small) ? [] : [{ name: 'case', level: 'better' }];
}

/** @param {Scan['end']} end @returns {Finding} */
const endFound = (end) => ({ name: `end.${end}`, level: end === 'pause' ? 'better' : 'good' });

/** @param {Scan} scan @returns {Diagnosis} */
export function diagnose({ strokes, end }) {
    const { before, own, behind, other } = cut(strokes);

    if (other) return { works: 'other', found: [] };
    const read = readAs(own);
    const whole = own.length === TRIAL.length;
    const shown = readBy(strokes.slice(0, before), READINGS.us);
    /** @type {Finding[]} */
    const found = [layoutFound(own, read)];

    if (read.cards.length) found.push(...caseFound(own));
    if (before) found.push({ name: 'before', level: 'better', values: { text: shown } });
    if (whole && behind) found.push({ name: 'behind', level: 'better' });
    found.push(endFound(end));
    return { works: read.whole.length ? 'all' : read.cards.length ? 'cards' : 'no', found };
}
