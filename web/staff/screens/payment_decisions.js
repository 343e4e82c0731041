// @ts-check
/* Number and day of the decisions that a run rests on, of the council and of the directorate, as their papers write
 * them. */
/** @import { PaymentRun } from '../../types/api' */
import { PaymentDecisionNew as DECISION } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField, RadioField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Facts, Section } from '../parts/page.js';
import { say } from '../texts.js';

const BODIES = /** @type {const} */ (['council', 'directorate']);

/** @param {{ run: PaymentRun, done: () => unknown, close: () => void }} props */
function DecisionForm({ run, done, close }) {
    const form = useForm({
        initial: { body: run.council && !run.directorate ? 'directorate' : 'council', number: '', on: '' },
        send: (values, attempt) =>
            attempt.post(`/api/v1/payment-runs/${run.id}/decisions`, {
                body: /** @type {'council' | 'directorate'} */ (values.body),
                number: values.number.trim(),
                on: values.on,
            }),
        done,
        prefix: 'decided',
    });

    return html`<${Form} form=${form} submit=${say('decided.save')} cancel=${close} testid="decision-form">
        <${RadioField} form=${form} name="body" label=${say('decided.body')} inline
            required=${say('decided.body.needed')}
            options=${BODIES.map((b) => [b, say(`decided.${b}`)])} />
        <div class="fields">
            <${TextField} form=${form} name="number" label=${say('decided.number')} width="short"
                most=${DECISION.number} required=${say('decided.number.needed')} />
            <${DateField} form=${form} name="on" label=${say('decided.on')} most=${dateToday()}
                required=${say('decided.on.needed')} /></div>
    </${Form}>`;
}

/** @param {{ run: PaymentRun, changed: () => Promise<unknown> }} props */
export function Decided({ run, changed }) {
    const inset = useInset();
    const done = async () => {
        toast(say('decided.saved'));
        await changed();
        inset.close();
    };

    return html`<${Section} title=${say('decided.title')} testid="part-decided"
        actions=${html`<button type="button" class="button small" data-testid="decision-new"
            onClick=${() => inset.open('new')}>${say('decided.new')}</button>`}>
        <p class="hint">${say('decided.hint')}</p>
        ${
            inset.at === 'new' &&
            html`<${Inset} title=${say('decided.new')}>
                <${DecisionForm} run=${run} done=${done} close=${inset.close} /></${Inset}>`
        }
        <${Facts} of=${BODIES.map((b) => {
            const decided = run[b];

            return [
                say(`decided.${b}`),
                decided
                    ? say('decided.of', { number: decided.number, on: dateShown(decided.on) })
                    : say('decided.none'),
            ];
        })} /></${Section}>`;
}
