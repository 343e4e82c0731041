// @ts-check
/* The log of everything that was read or changed, for the auditor: who, what, when, on which file; never what stands in
 * a file. Read as visits, or line by line. Looking here is itself logged. What was looked for stays while the session
 * lasts, in the memory of the page alone. */
/** @import { Column } from '../parts/page.js' */
/** @import { Line, Visit } from './log_words.js' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateAdd, dateOf, dateToday, instantShown } from '../dates.js';
import { Choose } from '../parts/choose.js';
import { DateField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { actText } from '../parts/act_text.js';
import { Loaded, Page, Pager, ProblemNote, Section, Table } from '../parts/page.js';
import { usePages } from '../parts/pages.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { bytes, get } from '../server.js';
import { sessionForget } from '../session.js';
import { language, say } from '../texts.js';
import { actorText, recordText, visitText, whenText, whyText } from './log_words.js';

const LINES = 100;
const VISITS = 50;
const YEAR = 365; /* days a table may hold */
const SUBJECTS = [
    'sign_in.',
    'case.',
    'order.',
    'act.',
    'person.',
    'contact.',
    'card.',
    'application.',
    'payment.',
    'enrolment.',
    'stay.',
    'account.',
    'device.',
    'rule.',
    'refused',
    'erasure.',
    'key.',
    'check.',
    'audit.',
];

/** @typedef {Record<string, string>} Wanted what to look for, by the server's names */
/** @typedef {'visits' | 'each'} View */

const NOTHING = Object.freeze({ actor: '', what: '', number: '', from: '', until: '' });

/** How this page was left. @type {{ values: Wanted, view: View }} */
let kept = { values: { ...NOTHING }, view: 'visits' };
sessionForget(() => (kept = { values: { ...NOTHING }, view: 'visits' }));

/** @param {Wanted} filter @param {number} limit @param {number | null} [before] */
const asked = (filter, limit, before) =>
    new URLSearchParams({ ...filter, ...(before && { before: String(before) }), limit: String(limit) });

/** Days as people type them are the server's only when the form has read them.
 * @param {{ use: (values: Wanted) => void }} props */
function Filter({ use }) {
    const form = useForm({
        initial: { ...kept.values },
        check: ({ from, until }) =>
            from && until && until < from
                ? { until: say('log.until.before') }
                : /** @type {Record<string, string>} */ ({}),
        send: async (values) => use(values),
        kept: true,
        prefix: 'log',
    });
    const clear = () => {
        form.replace({ ...NOTHING }, true);
        use({ ...NOTHING });
    };

    return html`<${Form} form=${form} submit=${say('log.filter')} testid="log-filter"
        more=${html`<button type="button" class="button" data-testid="log-clear"
            onClick=${clear}>${say('log.clear')}</button>`}><div class="fields">
            <${TextField} form=${form} name="actor" optional=${false} label=${say('log.actor')}
                hint=${say('log.actor.hint')} most=${40} width="medium" />
            <${SelectField} form=${form} name="what" optional=${false} label=${say('log.what')}
                none=${say('log.what.all')}
                options=${SUBJECTS.map((s) => [s, say(`log.subject.${s.replace('.', '')}`)])} />
            <${TextField} form=${form} name="number" optional=${false} label=${say('log.number')}
                hint=${say('log.number.hint')} most=${20} width="short" />
            <${DateField} form=${form} name="from" optional=${false} label=${say('log.from')} most=${dateToday()} />
            <${DateField} form=${form} name="until" optional=${false} label=${say('log.until')} most=${dateToday()} />
        </div></${Form}>`;
}

/** @returns {Column<Line>[]} */
const lineColumns = () => [
    {
        key: 'at',
        label: say('log.at'),
        head: true,
        cell: (l) => html`<span class="nowrap">${instantShown(l.at)}</span>`,
    },
    { key: 'actor', label: say('log.actor'), cell: (l) => (l.name ? `${l.name} (${l.actor})` : actorText(l)) },
    { key: 'what', label: say('log.what'), cell: (l) => actText(l.what) },
    { key: 'case', label: say('log.number') },
    { key: 'record', label: say('log.on'), cell: recordText },
    { key: 'why', label: say('log.why'), cell: (l) => (language() === 'sq' ? l.why_sq : whyText(l.why)) },
    {
        key: 'network',
        label: say('log.from_where'),
        cell: (l) => [l.network, l.session && `${say('log.session')} ${l.session}`].filter(Boolean).join(' · '),
    },
];

