// @ts-check
/* One month's list: its sums, what differs from the month before, every line, who has none and why; prepared again or
 * dropped by the aid office, approved by somebody else, taken away as a spreadsheet or printed. */
/** @import { PaymentRun, PaymentSum } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateOf, dateShown } from '../dates.js';
import { figure, money } from '../money.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { Icon } from '../parts/icons.js';
import { monthNamed } from '../parts/month.js';
import { Facts, Loaded, Notice, Page, ProblemNote, Section, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { goInstead, link } from '../route.js';
import { Attempt, bytes, get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { Closing } from './payment_closing.js';
import { prepare, remarks } from './payment_prepare.js';
import { Decided } from './payment_decisions.js';
import { HeldBack } from './payment_held.js';
import { Lines, Reasons } from './payment_lines.js';
import { RunTag, runTotal } from './payments.js';

const attempt = new Attempt();

/** Against the month before. */
const COMPARED = /** @type {const} */ (['began', 'changed', 'ended']);

/** @param {PaymentSum} sum */
const sumText = ({ lines, amount }) =>
    say('payment.sum', { count: lines, lines: figure(lines), amount: money(amount) });

/** @param {{ run: PaymentRun }} props */
function Sums({ run }) {
    const before = run.compared_with && monthNamed(run.compared_with);

    return html`<${Section} title=${say('payment.sums')} testid="part-sums">
        <${Facts} of=${[
            [say('payment.month_paid'), sumText(run.month_paid)],
            [say('payment.arrears'), run.arrears.lines > 0 && sumText(run.arrears)],
            [say('payment.once'), run.one_off.lines > 0 && sumText(run.one_off)],
            [say('payment.held'), run.held.lines > 0 && sumText(run.held)],
            [say('payment.total'), html`<strong data-testid="total">${money(run.to_pay.amount)}</strong>`],
            [
                say('payment.to_recover'),
                run.to_recover.lines > 0 && html`<strong data-testid="to-recover">${sumText(run.to_recover)}</strong>`,
            ],
        ].filter(([, v]) => v)} />
        <h3>${before ? say('payment.against', { month: before }) : say('payment.first')}</h3>
        ${before && html`<${Facts} of=${COMPARED.map((what) => [say(`payment.${what}`), figure(run[what])])} />`}
        <p class="hint">${say('payment.unpaid', { count: run.unpaid })}</p>
    </${Section}>`;
}

/** What is to be known before anything is done. @param {{ run: PaymentRun }} props */
function RunState({ run }) {
    const prepared = { by: run.prepared_by, on: dateShown(dateOf(run.prepared_at)) };

    if (run.state === 'approved')
        return html`<${Notice} kind="good" title=${say('payment.is_approved')}
            testid="standing"><p>${say('payment.prepared_by', prepared)}</p>
            <p>${say('payment.approved_by', {
                by: run.approved_by ?? '',
                on: dateShown(run.approved_at && dateOf(run.approved_at)),
            })}</p></${Notice}>`;
    return html`<${Notice} kind="warning" title=${say('payment.waits')}
        testid="standing"><p>${say('payment.prepared_by', prepared)}</p>
        <p>${say(
            sessionMay(['director']) ? (run.own ? 'payment.own' : 'payment.please_approve') : 'payment.other_approves',
        )}</p></${Notice}>`;
}

/** Runs one act at a time; a refusal stands on the page. */
function useOneAct() {
    const [busy, setBusy] = useState(false);
    const { problem, trying } = useRefusal();
    const run = async (/** @type {() => Promise<unknown>} */ act) => {
        if (busy) return;
        setBusy(true);
        if (!(await trying(act).finally(() => setBusy(false)))) window.scrollTo(0, 0);
    };
    return { busy, problem, run };
}

