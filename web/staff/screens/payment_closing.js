// @ts-check
/* A month closed: the signed list came back, and what was neither handed out nor come back is named. */
/** @import { PaymentRun } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateOf, dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Loaded, Notice, Section, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { OutcomeTag, lineName } from './payment_lines.js';

const MOST = 1000;

/** @param {{ run: PaymentRun, reload: () => Promise<unknown> }} props */
function CloseForm({ run, reload }) {
    const form = useForm({
        initial: { on: dateToday() },
        kept: true,
        send: ({ on }, attempt) => attempt.post(`/api/v1/payment-runs/${run.id}/closing`, { on }),
        done: async () => {
            toast(say('payment.closed_now'));
            await reload();
        },
        prefix: 'payment',
    });

    return html`<${Form} form=${form} submit=${say('payment.close')} testid="close-form">
        <p>${say('payment.close.hint', { count: run.open })}</p>
        <${DateField} form=${form} name="on" label=${say('payment.closed_on')} most=${dateToday()}
            required=${say('payment.on.needed')} /></${Form}>`;
}

/** @param {{ run: PaymentRun, reload: () => Promise<unknown> }} props */
export function Closing({ run, reload }) {
    const load = useLoad(async () => {
        const closing = await get(`/api/v1/payment-runs/${run.id}/closing`);
        const { lines } = closing.open.length
            ? await get(`/api/v1/payment-runs/${run.id}/lines?limit=${MOST}`)
            : { lines: [] };
        return { closing, lines: new Map(lines.map((l) => [l.n, l])) };
    }, [run.id, run.open, run.closed_on]);
    const anew = async () => {
        await reload();
        await load.reload();
    };

    return html`<${Section} title=${say('payment.closing')} testid="part-closing">
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { closing, lines }) => html`
            ${
                closing.on &&
                html`<${Notice} kind=${closing.stands ? 'good' : 'warning'} testid="closing"
                    title=${say(closing.stands ? 'payment.is_closed' : 'payment.open_again', {
                        on: dateShown(closing.on),
                    })}>
                    <p>${say('payment.noted_by', {
                        by: closing.by ?? '',
                        on: dateShown(closing.at && dateOf(closing.at)),
                    })}</p>
                    <p>${say('payment.left_open', { count: closing.open.length })}</p>
                    <ul>${closing.open.map(({ n, outcome }) => {
                        const line = lines.get(n);

                        return html`<li key=${n}><a href=${link(`/payments/${run.id}/lines/${n}`)}>
                                ${line?.first_name ? lineName(line) : say('payment.line_number', { n })}</a>
                            ${' '}<${OutcomeTag} outcome=${outcome} /></li>`;
                    })}</ul></${Notice}>`
            }
            ${!closing.stands && sessionMay(['aid_officer']) && html`<${CloseForm} run=${run} reload=${anew} />`}
            ${!closing.on && !sessionMay(['aid_officer']) && html`<p class="hint">${say('payment.not_closed')}</p>`}
        `}</${Loaded}>
    </${Section}>`;
}
