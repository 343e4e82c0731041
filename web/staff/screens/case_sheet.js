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
import { Loading, Page, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { sheetWords } from '../words.js';
import { FileLoaded } from './case_seal.js';

/** @typedef {'slip' | 'neutral' | 'full'} Kind */
/** @typedef {(key: string, values?: Record<string, string>) => string} Words of the paper, in its own language */
/** @typedef {{ file: Case, timeline: Timeline, documents: DocumentRules['documents'], enrolments:
 *   Enrolments['enrolments'], municipal: Entitlements['municipal'], entitlements: Entitlements['entitlements'],
 *   office: { municipality: string, help_line: string } }} Facts */

const KINDS = /** @type {const} */ (['slip', 'neutral', 'full']);
const LANGUAGES = /** @type {const} */ ([
    ['sq', 'Shqip'],
    ['en', 'English'],
    ['el', 'Ελληνικά'],
]);
/** What is missing where somebody only has to ask for it. @type {Record<string, string>} */
const ASKED = { payment: 'no_application', kindergarten: 'not_enrolled' };
const SERVICES = /** @type {const} */ (['transport', 'documents', 'kindergarten', 'payment']);

/** What holds today, and to its last day without a gap, as long as the same part of the fee is waived: until null
 * where no end is set; null where nothing holds.
 * @param {Timeline['persons'][number]['services'][number]['spans']} spans @param {string} today
 * @returns {{ until: string | null, share: number } | null} */
function unbroken(spans, today) {
    const sorted = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1));
    /** @type {{ until: string | null, share: number } | null} */
    let held = null;

    for (const { from, open, until, share } of sorted) {
        const end = open ? null : until;
        if (!held ? from <= today && (end === null || end >= today) : follows(held, from, share))
            held = { until: end, share };
    }
    return held;
}

/** @param {{ until: string | null, share: number }} held @param {string} from @param {number} share */
const follows = (held, from, share) => held.until && held.share === share && from <= dateAdd(held.until, 1);

/** What each of the file is granted today, and what is to be asked for: nobody knows of it otherwise.
 * @param {Facts} facts */
const rightsOf = ({ timeline: { persons, today }, entitlements }) =>
    persons.flatMap(({ person, services }) =>
        services.flatMap(({ service, spans, why_not }) => {
            const held = unbroken(spans, today);

            if (held) return [{ person, service, ask: false, ...held }];
            const moot = entitlements.some(
                (e) => e.person === person && e.service === service && !e.entitled && e.moot,
            );
            return ASKED[service] === why_not && !moot ? [{ person, service, ask: true, until: null, share: 100 }] : [];
        }),
    );

/** @typedef {{ service: string, until: string | null, share: number, ask: boolean, names: string[] }} Line */

/** One line for a service, its part of the fee and its last day, however many persons have it so.
 * @param {Facts} facts @param {boolean} named */
function linesOf(facts, named) {
    /** @type {Map<string, Line>} */
    const lines = new Map();

    for (const { person, ...right } of rightsOf(facts)) {
        const at = SERVICES.indexOf(/** @type {any} */ (right.service));
        const key = `${at} ${right.ask ? 1 : 0} ${right.until ?? '9'} ${right.share}`;
        const line = lines.get(key) ?? { ...right, names: [] };
        const who = named && facts.file.persons.find((p) => p.id === person);
        lines.set(key, { ...line, names: who ? [...line.names, nameOf(who)] : line.names });
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

/** A text of the municipality's own: it is entered in Albanian and English, so a paper in another language has the
 * Albanian one, and says so to whoever reads it out. @param {string} text @param {string} text_en
 * @param {string} language */
const ownText = (text, text_en, language) =>
    language === 'sq' ? text : language === 'en' ? text_en : html`<span lang="sq">${text}</span>`;

/** A paper to bring: the register's own have their words in each language. @param {Facts['documents'][number]} d
 * @param {boolean} full @param {string} language @param {Words} words */
function paperText(d, full, language, words) {
    const own = language === 'sq' || language === 'en' ? '' : words(`${full ? 'order.paper' : 'paper'}.${d.code}`);

    return own || ownText(full ? d.text : d.printed, full ? d.text_en : d.printed_en, language);
}

/** Words with something between them that is no mere text. @param {string} all @param {string} name
 * @param {unknown} between */
const around = (all, name, between) => all.split(`{${name}}`).flatMap((part, i) => (i ? [between, part] : [part]));

/** @param {{ facts: Facts, kind: Kind, language: string, words: Words }} props */
function Municipal({ facts, kind, language, words }) {
    return municipalOf(facts, kind === 'full').map(
        ({ of, names }) => html`<li><strong>${around(
            words(of.share === 100 ? 'municipal.whole' : 'municipal.part', {
                text: '{text}',
                share: String(of.share),
            }),
            'text',
            ownText(of.text, of.text_en, language),
        )}</strong>,${' '}
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
        .map((d) => paperText(d, kind === 'full', language, words));
    const where = (/** @type {Line} */ { service, share, ask }) => {
        if (service === 'payment')
            return papers.length
                ? around(
                      words('where.payment', { papers: '{papers}' }),
                      'papers',
                      papers.flatMap((paper, i) => (i ? [', ', paper] : [paper])),
                  )
                : words('where.payment.none');
        if (ask) return words(`where.ask.${service}`);
        /* No card says so, and a kindergarten has it on its list. */
        return words(share < 100 && service !== 'kindergarten' ? 'where.part' : `where.${service}`);
    };
    const what = (/** @type {Line} */ { service, share, ask }) =>
        words(`${ask ? 'ask' : share < 100 ? 'part' : 'service'}.${service}`, { share: String(share) });
    const lines = linesOf(facts, kind === 'full');

    return lines.length || facts.municipal.length
        ? html`<ul class="sheet-rights">${lines.map(
              (line) => html`<li><strong>${what(line)}</strong>${
                  !line.ask && html`, ${line.until ? words('until', { date: dateShown(line.until) }) : words('open')}`
              }
                ${line.names.length > 0 && html`<br />${line.names.join(', ')}`}
                <br />${where(line)}
                ${
                    line.service === 'kindergarten' &&
                    !line.ask &&
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
        const [file, timeline, { documents }, office, { enrolments }, { municipal, entitlements }] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get(`/api/v1/cases/${params.id}/timeline`),
            get('/api/v1/document-rules'),
            get('/api/v1/office'),
            get(`/api/v1/cases/${params.id}/enrolments`),
            get(`/api/v1/cases/${params.id}/entitlements`),
        ]);
        return { file, timeline, documents, office, enrolments, municipal, entitlements };
    }, [params.id]);

    return html`
        <${Page} title=${say('sheet.title')} lead=${say('sheet.lead')} testid="sheet-screen"
            over=${load.data && say('case.over', { number: load.data.file.number })}
            back=${{ href: link(`/cases/${params.id}`), text: say('case.back') }}>
            <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ facts) =>
                html`<${Chosen} facts=${facts} />`}</${FileLoaded}>
        </${Page}>`;
}
