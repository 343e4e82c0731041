// @ts-check
/* What is said of a payment ("I did not get it"): each a dated note, open until it has an outcome.
 *
 *   <${Complaints} of=${complaints} reload=${load.reload} />                 what is there, each open one with its form
 *   <${ComplaintForm} run=${id} n=${n} close=${close} reload=${reload} />    a new one */
/** @import { PaymentEvents } from '../../types/api' */
import { ComplaintNew as NEW } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { say } from '../texts.js';
import { toast } from './announce.js';
import { DateField, RadioField, TextArea } from './field.js';
import { Form, useForm } from './form.js';
import { Inset, useInset } from './inset.js';
import { Tag } from './page.js';

/** @typedef {PaymentEvents['complaints'][number]} Complaint */
/** @typedef {NonNullable<Complaint['outcome']>} Outcome */

const OUTCOMES = /** @type {const} */ (['paid', 'received', 'not_due', 'reported']);

/** @param {{ run: string | number, n: number, close: () => void, reload: () => Promise<unknown> }} props */
export function ComplaintForm({ run, n, close, reload }) {
    const form = useForm({
        initial: { on: dateToday(), text: '' },
        send: ({ on, text }, attempt) =>
            attempt.post(`/api/v1/payment-runs/${run}/lines/${n}/complaints`, { on, text: text.trim() }),
        done: async () => {
            toast(say('complaint.noted'));
            close();
            await reload();
        },
        prefix: 'complaint',
    });

    return html`<${Form} form=${form} submit=${say('complaint.note')} cancel=${close} testid="complaint-form">
        <${DateField} form=${form} name="on" label=${say('complaint.on')} most=${dateToday()}
            required=${say('complaint.on.needed')} />
        <${TextArea} form=${form} name="text" label=${say('complaint.text')} most=${NEW.text} rows=${3}
            required=${say('complaint.text.needed')} />
    </${Form}>`;
}

/** @param {{ complaint: Complaint, close: () => void, reload: () => Promise<unknown> }} props */
function AnswerForm({ complaint, close, reload }) {
    const form = useForm({
        initial: { outcome: '', on: dateToday(), text: '' },
        send: ({ outcome, on, text }, attempt) =>
            attempt.post(`/api/v1/payment-complaints/${complaint.id}/outcome`, {
                outcome: /** @type {Outcome} */ (outcome),
                on,
                text: text.trim(),
            }),
        done: async () => {
            toast(say('complaint.answered'));
            close();
            await reload();
        },
        prefix: 'complaint',
    });

    return html`<${Form} form=${form} submit=${say('complaint.answer')} cancel=${close} testid="answer-form">
        <${RadioField} form=${form} name="outcome" label=${say('complaint.outcome')}
            required=${say('complaint.outcome.needed')}
            options=${OUTCOMES.map((o) => [o, say(`complaint.outcome.${o}`)])} />
        <${DateField} form=${form} name="on" label=${say('complaint.answered_on')} least=${complaint.on}
            most=${dateToday()} required=${say('complaint.on.needed')} />
        <${TextArea} form=${form} name="text" label=${say('complaint.found')} most=${NEW.text} rows=${3}
            required=${say('complaint.found.needed')} />
    </${Form}>`;
}

/** @param {{ of: Complaint[], reload: () => Promise<unknown> }} props */
export function Complaints({ of, reload }) {
    const inset = useInset();

    return html`<ol class="acts" data-testid="complaints">${of.map(
        (c) => html`<li class="act" key=${c.id}><span class="act-day">${dateShown(c.on)}</span>
            <span>
                <strong>${c.text ?? say('complaint.closed_file')}</strong>
                <span class="hint">${say('complaint.by', { by: c.by })}</span>
                ${
                    c.outcome
                        ? html`<${Tag} kind="good" text=${say(`complaint.outcome.${c.outcome}`)} />
                            <span>${dateShown(c.answered_on)}: ${c.answer ?? say('complaint.closed_file')}</span>
                            <span class="hint">${say('complaint.by', { by: c.answered_by ?? '' })}</span>`
                        : html`<${Tag} kind="warning" text=${say('complaint.open')} />
                            <button type="button" class="button small" data-testid="complaint-answer"
                                onClick=${() => inset.open(String(c.id))}>${say('complaint.answer')}</button>`
                }
                ${
                    inset.at === String(c.id) &&
                    html`<${Inset} title=${say('complaint.answer')}>
                        <${AnswerForm} complaint=${c} close=${inset.close} reload=${reload} /></${Inset}>`
                }</span></li>`,
    )}</ol>`;
}
