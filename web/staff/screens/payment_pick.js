// @ts-check
/* Many payments of a list handed out at once, each to herself: lines are ticked as in any list (Shift with Space or an
 * arrow takes all between), one day, one act; and what was noted last is undone while its day lasts. */
/** @import { PaymentLine, PaymentRun } from '../../types/api' */
/** @import { At } from '../../types/screen' */
import { html, useRef, useState } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { figure, money } from '../money.js';
import { announce, toast } from '../parts/announce.js';
import { DateField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { nameOf } from '../parts/name.js';
import { Notice, ProblemNote, problemText } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { Attempt, Problem } from '../server.js';
import { say } from '../texts.js';

const MOST = 1000; /* the server's: lines of one act */
const attempt = new Attempt();

/** @typedef {{ picked: Set<number>, set: (picked: Set<number>) => void, last: { current: number } }} Picks last: where
 * a stretch begins */

/** Whether it can be ticked. @param {PaymentLine} l */
export const payable = (l) => l.kind === 'payment' && l.outcome !== 'paid' && !l.call;

/** @returns {Picks} */
export function usePicks() {
    const [picked, set] = useState(/** @type {Set<number>} */ (new Set()));

    return { picked, set, last: useRef(0) };
}

const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[data-pick]')]);

/** Ticks or unticks all from the last one to this.
 * @param {Picks} picks @param {HTMLInputElement} at @param {boolean} on */
function stretch(picks, at, on) {
    const all = boxes(),
        from = all.findIndex((b) => Number(b.value) === picks.last.current),
        to = all.indexOf(at),
        next = new Set(picks.picked);

    for (const box of from < 0 ? [at] : all.slice(Math.min(from, to), Math.max(from, to) + 1))
        if (on) next.add(Number(box.value));
        else next.delete(Number(box.value));
    picks.last.current = Number(at.value);
    picks.set(next);
    announce(say('payment.picked', { count: next.size }));
}

/** @param {{ line: PaymentLine, picks: Picks }} props */
export function PickBox({ line, picks }) {
    const on = picks.picked.has(line.n);
    const toggle = (/** @type {HTMLInputElement} */ box, /** @type {boolean} */ far) => {
        if (!far) picks.last.current = line.n;
        stretch(picks, box, !on);
    };
    const key = (/** @type {KeyboardEvent & At<HTMLInputElement>} */ e) => {
        if (e.key === ' ' && e.shiftKey) {
            e.preventDefault();
            toggle(e.currentTarget, true);
        }
        if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
        e.preventDefault();
        const all = boxes(),
            next = all[all.indexOf(e.currentTarget) + (e.key === 'ArrowDown' ? 1 : -1)];
        next?.focus();
        if (!next || !e.shiftKey) return;
        picks.last.current = line.n;
        stretch(picks, next, on);
    };

    return html`<input type="checkbox" class="pick" data-pick value=${line.n} checked=${on} data-testid="pick"
        aria-label=${say('payment.pick', { name: line.first_name ? nameOf(line) : say('payment.closed') })}
        onKeyDown=${key}
        onClick=${(/** @type {MouseEvent & At<HTMLInputElement>} */ e) => toggle(e.currentTarget, e.shiftKey)} />`;
}

/** Which lines the server does not take, by name. @param {{ lines: PaymentLine[], faults: Problem['faults'],
 *   sent: number[] }} props */
function Refused({ lines, faults, sent }) {
    const name = (/** @type {string} */ field) => {
        const n = sent[Number(/^lines\[(\d+)\]/.exec(field)?.[1] ?? -1)],
            line = lines.find((l) => l.n === n);

        return line?.first_name ? nameOf(line) : say('payment.line_number', { n });
    };

    return html`<${Notice} kind="danger" title=${say('payment.none_noted')} testid="not-payable"><ul>${faults.map(
        (f) => html`<li><strong>${name(f.field)}:</strong> ${problemText(new Problem(422, f), 'payment')}</li>`,
    )}</ul></${Notice}>`;
}

/** @param {{ run: PaymentRun, lines: PaymentLine[], picks: Picks, reload: () => Promise<unknown> }} props lines: those
 * that are shown */
export function PayMany({ run, lines, picks, reload }) {
    const [noted, setNoted] = useState(/** @type {number[]} */ ([]));
    const [refused, setRefused] = useState(/** @type {{ faults: Problem['faults'], sent: number[] } | null} */ (null));
    const { problem, trying } = useRefusal();
    const open = lines.filter(payable);
    const chosen = open.filter((l) => picks.picked.has(l.n)).slice(0, MOST);
    const sum = chosen.reduce((amount, l) => amount + l.amount, 0);
    const form = useForm({
        initial: { on: dateToday() },
        kept: true,
        send: async ({ on }, attempt) => {
            const sent = chosen.map((l) => l.n);

            setRefused(null);
            try {
                await attempt.post(`/api/v1/payment-runs/${run.id}/paid`, { on, lines: sent.map((n) => ({ n })) });
                return sent;
            } catch (failure) {
                const faults =
                    failure instanceof Problem ? failure.faults.filter((f) => f.field.startsWith('lines[')) : [];
                if (!faults.length) throw failure;
                setRefused({ faults, sent });
                throw new Problem(409, { code: 'some_lines' });
            }
        },
        done: async (/** @type {number[]} */ sent) => {
            setNoted(sent);
            picks.set(new Set());
            toast(say('payment.were_paid', { count: sent.length }));
            await reload();
            document.getElementById('undo-paid')?.focus();
        },
        check: () => ({ lines: chosen.length ? '' : say('payment.pick_some') }),
        prefix: 'payment',
    });
    const undo = () =>
        trying(async () => {
            await attempt.post(`/api/v1/payment-runs/${run.id}/undo`, { lines: noted.map((n) => ({ n })) });
            toast(say('payment.were_undone', { count: noted.length }));
            setNoted([]);
            await reload();
        });
    const all = () => {
        picks.set(new Set(open.map((l) => l.n)));
        announce(say('payment.picked', { count: open.length }));
    };

    return html`
        ${problem && html`<${ProblemNote} problem=${problem} prefix="payment" />`}
        ${
            noted.length > 0 &&
            html`<${Notice} kind="good" title=${say('payment.were_paid', { count: noted.length })} testid="were-paid">
                <p>${say('payment.undo.hint')}</p>
                <button type="button" class="button small" id="undo-paid" data-testid="undo-paid"
                    onClick=${undo}>${say('payment.undo_all', { count: noted.length })}</button></${Notice}>`
        }
        ${
            open.length > 0 &&
            html`<div class="inset" role="group" aria-labelledby="pay-many" data-testid="pay-many">
                <h3 id="pay-many">${say('payment.many')}</h3>
                <p class="hint">${say('payment.many.hint')}</p>
                ${refused && html`<${Refused} lines=${lines} ...${refused} />`}
                <${Form} form=${form} testid="pay-form"
                    submit=${
                        chosen.length
                            ? say('payment.pay_many', {
                                  count: chosen.length,
                                  lines: figure(chosen.length),
                                  amount: money(sum),
                              })
                            : say('payment.note.paid')
                    }
                    more=${html`<button type="button" class="button" data-testid="pick-all"
                            onClick=${all}>${say('payment.pick_all', { count: open.length })}</button>
                        <button type="button" class="button quiet" data-testid="pick-none"
                            disabled=${!chosen.length} onClick=${() => picks.set(new Set())}>
                            ${say('payment.pick_none')}</button>`}>
                    <${DateField} form=${form} name="on" label=${say('payment.on')} most=${dateToday()}
                        required=${say('payment.on.needed')} /></${Form}></div>`
        }`;
}
