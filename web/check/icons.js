// @ts-check
/* Drawings that stand beside a word; a screen reader passes over them. */
import { html } from '/vendor/preact.js';

/** @type {Readonly<Record<string, string>>} outlines on a square of 24 */
const PATHS = Object.freeze({
    sliders: 'M4 7h10M18 7h2M14 4.5v5M18 4.5v5M14 4.5h4M14 9.5h4M4 17h2M10 17h10M6 14.5v5M10 14.5v5M6 14.5h4M6 19.5h4',
    back: 'M15 5l-7 7 7 7',
    keyboard: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10',
    photo: 'M3 6h4l2-2h6l2 2h4v14H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
    light: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-4 10.5c.7.7 1 1.5 1 2.5h6c0-1 .3-1.8 1-2.5A6 6 0 0 0 12 3z',
    zoom: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM15 15l6 6M7 10h6M10 7v6',
    swap: 'M4 9h13l-3-3M20 15H7l3 3',
    list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
    warning: 'M12 3 2 21h20zM12 10v5M12 18h.01',
});

/** @param {{ name: string }} props */
export function Icon({ name }) {
    return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"
        focusable="false"><path d=${PATHS[name]} /></svg>`;
}

/** Different outlines, so that the colour is not needed: a disc, an octagon, a triangle.
 * @param {{ verdict: string }} props */
export function VerdictIcon({ verdict }) {
    const shapes = {
        valid: html`<circle cx="50" cy="50" r="46" class="shape" /><path class="sign" d="M27 52l16 16 31-34" />`,
        invalid: html`<path class="shape" d="M31 4h38l27 27v38L69 96H31L4 69V31z" />
            <path class="sign" d="M33 33l34 34M67 33L33 67" />`,
        ask: html`<path class="shape" d="M50 5L97 92H3z" /><path class="sign" d="M50 37v26M50 77v.5" />`,
    };

    return html`<svg class="verdict-icon" viewBox="0 0 100 100" aria-hidden="true"
        focusable="false">${shapes[/** @type {'valid'} */ (verdict)]}</svg>`;
}
