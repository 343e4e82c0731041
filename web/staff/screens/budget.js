// @ts-check
/* What a year costs: by service what is spent, what is still expected from the orders as they stand, drawn and as a
 * table. */
/** @import { Column } from '../parts/page.js' */
/** @import { Budget } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateToday, monthShown } from '../dates.js';
import { money } from '../money.js';
import { toast } from '../parts/announce.js';
import { Choose } from '../parts/choose.js';
import { Icon } from '../parts/icons.js';
import { Loaded, Notice, Page, Section, Table, useLoad } from '../parts/page.js';
import { Plot } from '../parts/plot.js';
import { save } from '../parts/save.js';
import { bytes, get } from '../server.js';
import { say } from '../texts.js';

const SERVICES = /** @type {const} */ (['payment', 'kindergarten', 'documents', 'transport', 'municipal']);
const AHEAD = 2,
    BACK = 10; /* years */

/** @param {{ year: string, total: Budget['total'] }} props */
function Totals({ year, total }) {
    const end = /** @type {const} */ ('end');
    const rows = [
        ...SERVICES.map((id) => ({ id, name: say(`service.${id}`), ...total[id] })),
        {
            id: 'all',
            name: say('budget.all'),
            spent: SERVICES.reduce((n, s) => n + total[s].spent, 0),
            to_recover: SERVICES.reduce((n, s) => n + total[s].to_recover, 0),
            expected: SERVICES.reduce((n, s) => n + (total[s].expected ?? 0), 0),
        },
    ];
    /** @type {Column<(typeof rows)[number]>[]} */
    const columns = [
        { key: 'name', label: say('budget.service'), head: true },
        { key: 'spent', label: say('budget.spent'), align: end, cell: (r) => money(r.spent) },
        { key: 'recover', label: say('payment.to_recover'), align: end, cell: (r) => money(r.to_recover) },
        {
            key: 'expected',
            label: say('budget.expected'),
            align: end,
            cell: (r) => (r.expected === null ? say('budget.unknown') : money(r.expected)),
        },
        {
            key: 'together',
            label: say('budget.together'),
            align: end,
            cell: (r) => money(r.spent + (r.expected ?? 0)),
        },
    ];

    return html`<${Section} title=${say('budget.year_of', { year })}
        testid="part-total">
        <${Table} caption=${say('budget.year_of', { year })} quietCaption columns=${columns} rows=${rows}
            testid="budget-total" />
        <p class="hint">${say('budget.hint')}</p>
        <p class="hint">${say('budget.transport.hint')}</p></${Section}>`;
}

/** @param {{ months: Budget['months'], service: (typeof SERVICES)[number], set: (service: string) => void }} props */
function Months({ months, service, set }) {
    const expected = months.some((m) => m[service].expected !== null);
    const series = [
        { name: say('budget.spent'), values: months.map((m) => m[service].spent) },
        ...(expected ? [{ name: say('budget.expected'), values: months.map((m) => m[service].expected) }] : []),
    ];

    return html`<${Section} title=${say('budget.months')} testid="part-months">
        <div class="search">
            <${Choose} id="budget-service" label=${say('budget.service')} value=${service} set=${set}
                options=${SERVICES.map((s) => [s, say(`service.${s}`)])} /></div>
        <${Plot} title=${say('budget.plot', { service: say(`service.${service}`) })} over=${say('payment.month')}
            at=${months.map((m) => monthShown(m.month))} series=${series}
            sum=${expected ? say('budget.together') : undefined} testid="plot-budget" />
    </${Section}>`;
}

export default function BudgetScreen() {
    const now = Number(dateToday().slice(0, 4));
    const [year, setYear] = useState(String(now));
    const [service, setService] = useState(/** @type {(typeof SERVICES)[number]} */ (SERVICES[0]));
    const load = useLoad(() => get(`/api/v1/budget?year=${year}`), [year]);
    const csv = async () => {
        save(await bytes(`/api/v1/budget.csv?year=${year}`), `buxheti-${year}.csv`);
        toast(say('budget.saved'));
    };

    return html`
        <${Page} title=${say('budget.title')} lead=${say('budget.lead')} testid="budget-screen" wide
            actions=${html`<button type="button" class="button" data-testid="csv"
                onClick=${csv}><${Icon} name="paper" />${say('payment.csv')}</button>`}>
            <div class="search"><${Choose} id="budget-year" label=${say('budget.year')} value=${year} set=${setYear}
                    options=${Array.from({ length: AHEAD + BACK + 1 }, (_, i) => String(now + AHEAD - i)).map((y) => [
                        y,
                        y,
                    ])} /></div>
            <${Loaded} of=${load}>
                ${(/** @type {Data<typeof load>} */ b) => html`${
                    b.fee_unstated > 0 &&
                    html`<${Notice} kind="warning" title=${say('budget.unstated')}
                        testid="fee-unstated"><p>${say('budget.unstated.text', {
                            count: b.fee_unstated,
                        })}</p></${Notice}>`
                }${
                    b.rides_untold > 0 &&
                    html`<${Notice} kind="info" title=${say('budget.untold')}
                        testid="rides-untold"><p>${say('budget.untold.text', {
                            count: b.rides_untold,
                        })}</p></${Notice}>`
                }${
                    b.services_unstated > 0 &&
                    html`<${Notice} kind="warning" title=${say('budget.services')}
                        testid="services-unstated"><p>${say('budget.services.text', {
                            count: b.services_unstated,
                        })}</p></${Notice}>`
                }${
                    b.fare_unstated &&
                    html`<${Notice} kind="warning" title=${say('budget.fare')}
                        testid="fare-unstated"><p>${say('budget.fare.text')}</p></${Notice}>`
                }${
                    b.rides_in_part &&
                    html`<${Notice} kind="info" title=${say('budget.parts')}
                        testid="rides-in-part"><p>${say('budget.parts.text')}</p></${Notice}>`
                }${
                    b.certificates_in_part &&
                    html`<${Notice} kind="info" title=${say('budget.certificates')}
                        testid="certificates-in-part"><p>${say('budget.certificates.text')}</p></${Notice}>`
                }<${Totals} year=${String(b.year)} total=${b.total} />
                    <${Months} months=${b.months} service=${service} set=${setService} />`}</${Loaded}>
        </${Page}>`;
}
