// @ts-check
/* Reports: what a year, or other days, come to, beside the period before. A number opens its files for whoever may see
 * them; what leaves the office is taken from here as a file, without small numbers. */
/** @import { Report, ReportCell, ReportColumn, ReportFiles, ReportRow, Reports } from '../../types/api' */
/** @import { ReportTarget } from '../../types/api' */
/** @import { Column } from '../parts/page.js' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { figure, money } from '../money.js';
import { Choose } from '../parts/choose.js';
import { Dialog } from '../parts/dialog.js';
import { DateField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { Plot } from '../parts/plot.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { link } from '../route.js';
import { bytes, get } from '../server.js';
import { sessionForget, sessionMay } from '../session.js';
import { say, textOf } from '../texts.js';

/** @typedef {{ year: string, from: string, until: string }} Period year '' where days are asked for */
/** @typedef {{ row: number, column: number }} Place */

const FIRST_YEAR = 2014; /* older years are asked for by their days */
const KINDS = /** @type {const} */ (['xlsx', 'csv', 'pdf']);
/** How this page was left. @type {{ name: string, period: Period | null }} */
let kept = { name: '', period: null };
sessionForget(() => (kept = { name: '', period: null }));

const thisYear = () => Number(dateToday().slice(0, 4));

/** @param {Period} p */
const queryOf = (p) => new URLSearchParams(p.year ? { year: p.year } : { from: p.from, until: p.until }).toString();
/** @param {{ from: string, until: string }} p */
const daysOf = (p) => say('reports.days', { from: dateShown(p.from), until: dateShown(p.until) });

/** @param {ReportCell} cell @param {ReportColumn} column */
const shown = (cell, column) =>
    cell.value === null ? say(`reports.untold.${cell.untold}`) : column.money ? money(cell.value) : figure(cell.value);

/** A number with the one before it; it opens its files where there can be any.
 * @param {{ now: ReportCell, before: ReportCell, column: ReportColumn, open: (() => void) | null, name: string }}
 * props */
function Cell({ now, before, column, open, name }) {
    const text = shown(now, column);

    return html`<span class="report-cell">${
        open && now.value
            ? html`<button type="button" class="button small" data-testid="cell-files"
                aria-label=${say('reports.cell', { name, value: text })} onClick=${open}>${text}</button>`
            : html`<span class=${now.value === null ? 'hint' : ''}>${text}</span>`
    }${
        now.untold !== 'not_ours' &&
        html`<span class="hint">${say('reports.before', { value: shown(before, column) })}</span>`
    }</span>`;
}

/** Rows down, columns across. @param {{ report: Report, open: ((place: Place) => void) | null }} props */
function Rows({ report, open }) {
    const all = report.columns.map((column, c) => ({ column, c }));
    const ours = all.filter(({ c }) => report.rows[0].cells[c].untold !== 'not_ours');
    const others = all.filter((one) => !ours.includes(one)).map(({ column }) => textOf(column));
    /** @type {Column<ReportRow & { id: number }>[]} */
    const columns = [
        {
            key: 'text',
            label: textOf({ text: report.by_text, text_en: report.by_text_en }),
            head: true,
            cell: textOf,
        },
        ...ours.map(({ column, c }) => ({
            key: column.code,
            label: textOf(column),
            align: /** @type {const} */ ('end'),
            cell: (/** @type {ReportRow & { id: number }} */ row) => html`<${Cell} now=${row.cells[c]}
                before=${row.before[c]} column=${column} name=${`${textOf(row)}, ${textOf(column)}`}
                open=${open && (() => open({ row: row.id, column: c }))} />`,
        })),
    ];

    return html`<${Table} caption=${`${textOf(report)}, ${daysOf(report)}`} quietCaption columns=${columns}
        rows=${report.rows.map((row, id) => ({ ...row, id }))} testid="report-table" />
        ${
            others.length > 0 &&
            html`<p class="hint" data-testid="report-not-ours">${say('reports.not_ours', {
                columns: others.join(' · '),
            })}</p>`
        }`;
}

/** What the plan wants of a figure, and whether that much is there: said of the work of all, of nobody's person.
 * @param {{ of: ReportTarget, ours: boolean }} props */
function Met({ of, ours }) {
    if (!ours) return null;
    return html`<span class="report-cell">${of.target !== null && html`<span>${figure(of.target)}</span>`}
        <span class="hint">${say(`reports.met.${of.met}`)}</span></span>`;
}

/** One row of all: its columns stand below one another. @param {{ report: Report, open: ((place: Place) => void) | null
 * }} props */
