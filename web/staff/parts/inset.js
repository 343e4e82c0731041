// @ts-check
/* A form that opens within its section, so that what it is about stays in sight and no stray Escape closes it.
 *
 *   const inset = useInset();
 *   <button onClick=${() => inset.open('add')} …>          remembers what was pressed
 *   ${inset.at === 'add' && html`<${Inset} title=${…}><${SomeForm} close=${inset.close} /></${Inset}>`}
 */
/** @import { Content } from '../../types/screen' */
import { html, useId, useLayoutEffect, useRef, useState } from '/vendor/preact.js';

/** @returns {{ at: string, open: (what: string) => void, close: () => void }} at: what is open, '' nothing */
export function useInset() {
    const [at, setAt] = useState('');
    const from = useRef(/** @type {HTMLElement | null} */ (null));

    return {
        at,
        open: (what) => {
            from.current = /** @type {HTMLElement | null} */ (document.activeElement);
            setAt(what);
        },
        close: () => {
            setAt('');
            setTimeout(() => from.current?.isConnected && from.current.focus());
        },
    };
}

/** @param {{ title: Content, children?: Content, testid?: string, level?: 2 | 3 }} props the first field takes the
 * focus; level of its title */
export function Inset({ title, children, testid, level = 3 }) {
    const place = useRef(/** @type {HTMLElement | null} */ (null));
    const id = useId();

    useLayoutEffect(() => {
        const first = /** @type {HTMLElement | null | undefined} */ (
            place.current?.querySelector('input:checked, input, select, textarea')
        );
        first?.focus({ preventScroll: true });
        place.current?.scrollIntoView({ block: 'nearest' });
    }, []);
    return html`<div ref=${place} class="inset" role="group" aria-labelledby=${id}
        data-testid=${testid}><${`h${level}`} id=${id}>${title}</${`h${level}`}>${children}</div>`;
}
