// @ts-check
/* Months as the screens reckon with them, "2026-11", and as they name them. */
import { dateToday } from '../dates.js';
import { say } from '../texts.js';

/** "2026-11" and a number of months → "2027-01" @param {string} month @param {number} n */
export function monthAdd(month, n) {
    const [year, number] = month.split('-').map(Number);
    const at = year * 12 + number - 1 + n;

    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

export const monthNow = () => dateToday().slice(0, 7);

/** "nëntor 2026" @param {string} iso a month, or a day in it */
export function monthNamed(iso) {
    const [year, number] = iso.split('-').map(Number);

    return `${say(`month.${number}`)} ${year}`;
}

/** From the latest back. @param {string} latest @param {number} count @returns {[string, string][]} value and text */
export const monthsBack = (latest, count) =>
    Array.from({ length: count }, (_, i) => monthAdd(latest, -i)).map((m) => [m, monthNamed(m)]);
