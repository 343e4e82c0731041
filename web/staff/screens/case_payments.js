// @ts-check
/* What is paid to the persons of a file, and the coordinator's word that nothing is handed out for now: "not now, call
 * me". The office sees whom to call, and never why. */
/** @import { Column } from '../parts/page.js' */
/** @import { Case, CasePayments, Entitlements } from '../../types/api' */
/** @import { Answer } from '../../types/request' */
/** @import { Data } from '../../types/screen' */
import { CoordinatorHoldNew as HOLD } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateOf, dateShown, monthShown } from '../dates.js';
import { money } from '../money.js';
import { toast } from '../parts/announce.js';
import { askReason } from '../parts/dialog.js';
import { ComplaintForm, Complaints } from '../parts/complaints.js';
import { TextArea, TextField } from '../parts/field.js';
import { Form, useForm, warningText } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { PayWay } from '../parts/pay_way.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { Attempt, get } from '../server.js';
import { say, textOf } from '../texts.js';
import { FileLoaded } from './case_seal.js';

const attempt = new Attempt();

/** @typedef {CasePayments['payments'][number]} Payment */
/** @typedef {CasePayments['holds'][number]} Hold */

/** @param {{ file: Case, person: number, phone: string | null, close: () => void,
 *   reload: () => Promise<unknown> }} props */
function HoldForm({ file, person, phone, close, reload }) {
    const form = useForm({
        initial: { reason: '', phone: phone ?? '' },
        send: ({ reason, phone: typed }, attempt) =>
            attempt.post(`/api/v1/cases/${file.id}/persons/${person}/payment-hold`, {
                reason: reason.trim(),
                ...(typed.trim() && { phone: typed.trim() }),
            }),
        done: async (
            /** @type {Answer<'POST', '/api/v1/cases/{id}/persons/{person}/payment-hold'>} */ { warnings },
        ) => {
            toast(warnings?.length ? warnings.map((w) => warningText(w, 'case_pay')).join(' ') : say('case_pay.held'));
            close();
            await reload();
        },
        prefix: 'case_pay',
    });

    return html`<${Form} form=${form} submit=${say('case_pay.hold')} cancel=${close} testid="hold-form">
        <p class="hint">${say('case_pay.hold.hint')}</p>
        <div class="fields">
            <${TextField} form=${form} name="phone" label=${say('case_pay.phone')} most=${HOLD.phone}
                hint=${say('case_pay.phone.hint')} /></div>
        <${TextArea} form=${form} name="reason" label=${say('case_pay.reason')} most=${HOLD.reason} rows=${2}
            hint=${say('case_pay.reason.hint')} required=${say('case_pay.reason.needed')} />
    </${Form}>`;
}

/** @param {{ hold: Hold, name: string, lift: () => void }} props */
function Standing({ hold, name, lift }) {
    return html`<${Notice} kind="warning" title=${say('case_pay.stands', { name })} testid="hold-stands">
        <p>${say('case_pay.since', { by: hold.by, on: dateShown(dateOf(hold.at)) })}
            ${hold.phone && html` · ${say('case_pay.called', { phone: hold.phone })}`}</p>
        <p>${hold.reason}</p>
        <button type="button" class="button small" data-testid="hold-lift"
            aria-label=${`${say('case_pay.lift')}: ${name}`} onClick=${lift}>${say('case_pay.lift')}</button>
    </${Notice}>`;
}

/** @param {{ payments: Payment[], names: Map<number, string>, complain: (p: Payment) => void }} props */
function Payments({ payments, names, complain }) {
    /** @type {Column<Payment>[]} */
    const columns = [
        { key: 'name', label: say('case_pay.who'), head: true, cell: (p) => names.get(p.person) ?? '' },
        { key: 'month', label: say('case_pay.month'), cell: (p) => monthShown(p.month) },
        {
            key: 'amount',
            label: say('case_pay.amount'),
            align: /** @type {'end'} */ ('end'),
            cell: (p) => html`<span class="nowrap">${money(p.amount)}</span>`,
        },
        {
            key: 'outcome',
            label: say('case_pay.outcome'),
            cell: (p) =>
                p.outcome
                    ? html`<${Tag} kind=${p.outcome === 'paid' ? 'good' : 'warning'}
                          text=${say(`case_pay.outcome.${p.outcome}`, { on: dateShown(p.on) })} />`
                    : html`<span class="hint">${say('case_pay.outcome.none')}</span>`,
        },
        {
            key: 'say',
            label: say('complaint.title'),
            cell: (p) => html`<button type="button" class="button small quiet" data-testid="complaint-new"
                aria-label=${`${say('complaint.new')}: ${names.get(p.person) ?? ''}, ${monthShown(p.month)}`}
                onClick=${() => complain(p)}>${say('complaint.new')}</button>`,
        },
    ];

    return html`<${Table} caption=${say('case.part.payments')} quietCaption columns=${columns} rows=${payments}
        keyOf=${(/** @type {Payment} */ p) => `${p.run} ${p.n}`} testid="file-payments" />`;
}