function Indicators({ report, open }) {
    const [row] = report.rows;
    const { targets } = report;
    /** @type {Column<{ id: number, column: ReportColumn }>[]} */
    const columns = [
        { key: 'text', label: say('reports.indicator'), head: true, cell: ({ column }) => textOf(column) },
        {
            key: 'value',
            label: say('reports.number'),
            align: 'end',
            cell: ({ id, column }) => html`<${Cell} now=${row.cells[id]} before=${row.before[id]} column=${column}
                name=${textOf(column)} open=${open && (() => open({ row: 0, column: id }))} />`,
        },
        ...(targets
            ? [
                  {
                      key: 'target',
                      label: say('reports.target'),
                      align: /** @type {const} */ ('end'),
                      cell: (/** @type {{ id: number, column: ReportColumn }} */ { id }) => html`<${Met}
                          of=${targets[id]} ours=${row.cells[id].untold !== 'not_ours'} />`,
                  },
              ]
            : []),
        {
            key: 'source',
            label: say('reports.source'),
            cell: ({ column }) => html`<span lang="sq">${column.source}</span>`,
        },
    ];

    return html`<${Table} caption=${`${textOf(report)}, ${daysOf(report)}`} quietCaption columns=${columns}
        rows=${report.columns.map((column, id) => ({ id, column }))} testid="report-table" />`;
}

/** One column beside the period before. What is hidden is not drawn: a gap would be read as nothing.
 * @param {{ report: Report }} props */
function Drawn({ report }) {
    const rows = report.rows.map((row, id) => ({ row, id })).filter(({ row }) => !row.whole);
    const whole = (/** @type {number} */ c) =>
        rows.length > 0 && rows.every(({ row }) => row.cells[c].value !== null && row.before[c].value !== null);
    const drawn = report.columns.map((_, c) => c).filter(whole);
    const [wanted, want] = useState('');
    const column = drawn.includes(Number(wanted)) && wanted ? Number(wanted) : drawn[0];

    if (column === undefined) return null;
    return html`<${Section} title=${say('reports.drawn')} testid="report-drawn">
        <div class="stats-tools"><${Choose} id="report-measure" label=${say('reports.measure')} value=${String(column)}
            set=${want} options=${drawn.map((c) => [String(c), textOf(report.columns[c])])} /></div>
        <${Plot} title=${textOf(report.columns[column])}
            over=${textOf({ text: report.by_text, text_en: report.by_text_en })}
            at=${rows.map(({ row }) => textOf(row))} named testid="report-plot"
            series=${[
                { name: daysOf(report), values: rows.map(({ row }) => row.cells[column].value ?? 0) },
                {
                    name: daysOf({ from: report.before_from, until: report.before_until }),
                    values: rows.map(({ row }) => row.before[column].value ?? 0),
                },
            ]} /></${Section}>`;
}

/** What may leave the office. @param {{ name: string, period: Period, report: Report }} props */
function Leaves({ name, period, report }) {
    const { problem, trying } = useRefusal();
    const take = (/** @type {string} */ kind) =>
        trying(async () =>
            save(
                await bytes(`/api/v1/reports/${name}.${kind}?${queryOf(period)}`),
                `raporti-${name}-${period.year}.${kind}`,
            ),
        );
    const may = period.year && report.over;

    return html`<${Notice} title=${say('reports.leaves')} testid="report-leaves"><p>${say('reports.leaves.what')}</p>
        ${
            may
                ? html`<div class="buttons">${KINDS.map(
                      (kind) => html`<button type="button" class="button small" data-testid=${`report-${kind}`}
                          onClick=${() => take(kind)}><${Icon} name="paper" />${say(`reports.take.${kind}`)}</button>`,
                  )}</div>`
                : html`<p>${say('reports.leaves.not_over')}</p>`
        }
        ${problem && html`<${ProblemNote} problem=${problem} prefix="reports" />`}</${Notice}>`;
}

/** @param {{ name: string, period: Period, place: Place, close: () => void }} props */
function Files({ name, period, place, close }) {
    const load = useLoad(
        () => get(`/api/v1/reports/${name}/files?${queryOf(period)}&row=${place.row}&column=${place.column}`),
        [name, place.row, place.column],
    );

    return html`<${Dialog} open title=${say('reports.files')} onClose=${close} testid="report-files">
        <${Loaded} of=${load} prefix="reports">${(/** @type {ReportFiles} */ { files, sealed }) => html`
            ${!files.length && !sealed && html`<p>${say('reports.files.none')}</p>`}
            <ul class="report-files">${files.map(
                (f) => html`<li key=${f.id}><a href=${link(`/cases/${f.id}`)}>${f.number}</a></li>`,
            )}</ul>
            ${sealed > 0 && html`<p class="hint">${say('reports.files.sealed', { number: sealed })}</p>`}`}</${Loaded}>
        <div class="buttons"><button type="button" class="button" data-testid="files-close"
                onClick=${close}>${say('reports.close')}</button></div>
    </${Dialog}>`;
}

