// @ts-check
/* The name of an institution: typed freely, and from three letters on offered from the address book. The arrows go
 * through what is offered, Enter takes it, Escape leaves what was typed. */
/** @import { ContactNames } from '../../types/api' */
/** @import { FieldProps } from './field.js' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { TextField } from './field.js';

const LETTERS = 3;
const PAUSE = 120; /* ms behind the last key */

/** @typedef {ContactNames['names'][number]} Name */

/** What the book holds for a text, and for which: what it held for another is not offered. @param {string} text */
function useFound(text) {
    const [found, setFound] = useState({ text: '', names: /** @type {Name[]} */ ([]) });

    useEffect(() => {
        let late = false;
        const timer = setTimeout(async () => {
            const names = text.trim().length < LETTERS ? [] : await ask(text.trim());
            if (!late) setFound({ text, names });
        }, PAUSE);
        return () => {
            late = true;
            clearTimeout(timer);
        };
    }, [text]);
    return found;
}

/** Where the book cannot be had, the name is typed. @param {string} text @returns {Promise<Name[]>} */
async function ask(text) {
    try {
        return (await get(`/api/v1/contact-points/names?words=${encodeURIComponent(text)}`)).names;
    } catch {
        return [];
    }
}

/** @param {FieldProps} props */
export function InstitutionField(props) {
    const { form, name } = props;
    const text = form.get(name) ?? '';
    const found = useFound(text);
    const [at, setAt] = useState(-1);
    const [shut, setShut] = useState('');
    /* What was gone to belongs to the names of that text: Enter behind another letter takes none of them. */
    useEffect(() => setAt(-1), [text]);
    const exact = found.names.find((n) => n.name === text);
    const offered = exact || shut === text || found.text !== text ? [] : found.names;
    const id = `${form.idOf(name)}-offered`;
    const active = at < offered.length ? at : -1;
    const take = (/** @type {Name} */ one) => form.set(name, one.name);
    const key = (/** @type {KeyboardEvent} */ e) => {
        if (!offered.length) return;
        if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
            const { length } = offered;
            setAt((was) => (e.key === 'ArrowDown' ? (was + 1) % length : (was > 0 ? was : length) - 1));
        } else if (e.key === 'Enter' && active >= 0 && !e.ctrlKey) take(offered[active]);
        else if (e.key === 'Escape') setShut(text);
        else return;
        e.preventDefault();
        e.stopPropagation();
    };

    return html`<div>
        <${TextField} ...${props} attributes=${{
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-expanded': offered.length > 0,
            'aria-controls': offered.length ? id : undefined,
            'aria-activedescendant': active >= 0 ? `${id}-${active}` : undefined,
            onKeyDown: key,
        }} />
        ${
            offered.length > 0 &&
            html`<ul id=${id} class="offered" role="listbox" aria-label=${say('contacts.offered')}
                data-testid=${`offered-${name}`}>${offered.map(
                    (one, i) => html`<li key=${one.id} id=${`${id}-${i}`} role="option" aria-selected=${i === active}
                        onMouseDown=${(/** @type {MouseEvent} */ e) => (e.preventDefault(), take(one))}>
                        ${one.name}${one.stale && html` <span class="hint">${say('contacts.stale')}</span>`}</li>`,
                )}</ul>`
        }
        ${exact?.stale && html`<p class="hint" role="status">${say('contacts.stale.chosen')}</p>`}
    </div>`;
}
