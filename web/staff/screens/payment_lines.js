// @ts-check
/* The lines of a month's list: what is paid for the month, what is paid late, what is taken back, each apart; and who
 * is not paid, with the reason. */
/** @import { Column } from '../parts/page.js' */
/** @import { PaymentLine, PaymentReasons, PaymentRun } from '../../types/api' */
/** @import { At, Content, Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { dateShown, monthShown } from '../dates.js';
import { money } from '../money.js';
import { Icon } from '../parts/icons.js';
import { nameOf } from '../parts/name.js';
import { Loaded, Pager, Section, Table, Tag } from '../parts/page.js';
import { usePages } from '../parts/pages.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say, textOf } from '../texts.js';
import { PayMany, PickBox, payable, usePicks } from './payment_pick.js';

const PAGE = 200;

/** @typedef {import('./payment_pick.js').Picks} Picks */
/** @typedef {{ first_name: string | null, surname: string | null }} Named of a closed file nothing is named */

/** @param {Named} line @returns {Content} its name, or that it is closed */
export const lineName = (line) =>
    line.first_name ? nameOf(line) : html`<span class="closed"><${Icon} name="lock" />${say('payment.closed')}</span>`;

/** @param {{ outcome: string | null }} props */
export function OutcomeTag({ outcome }) {
    return outcome
        ? html`<${Tag} kind=${outcome === 'paid' ? 'good' : 'warning'} text=${say(`payment.outcome.${outcome}`)} />`
        : html`<span class="hint">${say('payment.outcome.none')}</span>`;
}

/** Not now: whom to call, and where. @param {{ line: PaymentLine }} props */
function CallFirst({ line }) {
    return html`<${Tag} kind="danger" text=${say('payment.call')} />
        <span class="hint block">${[line.call, line.phone].filter(Boolean).join(', ')}</span>`;
}

/** @param {{ line: PaymentLine }} props */
function Change({ line }) {
    if (!line.change) return null;
    return html`<${Tag} kind="info"
        text=${
            line.change === 'new'
                ? say('payment.change.new')
                : say('payment.change.amount', { before: money(line.before) })
        } />`;
}

/** @param {number | null} next behind which line the page begins */
const pageOf = (next) => `limit=${PAGE}${next === null ? '' : `&after=${next}`}`;

/** The decision that gives the money, the order it rests on and the act that says how long.
 * @param {{ line: PaymentLine }} props */
function Because({ line }) {
    const { rule, order, act, one_off } = line;

    return html`${one_off ? `${textOf(one_off)}: ${one_off.source}` : rule.source}${
        order &&
        act &&
        html`<span class="hint block">
            ${order.kind} ${order.number} · ${say(`act_kind.${act.kind}`)} ${dateShown(act.on)}</span>`
    }`;
}

const GROUPS = /** @type {const} */ (['month', 'arrears', 'once', 'reversals']);

/** @param {{ run: PaymentRun, lines: PaymentLine[], which: 'month' | 'arrears' | 'once' | 'reversals',
 *   picks?: Picks | null }} props picks: which are ticked to be paid; none where that is not for the reader */
function Group({ run, lines, which, picks }) {
    const name = (/** @type {PaymentLine} */ l) => (l.first_name ? nameOf(l) : say('payment.closed'));
    const open = say(sessionMay(['aid_officer']) ? 'payment.note' : 'payment.history');
    /** @type {Column<PaymentLine>[]} */
    const columns = [
        ...(picks && lines.some(payable)
            ? [
                  {
                      key: 'pick',
                      label: say('payment.pick.column'),
                      cell: (/** @type {PaymentLine} */ l) =>
                          payable(l) && html`<${PickBox} line=${l} picks=${picks} />`,
                  },
              ]
            : []),
        { key: 'name', label: say('payment.who'), head: true, cell: (l) => lineName(l) },
        { key: 'father', label: say('person.father_name'), cell: (l) => l.father_name },
        ...(which === 'month'
            ? run.compared_with
                ? [
                      {
                          key: 'change',
                          label: say('payment.change'),
                          cell: (/** @type {PaymentLine} */ l) => html`<${Change} line=${l} />`,
                      },
                  ]
                : []
            : [
                  {
                      key: 'month',
                      label: say('payment.for'),
                      cell: (/** @type {PaymentLine} */ l) => monthShown(l.month),
                  },
              ]),
        ...(which === 'reversals'
            ? [{ key: 'why', label: say('payment.why'), cell: (/** @type {PaymentLine} */ l) => say(`why.${l.why}`) }]
            : []),
        {
            key: 'because',
            label: say('payment.because'),
            cell: (l) => html`<${Because} line=${l} />`,
        },
        {
            key: 'amount',
            label: say('payment.amount'),
            align: /** @type {'end'} */ ('end'),
            cell: (l) => html`<span class="nowrap">${money(l.amount)}</span>`,
        },
        ...(run.state === 'approved' && which !== 'reversals'
            ? [
                  {
                      key: 'outcome',
                      label: say('payment.outcome'),
                      cell: (/** @type {PaymentLine} */ l) =>
                          l.call ? html`<${CallFirst} line=${l} />` : html`<${OutcomeTag} outcome=${l.outcome} />`,
                  },
                  {
                      key: 'act',
                      label: say('places.acts'),
                      cell: (/** @type {PaymentLine} */ l) => html`<a class="button small" data-testid="line-open"
                          href=${link(`/payments/${run.id}/lines/${l.n}`)}
                          aria-label=${`${open}: ${name(l)}`}>
                          ${open}</a>`,
                  },
              ]
            : []),
    ];

    return (
        lines.length > 0 &&
        html`<${Table} caption=${say(`payment.group.${which}`, { month: monthShown(run.month) })} columns=${columns}
            rows=${lines} keyOf=${(/** @type {PaymentLine} */ l) => l.n} testid=${`lines-${which}`} />`
    );
}

