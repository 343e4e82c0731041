// @ts-check
/* The lists by which each month is paid: one is prepared by the aid office and approved by somebody else; then it
 * stands. */
/** @import { Column } from '../parts/page.js' */
/** @import { PaymentRun } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateOf, dateShown } from '../dates.js';
import { money } from '../money.js';
import { Choose } from '../parts/choose.js';
import { Icon } from '../parts/icons.js';
import { monthAdd, monthNamed, monthNow } from '../parts/month.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { go, link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { prepare } from './payment_prepare.js';

const BACK = 12; /* months that can be prepared while none is approved */

/** What is paid out, and beside it what is to come back: never one taken off the other. @param {PaymentRun} run */
export const runTotal = (run) =>
    run.to_recover.lines > 0
        ? say('payment.two_sums', { paid: money(run.to_pay.amount), recover: money(run.to_recover.amount) })
        : money(run.to_pay.amount);

/** The months that can be prepared, the one that is due first. @param {PaymentRun[]} runs newest first */
function monthsOpen(runs) {
    const approved = runs.find((r) => r.state === 'approved')?.month ?? monthAdd(monthNow(), -BACK - 1);
    const months = [];

    for (let m = monthNow(); m > approved && months.length <= BACK; m = monthAdd(m, -1)) months.push(m);
    return months;
}

/** @param {{ run: PaymentRun }} props */
export function RunTag({ run }) {
    return html`<${Tag} kind=${run.state === 'approved' ? 'good' : 'warning'}
        text=${say(`payment.state.${run.state}`)} />`;
}

/** @param {{ runs: PaymentRun[] }} props */
function Prepare({ runs }) {
    const months = monthsOpen(runs);
    const waiting = runs.find((r) => r.state === 'prepared');
    const [month, setMonth] = useState(months[0] ?? '');
    const [busy, setBusy] = useState(false);
    const { problem, trying } = useRefusal();
    const run = async () => {
        if (busy) return;
        setBusy(true);
        await trying(async () => go(`/payments/${(await prepare(month)).id}`)).finally(() => setBusy(false));
    };

    if (waiting)
        return html`<${Notice} title=${say('payments.waiting', { month: monthNamed(waiting.month) })}
            testid="run-waiting"><p>${say('payments.waiting.text')}</p>
            <p><a href=${link(`/payments/${waiting.id}`)}>${say('payments.waiting.open')}</a></p></${Notice}>`;
    if (!months.length) return html`<p class="hint">${say('payments.up_to_date')}</p>`;
    return html`<${Section} title=${say('payments.prepare.title')} testid="part-prepare">
        <p class="hint">${say('payments.prepare.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="payment" />`}
        <div class="search">
            ${
                months.length > 1 &&
                html`<${Choose} id="prepare-month" label=${say('payment.month')} value=${month}
                    set=${setMonth} options=${months.map((m) => [m, monthNamed(m)])} />`
            }
            <button type="button" class="button primary" data-testid="prepare" aria-disabled=${busy}
                onClick=${run}>
                ${busy ? say('payments.preparing') : say('payments.prepare', { month: monthNamed(month) })}</button>
        </div>
    </${Section}>`;
}

export default function PaymentsScreen() {
    const load = useLoad(() => get('/api/v1/payment-runs'), []);
    const end = /** @type {'end'} */ ('end');
    /** @type {Column<PaymentRun>[]} */
    const columns = [
        {
            key: 'month',
            label: say('payment.month'),
            head: true,
            cell: (r) => html`<a href=${link(`/payments/${r.id}`)} data-testid="run">${monthNamed(r.month)}</a>`,
        },
        { key: 'state', label: say('payment.state'), cell: (r) => html`<${RunTag} run=${r} />` },
        {
            key: 'persons',
            label: say('payment.persons'),
            align: end,
            cell: (r) => r.month_paid.lines,
        },
        { key: 'total', label: say('payment.total'), align: end, cell: (r) => money(r.to_pay.amount) },
        {
            key: 'recover',
            label: say('payment.to_recover'),
            align: end,
            cell: (r) => r.to_recover.lines > 0 && money(r.to_recover.amount),
        },
        {
            key: 'prepared',
            label: say('payment.prepared'),
            cell: (r) => `${r.prepared_by}, ${dateShown(dateOf(r.prepared_at))}`,
        },
        {
            key: 'approved',
            label: say('payment.approved'),
            cell: (r) =>
                r.approved_at ? `${r.approved_by}, ${dateShown(dateOf(r.approved_at))}` : say('payment.not_yet'),
        },
    ];

    return html`
        <${Page} title=${say('payments.title')} lead=${say('payments.lead')} testid="payments-screen" wide
            actions=${html`<a class="button" href=${link('/payments/columns')}
                data-testid="columns"><${Icon} name="settings" />${say('columns.open')}</a>`}>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { runs }) => html`
                ${sessionMay(['aid_officer']) && html`<${Prepare} runs=${runs} />`}
                <${Table} caption=${say('payments.lists')} columns=${columns} rows=${runs}
                    empty=${say('payments.none')} testid="runs" />`}</${Loaded}>
        </${Page}>`;
}
