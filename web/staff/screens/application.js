// @ts-check
/* One application: what stands in it, what was decided and why, and what is to be decided. Nothing of the file behind
 * it. */
/** @import { Application, ApplicationDecision } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { DecisionNew as DECISION } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday, monthShown } from '../dates.js';
import { money } from '../money.js';
import { toast } from '../parts/announce.js';
import { APPLICATION_FACTS } from '../parts/application_facts.js';
import { factsShown } from '../parts/facts.js';
import { CheckList, DateField, RadioField, TextArea } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { PayWay } from '../parts/pay_way.js';
import { Facts, Loaded, Notice, Page, Section, useLoad } from '../parts/page.js';
import { SeenDay, SeenDayOfTicked } from '../parts/seen_day.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say, textOf } from '../texts.js';
import { StateTag } from './applications.js';
import { SealedDoor } from './case_seal.js';

const DECISIONS = ['granted', 'incomplete', 'refused'];

/** "nuk …" → "Nuk …." @param {string} text */
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** @typedef {{ application: Application, reload: () => Promise<unknown> }} Props */

/** @param {string | null} day */
const seenText = (day) => (day ? say('application.seen_on', { date: dateShown(day) }) : say('application.missing'));

/** @param {{ application: Pick<Application, 'documents'> }} props */
export function Papers({ application }) {
    const { documents } = application;

    return html`<${Section} title=${say('application.papers')} testid="part-papers">${
        documents.length
            ? html`<ul class="papers">${documents.map(
                  (d) => html`
                      <li class=${d.seen_on ? 'yes' : 'no'}><${Icon} name=${d.seen_on ? 'done' : 'warning'} />
                          <span>${textOf(d)}</span>
                          <span class="hint">${seenText(d.seen_on)}</span></li>`,
              )}</ul>`
            : html`<p class="hint">${say('papers.none')}</p>`
    }</${Section}>`;
}

/** On which day papers were seen, and by a coordinator that they are right.
 * @param {Props & { close: () => void }} props */
function NotePapers({ application, reload, close }) {
    const coordinator = sessionMay(['coordinator']);
    const form = useForm({
        initial: {
            documents: /** @type {string[]} */ ([]),
            seen_on: dateToday(),
            checked: /** @type {string[]} */ ([]),
        },
        check: (values) => ({
            documents: !values.documents.length && !values.checked.length ? say('application.papers.needed') : '',
        }),
        send: (values, attempt) =>
            attempt.post(`/api/v1/applications/${application.id}/papers`, {
                version: application.version,
                case_id: application.case_id,
                documents: values.documents,
                seen_on: values.seen_on,
                ...(values.checked.length && { checked: true }),
            }),
        done: async () => {
            toast(say('application.papers.noted'));
            close();
            await reload();
        },
        refresh: reload,
        prefix: 'application',
    });

    return html`<${Form} form=${form} submit=${say('application.papers.save')} cancel=${close} testid="papers-form">
        <${CheckList} form=${form} name="documents" label=${say('application.seen')} optional=${false}
            options=${application.documents.map((d) => [d.code, textOf(d)])} />
        <${SeenDay} form=${form} />
        ${
            coordinator &&
            html`<${CheckList} form=${form} name="checked" label=${say('application.check')} optional=${false}
                options=${[['checked', say('application.check.yes')]]} hint=${say('application.check.hint')} />`
        }</${Form}>`;
}

/** @param {Props} props */
function Decisions({ application }) {
    return html`<${Section} title=${say('application.decisions')} testid="part-decisions">${
        application.decisions.length
            ? html`<ol class="acts">${application.decisions.map(
                  (d) => html`
                      <li class="act"><span class="act-day">${dateShown(d.on)}</span>
                          <span>
                              <strong>${say(`application.state.${d.decision}`)}</strong>
                              ${d.reason && html`<span>${d.reason}</span>`}</span>
                          <span class="hint">${d.by}</span></li>`,
              )}</ol>`
            : html`<p class="hint">${say('application.undecided')}</p>`
    }</${Section}>`;
}

/** @param {Props} props */
function Decide({ application, reload }) {
    const missing = application.documents.filter((d) => !d.seen_on);
    const left = (/** @type {{ documents: string[] }} */ values) =>
        missing.filter((d) => !values.documents.includes(d.code));
    const form = useForm({
        initial: { decision: '', documents: /** @type {string[]} */ ([]), seen_on: dateToday(), reason: '' },
        check: (values) => ({
            reason:
                !values.reason.trim() &&
                (values.decision === 'refused' || (values.decision === 'incomplete' && !left(values).length))
                    ? say(`application.reason.needed.${values.decision}`)
                    : '',
        }),
        warn: async (values) =>
            values.decision === 'granted' && left(values).length
                ? [{ field: 'documents', code: 'documents_missing', detail: '' }]
                : [],
        send: (values, attempt, confirm) =>
            attempt.post(`/api/v1/applications/${application.id}/decision`, {
                version: application.version,
                case_id: application.case_id,
                decision: /** @type {ApplicationDecision} */ (values.decision),
                documents: values.documents,
                ...(values.documents.length && { seen_on: values.seen_on }),
                ...(values.reason.trim() && { reason: values.reason.trim() }),
                confirm,
            }),
        done: async () => {
            toast(say('application.decided'));
            form.replace({ decision: '', documents: [], seen_on: dateToday(), reason: '' }, true);
            await reload();
            document.getElementById('title')?.focus();
        },
        refresh: reload,
        prefix: 'application',
    });

    return html`<${Section}
        title=${say(application.decisions.length ? 'application.decide_again' : 'application.decide')}
        testid="part-decide">
        <${Form} form=${form} submit=${say('application.decide.save')} testid="decision">
            ${
                missing.length > 0 &&
                html`<${CheckList} form=${form} name="documents"
                    label=${say('application.seen_now')} optional=${false}
                    options=${missing.map((d) => [d.code, textOf(d)])} />`
            }
            <${SeenDayOfTicked} form=${form} />
            <${RadioField} form=${form} name="decision" label=${say('application.decision')}
                required=${say('application.decision.needed')}
                options=${DECISIONS.filter((d) => d !== application.state || d === 'incomplete').map((d) => [
                    d,
                    say(`application.decision.${d}`),
                    say(`application.decision.${d}.hint`),
                ])} />
            <${TextArea} form=${form} name="reason"
                label=${say(
                    form.values.decision === 'incomplete' ? 'application.reason.missing' : 'application.reason',
                )} hint=${say('application.reason.hint')} rows=${3} most=${DECISION.reason} />
        </${Form}></${Section}>`;
}

