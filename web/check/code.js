// @ts-check
/* What a scanned or typed text is. Only what can be a card is asked about: the server does not get to see anybody's
 * ticket or letter that was held in front of a checker. */

const CARD_MAX = 1024;
const NUMBER = 16; /* characters */

/** @typedef {{ kind: 'card' | 'number', text: string } | { kind: 'enrol', secret: string } | { kind: 'other' }} Code */

/** @param {string} text */
const secretOf = (text) => /(?:^|#enrol=)([A-Z2-7]{42})$/i.exec(text)?.[1] ?? null;

/** @param {string} raw @returns {Code} */
export function readCode(raw) {
    const text = raw.trim();
    const secret = text.length <= 300 ? secretOf(text) : null;

    if (/^bk1/i.test(text))
        return text.length <= CARD_MAX ? { kind: 'card', text: text.toUpperCase() } : { kind: 'other' };
    if (secret) return { kind: 'enrol', secret };
    if (text.length <= 40 && /^([A-Z2-7][\s-]*){16}$/i.test(text)) return { kind: 'number', text: numberGrouped(text) };
    return { kind: 'other' };
}

/** A short enrolment code as it is typed: "abcd efgh" → "ABCD-EFGH"; '': it is none. @param {string} typed */
export function shortRead(typed) {
    const plain = lettersOf(typed.replace(/[\s-]/g, ''));

    return /^[A-Z2-7]{8}$/.test(plain) ? numberGrouped(plain) : '';
}

/** @type {Readonly<Record<string, string>>} */
const TAKEN_FOR = Object.freeze({ 0: 'O', 1: 'I', 8: 'B' }); /* no card number has these digits */

/** @param {string} typed */
const lettersOf = (typed) => typed.toUpperCase().replace(/[018]/g, (digit) => TAKEN_FOR[digit]);

/** "ABCD-EFGH-IJKL-MNOP", as far as it is typed. @param {string} typed */
export function numberGrouped(typed) {
    const plain = lettersOf(typed).replace(/[^A-Z2-7]/g, '');

    return (plain.slice(0, NUMBER).match(/.{1,4}/g) ?? []).join('-');
}

/** @param {string} grouped */
export const numberComplete = (grouped) => grouped.replace(/-/g, '').length === NUMBER;
