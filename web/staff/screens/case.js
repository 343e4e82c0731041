// @ts-check
/* A file: where it stands, drawn over time; its persons and how they may be contacted; orders and acts; cards; stays
 * and enrolments; papers, notes; who has read it. Each part is a file of its own beside this one. */
/** @import { Case, Session } from '../../types/api' */
/** @import { Content, Data } from '../../types/screen' */
import { html, useEffect, useRef } from '/vendor/preact.js';
import { dateOf, dateShown, instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { Icon } from '../parts/icons.js';
import { nameOf } from '../parts/name.js';
import { Empty, Notice, Page, ProblemNote, Section, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { Timeline } from '../parts/timeline.js';
import { orderName, orderState } from '../parts/timeline_scale.js';
import { goInstead, link } from '../route.js';
import { Attempt, get } from '../server.js';
import { say } from '../texts.js';
import { CardsSection } from './case_cards.js';
import { ContactSection } from './case_contact.js';
import { DocumentsSection } from './case_documents.js';
import { EnrolmentsSection } from './case_enrolments.js';
import { NotesSection } from './case_notes.js';
import { OrdersSection } from './case_orders.js';
import { PersonsSection } from './case_persons.js';
import { ReadersSection } from './case_readers.js';
import { FileLoaded, SealSection } from './case_seal.js';
import { StaysSection } from './case_stays.js';

const PARTS = [
    'time',
    'contact',
    'persons',
    'orders',
    'cards',
    'payments',
    'stays',
    'enrolments',
    'documents',
    'notes',
    'readers',
    'seal',
];

/**
 * @typedef {object} CaseProps what each part gets
 * @property {Case} file
 * @property {import('../../types/api').Timeline} timeline
 * @property {() => Promise<unknown>} changed read all anew
 * @property {Session} session
 */

/** @param {Pick<CaseProps, 'timeline'>} props */
function InForce({ timeline }) {
    const orders = timeline.orders;
    const now = orders.filter((o) => o.protection.in_force);

    if (!orders.length)
        return html`<${Empty} text=${say('case.no_order')}><a class="button primary"
                href=${link('/orders/new', { case: timeline.case_id })}>${say('files.new')}</a></${Empty}>`;
    return now.length
        ? html`<${Notice} kind="good" title=${say('case.in_force')} testid="standing">${now.map(
              (o) => html`
                  <p>${orderName(o)}: ${orderState(o)}</p>`,
          )}</${Notice}>`
        : html`<${Notice} kind="info" title=${say('case.not_in_force')}
            testid="standing">
            <p>${orderName(orders[orders.length - 1])}: ${orderState(orders[orders.length - 1])}</p></${Notice}>`;
}

const attempt = new Attempt();

/** Files that went into this one: for a day they can be parted again. @param {CaseProps} props */
function Merged({ file, changed }) {
    const { problem, trying } = useRefusal();
    const part = (/** @type {number} */ id) =>
        trying(async () => {
            await attempt.post(`/api/v1/merges/${id}/undo`, { version: file.version });
            await changed();
            toast(say('case.merged.undone'));
        });

    return html`${problem && html`<${ProblemNote} problem=${problem} />`}
        ${file.merged.map(
            (m) => html`<${Notice} key=${m.id} kind="info" testid="merged">
                <p>${say('case.merged', { number: m.case_number, on: dateShown(dateOf(m.merged_at)) })}</p>
                ${
                    m.undo_until &&
                    html`<p class="hint">${say('case.merged.until', { at: instantShown(m.undo_until) })}</p>
                        <div class="actions"><button type="button" class="button small" data-testid="merge-undo"
                            aria-label=${say('case.merged.undo.of', { number: m.case_number })}
                            onClick=${() => part(m.id)}>${say('case.merged.undo')}</button></div>`
                }</${Notice}>`,
        )}`;
}

/** Goes to the part that the address names. @param {string | undefined} at @param {boolean} there */
function useArrivalAt(at, there) {
    const went = useRef('');

    useEffect(() => {
        if (!there || !at || went.current === at || !PARTS.includes(at)) return;
        went.current = at;
        const part = document.getElementById(`part-${at}`);
        part?.scrollIntoView({ block: 'start' });
        setTimeout(() => /** @type {HTMLElement | null} */ (part?.querySelector('h2'))?.focus({ preventScroll: true }));
    }, [at, there]);
}

/** @param {{ id: number, at: string }} props */
function Jump({ id, at }) {
    const go = (/** @type {Event} */ event) => {
        const part = document.getElementById(`part-${at}`);
        event.preventDefault();
        part?.scrollIntoView({ block: 'start' });
        /** @type {HTMLElement | null | undefined} */ (part?.querySelector('h2'))?.focus({ preventScroll: true });
    };

    return html`<a href=${link(`/cases/${id}`, { at })} onClick=${go}>${say(`case.part.${at}`)}</a>`;
}

/** @param {{ all: CaseProps }} props */
function Parts({ all }) {
    const { file, timeline } = all;
    const part = (/** @type {string} */ at, /** @type {Content} */ content) =>
        html`<div id=${`part-${at}`} class="part">${content}</div>`;

    return html`
        <${Merged} ...${all} />
        <${InForce} timeline=${timeline} />
        <nav class="jumps" aria-label=${say('case.parts')}>
            ${PARTS.map((at) => html`<${Jump} id=${file.id} at=${at} />`)}</nav>
        ${part(
            'time',
            html`<${Section} title=${say('case.part.time')}
                testid="part-time"><${Timeline} timeline=${timeline} /></${Section}>`,
        )}
        ${part('contact', html`<${ContactSection} ...${all} />`)}
        ${part('persons', html`<${PersonsSection} ...${all} />`)}
        ${part('orders', html`<${OrdersSection} ...${all} />`)}
        ${part('cards', html`<${CardsSection} ...${all} />`)}
        ${part(
            'payments',
            html`<${Section} title=${say('case.part.payments')} testid="part-payments"><div class="buttons">
                <a class="button" data-testid="payments-open" href=${link(`/cases/${file.id}/payments`)}>${say(
                    'case.payments',
                )}</a></div></${Section}>`,
        )}
        ${part('stays', html`<${StaysSection} ...${all} />`)}
        ${part('enrolments', html`<${EnrolmentsSection} ...${all} />`)}
        ${part('documents', html`<${DocumentsSection} ...${all} />`)}
        ${part('notes', html`<${NotesSection} ...${all} />`)}
        ${part('readers', html`<${ReadersSection} ...${all} />`)}
        ${part('seal', html`<${SealSection} ...${all} />`)}`;
}

/** @param {{ params: Record<string, string>, query: Record<string, string>, session: Session }}
 * props */
export default function CaseScreen({ params, query, session }) {
    const load = useLoad(async () => {
        const [file, timeline] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get(`/api/v1/cases/${params.id}/timeline`),
        ]);
        if (file.id !== Number(params.id)) goInstead(`/cases/${file.id}`, query); /* it went into that one */
        return { file, timeline };
    }, [params.id]);
    const file = load.data?.file;
    const title = file
        ? file.persons
              .filter((p) => p.role === 'protected')
              .map(nameOf)
              .join(', ') || say('case.nobody')
        : say('case.title');
    useArrivalAt(query.at, Boolean(file));

    return html`
        <${Page} title=${title} testid="case-screen" back=${{ href: link('/files'), text: say('nav.files') }}
            over=${file && say('case.head', { number: file.number, unit: file.unit, date: dateShown(file.created_at) })}
            actions=${
                file &&
                html`<a class="button primary" href=${link(`/cases/${file.id}/act`)}
                    data-testid="act-new"><${Icon} name="scales" />${say('case.act')}</a>
                    <a class="button" href=${link('/orders/new', { case: file.id })}
                    data-testid="order-more"><${Icon} name="plus" />${say('case.order')}</a>
                    <a class="button" href=${link(`/cases/${file.id}/work`)}
                    data-testid="case-work">${say('case.work')}</a>
                    <a class="button" href=${link(`/cases/${file.id}/sheet`)}
                    data-testid="case-sheet"><${Icon} name="printer" />${say('case.sheet')}</a>`
            }>
            <${FileLoaded} of=${load} file=${params.id}>
                        ${(/** @type {Data<typeof load>} */ data) =>
                            html`<${Parts} all=${{ ...data, changed: load.reload, session }} />`}</${FileLoaded}>
        </${Page}>`;
}