/** @param {(visit: Visit) => void} open @returns {Column<Visit>[]} */
const visitColumns = (open) => [
    {
        key: 'from',
        label: say('log.at'),
        head: true,
        cell: (v) => html`<span class="nowrap">${whenText(v)}</span>`,
    },
    {
        key: 'visit',
        label: say('log.visit'),
        cell: (v) =>
            html`${visitText(v)}${v.reasons.map(
                (why) => html`<br /><span class="hint">${say('log.visit.reason', { why })}</span>`,
            )}`,
    },
    { key: 'network', label: say('log.from_where') },
    {
        key: 'each',
        label: say('log.view.each'),
        cell: (v) =>
            html`<button type="button" class="button small" data-testid=${`visit-each-${v.id}`}
                aria-label=${say('log.visit.each_of', { name: actorText(v), at: whenText(v) })}
                onClick=${() => open(v)}>${say('log.visit.each')}</button>`,
    },
];

/** @param {{ filter: Wanted }} props */
function Lines({ filter }) {
    const { load, more, busy } = usePages(
        (before) => get(`/api/v1/audit?${asked(filter, LINES, before)}`),
        (all, page) => ({ lines: [...all.lines, ...page.lines], next: page.next }),
        [filter],
    );

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { lines, next }) => html`
        <${Table} caption=${say('log.title')} quietCaption columns=${lineColumns()} rows=${lines}
            empty=${say('log.empty')} testid="log" />
        <${Pager} next=${next} more=${more} busy=${busy} />`}</${Loaded}>`;
}

/** @param {{ filter: Wanted, open: (visit: Visit) => void }} props */
function Visits({ filter, open }) {
    const { load, more, busy } = usePages(
        (before) => get(`/api/v1/audit/visits?${asked(filter, VISITS, before)}`),
        (all, page) => ({ visits: [...all.visits, ...page.visits], next: page.next }),
        [filter],
    );

    return html`<p class="hint">${say('log.visits.hint')}</p>
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { visits, next }) => html`
        <${Table} caption=${say('log.visits')} quietCaption columns=${visitColumns(open)} rows=${visits}
            empty=${say('log.empty')} testid="visits" />
        <${Pager} next=${next} more=${more} busy=${busy} />`}</${Loaded}>`;
}

export default function LogScreen() {
    const [state, setState] = useState(() => ({ ...kept, filter: valuesGiven(kept.values) ?? {}, form: 0 }));
    const { problem, trying } = useRefusal();
    const change = (/** @type {{ values?: Wanted, view?: View }} */ part, anew = false) => {
        kept = { ...kept, ...part };
        setState((was) => ({
            ...was,
            ...kept,
            filter: part.values ? (valuesGiven(part.values) ?? {}) : was.filter,
            form: was.form + (anew ? 1 : 0),
        }));
    };
    const open = (/** @type {Visit} */ v) => {
        const day = dateOf(v.from);
        change(
            { view: 'each', values: { ...kept.values, actor: v.actor, number: v.case ?? '', from: day, until: day } },
            true,
        );
    };
    const table = async () => {
        const until = state.filter.until ?? dateToday();
        const span = { ...state.filter, until, from: state.filter.from ?? dateAdd(until, -YEAR) };
        const path = state.view === 'each' ? 'audit.csv' : 'audit/visits.csv';
        await trying(async () => save(await bytes(`/api/v1/${path}?${new URLSearchParams(span)}`), 'lista.csv'));
    };

    return html`
        <${Page} title=${say('log.title')} lead=${say('log.lead')} testid="log-screen" wide
            actions=${html`<button type="button" class="button" data-testid="log-csv"
                onClick=${table}>${say('log.csv')}</button>`}>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="log" />`}
            <${Section} title=${say('log.find')} quiet>
                <${Filter} key=${state.form} use=${(/** @type {Wanted} */ values) => change({ values })} /></${Section}>
            <div class="search"><${Choose} id="log-view" label=${say('log.view')} value=${state.view}
                set=${(/** @type {View} */ view) => change({ view })}
                options=${['visits', 'each'].map((v) => [v, say(`log.view.${v}`)])} /></div>
            ${
                state.view === 'each'
                    ? html`<${Lines} filter=${state.filter} />`
                    : html`<${Visits} filter=${state.filter} open=${open} />`
            }
        </${Page}>`;
}