/** @param {{ only: boolean, set: (only: boolean) => void, id: string, text: string }} props */
function OnlyChanged({ only, set, id, text }) {
    return html`<div class="choice">
        <input type="checkbox" id=${id} checked=${only} data-testid=${id}
            onChange=${(/** @type {At<HTMLInputElement>} */ e) => set(e.currentTarget.checked)} />
        <label for=${id}>${text}</label></div>`;
}

/** @param {{ run: PaymentRun, changed: () => Promise<unknown> }} props changed: read the run anew */
export function Lines({ run, changed }) {
    const [only, setOnly] = useState(false);
    const picks = usePicks();
    const pays = run.state === 'approved' && sessionMay(['aid_officer']);
    const { load, more, busy } = usePages(
        (next) => get(`/api/v1/payment-runs/${run.id}/lines?changed=${Number(only)}&${pageOf(next)}`),
        (had, page) => ({ lines: [...had.lines, ...page.lines], next: page.next }),
        [run.id, run.digest, run.state, only],
    );
    const groupOf = (/** @type {PaymentLine} */ l) => {
        if (l.kind === 'reversal') return 'reversals';
        if (l.one_off) return 'once';
        return l.month.slice(0, 7) === run.month.slice(0, 7) ? 'month' : 'arrears';
    };

    const anew = async () => {
        await load.reload();
        await changed();
    };
    return html`<${Section} title=${say('payment.lines')} testid="part-lines">
        ${
            run.compared_with &&
            html`<${OnlyChanged} only=${only} set=${setOnly} id="only-changed" text=${say('payment.only_changed')} />`
        }
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { lines, next }) => html`
            ${pays && html`<${PayMany} run=${run} lines=${lines} picks=${picks} reload=${anew} />`}
            ${!lines.length && html`<p class="hint">${say(only ? 'payment.no_change' : 'payment.no_line')}</p>`}
            ${GROUPS.map(
                (which) => html`<${Group} run=${run} which=${which} lines=${lines.filter((l) => groupOf(l) === which)}
                    picks=${pays && which !== 'reversals' ? picks : null} />`,
            )}
            <${Pager} next=${next} more=${more} busy=${busy} />`}</${Loaded}>
    </${Section}>`;
}

/** @param {{ run: PaymentRun }} props */
export function Reasons({ run }) {
    const [only, setOnly] = useState(false);
    const { load, more, busy } = usePages(
        (next) => get(`/api/v1/payment-runs/${run.id}/reasons?changed=${Number(only)}&${pageOf(next)}`),
        (had, page) => ({ reasons: [...had.reasons, ...page.reasons], next: page.next }),
        [run.id, run.digest, only],
    );
    /** @type {Column<PaymentReasons['reasons'][number]>[]} */
    const columns = [
        { key: 'name', label: say('payment.who'), head: true, cell: (r) => lineName(r) },
        { key: 'father', label: say('person.father_name'), cell: (r) => r.father_name },
        { key: 'why', label: say('payment.why'), cell: (r) => say(`why.${r.why}`) },
        ...(run.ended > 0
            ? [
                  {
                      key: 'before',
                      label: say('payment.before'),
                      cell: (/** @type {PaymentReasons['reasons'][number]} */ r) =>
                          r.before &&
                          html`<${Tag} kind="info" text=${say('payment.ended_now', { before: money(r.before) })} />`,
                  },
              ]
            : []),
    ];

    return html`<${Section} title=${say('payment.reasons')} testid="part-reasons">
        <p class="hint">${say('payment.reasons.hint')}</p>
        ${
            run.ended > 0 &&
            html`<${OnlyChanged} only=${only} set=${setOnly} id="only-ended" text=${say('payment.only_ended')} />`
        }
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { reasons, next }) => html`
            <${Table} caption=${say('payment.reasons')} quietCaption columns=${columns} rows=${reasons}
                keyOf=${(/** @type {PaymentReasons['reasons'][number]} */ r) => reasons.indexOf(r)}
                empty=${say('payment.reasons.none')} testid="reasons" />
            <${Pager} next=${next} more=${more} busy=${busy} />`}</${Loaded}>
    </${Section}>`;
}
