// @ts-check
/* A part of a long page that is shut until somebody wants it: its title, and what is so now in one line. It stays as it
 * was left until she signs out; nothing of it is kept in the browser. */
/** @import { Content } from '../../types/screen' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { sessionForget } from '../session.js';

/** Names of those that stand open. */
const opened = new Set();
sessionForget(() => opened.clear());

/** What is in it is drawn, and asked for, once it is opened.
 * @param {{ name: string, title: Content, now?: Content, testid?: string, wanted?: boolean,
 *   children?: Content }} props name: one in the app; now: what is so today; wanted: one came here for it */
export function Fold({ name, title, now, testid, wanted, children }) {
    const [open, setOpen] = useState(opened.has(name));
    const details = useRef(/** @type {HTMLDetailsElement | null} */ (null));
    const toggled = (/** @type {{ currentTarget: HTMLDetailsElement }} */ { currentTarget: { open: is } }) => {
        if (is) opened.add(name);
        else opened.delete(name);
        setOpen(is);
    };

    useEffect(() => {
        if (!wanted) return;
        setOpen(true);
        details.current?.scrollIntoView();
    }, [wanted]);
    return html`
        <details class="section fold" ref=${details} open=${open} onToggle=${toggled} data-testid=${testid}>
            <summary data-testid=${testid && `${testid}-open`}>
                <h2>${title}</h2>
                ${now && html`<span class="hint">${now}</span>`}</summary>
            ${open && html`<div class="stack">${children}</div>`}
        </details>`;
}

/** What was, below what is. @param {{ count: number, text: Content, children?: Content }} props */
export function Earlier({ count, text, children }) {
    return count > 0 && html`<details class="more"><summary>${text}</summary>${children}</details>`;
}
