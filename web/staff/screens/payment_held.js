// @ts-check
/* What a month's list holds back: due, and waiting for somebody's word. Whose word it is hangs on the reason; the list
 * goes by it once it is prepared again. */
/** @import { Column } from '../parts/page.js' */
/** @import { PaymentHeld, PaymentRun } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { monthShown } from '../dates.js';
import { money } from '../money.js';
import { toast } from '../parts/announce.js';
import { askReason } from '../parts/dialog.js';
import { Loaded, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { Attempt, get } from '../server.js';
import { say } from '../texts.js';
import { lineName } from './payment_lines.js';

const MOST = 1000;
const attempt = new Attempt();

/** @typedef {PaymentHeld['held'][number]} Held */

/** @param {{ run: PaymentRun }} props */
export function HeldBack({ run }) {
    const load = useLoad(() => get(`/api/v1/payment-runs/${run.id}/held?limit=${MOST}`), [run.id, run.digest]);
    const { problem, trying } = useRefusal();
    const decide = async (/** @type {Held} */ h, /** @type {'pay' | 'leave'} */ word) => {
        const reason = await askReason({
            title: say(`payment.held.${word}.title`, { month: monthShown(h.month) }),
            text: say('payment.held.text'),
            label: say('payment.held.reason'),
            yes: say(`payment.held.${word}`),
        });
        if (!reason) return;
        await trying(async () => {
            await attempt.post(`/api/v1/payment-runs/${run.id}/held/${h.n}`, { word, reason });
            toast(say(run.state === 'prepared' ? 'payment.held.noted' : 'payment.held.noted_next'));
            await load.reload();
        });
    };
    /** @type {Column<Held>[]} */
    const columns = [
        { key: 'name', label: say('payment.who'), head: true, cell: (h) => lineName(h) },
        { key: 'month', label: say('payment.for'), cell: (h) => monthShown(h.month) },
        { key: 'why', label: say('payment.held.why'), cell: (h) => say(`payment.held.why.${h.why}`) },
        {
            key: 'amount',
            label: say('payment.amount'),
            align: /** @type {'end'} */ ('end'),
            cell: (h) => html`<span class="nowrap">${money(h.amount)}</span>`,
        },
        {
            key: 'said',
            label: say('payment.held.word'),
            cell: (h) =>
                h.said
                    ? html`<${Tag} kind=${h.said === 'pay' ? 'good' : 'info'}
                        text=${say(`payment.held.said.${h.said}`)} />`
                    : h.may_say
                      ? html`<span class="buttons">${['pay', 'leave'].map(
                            (word) => html`<button type="button" class="button small" data-testid=${`held-${word}`}
                                onClick=${() => decide(h, /** @type {'pay' | 'leave'} */ (word))}>
                                ${say(`payment.held.${word}`)}</button>`,
                        )}</span>`
                      : say(`payment.held.whose.${h.why}`),
        },
    ];

    if (run.held.lines === 0) return null;
    return html`<${Section} title=${say('payment.held')} testid="part-held">
        <p class="hint">${say('payment.held.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="payment" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { held }) => html`
            <${Table} caption=${say('payment.held')} quietCaption columns=${columns} rows=${held}
                keyOf=${(/** @type {Held} */ h) => h.n} testid="held" />`}</${Loaded}>
    </${Section}>`;
}
