// @ts-check
/* Civil dates: ISO (YYYY-MM-DD) inside, dd.mm.yyyy for people; and instants as clocks in Tirane show them. Pure: no
 * text of the interface, no page. */
import { tiraneDay, tiraneTime } from '../check/card/tirane.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const TYPED = /^\s*(\d{1,2})\s*[.\/\-\s]\s*(\d{1,2})\s*[.\/\-\s]\s*(\d{2}|\d{4})\s*\.?\s*$/;
const SOLID = /^\s*(\d{2})(\d{2})(\d{2}|\d{4})\s*$/;
const AHEAD = 20; /* years: "45" is 2045 or 1945, whichever is not further ahead than this */
const DAY = 86_400_000;

/** @param {number} year @param {number} month @param {number} day
 * @returns {string | null} null: there is no such day */
function isoOf(year, month, day) {
    const at = new Date(Date.UTC(year, month - 1, day));

    if (year < 1800 || year > 2200 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
    return at.toISOString().slice(0, 10);
}

/** @param {unknown} text @returns {boolean} */
export function dateIs(text) {
    const parts = typeof text === 'string' ? ISO.exec(text) : null;

    return parts !== null && isoOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== null;
}

/**
 * What somebody typed: "1.2.2026", "1/2/26", "01 02 2026", "01022026", "010226", or ISO. Of a year with two digits the
 * century is chosen so that the year is at most 20 years ahead, or not ahead at all where only the past is meant.
 * @param {string} text @param {string} [today] ISO @param {boolean} [past]
 * @returns {string | null} ISO; null: no date
 */
export function dateParse(text, today = dateToday(), past = false) {
    if (dateIs(text.trim())) return text.trim();
    const parts = TYPED.exec(text) ?? SOLID.exec(text);
    if (!parts) return null;
    let year = Number(parts[3]);
    if (parts[3].length === 2) {
        const now = Number(today.slice(0, 4));
        year += Math.floor(now / 100) * 100;
        if (year > now + (past ? 0 : AHEAD)) year -= 100;
    }
    return isoOf(year, Number(parts[2]), Number(parts[1]));
}

/** "2026-10-25" → "25.10.2026"; null and '' → ''. @param {string | null | undefined} iso */
export function dateShown(iso) {
    return iso ? iso.slice(0, 10).split('-').reverse().join('.') : '';
}

/** "2026-10" or a day in it → "10.2026" @param {string} iso */
export function monthShown(iso) {
    return iso.slice(0, 7).split('-').reverse().join('.');
}

/** @param {string} iso @param {number} days @returns {string} */
export function dateAdd(iso, days) {
    return new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Days from one to the other; negative: back. @param {string} from @param {string} to */
export function daysBetween(from, to) {
    return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

const seconds = (/** @type {string | number} */ instant) => new Date(instant).getTime() / 1000;

/** @param {string | number} instant an RFC 3339 text, or ms @returns {string} its civil date in Tirane, ISO */
export const dateOf = (instant) => tiraneDay(seconds(instant));

/** Today in Tirane, ISO. */
export const dateToday = () => dateOf(Date.now());

/** @param {string | number} instant @returns {string} "08:15" */
export const timeShown = (instant) => tiraneTime(seconds(instant));

/** @param {string | number} instant @returns {string} "25.10.2026 08:15" */
export const instantShown = (instant) => `${dateShown(dateOf(instant))} ${timeShown(instant)}`;
