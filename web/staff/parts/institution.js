// @ts-check
/* A text that is typed freely, and for which something is offered: the name of an institution from three letters on,
 * from the address book; the number of a file. The arrows go through what is offered, Enter takes it, Escape leaves
 * what was typed. */
/** @import { Cases, ContactNames } from '../../types/api' */
/** @import { FieldProps } from './field.js' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { get, post } from '../server.js';
import { say } from '../texts.js';
import { TextField } from './field.js';

const LETTERS = 3;
const FILES = 8;
const PAUSE = 120; /* ms behind the last key */

/** @typedef {{ id: number, name: string, more?: string, stale?: boolean }} Name more: said beside it */
/** @typedef {(text: string) => Promise<Name[]>} Ask */

/** What there is for a text, and for which: what there was for another is not offered.
 * @param {string} text @param {Ask} ask @param {number} letters from so many on */
function useFound(text, ask, letters) {
    const [found, setFound] = useState({ text: '', names: /** @type {Name[]} */ ([]) });

    useEffect(() => {
        let late = false;
        const timer = setTimeout(async () => {
            const names = text.trim().length < letters ? [] : await ask(text.trim());
            if (!late) setFound({ text, names });
        }, PAUSE);
        return () => {
            late = true;
            clearTimeout(timer);
        };
    }, [text]);
    return found;
}

/** Where the book cannot be had, the name is typed. @type {Ask} */
async function book(text) {
    try {
        /** @type {ContactNames} */
        const { names } = await get(`/api/v1/contact-points/names?words=${encodeURIComponent(text)}`);
        return names.map((n) => (n.stale ? { ...n, more: say('contacts.stale') } : n));
    } catch {
        return [];
    }
}

/** Files whose number begins so. @type {Ask} */
async function files(text) {
    try {
        /** @type {Cases} */
        const { cases } = await post('/api/v1/cases/search', { q: text, limit: FILES });
        return cases
            .filter((c) => c.number.startsWith(text))
            .map((c) => ({ id: c.id, name: c.number, more: c.names ?? undefined }));
    } catch {
        return [];
    }
}

/** @param {FieldProps} props */
export const InstitutionField = (props) =>
    html`<${OfferedField} ...${props} ask=${book} letters=${LETTERS} offers=${say('contacts.offered')} />`;

/** @param {FieldProps} props */
export const FileNumberField = (props) =>
    html`<${OfferedField} ...${props} ask=${files} letters=${1} offers=${say('meetings.file.offered')} />`;

/** @param {FieldProps & { ask: Ask, letters: number, offers: string }} props */
function OfferedField({ ask, letters, offers, ...props }) {
    const { form, name } = props;
    const text = form.get(name) ?? '';
    const found = useFound(text, ask, letters);
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
            html`<ul id=${id} class="offered" role="listbox" aria-label=${offers}
                data-testid=${`offered-${name}`}>${offered.map(
                    (one, i) => html`<li key=${one.id} id=${`${id}-${i}`} role="option" aria-selected=${i === active}
                        onMouseDown=${(/** @type {MouseEvent} */ e) => (e.preventDefault(), take(one))}>
                        ${one.name}${one.more && html` <span class="hint">${one.more}</span>`}</li>`,
                )}</ul>`
        }
        ${exact?.stale && html`<p class="hint" role="status">${say('contacts.stale.chosen')}</p>`}
    </div>`;
}
