// @ts-check
/* One payment of an approved list: whether it was handed out, to whom, or came back. What was noted stays; a mistake is
 * put right by the next note. */
/** @import { PaymentEvents, PaymentLine } from '../../types/api' */
/** @import { Answer } from '../../types/request' */
/** @import { Data } from '../../types/screen' */
import { PaymentEventNew as EVENT } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateOf, dateShown, dateToday } from '../dates.js';
import { money } from '../money.js';
import { toast } from '../parts/announce.js';
import { ComplaintForm, Complaints } from '../parts/complaints.js';
import { DateField, RadioField, TextField } from '../parts/field.js';
import { Form, useForm, warningText } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { monthNamed } from '../parts/month.js';
import { Empty, Facts, Loaded, Notice, Page, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { goInstead, link } from '../route.js';
import { Attempt, get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { OutcomeTag, lineName } from './payment_lines.js';

const attempt = new Attempt();

/** @typedef {PaymentEvents['events'][number]} PaymentEvent */
/** @typedef {PaymentEvents['complaints'][number]} Complaint */
/** @typedef {Answer<'POST', '/api/v1/payment-runs/{id}/lines/{n}/events'>} Answered */

/** @param {{ run: string, line: PaymentLine, done: (answer: Answered) => void }} props */
function NoteForm({ run, line, done }) {
    const back = line.outcome === 'paid';
    const form = useForm({
        initial: {
            what: /** @type {'paid' | 'returned'} */ (back ? 'returned' : 'paid'),
            on: dateToday(),
            collector: /** @type {'self' | 'other'} */ ('self'),
            first_name: '',
            surname: '',
            nid: '',
            authorisation: '',
            authorised_on: '',
        },
        send: ({ what, on, collector, first_name, surname, nid, authorisation, authorised_on }, attempt, confirm) =>
            attempt.post(`/api/v1/payment-runs/${run}/lines/${line.n}/events`, {
                what,
                on,
                ...(what === 'paid' && {
                    collector,
                    ...(collector === 'other' && {
                        first_name: first_name.trim(),
                        surname: surname.trim(),
                        ...(nid.trim() && { nid: nid.trim() }),
                        authorisation: authorisation.trim(),
                        authorised_on,
                        confirm,
                    }),
                }),
            }),
        done,
        prefix: 'payment',
    });
    const other = !back && form.values.collector === 'other';

    return html`<${Form} form=${form} submit=${say(back ? 'payment.note.returned' : 'payment.note.paid')}
        testid="payment-note">
        ${back && html`<p>${say('payment.note.returned.hint')}</p>`}
        <${DateField} form=${form} name="on" label=${say('payment.on')} most=${dateToday()}
            required=${say('payment.on.needed')} />
        ${
            !back &&
            html`<${RadioField} form=${form} name="collector" label=${say('payment.collector')}
                required=${say('payment.collector.needed')} options=${[
                    ['self', say('payment.collector.self')],
                    ['other', say('payment.collector.other'), say('payment.collector.other.hint')],
                ]} />`
        }
        ${
            other &&
            html`<div class="fields">
                <${TextField} form=${form} name="first_name" label=${say('person.first_name')}
                    most=${EVENT.first_name} required=${say('person.first_name.needed')} />
                <${TextField} form=${form} name="surname" label=${say('person.surname')}
                    most=${EVENT.surname} required=${say('person.surname.needed')} />
                <${TextField} form=${form} name="nid" label=${say('person.nid')} most=${10}
                    required=${say('person.nid.needed')} />
                <${TextField} form=${form} name="authorisation" label=${say('payment.authorisation')}
                    most=${EVENT.authorisation} required=${say('payment.authorisation.needed')} />
                <${DateField} form=${form} name="authorised_on" label=${say('payment.authorised_on')}
                    most=${dateToday()} required=${say('payment.authorised_on.needed')} /></div>`
        }
    </${Form}>`;
}

/** Who took the money. @param {PaymentEvent} e @returns {string} */
function collectorText(e) {
    if (e.collector === 'self') return say('payment.collected.self');
    return e.name
        ? say('payment.collected.by', { name: [e.name, e.nid].filter(Boolean).join(', ') })
        : say('payment.collected.other');
}

/** @param {{ event: PaymentEvent }} props */
function Entry({ event: e }) {
    return html`<li class="act"><span class="act-day">${dateShown(e.on)}</span>
        <span>
            <strong>${say(`payment.outcome.${e.what}`)}</strong>
            ${e.what === 'paid' && html`<span>${collectorText(e)}</span>`}
            ${
                e.authorisation &&
                html`<span>${say('payment.by_authorisation', {
                    number: e.authorisation,
                    on: dateShown(e.authorised_on),
                })}</span>`
            }
            ${e.undone_at && html`<${Tag} kind="quiet" text=${say('payment.undone')} />`}</span>
        <span class="hint">
            ${say('payment.noted_by', { by: e.recorded_by, on: dateShown(dateOf(e.recorded_at)) })}
            ${
                e.undone_at &&
                e.undone_by &&
                html`<br />${say('payment.undone_by', { by: e.undone_by, on: dateShown(dateOf(e.undone_at)) })}`
            }
        </span></li>`;
}

/** @param {{ events: PaymentEvent[], run: string, n: number, done: () => Promise<unknown> }} props */
function History({ events, run, n, done }) {
    const { problem, trying } = useRefusal();
    const last = events.filter((e) => !e.undone_at).at(-1);
    const undo = () =>
        trying(async () => {
            await attempt.post(`/api/v1/payment-runs/${run}/undo`, { lines: [{ n }] });
            toast(say('payment.was_undone'));
            await done();
        });

    return html`<${Section} title=${say('payment.history')} testid="part-history">
        ${problem && html`<${ProblemNote} problem=${problem} prefix="payment" />`}
        ${
            events.length
                ? html`<ol class="acts">${events.map((e) => html`<${Entry} event=${e} />`)}</ol>`
                : html`<p class="hint">${say('payment.history.none')}</p>`
        }
        ${
            last &&
            dateOf(last.recorded_at) === dateToday() &&
            sessionMay(['aid_officer']) &&
            html`<p class="hint">${say('payment.undo.hint')}</p>
                <div class="buttons"><button type="button" class="button small" data-testid="undo-last"
                    onClick=${undo}>${say(`payment.undo.${last.what}`)}</button></div>`
        }</${Section}>`;
}

/** What is said of it. @param {{ run: string, n: number, complaints: Complaint[], reload: () => Promise<unknown> }}
 * props */
function Said({ run, n, complaints, reload }) {
    const inset = useInset();

    return html`<${Section} title=${say('complaint.title')} testid="part-complaints"
        actions=${
            sessionMay(['aid_officer']) &&
            html`<button type="button" class="button small" data-testid="complaint-new"
                onClick=${() => inset.open('new')}>${say('complaint.new')}</button>`
        }>
        ${
            inset.at === 'new' &&
            html`<${Inset} title=${say('complaint.new')}>
                <${ComplaintForm} run=${run} n=${n} close=${inset.close} reload=${reload} /></${Inset}>`
        }
        ${
            complaints.length
                ? html`<${Complaints} of=${complaints} reload=${reload} />`
                : html`<p class="hint">${say('complaint.none')}</p>`
        }</${Section}>`;
}

/** @param {{ params: { id: string, n: string } }} props */
export default function PaymentLineScreen({ params }) {
    const { id, n } = params;
    const load = useLoad(async () => {
        const [run, { lines }, { events, complaints }] = await Promise.all([
            get(`/api/v1/payment-runs/${id}`),
            get(`/api/v1/payment-runs/${id}/lines?after=${Number(n) - 1}&limit=1`),
            get(`/api/v1/payment-runs/${id}/lines/${n}/events`),
        ]);
        return { run, line: lines.find((l) => l.n === Number(n)), events, complaints };
    }, [id, n]);
    const done = (/** @type {Answered} */ { warnings }) => {
        toast(warnings?.length ? warnings.map((w) => warningText(w, 'payment')).join(' ') : say('payment.noted'));
        goInstead(`/payments/${id}`);
    };

    return html`
        <${Page} title=${load.data?.line ? lineName(load.data.line) : say('payment.one_line')}
            over=${load.data && say('payment.title', { month: monthNamed(load.data.run.month) })}
            back=${{ href: link(`/payments/${id}`), text: say('payment.back') }} testid="payment-line-screen">
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { run, line, events, complaints }) =>
                line
                    ? html`
                        <${Facts} of=${[
                            [say('payment.for'), monthNamed(line.month)],
                            [say('payment.amount'), money(line.amount)],
                            [say('payment.outcome'), html`<${OutcomeTag} outcome=${line.outcome} />`],
                            [say('person.father_name'), line.father_name],
                        ]} />
                        ${
                            run.state === 'approved' &&
                            line.kind === 'payment' &&
                            !line.call &&
                            sessionMay(['aid_officer']) &&
                            html`<${Section} title=${say(
                                line.outcome === 'paid' ? 'payment.note.back' : 'payment.note.out',
                            )}>
                                <${NoteForm} key=${events.length} run=${id} line=${line} done=${done} /></${Section}>`
                        }
                        ${
                            line.call &&
                            html`<${Notice} kind="danger" title=${say('payment.call')} testid="call-first">
                                <p>${say('payment.call.text', {
                                    who: [line.call, line.phone].filter(Boolean).join(', '),
                                })}</p></${Notice}>`
                        }
                        <${History} events=${events} run=${id} n=${line.n} done=${load.reload} />
                        ${
                            run.state === 'approved' &&
                            line.kind === 'payment' &&
                            html`<${Said} run=${id} n=${line.n} complaints=${complaints} reload=${load.reload} />`
                        }`
                    : html`<${Empty} text=${say('problem.no_such_line')} />`}</${Loaded}>
        </${Page}>`;
}
