// @ts-check
/* A paper for her to take along: a slip with the number of her file, or what she has a right to, until when, and where
 * to go with what. Neutral words say nothing of why; in full it names the order, if she wants it so. It is not printed
 * before somebody has asked her whether it is safe to have at home. */
/** @import { Case, DocumentRules, Enrolments, Entitlements, Timeline } from '../../types/api' */
/** @import { At, Data } from '../../types/screen' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateAdd, dateShown } from '../dates.js';
import { RadioField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { initialsOf, nameOf } from '../parts/name.js';
import { Loaded, Loading, Page, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { sheetWords } from '../words.js';
import { SealedDoor, reasonOpens } from './case_seal.js';

/** @typedef {'slip' | 'neutral' | 'full'} Kind */
/** @typedef {(key: string, values?: Record<string, string>) => string} Words of the paper, in its own language */
/** @typedef {{ file: Case, timeline: Timeline, documents: DocumentRules['documents'], enrolments:
 *   Enrolments['enrolments'], municipal: Entitlements['municipal'],
 *   office: { municipality: string, help_line: string } }} Facts */

const KINDS = /** @type {const} */ (['slip', 'neutral', 'full']);
const LANGUAGES = /** @type {const} */ ([
    ['sq', 'Shqip'],
    ['en', 'English'],
    ['el', 'Ελληνικά'],
]);
const SERVICES = /** @type {const} */ (['transport', 'documents', 'kindergarten', 'payment']);

/** The last day of what holds today without a gap: null where none is set, undefined where nothing holds.
 * @param {Timeline['persons'][number]['services'][number]['spans']} spans @param {string} today */
function unbroken(spans, today) {
    const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
    /** @type {string | null | undefined} */
    let last;

    for (const s of sorted) {
        const end = s.open ? null : s.until;
        if (last === undefined ? s.from <= today && (end === null || end >= today) : last && s.from <= dateAdd(last, 1))
            last = end;
    }
    return last;
}

/** What each of the file is granted today. @param {Timeline} timeline */
const grantedToday = ({ persons, today }) =>
    persons.flatMap(({ person, services }) =>
        services
            .map(({ service, spans }) => ({ person, service, until: unbroken(spans, today) }))
            .filter(({ until }) => until !== undefined),
    );

/** One line for a service and its last day, however many persons have it so.
 * @param {Facts} facts @param {boolean} named */
