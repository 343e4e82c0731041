// @ts-check
/* What somebody was typing when her session ended. The page is emptied then; what she typed herself, and nothing that
 * the server told, waits in memory for her to come back: for an hour, in this window, gone when anybody else signs in
 * or the page is left. Drafts are kept by the server instead (draft.js), passwords nowhere. */
/** @import { Values } from './form.js' */
import { sessionOver } from '../session.js';

const KEPT = 60 * 60 * 1000; /* ms */

/** By form; null: two forms were alike, and neither may get what was meant for the other.
 * @type {Map<string, Values | null>} */
const pocket = new Map();
let timer = 0;

/** Which form it is, by where it stands: the screen, the titles around it, and what it begins with.
 * @param {Element} form @param {Values} initial */
export function pocketName(form, initial) {
    const titles = [];

    for (let at = form.parentElement; at; at = at.parentElement)
        titles.push(at.querySelector(':scope > h1, :scope > h2, :scope > h3, :scope > * > h2')?.textContent ?? '');
    return JSON.stringify([location.hash, titles.filter(Boolean), form.getAttribute('data-testid'), initial]);
}

/** Keeps it where the session is over. @param {string} name @param {Values} values
 * @param {boolean} [only] there is one of that name alone: what comes later takes its place */
export function pocketPut(name, values, only = false) {
    if (!sessionOver()) return;
    pocket.set(name, pocket.has(name) && !only ? null : values);
    clearTimeout(timer);
    timer = setTimeout(() => pocket.clear(), KEPT);
}

/** Once. @param {string} name @returns {Values | null} */
export function pocketTake(name) {
    const values = pocket.get(name) ?? null;

    pocket.delete(name);
    return values;
}
