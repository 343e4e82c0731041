// @ts-check
/* First figures, month by month: drawn, and as tables. They show every number as it is and stay in the office; what may
 * leave it is the table to download, in which small numbers are left out. */
/** @import { Column } from '../parts/page.js' */
/** @import { MunicipalServices, OrderKind, Series, SeriesKinds, Service, Statistics } from '../../types/api' */
/** @import { At, Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateAdd, dateShown, dateToday, monthShown } from '../dates.js';
import { figure, money } from '../money.js';
import { Icon } from '../parts/icons.js';
import { monthAdd, monthNow } from '../parts/month.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { Plot } from '../parts/plot.js';
import { save } from '../parts/save.js';
import { bytes, get } from '../server.js';
import { say, textOf } from '../texts.js';

const SPANS = [12, 24, 36]; /* months */
/** @type {OrderKind[]} */
const KINDS = ['UMPMM', 'UMM', 'UM'];
/** @type {Service[]} */
const SERVICES = ['transport', 'documents', 'kindergarten', 'payment'];
const DAYS = 14; /* of checks */
const NAMED = 4; /* organisations with a line of their own */

const sumOf = (/** @type {number[]} */ values) => values.reduce((all, n) => all + n, 0);

/** Checks per organisation on each of the last days. Those that check least are added up into one line.
 * @param {Series['checks']} checks */
function checksOf(checks) {
    const days = Array.from({ length: DAYS }, (_, i) => dateAdd(dateToday(), i - DAYS + 1));
    const names = [...new Set(checks.filter((c) => c.on >= days[0]).map((c) => c.organisation))];
    const valuesOf = (/** @type {string} */ name) =>
        days.map((day) => sumOf(checks.filter((c) => c.on === day && c.organisation === name).map((c) => c.count)));
    const all = names
        .map((name) => ({ name, values: valuesOf(name) }))
        .sort((a, b) => sumOf(b.values) - sumOf(a.values));
    const rest = all.slice(NAMED - 1);

    return {
        at: days.map((day) => dateShown(day).slice(0, 6)),
        series:
            all.length <= NAMED
                ? all
                : [
                      ...all.slice(0, NAMED - 1),
                      { name: say('stats.others'), values: days.map((_, i) => sumOf(rest.map((s) => s.values[i]))) },
                  ],
    };
}

/** Checks of the whole time by organisation: how many, and how many of them were answered with "no" or "ask".
 * @param {Series['checks']} checks */
function resultsOf(checks) {
    return [...new Set(checks.map((c) => c.organisation))]
        .map((name) => {
            const own = checks.filter((c) => c.organisation === name);
            return {
                id: name,
                all: sumOf(own.map((c) => c.count)),
                not: sumOf(own.filter((c) => c.result !== 'ok').map((c) => c.count)),
            };
        })
        .sort((a, b) => b.all - a.all);
}

/** @param {{ now: Statistics }} props */
function Now({ now }) {
    const { persons } = now.total;
    const cell = (/** @type {string} */ key, /** @type {number | null} */ n) =>
        html`<div><dt>${say(key)}</dt><dd>${n === null ? '–' : figure(n)}</dd></div>`;

    return html`<dl class="numbers" data-testid="stats-now">
        ${cell('stats.now.in_force', persons.in_force.all)}${KINDS.map((kind) =>
            cell(`stats.now.${kind}`, persons.in_force[kind]),
        )}
        ${cell('stats.now.coming', persons.coming.all)}${cell('stats.now.orders', now.total.orders.all)}</dl>`;
}

/** @param {{ checks: Series['checks'] }} props */
function Checks({ checks }) {
    const { at, series } = checksOf(checks);
    /** @type {Column<ReturnType<typeof resultsOf>[number]>[]} */
    const columns = [
        { key: 'id', label: say('stats.organisation'), head: true },
        {
            key: 'all',
            label: say('stats.checks.all'),
            align: 'end',
            cell: (r) => figure(r.all),
        },
        {
            key: 'not',
            label: say('stats.checks.not'),
            align: 'end',
            cell: (r) => figure(r.not),
        },
    ];

    return html`<${Section} title=${say('stats.checks')}
        testid="stats-checks"><p class="hint">${say('stats.checks.hint')}</p>
        ${
            series.length > 0 &&
            html`<${Plot} title=${say('stats.checks')} over=${say('stats.day')} at=${at}
                series=${series} shape="lines" testid="plot-checks" />`
        }
        <${Table} caption=${say('stats.checks.of')} tight columns=${columns} rows=${resultsOf(checks)}
            empty=${say('stats.checks.none')} /></${Section}>`;
}

