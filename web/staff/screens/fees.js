// @ts-check
/* What was not charged in a month: by each crèche and kindergarten, and at the fee desks. Counts and sums; nobody's
 * name. */
/** @import { Column } from '../parts/page.js' */
/** @import { FeesWaived } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateAdd, dateShown } from '../dates.js';
import { figure, money } from '../money.js';
import { Choose } from '../parts/choose.js';
import { monthAdd, monthNow, monthsBack } from '../parts/month.js';
import { Loaded, Notice, Page, Section, Table, useLoad } from '../parts/page.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say, textOf } from '../texts.js';

/** @typedef {import('../../types/api').Certificates['certificates'][number]} Noted */

const SHOWN = 36; /* months */
const end = 'end';

/** @param {{ month: string }} props */
function Kindergartens({ month }) {
    const load = useLoad(() => get(`/api/v1/kindergarten/fees?month=${month}`), [month]);
    /** @type {Column<FeesWaived['organisations'][number]>[]} */
    const columns = [
        { key: 'name', label: say('fees.place'), head: true },
        {
            key: 'children',
            label: say('fees.children'),
            align: end,
            cell: (r) => figure(r.children),
        },
        { key: 'days', label: say('fees.days'), align: end, cell: (r) => figure(r.days) },
        {
            key: 'sum',
            label: say('fees.sum'),
            align: end,
            cell: (r) => (r.days > 0 && r.unstated >= r.days ? say('fees.unstated') : money(r.sum)),
        },
    ];
    const unstated = load.data?.organisations.reduce((days, o) => days + o.unstated, 0) ?? 0;

    return html`<${Section} title=${say('fees.kindergartens')}
        testid="part-kindergartens"><p class="hint">${say(month >= monthNow() ? 'fees.to_come' : 'fees.hint')}</p>
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { organisations, total }) => html`
            <${Table} caption=${say('fees.kindergartens')} quietCaption columns=${columns} rows=${organisations}
                keyOf=${(/** @type {FeesWaived['organisations'][number]} */ r) => r.organisation}
                empty=${say('fees.none')} />
            ${
                unstated > 0 &&
                html`<${Notice} kind="warning" title=${say('fees.unknown')} testid="fees-unstated">
                    <p>${say('fees.unknown.text', { count: unstated })}</p></${Notice}>`
            }
            ${organisations.length > 0 && html`<p>${say('fees.total')}: <strong>${money(total)}</strong></p>`}`}
        </${Loaded}></${Section}>`;
}

/** @param {{ month: string }} props */
function Certificates({ month }) {
    const load = useLoad(
        () => get(`/api/v1/certificates?from=${month}-01&until=${dateAdd(`${monthAdd(month, 1)}-01`, -1)}`),
        [month],
    );
    /** @type {Column<Noted>[]} */
    const columns = [
        { key: 'on', label: say('fees.day'), head: true, cell: (r) => dateShown(r.on) },
        {
            key: 'kind',
            label: say('fees.certificate'),
            cell: (r) => textOf(r),
        },
        { key: 'place', label: say('fees.desk'), cell: (r) => r.organisation_name },
        { key: 'count', label: say('fees.count'), align: end, cell: (r) => figure(r.count) },
        { key: 'sum', label: say('fees.sum'), align: end, cell: (r) => money(r.sum) },
    ];

    return html`<${Section} title=${say('fees.certificates')}
        testid="part-certificates"><p class="hint">${say('fees.certificates.hint')}</p>
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { certificates, count, sum }) => html`
            <${Table} caption=${say('fees.certificates')} quietCaption columns=${columns} rows=${certificates}
                keyOf=${(/** @type {Noted} */ r) => `${r.on} ${r.organisation} ${r.kind}`}
                empty=${say('fees.certificates.none')} />
            ${
                certificates.length > 0 &&
                html`<p>
                    ${say('fees.total')}: <strong>
                        ${say('fees.certificates.total', { count, sum: money(sum) })}</strong></p>`
            }`}</${Loaded}></${Section}>`;
}

export default function FeesScreen() {
    const [month, setMonth] = useState(monthNow());

    return html`
        <${Page} title=${say('fees.title')} lead=${say('fees.lead')} testid="fees-screen" wide>
            <div class="search">
                <${Choose} id="fees-month" label=${say('payment.month')} value=${month} set=${setMonth}
                    options=${monthsBack(monthNow(), SHOWN)} /></div>
            ${sessionMay(['aid_officer', 'director']) && html`<${Kindergartens} month=${month} />`}
            <${Certificates} month=${month} />
        </${Page}>`;
}
