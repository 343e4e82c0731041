// @ts-check
/* Choosing a month, or a year, on a page that shows it. Months are "2026-11"; their names are the browser's own in the
 * language of the page. */
/** @import { At } from '../../types/screen' */
import { html } from '/vendor/preact.js';
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

/** A choice that acts at once, outside of a form.
 * @param {{ id: string, label: string, value: string, set: (value: string) => void, options: [string, string][], none?:
 * string }} props */
export function Choose({ id, label, value, set, options, none }) {
    return html`<div class="field"><label for=${id}>${label}</label>
        <select id=${id} value=${value} data-testid=${id}
            onChange=${(/** @type {At<HTMLSelectElement>} */ e) => set(e.currentTarget.value)}>
            ${none && html`<option value="">${none}</option>`}${options.map(
                ([v, text]) => html`<option value=${v} key=${v}>${text}</option>`,
            )}</select></div>`;
}