/** @param {{ name: string, period: Period }} props */
function Shown({ name, period }) {
    const [place, setPlace] = useState(/** @type {Place | null} */ (null));
    const load = useLoad(() => get(`/api/v1/reports/${name}?${queryOf(period)}`), [name, queryOf(period)]);
    const open = sessionMay(['coordinator']) ? setPlace : null;

    return html`<${Loaded} of=${load} prefix="reports">${(/** @type {Report} */ report) => html`
        <${Section} title=${textOf(report)} testid="report">
            <p data-testid="report-days" data-of=${report.code}>${daysOf(report)}
                <span class="hint"> ${say('reports.beside', {
                    days: daysOf({ from: report.before_from, until: report.before_until }),
                })}</span></p>
            ${report.small_hidden && html`<p class="hint">${say('reports.hidden')}</p>`}
            ${
                report.by === 'none'
                    ? html`<${Indicators} report=${report} open=${open} />`
                    : html`<${Rows} report=${report} open=${open} />`
            }
        </${Section}>
        ${report.by !== 'none' && html`<${Drawn} key=${name} report=${report} />`}
        <${Leaves} name=${name} period=${period} report=${report} />
        ${
            place && html`<${Files} name=${name} period=${period} place=${place} close=${() => setPlace(null)} />`
        }`}</${Loaded}>`;
}

/** @param {{ period: Period, use: (period: Period) => void }} props */
function Days({ period, use }) {
    const form = useForm({
        initial: { from: period.from, until: period.until },
        check: ({ from, until }) =>
            from && until && until < from
                ? { until: say('problem.out_of_order') }
                : /** @type {Record<string, string>} */ ({}),
        send: async (values) => use({ year: '', from: values.from, until: values.until }),
        kept: true,
        prefix: 'reports',
    });

    return html`<${Form} form=${form} submit=${say('reports.show')} testid="report-period"><div class="fields">
        <${DateField} form=${form} name="from" required=${say('reports.from.needed')}
            label=${say('reports.from')} most=${dateToday()} past />
        <${DateField} form=${form} name="until" required=${say('reports.until.needed')}
            label=${say('reports.until')} most=${dateToday()} past />
    </div></${Form}>`;
}

/** @param {{ reports: Reports['reports'] }} props */
function Chosen({ reports }) {
    const whole = sessionMay(['coordinator']);
    const latest = whole ? thisYear() : thisYear() - 1;
    const [period, setPeriod] = useState(kept.period ?? { year: String(latest), from: '', until: '' });
    const [name, setName] = useState(kept.name || reports[0].code);
    const years = Array.from({ length: latest - FIRST_YEAR + 1 }, (_, i) => String(latest - i));
    const use = (/** @type {string} */ report, /** @type {Period} */ p) => {
        kept = { name: report, period: p };
        setName(report);
        setPeriod(p);
    };

    return html`<div class="report-tools">
            <${Choose} id="report-name" label=${say('reports.which')} value=${name}
                set=${(/** @type {string} */ v) => use(v, period)} options=${reports.map((r) => [r.code, textOf(r)])} />
            <${Choose} id="report-year" label=${say('reports.period')} value=${period.year}
                set=${(/** @type {string} */ v) => use(name, { year: v, from: '', until: '' })}
                none=${whole ? say('reports.other_days') : undefined}
                options=${years.map((y) => [
                    y,
                    Number(y) === thisYear() ? say('reports.year.now', { year: y }) : y,
                ])} /></div>
        ${!period.year && html`<${Days} period=${period} use=${(/** @type {Period} */ p) => use(name, p)} />`}
        ${(period.year || period.from) && html`<${Shown} key=${name} name=${name} period=${period} />`}`;
}

export default function ReportsScreen() {
    const load = useLoad(() => get('/api/v1/reports'), []);

    return html`<${Page} title=${say('reports.title')} lead=${say('reports.lead')} testid="reports-screen" wide
        actions=${html`<a class="button" href=${link('/targets')} data-testid="to-targets">${say('targets.title')}</a>
            <a class="button" href=${link('/yearly')} data-testid="to-yearly">${say('yearly.title')}</a>
            <button type="button" class="button" data-testid="print"
            onClick=${() => window.print()}><${Icon} name="printer" />${say('receipt.print')}</button>`}>
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { reports }) =>
            html`<${Chosen} reports=${reports} />`}</${Loaded}>
    </${Page}>`;
}
