// @ts-check
/* A month for the books of a crèche or kindergarten: the days on which the food fee is not charged. */
/** @import { Column } from '../parts/page.js' */
/** @import { ExemptMonth } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { figure } from '../money.js';
import { toast } from '../parts/announce.js';
import { Choose } from '../parts/choose.js';
import { Icon } from '../parts/icons.js';
import { monthNamed, monthNow, monthsBack } from '../parts/month.js';
import { Loaded, Page, Table, useLoad } from '../parts/page.js';
import { save } from '../parts/save.js';
import { link } from '../route.js';
import { bytes, get } from '../server.js';
import { sessionNow } from '../session.js';
import { say } from '../texts.js';

const SHOWN = 24; /* months */

/** @param {{ month: string, children: ExemptMonth['children'] }} props */
function Sheet({ month, children }) {
    const end = 'end';
    /** @type {Column<ExemptMonth['children'][number]>[]} */
    const columns = [
        { key: 'hint', label: say('children.hint'), head: true },
        { key: 'number', label: say('children.number') },
        { key: 'from', label: say('children.from'), cell: (c) => dateShown(c.from) },
        { key: 'until', label: say('children.until'), cell: (c) => dateShown(c.until) },
        { key: 'days', label: say('fees.days'), align: end, cell: (c) => figure(c.days) },
        { key: 'share', label: say('children.share'), align: end, cell: (c) => `${c.share}\u00a0%` },
    ];

    return html`<article class="sheet" data-testid="sheet">
        <p class="sheet-from">${sessionNow()?.organisation?.name ?? ''}</p>
        <h2>${say('children.month.head', { month: monthNamed(month) })}</h2>
        <${Table} caption=${say('children.month.head', { month: monthNamed(month) })} quietCaption columns=${columns}
            rows=${children}
            keyOf=${(/** @type {ExemptMonth['children'][number]} */ c) => `${c.hint} ${c.number} ${c.from}`}
            empty=${say('children.month.none')} testid="month" />
        ${
            children.length > 0 &&
            html`<p>
                ${say('children.month.total')}: <strong>
                    ${figure(children.reduce((n, c) => n + c.days, 0))}</strong></p>`
        }
        <p class="hint">${say('children.month.hint')}</p></article>`;
}

export default function KindergartenMonthScreen() {
    const [month, setMonth] = useState(monthNow());
    const load = useLoad(() => get(`/api/v1/kindergarten/month?month=${month}`), [month]);
    const table = async (/** @type {'csv' | 'xlsx'} */ form) => {
        save(await bytes(`/api/v1/kindergarten/month.${form}?month=${month}`), `tarifat-${month}.${form}`);
        toast(say('budget.saved'));
    };

    return html`
        <${Page} title=${say('children.month')} back=${{ href: link('/children'), text: say('children.title') }}
            testid="kindergarten-month-screen"
            actions=${html`<button type="button" class="button" data-testid="print"
                onClick=${() => window.print()}><${Icon} name="printer" />${say('receipt.print')}</button>
                <button type="button" class="button" data-testid="csv"
                onClick=${() => table('csv')}><${Icon} name="paper" />${say('payment.csv')}</button>
                <button type="button" class="button" data-testid="xlsx"
                onClick=${() => table('xlsx')}><${Icon} name="paper" />${say('payment.xlsx')}</button>`}>
            <div class="search">
                <${Choose} id="children-month-choose" label=${say('payment.month')} value=${month} set=${setMonth}
                    options=${monthsBack(monthNow(), SHOWN)} /></div>
            <${Loaded} of=${load}>
                ${(/** @type {Data<typeof load>} */ d) => html`<${Sheet} month=${d.month} children=${d.children} />`}
            </${Loaded}>
        </${Page}>`;
}
