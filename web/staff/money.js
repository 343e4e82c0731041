// @ts-check
/* Whole new lekë and telephone numbers, as people write and read them. Pure. No-break spaces keep a figure on one
 * line. */

const SPACE = '\u00a0';
const MOST = 10_000_000; /* lekë; more is a slip of the hand */

/** 9000 → "9 000" @param {number} n */
export function figure(n) {
    const digits = String(Math.abs(Math.trunc(n))).replace(/\B(?=(\d{3})+$)/g, SPACE);

    return n < 0 ? `\u2212${digits}` : digits;
}

/** 9000 → "9 000 lekë", in both languages. @param {number | null | undefined} amount new lekë */
export function money(amount) {
    return amount === null || amount === undefined ? '' : `${figure(amount)}${SPACE}lekë`;
}

/** "9 000", "9.000 lekë", "9,000" → 9000 @param {string} text @returns {number | null} null: no whole amount */
export function moneyParse(text) {
    const plain = text.replace(/lek(ë|e)?\.?\s*$/i, '').replace(/[\s\u00a0\u202f]/g, '');

    if (!/^\d{1,3}([.,]\d{3})+$|^\d+$/.test(plain)) return null;
    const amount = Number(plain.replace(/[.,]/g, ''));
    return amount <= MOST ? amount : null;
}

/** "+355691234567" → "069 123 4567"; what is no Albanian number stays as it is.
 * @param {string | null | undefined} text */
export function phone(text) {
    const digits = (text ?? '').replace(/[^\d+]/g, '').replace(/^(\+|00)355/, '0');

    return /^06\d{8}$/.test(digits)
        ? `${digits.slice(0, 3)}${SPACE}${digits.slice(3, 6)}${SPACE}${digits.slice(6)}`
        : (text ?? '');
}

/** "069 123 4567" → "+355691234567"; what is no Albanian number only loses its spaces. @param {string} text */
export function phoneParse(text) {
    const digits = text.replace(/[\s\u00a0().\/-]/g, '').replace(/^00/, '+');

    return /^0[2-9]\d{6,8}$/.test(digits) ? `+355${digits.slice(1)}` : digits;
}