/** @param {Props & { close: () => void }} props */
function Withdraw({ application, reload, close }) {
    const form = useForm({
        initial: { on: dateToday() },
        send: ({ on }, attempt) =>
            attempt.post(`/api/v1/applications/${application.id}/withdraw`, {
                version: application.version,
                case_id: application.case_id,
                on,
            }),
        done: async () => {
            toast(say('application.was_withdrawn'));
            close();
            await reload();
        },
        refresh: reload,
        prefix: 'application',
    });

    return html`<${Form} form=${form} submit=${say('application.withdraw.save')} cancel=${close} danger
        testid="withdrawal">
        <p>${say('application.withdraw.text')}</p>
        <${DateField} form=${form} name="on" label=${say('application.withdraw.on')} least=${dateToday()}
            required=${say('application.withdraw.on.needed')} /></${Form}>`;
}

/** @param {Props} props */
function Pays({ application: { payment, withdrawn_on } }) {
    if (withdrawn_on && withdrawn_on < dateToday()) return null;
    return payment.payable
        ? html`<${Notice} kind="good" title=${say('application.pays', { amount: money(payment.amount) })}
            testid="application-pays" />`
        : html`<${Notice} title=${say('application.pays_not')}
            testid="application-pays"><p>${sentence(say(`why.${payment.why_not}`))}</p></${Notice}>`;
}

/** @param {{ params: { id: string } }} props */
export default function ApplicationScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/applications/${params.id}`), [params.id]);
    const inset = useInset();
    const papers = useInset();
    const a = load.data;

    return html`
        <${Page} title=${a ? nameOf(a) : say('application.title')}
            over=${a && say('application.number', { number: a.id })}
            back=${{ href: link('/applications'), text: say('applications.title') }} testid="application-screen"
            actions=${
                a &&
                html`<a class="button" href=${link(`/applications/${a.id}/receipt`)}
                    data-testid="receipt"><${Icon} name="printer" />${say('receipt.open')}</a>`
            }>
            ${
                load.problem?.code === 'sealed_file'
                    ? html`<${SealedDoor} by=${{ application: Number(params.id) }} opened=${load.reload} />`
                    : html`<${Loaded} of=${load} prefix="application">${(
                          /** @type {Data<typeof load>} */ application,
                      ) => html`
                          <${Facts} of=${[
                              [say('application.state'), html`<${StateTag} application=${application} />`],
                              ...factsShown(APPLICATION_FACTS, application, 'application'),
                              [say('application.counts'), monthShown(application.payable_from)],
                              [say('application.file'), `${application.file_number} · ${application.unit}`],
                              [say('person.father_name'), application.father_name],
                              [say('person.nid'), application.nid],
                          ]} />
                          <${Pays} application=${application} />
                          <${Section} title=${say('pay_way.title')} testid="part-pay-way">
                              <${PayWay} person=${application.person} name=${nameOf(application)} /></${Section}>
                          <${Papers} application=${application} />
                          ${
                              application.checked_on &&
                              html`<p class="hint" data-testid="checked">${say('application.checked', {
                                  date: dateShown(application.checked_on),
                              })}</p>`
                          }
                          ${
                              !application.withdrawn_on &&
                              application.documents.length > 0 &&
                              (papers.at
                                  ? html`<${Inset} title=${say('application.papers.note')}>
                                      <${NotePapers} application=${application} reload=${load.reload}
                                          close=${papers.close} /></${Inset}>`
                                  : html`<div class="buttons"><button type="button" class="button small"
                                      data-testid="papers-note" onClick=${() => papers.open('papers')}>
                                      ${say('application.papers.note')}</button></div>`)
                          }
                          <${Decisions} application=${application} />
                          ${
                              !application.withdrawn_on &&
                              sessionMay(['aid_officer']) &&
                              html`<${Decide} application=${application} reload=${load.reload} />`
                          }
                          ${
                              !application.withdrawn_on &&
                              html`<${Section} quiet title=${say('application.withdraw')}>
                                  ${
                                      inset.at
                                          ? html`<${Inset} title=${say('application.withdraw')}>
                                              <${Withdraw} application=${application} reload=${load.reload}
                                                  close=${inset.close} /></${Inset}>`
                                          : html`<div class="buttons">
                                              <button type="button" class="button small" data-testid="withdraw"
                                                  onClick=${() => inset.open('withdraw')}>
                                                  ${say('application.withdraw.open')}</button></div>`
                                  }</${Section}>`
                          }`}</${Loaded}>`
            }
        </${Page}>`;
}
