// @ts-check
/* What a personal number says of its holder: DYMMDDSSSC. Pure; the check letter is the server's business. */
import { dateIs } from './dates.js';

const FORM = /^([0-9A-T])(\d)(\d{2})(\d{2})\d{3}[A-W]$/;

/** @param {string} text @returns {{ birth: string, sex: 'F' | 'M' } | null} null: no personal number, or not yet */
export function nidRead(text) {
    const parts = FORM.exec(text.trim().toUpperCase());
    if (!parts) return null;
    const [, letter, y, mm, day] = parts;
    const decade = letter >= 'A' ? letter.charCodeAt(0) - 65 + 10 : Number(letter); /* since 1800 */
    const year = 1800 + decade * 10 + Number(y);
    const foreigner = Number(mm) % 50 > 30;
    const month = (Number(mm) % 50) - (foreigner ? 30 : 0);
    const birth = `${year}-${String(month).padStart(2, '0')}-${day}`;

    return dateIs(birth) ? { birth, sex: Number(mm) > 50 ? 'F' : 'M' } : null;
}
