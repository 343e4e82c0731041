// @ts-check
/* What the keys that a scanner pressed can mean. A scanner names keys by their place on the layout that it is set to,
 * and the computer names them by its own: where the two differ, Y and Z change places, A and Q, or Greek letters come.
 * So the same keys are read in several ways. A card says itself which of them is right: its signature holds in one. */
import { readCode } from './code.js';

/**
 * @typedef {object} Stroke one key
 * @property {string} code its place, "KeyY"; '' where nobody said
 * @property {string} key what the computer's layout makes of it, "z", "Dead"
 * @property {boolean} shift
 * @property {boolean} caps Caps Lock is on
 * @property {boolean} alt put together of Alt and digits of the keypad
 */
/** @typedef {{ strokes: Stroke[], end: 'enter' | 'tab' | 'control' | 'pause' }} Scan */
/** @typedef {(stroke: Stroke) => string} Reading '' for a key that writes nothing */

/** Plain and shifted, where it is not a letter. @typedef {Readonly<Record<string, string>>} Signs */

/** @type {Signs} */
const US = Object.freeze({
    Minus: '-_',
    Equal: '=+',
    BracketLeft: '[{',
    BracketRight: ']}',
    Backslash: '\\|',
    Semicolon: ';:',
    Quote: '\'"',
    Backquote: '`~',
    Comma: ',<',
    Period: '.>',
    Slash: '/?',
    Space: '  ',
    NumpadDecimal: '..',
    NumpadSubtract: '--',
    NumpadDivide: '//',
    Digit0: '0)',
    Digit1: '1!',
    Digit2: '2@',
    Digit3: '3#',
    Digit4: '4$',
    Digit5: '5%',
    Digit6: '6^',
    Digit7: '7&',
    Digit8: '8*',
    Digit9: '9(',
});

/* Of the other layouts what stands in the link that enrols a device: https://…:…/check/#enrol=… */
const GERMAN = Object.freeze({ ...US, Period: '.:', Digit7: '7/', Digit0: '0=', Slash: '-_', Backslash: "#'" });
const ALBANIAN = Object.freeze({ ...US, Period: '.:' });
const FRENCH = Object.freeze({
    ...US,
    ...Object.fromEntries([...'à&é"\'(-è_ç'].map((plain, digit) => [`Digit${digit}`, `${plain}${digit}`])),
    Comma: ';.',
    Period: ':/',
    Semicolon: 'mM',
    KeyM: ',?',
});

/** Letters that change places. @type {Readonly<Record<string, string>>} */
const QWERTZ = Object.freeze({ Y: 'Z', Z: 'Y' });
/** @type {Readonly<Record<string, string>>} */
const AZERTY = Object.freeze({ A: 'Q', Q: 'A', Z: 'W', W: 'Z' });

/** Where no place is told, Greek letters tell it. */
const GREEK = 'ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠ;ΡΣΤΘΩΣΧΥΖ';
const LATIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** @param {string} key */
function latin(key) {
    if (key === 'ς') return 'w';
    const at = /\p{Script=Greek}/u.test(key) ? GREEK.indexOf(key.toUpperCase()) : -1;

    return at < 0 ? key : key === key.toUpperCase() ? LATIN[at] : LATIN[at].toLowerCase();
}

/** What the computer wrote. @type {Reading} */
const written = ({ code, key }) => (/^Numpad\d$/.test(code) ? code.slice(-1) : [...key].length === 1 ? latin(key) : '');

/** @param {Signs} signs @param {Readonly<Record<string, string>>} [moved] @returns {Reading} */
function placed(signs, moved = {}) {
    return (stroke) => {
        const { code, shift } = stroke;
        const letter = /^Key([A-Z])$/.exec(code)?.[1];

        if (signs[code]) return signs[code][shift ? 1 : 0];
        if (letter) return shift ? (moved[letter] ?? letter) : (moved[letter] ?? letter).toLowerCase();
        /* Some Android keyboards tell no place; the keypad's digits are the same everywhere. */
        return code && !/^Numpad\d$/.test(code) ? '' : written(stroke);
    };
}

/** A scanner set to the US layout first: so they come from the factory.
 * @type {Readonly<Record<'us' | 'own' | 'german' | 'albanian' | 'french', Reading>>} */
export const READINGS = Object.freeze({
    us: placed(US),
    own: written,
    german: placed(GERMAN, QWERTZ),
    albanian: placed(ALBANIAN, QWERTZ),
    french: placed(FRENCH, AZERTY),
});

/** @param {Stroke[]} strokes @param {Reading} reading */
export const readBy = (strokes, reading) => strokes.map(reading).join('');

/** In a card's text stand letters and digits only: a key of the row of digits is its digit, shifted or not.
 * @param {Stroke[]} strokes @param {Reading} reading */
export function cardReadBy(strokes, reading) {
    const sign = (/** @type {Stroke} */ stroke) =>
        /^Digit\d$/.exec(stroke.code)?.[0].slice(-1) ?? reading({ ...stroke, shift: false });

    return strokes.map(sign).join('').toUpperCase();
}

const BEFORE = 8; /* characters that a scanner may put before a code: "]Q1" tells the kind of code */
const CARD = new RegExp(`^.{0,${BEFORE}}?(BK1.*)$`, 's');

/** A card, freed from what was put before and behind it; null: none. @param {string} read */
const cardIn = (read) => CARD.exec(read)?.[1].replace(/[^A-Z2-7]{1,4}$/, '') ?? null;

/** A link, or a number, freed in the same way. @param {string} read */
const bare = (read) => read.replace(/^\]?Q\d(?=[A-Z2-7-]{16})/i, '');

const BEHIND = 4; /* keys, likewise: a sign above a digit would else be that digit */

/** Without what was put behind, where something may have been. @param {Stroke[]} strokes */
function unsuffixed(strokes) {
    let end = strokes.length;

    while (strokes.length - end < BEHIND && end > 0 && !/[a-z0-9]/i.test(READINGS.us(strokes[end - 1]))) end--;
    return strokes.slice(0, end);
}

/** What the keys may have meant, the likeliest first: all readings in which they are a card, or else the first in which
 * they are something. @param {Stroke[]} strokes @returns {string[]} */
export function textsOf(strokes) {
    const all = Object.values(READINGS);
    const cards = [unsuffixed(strokes), strokes]
        .flatMap((some) => all.map((reading) => cardIn(cardReadBy(some, reading))))
        .filter((text) => text !== null);

    if (cards.length) {
        const whole = cards.filter((text) => /^[A-Z2-7]+$/.test(text.slice(3)));
        return [...new Set(whole.length ? whole : cards)];
    }
    const others = all.map((reading) => bare(readBy(strokes, reading)));
    const enrols = (/** @type {string} */ text) => text.includes('://') && readCode(text).kind === 'enrol';
    return [others.find(enrols) ?? others.find((text) => readCode(text).kind !== 'other') ?? others[0]];
}