/** @param {{ series: Series }} props */
function Months({ series }) {
    const at = series.months.map(monthShown);
    const kinds = (/** @type {SeriesKinds} */ of) => KINDS.map((kind) => ({ name: kind, values: of[kind] }));
    const units = series.orders_by_unit
        .map((u) => ({ name: u.unit, orders: sumOf(u.orders) }))
        .sort((a, b) => b.orders - a.orders);
    const month = say('stats.month');

    return html`
        <${Section} title=${say('stats.orders')} testid="stats-orders"><p class="hint">${say('stats.orders.hint')}</p>
            <${Plot} title=${say('stats.orders')} over=${month} at=${at} series=${kinds(series.orders)}
                sum=${say('stats.all')} testid="plot-orders" /></${Section}>
        <${Section} title=${say('stats.units')} testid="stats-units"><p class="hint">${say('stats.units.hint')}</p>
            ${
                units.length
                    ? html`<${Plot} title=${say('stats.units')} over=${say('stats.unit')}
                        at=${units.map((u) => u.name)}
                        series=${[{ name: say('stats.orders.count'), values: units.map((u) => u.orders) }]}
                        named testid="plot-units" />`
                    : html`<p>${say('stats.units.none')}</p>`
            }</${Section}>
        <${Section} title=${say('stats.in_force')}
            testid="stats-in-force"><p class="hint">${say('stats.in_force.hint')}</p>
            <${Plot} title=${say('stats.in_force')} over=${month} at=${at} series=${kinds(series.in_force)}
                shape="lines" sum=${say('stats.all')} testid="plot-in-force" /></${Section}>
        <${Section} title=${say('stats.entitled')}
            testid="stats-entitled"><p class="hint">${say('stats.entitled.hint')}</p>
            <${Plot} title=${say('stats.entitled')} over=${month} at=${at}
                series=${SERVICES.map((s) => ({ name: say(`service.short.${s}`), values: series.entitled[s] }))}
                shape="lines" testid="plot-entitled" /></${Section}>
        <${Checks} checks=${series.checks} />`;
}

/** Fees that the council waives beside the services of every register: how many have them today, and what that comes
 * to. Nothing where it waives none. */
function Municipal() {
    const load = useLoad(() => get('/api/v1/municipal-services'), []);
    /** @type {Column<MunicipalServices['services'][number]>[]} */
    const columns = [
        { key: 'text', label: say('services.text'), head: true, cell: textOf },
        { key: 'persons', label: say('services.now'), align: 'end', cell: (s) => figure(s.persons) },
        {
            key: 'waived',
            label: say('services.waived'),
            align: 'end',
            cell: (s) => say(`rules.amount.by.${s.unit}`, { amount: money(s.waived) }),
        },
    ];

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { services }) =>
        services.length > 0 &&
        html`<${Section} title=${say('services.title')} testid="stats-municipal">
            <${Table} caption=${say('services.title')} quietCaption columns=${columns}
                rows=${services} /></${Section}>`}</${Loaded}>`;
}

/** What may leave the office. @param {{ from: string }} props */
function Published({ from }) {
    const { problem, trying } = useRefusal();
    const take = () =>
        trying(async () => {
            const blob = await bytes(`/api/v1/statistics/series.csv?from=${from}`);
            save(blob, `statistika-${from}.csv`);
        });

    return html`<${Notice} title=${say('stats.csv.title')} testid="stats-published"><p>${say('stats.csv.what')}</p>
        <button type="button" class="button small" data-testid="stats-csv"
            onClick=${take}><${Icon} name="paper" />${say('stats.csv')}</button>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="stats" />`}</${Notice}>`;
}

export default function StatisticsScreen() {
    const [span, setSpan] = useState(SPANS[0]);
    const from = monthAdd(monthNow(), 1 - span);
    const now = useLoad(() => get('/api/v1/statistics'), []);
    const load = useLoad(() => get(`/api/v1/statistics/series?from=${from}`), [from]);

    return html`
        <${Page} title=${say('stats.title')} lead=${say('stats.lead')} testid="statistics-screen" wide>
            <${Loaded} of=${now}>${(/** @type {Data<typeof now>} */ data) => html`<${Now} now=${data} />`}</${Loaded}>
            <div class="stats-tools"><div class="field"><label for="stats-span">${say('stats.span')}</label>
                    <select id="stats-span" data-testid="stats-span" value=${String(span)}
                        onChange=${(/** @type {At<HTMLSelectElement>} */ e) => setSpan(Number(e.currentTarget.value))}>
                        ${SPANS.map(
                            (n) => html`<option value=${String(n)}>
                                ${say('stats.span.months', { months: n })}</option>`,
                        )}</select></div></div>
            <${Published} from=${from} />
            <${Loaded} of=${load} prefix="stats">
                ${(/** @type {Data<typeof load>} */ series) => html`<${Months} series=${series} />`}</${Loaded}>
            <${Municipal} />
        </${Page}>`;
}