function linesOf({ file, timeline }, named) {
    const name = (/** @type {number} */ id) => file.persons.find((p) => p.id === id);
    /** @type {Map<string, { service: string, until: string | null, names: string[] }>} */
    const lines = new Map();

    for (const g of grantedToday(timeline)) {
        const key = `${SERVICES.indexOf(/** @type {any} */ (g.service))} ${g.until ?? '9'}`;
        const line = lines.get(key) ?? { service: g.service, until: g.until ?? null, names: [] };
        const person = name(g.person);
        lines.set(key, { ...line, names: named && person ? [...line.names, nameOf(person)] : [] });
    }
    return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

/** By which number each kindergarten knows a child, for the parent to say there.
 * @param {{ facts: Facts, named: boolean, words: Words }} props */
function Numbers({ facts, named, words }) {
    const { file, timeline, enrolments } = facts;
    const child = (/** @type {number} */ id) => file.persons.find((p) => p.id === id);

    return enrolments
        .filter((e) => e.number && (!e.until || e.until >= timeline.today))
        .map((e) => {
            const person = child(e.person);
            return html`<br />${words('number.kindergarten', {
                place: e.organisation_name,
                child: person ? (named ? nameOf(person) : initialsOf(person)) : '',
                number: String(e.number),
            })}`;
        });
}

/** What the council waives besides: one line for a service and its last day, however many persons have it so.
 * @param {Facts} facts @param {boolean} named */
function municipalOf({ file, municipal }, named) {
    /** @type {Map<string, { of: Entitlements['municipal'][number], names: string[] }>} */
    const lines = new Map();

    for (const m of municipal) {
        const key = `${m.id} ${m.until ?? ''}`;
        const person = named && file.persons.find((p) => p.id === m.person);
        const names = lines.get(key)?.names ?? [];
        lines.set(key, { of: m, names: person ? [...names, nameOf(person)] : names });
    }
    return [...lines.values()];
}

/** @param {{ facts: Facts, kind: Kind, language: string, words: Words }} props */
function Municipal({ facts, kind, language, words }) {
    return municipalOf(facts, kind === 'full').map(
        ({ of, names }) => html`<li><strong>${words(of.share === 100 ? 'municipal.whole' : 'municipal.part', {
            text: language === 'sq' ? of.text : of.text_en,
            share: String(of.share),
        })}</strong>,${' '}
            ${of.until ? words('until', { date: dateShown(of.until) }) : words('open')}
            ${names.length > 0 && html`<br />${names.join(', ')}`}
            <br />${words('where.municipal')}</li>`,
    );
}

/** @param {{ facts: Facts, kind: Kind, language: string, words: Words }} props */
function Rights({ facts, kind, language, words }) {
    const today = facts.timeline.today;
    const papers = facts.documents
        .filter((d) => d.from <= today && (!d.until || d.until >= today))
        .map((d) =>
            kind === 'full' ? (language === 'sq' ? d.text : d.text_en) : language === 'sq' ? d.printed : d.printed_en,
        );
    const where = (/** @type {string} */ service) =>
        service !== 'payment'
            ? words(`where.${service}`)
            : papers.length
              ? words('where.payment', { papers: papers.join(', ') })
              : words('where.payment.none');
    const lines = linesOf(facts, kind === 'full');

    return lines.length || facts.municipal.length
        ? html`<ul class="sheet-rights">${lines.map(
              (line) => html`<li><strong>${words(`service.${line.service}`)}</strong>,${' '}
                ${line.until ? words('until', { date: dateShown(line.until) }) : words('open')}
                ${line.names.length > 0 && html`<br />${line.names.join(', ')}`}
                <br />${where(line.service)}
                ${
                    line.service === 'kindergarten' &&
                    html`<${Numbers} facts=${facts} named=${kind === 'full'} words=${words} />`
                }</li>`,
          )}<${Municipal} facts=${facts} kind=${kind} language=${language} words=${words} /></ul>`
        : html`<p>${words('nothing')}</p>`;
}

/** The orders in force, and what to know of them. @param {{ facts: Facts, words: Words }} props */
function Orders({ facts, words }) {
    const orders = facts.timeline.orders.filter((o) => o.protection.in_force);

    return html`${orders.map(
        (o) =>
            html`<p><strong>${words('order', {
                kind: words(`kind.${o.kind}`),
                number: o.number,
                issuer: o.issuer,
            })}</strong>, ${
                o.protection.until ? words('order.until', { date: dateShown(o.protection.until) }) : words('order.open')
            }</p>`,
    )}
    <ul class="bullets">${['court', 'extension', 'breach'].map((key) => html`<li>${words(`know.${key}`)}</li>`)}</ul>`;
}

/** @param {{ facts: Facts, kind: Kind, language: string, safe: boolean }} props */
function Sheet({ facts, kind, language, safe }) {
    const [all, setAll] = useState(/** @type {Record<string, string> | null} */ (null));
    const words = (/** @type {string} */ key, /** @type {Record<string, string>} */ values = {}) =>
        (all?.[key] ?? '').replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

    useEffect(() => {
        let on = true;
        setAll(null);
        void sheetWords(/** @type {'sq' | 'en' | 'el'} */ (language)).then((w) => on && setAll(w));
        return () => void (on = false);
    }, [language]);
    if (!all) return html`<${Loading} />`;
    return html`<article class=${safe ? 'sheet bare-sheet' : 'sheet bare-sheet not-printed'} lang=${language}
            data-testid="sheet">
        <p class="sheet-from">${facts.office.municipality}</p>
        <h2>${words(`head.${kind}`)}</h2>
        <p>${words('reference')}: <strong>${facts.file.number}</strong>.${' '}
            ${words('on')}: ${dateShown(facts.timeline.today)}.</p>
        <p>${words('reference.what')}</p>
        ${kind === 'full' && html`<${Orders} facts=${facts} words=${words} />`}
        ${kind !== 'slip' && html`<${Rights} facts=${facts} kind=${kind} language=${language} words=${words} />`}
        ${facts.office.help_line && html`<p>${facts.office.help_line}</p>`}
    </article>`;
}

/** @param {{ facts: Facts }} props */
function Chosen({ facts }) {
    const [safe, setSafe] = useState(false);
    const form = useForm({
        initial: { kind: 'neutral', language: 'sq' },
        changed: () => setSafe(false),
        send: async () => window.print(),
        check: () => (safe ? /** @type {Record<string, string>} */ ({}) : { safe: say('sheet.safe.needed') }),
        kept: true,
    });

    return html`
        <div class="not-printed"><${Form} form=${form} testid="sheet-form"
            submit=${html`<${Icon} name="printer" />${say('sheet.print')}`}>
            <${RadioField} form=${form} name="kind" label=${say('sheet.kind')} optional=${false}
                options=${KINDS.map((k) => [k, say(`sheet.kind.${k}`), say(`sheet.kind.${k}.hint`)])} />
            <${RadioField} form=${form} name="language" label=${say('sheet.language')} optional=${false} inline
                options=${LANGUAGES} />
            <div class=${form.error('safe') ? 'field faulty' : 'field'}>
                ${form.error('safe') && html`<p class="field-fault" id="sheet-fault">${form.error('safe')}</p>`}
                <div class="choice"><input type="checkbox" id="sheet-safe" checked=${safe} data-testid="sheet-safe"
                        aria-describedby=${form.error('safe') ? 'sheet-fault' : undefined}
                        onChange=${(/** @type {At<HTMLInputElement>} */ e) => setSafe(e.currentTarget.checked)} />
                    <label for="sheet-safe">${say('sheet.safe')}</label></div></div>
        </${Form}></div>
        <${Sheet} facts=${facts} kind=${form.values.kind} language=${form.values.language} safe=${safe} />`;
}

/** @param {{ params: { id: string } }} props */
export default function CaseSheetScreen({ params }) {
    const load = useLoad(async () => {
        const [file, timeline, { documents }, office, { enrolments }, { municipal }] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get(`/api/v1/cases/${params.id}/timeline`),
            get('/api/v1/document-rules'),
            get('/api/v1/office'),
            get(`/api/v1/cases/${params.id}/enrolments`),
            get(`/api/v1/cases/${params.id}/entitlements`),
        ]);
        return { file, timeline, documents, office, enrolments, municipal };
    }, [params.id]);

    return html`
        <${Page} title=${say('sheet.title')} lead=${say('sheet.lead')} testid="sheet-screen"
            over=${load.data && say('case.over', { number: load.data.file.number })}
            back=${{ href: link(`/cases/${params.id}`), text: say('case.back') }}>
            ${
                reasonOpens(load.problem)
                    ? html`<${SealedDoor} file=${params.id} opened=${load.reload} problem=${load.problem} />`
                    : html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ facts) =>
                          html`<${Chosen} facts=${facts} />`}</${Loaded}>`
            }
        </${Page}>`;
}
