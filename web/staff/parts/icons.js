// @ts-check
/* Drawings that stand beside a word; a screen reader passes over them. */
import { html } from '/vendor/preact.js';

/** @type {Readonly<Record<string, string>>} outlines on a square of 24 */
const PATHS = Object.freeze({
    sun:
        'M12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12 2v2M12 20v2M4.900 4.900l1.400 1.400M17.700 17.700l1.400 1.400' +
        'M2 12h2M20 12h2M4.900 19.100l1.400-1.400M17.700 6.300l1.400-1.400',
    folder: 'M3 6h6l2 2h10v11H3z',
    plus: 'M12 5v14M5 12h14',
    card: 'M3 6h18v12H3zM3 10h18M7 15h4',
    people:
        'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c0-3.600 2.900-6 6.500-6s6.500 2.400 6.500 6' +
        'M16 4.500a3.500 3.500 0 0 1 0 6.300M17.500 14.300c2.400.7 4 2.800 4 5.700',
    person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c0-4 3.300-6.500 7.500-6.500s7.500 2.500 7.500 6.500',
    money: 'M3 6h18v12H3zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 9.500v5M18 9.500v5',
    chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
    list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
    log: 'M6 3h9l4 4v14H6zM9 12h7M9 16h7M9 8h3',
    child: 'M12 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 12l6-2 6 2M12 10v6M12 16l-3 5M12 16l3 5',
    scales: 'M12 4v16M7 20h10M5 7h14M5 7l-3 6h6zM19 7l-3 6h6z',
    settings:
        'M4 7h10M18 7h2M14 4.500v5M18 4.500v5M14 4.500h4M14 9.500h4M4 17h2M10 17h10' +
        'M6 14.500v5M10 14.500v5M6 14.500h4M6 19.500h4',
    curtain: 'M4 4h16v16H4zM4 9h16M4 14h16',
    out: 'M10 4H4v16h6M14 8l4 4-4 4M18 12H9',
    calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
    phone: 'M5 3h4l2 5-2.500 1.500a11 11 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z',
    search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
    back: 'M15 5l-7 7 7 7',
    next: 'M9 5l7 7-7 7',
    clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2',
    warning: 'M12 3 2 21h20zM12 10v5M12 18h.01',
    done: 'M5 13l4 4L19 7',
    question:
        'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z' +
        'M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.4-1 .9-1 1.700M12 16.500h.01',
    lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
    eye: 'M2 12s3.500-6 10-6 10 6 10 6-3.500 6-10 6S2 12 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
    printer: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z',
    paper: 'M6 3h9l4 4v14H6zM14 3v5h5',
    trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10 11v6M14 11v6',
});

/** @param {{ name: string }} props */
export function Icon({ name }) {
    return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"
        focusable="false"><path d=${PATHS[name]} /></svg>`;
}
