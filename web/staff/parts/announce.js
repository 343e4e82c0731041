// @ts-check
/* What a screen reader should say without the focus moving, and the short message at the foot of the page that others
 * see. `toast` for what was done ("U ruajt"); never for an error, which belongs where it arose. */
import { html, useEffect, useState } from '/vendor/preact.js';

const SHOWN = 6000; /* ms */

/** @type {((text: string, shown: boolean) => void) | null} */
let host = null;

/** Said, not shown: "12 dosje". @param {string} text */
export const announce = (text) => host?.(text, false);
/** Said and shown for some seconds. @param {string} text */
export const toast = (text) => host?.(text, true);

/** Stands once in the app. */
export function Announcer() {
    const [spoken, setSpoken] = useState('');
    const [seen, setSeen] = useState('');

    useEffect(() => {
        host = (text, shown) => {
            setSpoken(text);
            if (shown) setSeen(text);
        };
        return () => {
            host = null;
        };
    }, []);
    useEffect(() => {
        const timer = seen ? setTimeout(() => setSeen(''), SHOWN) : undefined;
        return () => clearTimeout(timer);
    }, [seen]);

    return html`
        <div class="visually-hidden" role="status" data-testid="announced">${spoken}</div>
        ${seen && html`<div class="toast" data-testid="toast" aria-hidden="true">${seen}</div>`}`;
}