/** @param {{ run: PaymentRun, acts: ReturnType<typeof useOneAct>, reload: () => Promise<unknown> }} props */
function Acts({ run, acts, reload }) {
    const prepared = run.state === 'prepared',
        month = monthNamed(run.month);
    const fetched = (/** @type {string} */ kind) =>
        acts.run(async () =>
            save(await bytes(`/api/v1/payment-runs/${run.id}.${kind}`), `pagesat-${run.month.slice(0, 7)}.${kind}`),
        );
    const approve = () =>
        acts.run(async () => {
            if (
                !(await confirm({
                    title: say('payment.approve.title', { month }),
                    text: say('payment.approve.text', {
                        lines: run.to_pay.lines + run.to_recover.lines,
                        amount: runTotal(run),
                        by: run.prepared_by,
                    }),
                    yes: say('payment.approve'),
                }))
            )
                return;
            await attempt.post(`/api/v1/payment-runs/${run.id}/approve`);
            toast(say('payment.was_approved'));
            await reload();
            document.getElementById('title')?.focus();
        });
    const again = () =>
        acts.run(async () => {
            const made = await prepare(run.month.slice(0, 7));
            toast(say('payment.was_prepared'));
            return made.id === run.id ? reload() : goInstead(`/payments/${made.id}`);
        });
    const drop = () =>
        acts.run(async () => {
            if (
                !(await confirm({
                    title: say('payment.drop.title', { month }),
                    text: say('payment.drop.text'),
                    yes: say('payment.drop'),
                    danger: true,
                }))
            )
                return;
            await attempt.remove(`/api/v1/payment-runs/${run.id}`);
            toast(say('payment.was_dropped'));
            goInstead('/payments');
        });

    return html`<div class="buttons" aria-busy=${acts.busy}>
        ${
            prepared &&
            sessionMay(['director']) &&
            !run.own &&
            html`<button type="button" class="button primary"
                data-testid="approve" onClick=${approve}><${Icon} name="done" />${say('payment.approve')}</button>`
        }
        ${
            prepared &&
            sessionMay(['aid_officer']) &&
            html`<button type="button" class="button" data-testid="prepare-again"
                onClick=${again}>${say('payment.again')}</button>
                <button type="button" class="button" data-testid="drop" onClick=${drop}>${say('payment.drop')}</button>`
        }
        <a class="button" href=${link(`/payments/${run.id}/paper`)}
            data-testid="paper"><${Icon} name="printer" />${say('payment.paper')}</a>
        <a class="button" href=${link(`/payments/${run.id}/council`)} data-testid="council">${say('council.title')}</a>
        <button type="button" class="button" data-testid="xlsx"
            onClick=${() => fetched('xlsx')}><${Icon} name="paper" />${say('payment.xlsx')}</button>
        <button type="button" class="button" data-testid="csv"
            onClick=${() => fetched('csv')}>${say('payment.csv')}</button>
    </div>`;
}

/** @param {{ params: { id: string } }} props */
export default function PaymentRunScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/payment-runs/${params.id}`), [params.id]);
    const acts = useOneAct();
    const notes = remarks.get(Number(params.id)) ?? [];
    const r = load.data;

    return html`
        <${Page} title=${r ? say('payment.title', { month: monthNamed(r.month) }) : say('payment.one')}
            over=${r && html`<${RunTag} run=${r} />`}
            back=${{ href: link('/payments'), text: say('payments.title') }} testid="payment-run-screen" wide>
            ${acts.problem && html`<${ProblemNote} problem=${acts.problem} prefix="payment" />`}
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ run) => html`
                <${RunState} run=${run} />
                ${
                    notes.length > 0 &&
                    run.state === 'prepared' &&
                    html`<${Notice} kind="warning"
                        testid="prepared-notes">${notes.map((text) => html`<p>${text}</p>`)}</${Notice}>`
                }
                <${Acts} run=${run} acts=${acts} reload=${load.reload} />
                <${Sums} run=${run} />
                <${Decided} run=${run} changed=${load.reload} />
                <${HeldBack} run=${run} />
                <${Lines} run=${run} changed=${load.reload} />
                ${run.state === 'approved' && html`<${Closing} run=${run} reload=${load.reload} />`}
                <${Reasons} run=${run} />`}</${Loaded}>
        </${Page}>`;
}
