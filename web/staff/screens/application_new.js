// @ts-check
/* Writing down an application: who applies, on which day, which papers were seen. The aid office finds the person here;
 * a coordinator comes from the file. */
/** @import { Applicants, DocumentRules, FilingDays, Warning } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { dateIs, dateShown, dateToday, monthShown } from '../dates.js';
import { useDraft } from '../draft.js';
import { announce } from '../parts/announce.js';
import { APPLICATION_FACTS } from '../parts/application_facts.js';
import { DraftOffer } from '../parts/draft_offer.js';
import { FactFields, factsGiven, factsInitial } from '../parts/facts.js';
import { CheckList, TextField } from '../parts/field.js';
import { Form, useForm, warningText } from '../parts/form.js';
import { monthAdd } from '../parts/month.js';
import { nameOf } from '../parts/name.js';
import { Empty, Facts, Loaded, Notice, Page, Section, useLoad } from '../parts/page.js';
import { SeenDayOfTicked } from '../parts/seen_day.js';
import { goInstead, link } from '../route.js';
import { get, post } from '../server.js';
import { sessionMay } from '../session.js';
import { say, textOf } from '../texts.js';

const ON_FILE = ['protected', 'dependant'];

/** @typedef {{ from: string, until: string | null }} Ruled */
/** @typedef {DocumentRules['documents'][number]} Paper */
/** @typedef {FilingDays['months']} Filing */
/** @typedef {Applicants['applicants'][number]} Applicant */
/** @typedef {{ id: number, warnings: Warning[] }} Filed what was taken, and what was said of it */
/** @typedef {() => Promise<Applicant | undefined>} Again finds the applicant once more, as the file is now */

/** The papers asked for on a day. @template {Ruled} R @param {R[]} rules @param {string} day */
export const papersOf = (rules, day) => rules.filter((r) => r.from <= day && (!r.until || r.until >= day));

/** The last day on which an application counts for the month of a day; of months long ago nothing is known here.
 * @param {Filing} filing @param {string} day */
const lastDay = (filing, day) => filing.find((m) => m.month === day.slice(0, 7))?.last;

/** @param {{ choose: (applicant: Applicant) => void, again: { current: Again | null } }} props */
function Search({ choose, again }) {
    const [found, setFound] = useState(/** @type {Applicants['applicants'] | null} */ (null));
    const form = useForm({
        initial: { q: '' },
        kept: true,
        prefix: 'applicant',
        send: ({ q }) => post('/api/v1/applicants/search', { q: q.trim() }),
        done: ({ applicants }) => {
            setFound(applicants);
            announce(say('applicant.found', { count: applicants.length }));
            if (applicants.length)
                setTimeout(() =>
                    /** @type {HTMLElement | null} */ (document.querySelector('.applicants .button'))?.focus(),
                );
        },
    });

    return html`
        <${Form} form=${form} submit=${say('applicant.find')} testid="applicant-search">
            <${TextField} form=${form} name="q" label=${say('applicant.q')} hint=${say('applicant.q.hint')}
                required=${say('applicant.q.needed')}
                width="medium" /></${Form}>
        ${
            found &&
            (found.length
                ? html`<ul class="applicants" data-testid="applicants">${found.map(
                      (a) => html`<li key=${`${a.person} ${a.case_id}`} class="line">
                          <div class="line-head"><h3>${nameOf(a)}</h3>
                              ${
                                  a.application && a.state !== 'refused'
                                      ? html`<a class="button small" href=${link(`/applications/${a.application}`)}
                                          aria-label=${`${say('applicant.look')}: ${nameOf(a)}`}>
                                          ${say('applicant.look')}</a>`
                                      : html`<button type="button" class="button small"
                                          aria-label=${`${say('applicant.choose')}: ${nameOf(a)}`}
                                          data-testid="applicant"
                                          onClick=${() => {
                                              again.current = () =>
                                                  post('/api/v1/applicants/search', { q: a.file_number }).then(
                                                      ({ applicants }) =>
                                                          applicants.find(
                                                              (x) => x.person === a.person && x.case_id === a.case_id,
                                                          ),
                                                  );
                                              choose(a);
                                          }}>${say('applicant.choose')}</button>`
                              }</div>
                          <p class="hint">${[
                              a.father_name && say('applicant.father', { name: a.father_name }),
                              a.nid,
                              say('applicant.file', { number: a.file_number }),
                              a.unit,
                              a.application && say(`application.state.${a.state}`),
                          ]
                              .filter(Boolean)
                              .join(' · ')}</p></li>`,
                  )}</ul>`
                : html`<${Empty} text=${say('applicant.none')} />`)
        }`;
}

/** @param {{ applicant: Applicant, rules: Paper[], filing: Filing, back: () => void, fresh: Again,
 *   filed: (filed: Filed) => void }} props */
