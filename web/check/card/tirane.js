// @ts-check
/* The civil day and the clock in Tirane (CET-1CEST,M3.5.0,M10.5.0/3), reckoned here and not by the browser: its zone
 * tables may be old, and how it writes the dates of a language changes from version to version. So the device, the
 * office and the server name the same day. */

const DAY = 86400;
const WINTER = 3600,
    SUMMER = 7200; /* seconds ahead of UTC */
const MARCH = 2,
    OCTOBER = 9;

/** 01:00 UTC on the last Sunday of that month of 31 days. @param {number} year @param {number} month */
function lastSunday(year, month) {
    const last = new Date(Date.UTC(year, month, 31));

    return last.getTime() / 1000 - last.getUTCDay() * DAY + 3600;
}

/** What a clock in Tirane shows, as if it were UTC. @param {number} instant UTC seconds @returns {string} ISO */
function shown(instant) {
    const year = new Date(instant * 1000).getUTCFullYear();
    const summer = instant >= lastSunday(year, MARCH) && instant < lastSunday(year, OCTOBER);

    return new Date((instant + (summer ? SUMMER : WINTER)) * 1000).toISOString();
}

/** @param {number} instant UTC seconds @returns {string} "2026-10-25" */
export const tiraneDay = (instant) => shown(instant).slice(0, 10);

/** @param {number} instant UTC seconds @returns {string} "08:15" */
export const tiraneTime = (instant) => shown(instant).slice(11, 16);
