// @ts-check
/* What screens are built of beside forms.
 *
 *   const { data, problem, reload } = useLoad(() => get('/api/v1/tasks'), []);
 *   <${Page} title=${say('today.title')} lead=${…} back=${{ href, text }} actions=${html`…`}>
 *     <${Loaded} of=${{ data, problem, reload }}>${(data) => html`…`}</${Loaded}>     its loading, failure and content
 *   </${Page}>
 *   <${Section} title=${…}>…</${Section}>     <${Facts} of=${[[label, value], …]} />     <${Tag} kind="good" text=… />
 *   <${Table} caption columns=${[{ key, label, cell, align }]} rows keyOf empty />      cards on a phone
 *   <${Pager} next=${data.next} more=${() => …} busy=${…} />      lists by cursor: "show more"
 *   <${Notice} kind="info|warning|danger|good" title=… >…</${Notice}>    <${Empty} text=… />
 *   <${ProblemNote} problem=${problem} again=${reload} />         a refusal outside of a form
 *
 * A Page's h1 takes the focus when one arrives (app.js). */
/** @import { Content } from '../../types/screen' */
import { html, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from '/vendor/preact.js';
import { Problem } from '../server.js';
import { say, sayFirst } from '../texts.js';
import { Icon } from './icons.js';

/** @param {{ title: Content, lead?: Content, back?: { href: string, text: string }, actions?: Content, children?:
 * Content, testid?: string, wide?: boolean, over?: Content }} props over: a short line above the title, such as the
 * number of the file */
export function Page({ title, lead, back, actions, children, testid, wide, over }) {
    return html`
        <div class=${wide ? 'page wide' : 'page'} data-testid=${testid ?? 'page'}>
            ${back && html`<a class="back" href=${back.href}><${Icon} name="back" />${back.text}</a>`}
            <header class="page-head">
                <div>${over && html`<p class="over">${over}</p>`}
                    <h1 id="title" tabindex="-1">${title}</h1>
                    ${lead && html`<p class="lead">${lead}</p>`}</div>
                ${actions && html`<div class="page-actions">${actions}</div>`}
            </header>
            ${children}
        </div>`;
}

/** @param {{ title: Content, children?: Content, testid?: string, actions?: Content, quiet?: boolean }} props */
export function Section({ title, children, testid, actions, quiet }) {
    const id = useId();

    return html`
        <section class=${quiet ? 'section quiet-section' : 'section'} aria-labelledby=${id} data-testid=${testid}>
            <div class="section-head"><h2 id=${id} tabindex="-1">${title}</h2>${actions}</div>
            ${children}
        </section>`;
}

/** Pairs of a name and a value; pairs without a value are left out. @param {{ of: [Content, Content][] }} props */
export function Facts({ of }) {
    return html`<dl class="facts">${of
        .filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '')
        .map(
            ([name, value]) => html`
                <div><dt>${name}</dt><dd>${value}</dd></div>`,
        )}</dl>`;
}

/** A state in a word; the colour says it again, never alone.
 * @param {{ text: Content, kind?: 'good' | 'warning' | 'danger' | 'info' | 'quiet' }} props */
export function Tag({ text, kind = 'quiet' }) {
    return html`<span class=${`tag ${kind}`}>${text}</span>`;
}

/** @param {{ kind?: 'info' | 'warning' | 'danger' | 'good', title?: Content, children?: Content, testid?: string,
 *   role?: string }} props */
export function Notice({ kind = 'info', title, children, testid, role }) {
    const icon = { info: 'question', warning: 'warning', danger: 'warning', good: 'done' }[kind];

    return html`<div class=${`notice ${kind}`} data-testid=${testid} role=${role}><${Icon} name=${icon} />
        <div>${title && html`<p class="notice-title">${title}</p>`}${children}</div></div>`;
}

/** @param {{ text: Content, children?: Content }} props */
export function Empty({ text, children }) {
    return html`<div class="empty" data-testid="empty"><p>${text}</p>${children}</div>`;
}

/** A problem in words. @param {Problem} problem
 * @param {string} [prefix] of words that are the screen's own: "act" → "act.problem.CODE" */
export function problemText(problem, prefix) {
    const values = { code: problem.code, minutes: Math.max(1, Math.ceil(problem.wait / 60)) };
    const place = problem.field.replace(/\[\d+\]/g, '').replace(/.*\./, '');

    return sayFirst(
        [
            ...(prefix ? [`${prefix}.problem.${place}.${problem.code}`, `${prefix}.problem.${problem.code}`] : []),
            `problem.${place}.${problem.code}`,
            `problem.${problem.code}`,
            'problem.other',
        ],
        values,
    );
}

/** @param {{ problem: Problem, again?: () => void, prefix?: string }} props */
export function ProblemNote({ problem, again, prefix }) {
    return html`<${Notice} kind="danger" role="alert" testid="problem"><p>${problemText(problem, prefix)}</p>
        ${again && html`<button type="button" class="button small" onClick=${again}>${say('again')}</button>`}
    </${Notice}>`;
}

/**
 * Loads when the component appears and whenever `deps` change. While it loads again the last answer stays on the
 * screen.
 * @template T
 * @param {() => Promise<T> | null} load null: nothing to load now @param {unknown[]} deps
 * @param {T | null} [kept] shown until the first is there: what this page knew when it was last open
 * @returns {{ data: T | null, problem: Problem | null, loading: boolean, reload: () => Promise<T | null>,
 *   set: (data: T) => void }}
 */
export function useLoad(load, deps, kept = null) {
    const [state, setState] = useState(
        /** @type {{ data: T | null, problem: Problem | null, loading: boolean }} */ ({
            data: kept,
            problem: null,
            loading: true,
        }),
    );
    const turn = useRef(0);
    const latest = useRef(load);
    latest.current = load;

    const reload = useCallback(async () => {
        const mine = ++turn.current;
        const asked = latest.current();
        if (!asked) return (setState((s) => ({ ...s, loading: false })), null);
        setState((s) => ({ ...s, loading: true }));
        try {
            const data = await asked;
            if (mine === turn.current) setState({ data, problem: null, loading: false });
            return data;
        } catch (failure) {
            if (!(failure instanceof Problem)) throw failure;
            if (mine === turn.current) setState((s) => ({ ...s, problem: failure, loading: false }));
            return null;
        }
    }, []);
    useEffect(() => {
        void reload();
        return () => {
            turn.current++;
        };
    }, deps);
    return { ...state, reload, set: (data) => setState({ data, problem: null, loading: false }) };
}

/** @template T
 * @param {{ of: { data: T | null, problem: Problem | null, reload: () => void }, children: (data: T) => Content,
 *   prefix?: string }} props */
export function Loaded({ of, children, prefix }) {
    if (of.problem)
        return html`<${ProblemNote} problem=${of.problem} again=${of.reload} prefix=${prefix} />
            ${of.data && children(of.data)}`;
    return of.data === null ? html`<${Loading} />` : children(of.data);
}

/** Holds the place of what is being loaded. The words appear only when it takes long (staff.css). */
export function Loading() {
    return html`<div class="loading" data-testid="loading"><span role="status">${say('loading')}</span></div>`;
}

/**
 * @template R
 * @typedef {object} Column
 * @property {string} key
 * @property {Content} label
 * @property {(row: R) => Content} [cell] without it row[key]
 * @property {'end'} [align] figures
 * @property {boolean} [head] the column that names the row
 */

/** Whether the table in it is wider than its place: then the keyboard must get there, to move it. Known before it is
 * seen; what comes later, a typeface or a turned phone, changes the size of the one or of the other.
 * @param {unknown} content @returns {[import('preact').RefObject<HTMLDivElement | null>, boolean]} */
function useWide(content) {
    const place = useRef(/** @type {HTMLDivElement | null} */ (null));
    const [wide, setWide] = useState(false);

    useLayoutEffect(() => {
        const it = place.current;
        if (!it) return;
        const measure = () => setWide(it.scrollWidth > it.clientWidth);
        const look = new ResizeObserver(measure);
        measure();
        for (const box of [it, it.firstElementChild]) if (box) look.observe(box);
        return () => look.disconnect();
    }, [content]);
    return [place, wide];
}

/** @template {Record<string, any>} R
 * @param {{ caption: Content, columns: Column<R>[], rows: R[], keyOf?: (row: R) => string | number, empty?: Content,
 *   quietCaption?: boolean, testid?: string, tight?: boolean }} props tight: few narrow columns, which stay beside each
 *   other on a phone too */
export function Table({ caption, columns, rows, keyOf = (row) => row.id, empty, quietCaption, testid, tight }) {
    const [place, wide] = useWide(rows);
    const reached = tight || wide;

    if (!rows.length && empty) return html`<${Empty} text=${empty} />`;
    return html`
        <div class="table-place" ref=${place} tabindex=${reached ? 0 : undefined}
            role=${reached ? 'group' : undefined} aria-label=${reached ? caption : undefined}>
            <table class=${tight ? 'table tight' : 'table'} data-testid=${testid}>
                <caption class=${quietCaption ? 'visually-hidden' : ''}>${caption}</caption>
                <thead><tr>${columns.map((c) => html`<th scope="col" class=${c.align}>${c.label}</th>`)}</tr></thead>
                <tbody>${rows.map(
                    (row) =>
                        html`<tr key=${keyOf(row)}>${columns.map((c) => {
                            const content = c.cell ? c.cell(row) : row[c.key];
                            return c.head
                                ? html`<th scope="row" class=${c.align}>${content}</th>`
                                : html`<td class=${[null, undefined, false, ''].includes(content) ? 'none' : c.align}>
                                    <span class="cell-label" aria-hidden="true">${c.label}</span>${content}</td>`;
                        })}</tr>`,
                )}</tbody>
            </table></div>`;
}

/** @param {{ next: unknown, more: () => void, busy?: boolean }} props */
export function Pager({ next, more, busy }) {
    return (
        next !== null &&
        next !== undefined &&
        html`<div class="buttons"><button type="button" class="button" data-testid="more"
                disabled=${busy} onClick=${more}>${say(busy ? 'loading' : 'more')}</button></div>`
    );
}