/** @param {{ file: Case }} props */
function PaymentsSection({ file }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const load = useLoad(() => get(`/api/v1/cases/${file.id}/payments`), [file.id, file.version]);
    const people = file.persons.filter((p) => p.role !== 'respondent');
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));
    const lift = async (/** @type {Hold} */ hold) => {
        const reason = await askReason({
            title: say('case_pay.lift.title', { name: names.get(hold.person) ?? '' }),
            text: say('case_pay.lift.text'),
            label: say('case_pay.lift.reason'),
            yes: say('case_pay.lift'),
        });
        if (!reason) return;
        await trying(async () => {
            await attempt.post(`/api/v1/cases/${file.id}/persons/${hold.person}/payment-hold/lift`, { reason });
            toast(say('case_pay.lifted'));
            await load.reload();
        });
    };

    return html`<${Section} title=${say('case_pay.title')} testid="part-payments">
        <p class="hint">${say('case_pay.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="case_pay" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { payments, holds, complaints, phone }) => html`
            ${holds.map((h) => html`<${Standing} hold=${h} name=${names.get(h.person) ?? ''} lift=${() => lift(h)} />`)}
            <div class="buttons">${people
                .filter((p) => !holds.some((h) => h.person === p.id))
                .map(
                    (p) => html`<button type="button" class="button small" data-testid="hold-new"
                        onClick=${() => inset.open(String(p.id))}>
                        ${say('case_pay.hold_of', { name: nameOf(p) })}</button>`,
                )}${people.map(
                (p) => html`<button type="button" class="button small quiet" data-testid="way-open"
                        onClick=${() => inset.open(`way ${p.id}`)}>
                        ${say('pay_way.of', { name: nameOf(p) })}</button>`,
            )}</div>
            ${
                inset.at.startsWith('way ') &&
                html`<${Inset} title=${say('pay_way.of', { name: names.get(Number(inset.at.slice(4))) ?? '' })}>
                    <${PayWay} key=${inset.at} person=${Number(inset.at.slice(4))}
                        name=${names.get(Number(inset.at.slice(4))) ?? ''} />
                    <div class="buttons"><button type="button" class="button small"
                        onClick=${inset.close}>${say('form.cancel')}</button></div></${Inset}>`
            }
            ${
                inset.at &&
                !inset.at.includes(' ') &&
                html`<${Inset} title=${say('case_pay.hold_of', { name: names.get(Number(inset.at)) ?? '' })}>
                    <${HoldForm} key=${inset.at} file=${file} person=${Number(inset.at)} phone=${phone}
                        close=${inset.close} reload=${load.reload} /></${Inset}>`
            }
            ${
                payments.length
                    ? html`<${Payments} payments=${payments} names=${names}
                          complain=${(/** @type {Payment} */ p) => inset.open(`${p.run} ${p.n}`)} />`
                    : html`<p class="hint">${say('case_pay.none')}</p>`
            }
            ${
                /^\d+ /.test(inset.at) &&
                html`<${Inset} title=${say('complaint.new')}>
                    <${ComplaintForm} key=${inset.at} run=${inset.at.split(' ')[0]} n=${Number(inset.at.split(' ')[1])}
                        close=${inset.close} reload=${load.reload} /></${Inset}>`
            }
            ${complaints.length > 0 && html`<${Complaints} of=${complaints} reload=${load.reload} />`}`}</${Loaded}>
    </${Section}>`;
}

/** @typedef {Entitlements['municipal'][number]} Municipal */

/** What the council waives besides; nothing where it waives nothing. @param {{ file: Case }} props */
function MunicipalSection({ file }) {
    const load = useLoad(() => get(`/api/v1/cases/${file.id}/entitlements`), [file.id, file.version]);
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));
    /** @type {Column<Municipal>[]} */
    const columns = [
        { key: 'text', label: say('services.text'), head: true, cell: textOf },
        { key: 'person', label: say('case_pay.who'), cell: (m) => names.get(m.person) ?? '' },
        { key: 'share', label: say('services.waived'), cell: (m) => say('rules.share.part', { share: m.share }) },
        { key: 'until', label: say('rules.until'), cell: (m) => dateShown(m.until) || say('services.open') },
        { key: 'source', label: say('rules.source') },
    ];

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { municipal }) =>
        municipal.length > 0 &&
        html`<${Section} title=${say('services.title')} testid="case-municipal">
            <${Table} caption=${say('services.title')} quietCaption columns=${columns} rows=${municipal}
                keyOf=${(/** @type {Municipal} */ m) => `${m.id} ${m.person}`} /></${Section}>`}</${Loaded}>`;
}

/** @param {{ params: Record<string, string> }} props */
export default function CasePaymentsScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/cases/${params.id}`), [params.id]);

    return html`<${Page} title=${say('case.part.payments')} testid="case-payments" wide
        back=${{ href: link(`/cases/${params.id}`, { at: 'payments' }), text: say('case.back') }}
        over=${load.data && say('case.over', { number: load.data.number })}>
        <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ file) =>
            html`<${PaymentsSection} file=${file} /><${MunicipalSection} file=${file} />`}</${FileLoaded}></${Page}>`;
}
