// @ts-check
/* The log of everything that was read or changed, for the auditor: who, what, when, on which file; never what stands in
 * a file. Looking here is itself logged. */
import { html, useState } from '/vendor/preact.js';
import { dateAdd, dateToday, instantShown } from '../dates.js';
import { DateField, SelectField, TextField } from '../parts/field.js';
import { Form, actText, useForm } from '../parts/form.js';
import { Loaded, Page, Pager, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { save } from '../parts/save.js';
import { Problem, bytes, get } from '../server.js';
import { say } from '../texts.js';

const LINES = 100;
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
    'audit.',
];

/** @param {any} filter @param {number} [before] */
const asked = (filter, before) =>
    new URLSearchParams({ ...filter, ...(before && { before: String(before) }), limit: String(LINES) });

/** @param {{ use: (filter: any) => void }} props */
function Filter({ use }) {
    const form = useForm({
        initial: { actor: '', what: '', number: '', from: '', until: '' },
        check: ({ from, until }) =>
            from && until && until < from
                ? { until: say('log.until.before') }
                : /** @type {Record<string, string>} */ ({}),
        send: async (values) => use(valuesGiven(values)),
        kept: true,
        prefix: 'log',
    });

    return html`<${Form} form=${form} submit=${say('log.filter')} testid="log-filter"><div class="fields">
        <${TextField} form=${form} name="actor" optional=${false} label=${say('log.actor')}
            hint=${say('log.actor.hint')} most=${40} width="medium" />
        <${SelectField} form=${form} name="what" optional=${false} label=${say('log.what')}
            none=${say('log.what.all')} options=${SUBJECTS.map((s) => [s, say(`log.subject.${s.slice(0, -1)}`)])} />
        <${TextField} form=${form} name="number" optional=${false} label=${say('log.number')}
            hint=${say('log.number.hint')} most=${20} width="short" />
        <${DateField} form=${form} name="from" optional=${false} label=${say('log.from')} most=${dateToday()} />
        <${DateField} form=${form} name="until" optional=${false} label=${say('log.until')} most=${dateToday()} />
    </div></${Form}>`;
}

const columns = () => [
    {
        key: 'at',
        label: say('log.at'),
        head: true,
        cell: (/** @type {any} */ l) => html`<span class="nowrap">${instantShown(l.at)}</span>`,
    },
    { key: 'actor', label: say('log.actor') },
    { key: 'what', label: say('log.what'), cell: (/** @type {any} */ l) => actText(l.what) },
    {
        key: 'case',
        label: say('log.number'),
        cell: (/** @type {any} */ l) => l.case ?? `${l.record} ${l.record_id || ''}`,
    },
    { key: 'why', label: say('log.why') },
];

/** @param {any} filter */
function useLines(filter) {
    const load = useLoad(() => get(`/api/v1/audit?${asked(filter)}`), [filter]);
    const [busy, setBusy] = useState(false);
    const more = async () => {
        setBusy(true);
        const next = await get(`/api/v1/audit?${asked(filter, load.data.next)}`).finally(() => setBusy(false));
        load.set({ lines: [...load.data.lines, ...next.lines], next: next.next });
    };
    return { load, more, busy };
}

export default function LogScreen() {
    const [filter, setFilter] = useState(/** @type {any} */ ({}));
    const { load, more, busy } = useLines(filter);
    const [problem, setProblem] = useState(/** @type {Problem | null} */ (null));
    const table = async () => {
        const until = filter.until ?? dateToday();
        setProblem(null);
        const span = { ...filter, until, from: filter.from ?? dateAdd(until, -YEAR) };
        await bytes(`/api/v1/audit.csv?${new URLSearchParams(span)}`).then(
            (blob) => save(blob, 'besa-log.csv'),
            (failure) => setProblem(failure),
        );
    };

    return html`
        <${Page} title=${say('log.title')} lead=${say('log.lead')} testid="log-screen" wide
            actions=${html`<button type="button" class="button" data-testid="log-csv"
                onClick=${table}>${say('log.csv')}</button>`}>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="log" />`}
            <${Section} title=${say('log.find')} quiet><${Filter} use=${setFilter} /></${Section}>
            <${Loaded} of=${load}>${(/** @type {any} */ { lines, next }) => html`
                <${Table} caption=${say('log.title')} quietCaption columns=${columns()} rows=${lines}
                    empty=${say('log.empty')} testid="log" />
                <${Pager} next=${next} more=${more} busy=${busy} />`}</${Loaded}>
        </${Page}>`;
}