function FilingForm({ applicant, rules, filing, back, fresh, filed }) {
    const version = useRef(applicant.version);
    const draft = useDraft(`application-${applicant.case_id}-${applicant.person}`);
    const form = useForm({
        initial: {
            ...factsInitial(APPLICATION_FACTS),
            documents: /** @type {string[]} */ ([]),
            seen_on: dateToday(),
        },
        changed: draft.keep,
        kept: draft.state !== 'failed',
        send: (values, attempt) =>
            attempt.post('/api/v1/applications', {
                case_id: applicant.case_id,
                version: version.current,
                person: applicant.person,
                ...factsGiven(APPLICATION_FACTS, values),
                documents: papersOf(rules, values.filed_on)
                    .map((r) => r.code)
                    .filter((code) => values.documents.includes(code)),
                ...(values.documents.length && { seen_on: values.seen_on }),
            }),
        done: async ({ id, warnings }) => {
            await draft.forget();
            /* On which month it counts the form has said. */
            const told = (warnings ?? []).filter((w) => w.code !== 'filed_late');
            if (told.length) filed({ id, warnings: told });
            else goInstead(`/applications/${id}`);
        },
        refresh: async () => {
            version.current = (await fresh())?.version ?? version.current;
        },
        prefix: 'application',
    });
    const day = dateIs(form.values.filed_on) ? form.values.filed_on : dateToday();
    const last = lastDay(filing, day);
    const late = last !== undefined && day > last;

    return html`
        <${Form} form=${form} submit=${say('application.file_it')} cancel=${back} testid="filing">
            <${DraftOffer} form=${form} draft=${draft} title=${say('draft.found.application')} />
            <${FactFields} form=${form} of=${APPLICATION_FACTS} prefix="application" />
            <div class="noted" role="status" data-testid="filing-counts">${
                late
                    ? html`<${Notice} kind="warning">
                        <p>${say('application.late', {
                            day: dateShown(last),
                            month: monthShown(monthAdd(day.slice(0, 7), 1)),
                        })}</p></${Notice}>`
                    : html`<p class="hint">${say('application.in_time', { month: monthShown(day) })}</p>`
            }</div>
            <${CheckList} form=${form} name="documents" label=${say('application.seen')}
                hint=${say('application.seen.hint')} optional=${false}
                options=${papersOf(rules, day).map((r) => [r.code, textOf(r)])} />
            <${SeenDayOfTicked} form=${form} />
        </${Form}>`;
}

/** It was taken, and stays in view until whoever took it goes on: nothing may be paid by it. @param {Filed} props */
function Taken({ id, warnings }) {
    const on = useRef(/** @type {HTMLAnchorElement | null} */ (null));

    useEffect(() => on.current?.focus(), []);
    return html`<${Notice} kind="warning" title=${say('application.taken')} testid="filed-warnings" role="alert">
        <ul>${warnings.map((w) => html`<li>${warningText(w, 'application')}</li>`)}</ul>
        <p><a ref=${on} class="button" href=${link(`/applications/${id}`)} data-testid="to-application">
            ${say('application.taken.open')}</a></p></${Notice}>`;
}

/** Who of a file may apply: for coordinators. @param {string} id */
async function ofFile(id) {
    const file = await get(`/api/v1/cases/${id}`);

    return file.persons
        .filter((p) => ON_FILE.includes(p.role))
        .map((p) => ({
            ...p,
            application: null,
            state: null,
            person: p.id,
            case_id: file.id,
            version: file.version,
            file_number: file.number,
            unit: file.unit,
        }));
}

/** @param {{ id: string, choose: (applicant: Applicant) => void, again: { current: Again | null } }} props */
function FromFile({ id, choose, again }) {
    const load = useLoad(() => ofFile(id), [id]);

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ persons) =>
        html`<ul class="applicants">${persons.map(
            (a) => html`<li key=${a.person} class="line"><div class="line-head"><h3>${nameOf(a)}</h3>
                    <button type="button" class="button small" data-testid="applicant"
                        aria-label=${`${say('applicant.choose')}: ${nameOf(a)}`} onClick=${() => {
                            again.current = () => ofFile(id).then((all) => all.find((x) => x.person === a.person));
                            choose(a);
                        }}>${say('applicant.choose')}</button></div></li>`,
        )}</ul>`}</${Loaded}>`;
}

/** @param {{ query: Record<string, string> }} props */
export default function ApplicationNewScreen({ query }) {
    const [applicant, choose] = useState(/** @type {Applicant | null} */ (null));
    const [filed, setFiled] = useState(/** @type {Filed | null} */ (null));
    const again = useRef(/** @type {Again | null} */ (null));
    const load = useLoad(async () => {
        const [{ documents }, { months }] = await Promise.all([
            get('/api/v1/document-rules'),
            get('/api/v1/filing-days'),
        ]);
        return { rules: documents, filing: months };
    }, []);
    const officer = sessionMay(['aid_officer']);

    return html`
        <${Page} title=${say('application.new')} lead=${say('application.new.lead')}
            back=${{ href: link('/applications'), text: say('applications.title') }} testid="application-new-screen">
            ${
                !applicant &&
                html`<${Section} title=${say('applicant.title')}>
                    ${
                        query.case
                            ? html`<${FromFile} id=${query.case} choose=${choose} again=${again} />`
                            : officer
                              ? html`<${Search} choose=${choose} again=${again} />`
                              : html`<p>${say('applicant.from_file')}</p>
                                  <p><a href=${link('/files')}>${say('nav.files')}</a></p>`
                    }</${Section}>`
            }
            ${
                applicant &&
                html`<${Section} title=${nameOf(applicant)} testid="filing-of">
                    <${Facts} of=${[
                        [say('person.father_name'), applicant.father_name],
                        [say('person.nid'), applicant.nid],
                        [say('application.file'), `${applicant.file_number} · ${applicant.unit}`],
                        [
                            say('application.before'),
                            applicant.application && say(`application.state.${applicant.state}`),
                        ],
                    ]} />
                    ${
                        filed
                            ? html`<${Taken} ...${filed} />`
                            : html`<${Loaded} of=${load}>${(
                                  /** @type {Data<typeof load>} */ { rules, filing },
                              ) => html`<${FilingForm} applicant=${applicant} rules=${rules} filing=${filing}
                                  back=${() => choose(null)} filed=${setFiled}
                                  fresh=${() => again.current?.() ?? Promise.resolve(undefined)} />`}</${Loaded}>`
                    }
                </${Section}>`
            }
        </${Page}>`;
}
