// @ts-check
/* The log of everything that was read or changed, for the auditor: who, what, when, on which file; never what stands in
 * a file. Looking here is itself logged. */
/** @import { Column } from '../parts/page.js' */
/** @import { Audit } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateAdd, dateToday, instantShown } from '../dates.js';
import { DateField, SelectField, TextField } from '../parts/field.js';
import { Form, actText, useForm } from '../parts/form.js';
import { Loaded, Page, Pager, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { bytes, get } from '../server.js';
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
    'refused',
    'erasure.',
    'key.',
    'check.',
    'audit.',
];

/** @typedef {Record<string, string>} Wanted what to look for, by the server's names */

/** @param {Wanted} filter @param {number | null} [before] */
const asked = (filter, before) =>
    new URLSearchParams({ ...filter, ...(before && { before: String(before) }), limit: String(LINES) });

/** @param {{ use: (filter: Wanted) => void }} props */
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
                none=${say('log.what.all')}
                options=${SUBJECTS.map((s) => [s, say(`log.subject.${s.replace('.', '')}`)])} />
            <${TextField} form=${form} name="number" optional=${false} label=${say('log.number')}
                hint=${say('log.number.hint')} most=${20} width="short" />
            <${DateField} form=${form} name="from" optional=${false} label=${say('log.from')} most=${dateToday()} />
            <${DateField} form=${form} name="until" optional=${false} label=${say('log.until')} most=${dateToday()} />
        </div></${Form}>`;
}

/** @returns {Column<Audit['lines'][number]>[]} */
const columns = () => [
    {
        key: 'at',
        label: say('log.at'),
        head: true,
        cell: (l) => html`<span class="nowrap">${instantShown(l.at)}</span>`,
    },
    { key: 'actor', label: say('log.actor') },
    { key: 'what', label: say('log.what'), cell: (l) => actText(l.what) },
    {
        key: 'case',
        label: say('log.number'),
        cell: (l) => l.case ?? `${l.record} ${l.record_id || ''}`,
    },
    { key: 'why', label: say('log.why') },
    {
        key: 'network',
        label: say('log.from_where'),
        cell: (l) => [l.network, l.session && `${say('log.session')} ${l.session}`].filter(Boolean).join(' · '),
    },
];

/** @param {Wanted} filter */
function useLines(filter) {
    const load = useLoad(() => get(`/api/v1/audit?${asked(filter)}`), [filter]);
    const [busy, setBusy] = useState(false);
    const more = async () => {
        const { lines = [], next = null } = load.data ?? {};

        setBusy(true);
        const page = await get(`/api/v1/audit?${asked(filter, next)}`).finally(() => setBusy(false));
        load.set({ lines: [...lines, ...page.lines], next: page.next });
    };
    return { load, more, busy };
}

export default function LogScreen() {
    const [filter, setFilter] = useState(/** @type {Wanted} */ ({}));
    const { load, more, busy } = useLines(filter);
    const { problem, trying } = useRefusal();
    const table = async () => {
        const until = filter.until ?? dateToday();
        const span = { ...filter, until, from: filter.from ?? dateAdd(until, -YEAR) };
        await trying(async () => save(await bytes(`/api/v1/audit.csv?${new URLSearchParams(span)}`), 'lista.csv'));
    };

    return html`
        <${Page} title=${say('log.title')} lead=${say('log.lead')} testid="log-screen" wide
            actions=${html`<button type="button" class="button" data-testid="log-csv"
                onClick=${table}>${say('log.csv')}</button>`}>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="log" />`}
            <${Section} title=${say('log.find')} quiet><${Filter} use=${setFilter} /></${Section}>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { lines, next }) => html`
                <${Table} caption=${say('log.title')} quietCaption columns=${columns()} rows=${lines}
                    empty=${say('log.empty')} testid="log" />
                <${Pager} next=${next} more=${more} busy=${busy} />`}</${Loaded}>
        </${Page}>`;
}
