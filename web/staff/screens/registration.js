// @ts-check
/* A registration put right: what the office wrote down wrongly, as it stands on the paper. The form begins with what is
 * recorded; only what differs is sent, and what it changes for whom is shown before it is saved. */
/** @import { FormState, Values } from '../parts/form.js' */
/** @import { Case, CaseRole, Measures, RegistrationNew, TimelineOrder } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { OrderFields as ORDER, RegistrationNew as FIX } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { CheckList, DateField, Repeated, SelectField, TextArea, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { measureGiven, measuresChanged } from '../parts/measure_words.js';
import { nameOf } from '../parts/name.js';
import { Page, Section, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { PersonFields, personFresh } from '../parts/person.js';
import { orderName } from '../parts/timeline_scale.js';
import { goInstead, link } from '../route.js';
import { get, post } from '../server.js';
import { byTerm, TermFields, termFresh, termGiven } from '../parts/term.js';
import { say } from '../texts.js';
import { PERSON_PLACES, gone, personsChanged, personsFresh } from './act_persons.js';
import { ActPanel, useActPreview } from './act_preview.js';
import { FileLoaded } from './case_seal.js';
import { ChildrenPart, MeasuresPart, ORDER_KINDS, PersonsPart } from './order_fields.js';
import { PartiesPart } from './order_more.js';

const WORDS = /** @type {const} */ ([
    'kind',
    'issuer',
    'number',
    'decision_date',
    'received_on',
    'hearing_on',
    'case_number',
    'petitioner',
    'petitioner_name',
    'representative',
    'representative_name',
]);
/** What can be taken away: where the name of somebody goes, so does what he is. */
const CLEARS = Object.freeze({
    received_on: 'received_on',
    hearing_on: 'hearing_on',
    case_number: 'case_number',
    petitioner: 'petitioner',
    representative: 'representative',
});

const inRole = (/** @type {Case} */ file, /** @type {CaseRole} */ role) => file.persons.filter((p) => p.role === role);

/** What stands now of each respondent of the order: in the whole file, and to each whom it names.
 * @param {Case} file @param {TimelineOrder} order @returns {{ [respondent: string]: { [person: string]: string } }} */
function relationsOf(file, order) {
    const said = (/** @type {number} */ respondent, /** @type {number} */ person) =>
        order.relations.find((r) => r.respondent === respondent && r.person === person)?.relation ?? '';

    return Object.fromEntries(
        order.respondents.map((id) => [
            `r${id}`,
            {
                all: file.persons.find((p) => p.id === id)?.relation ?? '',
                ...Object.fromEntries(order.persons.map((person) => [`p${person}`, said(id, person)])),
            },
        ]),
    );
}

/** Of those who stay, what is said otherwise. @param {Values} values @param {Case} file @param {TimelineOrder} order */
function relationsChanged(values, file, order) {
    const named = [...values.named.protected, ...values.named.dependant];

    return Object.entries(relationsOf(file, order)).flatMap(([key, was]) => {
        const respondent = Number(key.slice(1));
        return Object.entries(was)
            .filter(
                ([to, text]) =>
                    values.respondents.includes(respondent) &&
                    (to === 'all' || named.includes(Number(to.slice(1)))) &&
                    values.relations[key][to].trim() !== text,
            )
            .map(([to]) => ({
                respondent,
                relation: values.relations[key][to].trim(),
                ...(to === 'all' ? {} : { person: Number(to.slice(1)) }),
            }));
    });
}

/** @param {Case} file @param {TimelineOrder} order @returns {Values} */
function valuesOf(file, order) {
    return {
        ...Object.fromEntries(WORDS.map((w) => [w, order[w] ?? ''])),
        end: '',
        ...termFresh(),
        unit: file.unit,
        ...personsFresh(file, order),
        respondents: order.respondents,
        respondents_new: [],
        relation: '',
        relations: relationsOf(file, order),
        measures: order.measures.map(measureGiven),
        note: '',
    };
}

/** What was written down as an UM and is none: it lasts until the court decides, unless the paper names a day.
 * @param {Values} values @param {TimelineOrder} order */
const openNow = (values, order) => order.kind === 'UM' && values.kind !== 'UM' && !byTerm(values);

/** @param {Values} values @param {TimelineOrder} order */
const endGoes = (values, order) => openNow(values, order) && !values.end;

/** Only what differs. @param {Values} values @param {Case} file @param {TimelineOrder} order
 * @returns {RegistrationNew} */
function bodyOf(values, file, order) {
    const given = (/** @type {typeof WORDS[number]} */ w) => (values[w] !== (order[w] ?? '') ? values[w] : '');
    const party = (/** @type {'petitioner' | 'representative'} */ who) =>
        given(who) || given(`${who}_name`) ? { [who]: values[who], [`${who}_name`]: values[`${who}_name`] } : {};

    return {
        ...valuesGiven({
            ...Object.fromEntries(WORDS.map((w) => [w, given(w)])),
            ...party('petitioner'),
            ...party('representative'),
            end: byTerm(values) ? '' : values.end,
            ...termGiven(values),
            unit: values.unit === file.unit ? '' : values.unit,
            clears: [
                ...Object.entries(CLEARS)
                    .filter(
                        ([w]) =>
                            order[/** @type {keyof typeof CLEARS} */ (w)] &&
                            !values[w] &&
                            (w !== 'hearing_on' || values.kind === 'UMM'),
                    )
                    .map(([, word]) => word),
                ...(endGoes(values, order) ? ['end'] : []),
            ],
            ...personsChanged(values, file, order),
            respondents_in: [
                ...values.respondents_new,
                ...gone(values.respondents, order.respondents).map((person) => ({ person })),
            ],
            respondents_out: gone(order.respondents, values.respondents).map((person) => ({ person })),
            relation: values.respondents_new.length ? values.relation : '',
            relations: relationsChanged(values, file, order),
            ...measuresChanged(values.measures, order.measures.map(measureGiven)),
            note: values.note,
        }),
        version: file.version,
    };
}

/** What each of those who stay is to whom. @param {{ form: FormState, file: Case, order: TimelineOrder }} props */
function RelationsPart({ form, file, order }) {
    const name = (/** @type {number} */ id) =>
        nameOf(file.persons.find((p) => p.id === id) ?? { first_name: '', surname: '' });
    const field = (/** @type {string} */ path, /** @type {string} */ label) =>
        html`<${TextField} key=${path} form=${form} name=${path} label=${label} most=${ORDER.relation} width="medium"
            optional=${false} suggestions=${say('order.relations').split('|')} />`;
    const staying = order.respondents.filter((id) => form.get('respondents').includes(id));
    const named = [...form.get('named.protected'), ...form.get('named.dependant')];

    return (
        staying.length > 0 &&
        html`<fieldset class="stack" data-testid="registration-relations">
            <legend>${say('order.relations.each')}</legend>
            <p class="hint">${say('registration.relations.hint')}</p>
            <div class="fields">${staying.map((id) => [
                field(`relations.r${id}.all`, say('registration.relation.all', { respondent: name(id) })),
                order.persons
                    .filter((person) => named.includes(person))
                    .map((person) =>
                        field(
                            `relations.r${id}.p${person}`,
                            say('order.relations.pair', { respondent: name(id), person: name(person) }),
                        ),
                    ),
            ])}</div></fieldset>`
    );
}

/** @param {{ form: FormState, file: Case, order: TimelineOrder }} props */
function RespondentsPart({ form, file, order }) {
    const known = inRole(file, 'respondent');

    return html`
        <${Section} title=${say('order.respondent')}>
            ${
                known.length > 0 &&
                html`<${CheckList} form=${form} name="respondents" label=${say('registration.respondents')}
                    optional=${false} options=${known.map((p) => [p.id, nameOf(p), p.relation])} />`
            }
            <${RelationsPart} form=${form} file=${file} order=${order} />
            <${Repeated} form=${form} name="respondents_new" most=${4}
                legend=${(/** @type {number} */ i) => say('registration.respondent', { n: i + 1 })}
                fresh=${() => personFresh('dependant', { role: undefined })}
                add=${say('registration.respondent.add')}>${(/** @type {string} */ path) => html`
                    <${PersonFields} form=${form} path=${path} />`}</${Repeated}>
            ${
                form.get('respondents_new').length > 0 &&
                html`<${TextField} form=${form} name="relation" label=${say('order.relation')}
                    most=${ORDER.relation} width="medium" suggestions=${say('order.relations').split('|')} />`
            }
        </${Section}>`;
}

/** @typedef {{ units: string[], book: Measures }} Lists */

/** @param {{ form: FormState, file: Case, order: TimelineOrder, units: string[] }} props */
function WordsPart({ form, file, order, units }) {
    return html`
        <${Section} title=${say('order.paper')}>
            <${SelectField} form=${form} name="kind" label=${say('order.kind')} required=${say('order.kind.needed')}
                options=${ORDER_KINDS.map((k) => [k, say(`kind.${k}.long`)])} />
            <${TextField} form=${form} name="issuer" label=${say('order.issuer')}
                most=${FIX.issuer} required=${say('order.issuer.needed')} />
            <div class="fields">
                <${TextField} form=${form} name="number" label=${say('order.number')} most=${FIX.number}
                    width="short" required=${say('order.number.needed')} />
                <${DateField} form=${form} name="decision_date" label=${say('order.decision_date')}
                    most=${dateToday()} required=${say('order.decision_date.needed')} />
                <${DateField} form=${form} name="received_on" label=${say('order.received_on')}
                    most=${dateToday()} optional=${false} />
                ${
                    form.get('kind') === 'UM' &&
                    order.kind !== 'UM' &&
                    !byTerm(form.values) &&
                    html`<${DateField} form=${form} name="end" label=${say('order.end')}
                        required=${say('order.end.needed')} />`
                }
                ${
                    openNow(form.values, order) &&
                    html`<${DateField} form=${form} name="end" label=${say('order.end')} optional=${false}
                        hint=${say('registration.end.open')} />`
                }
                ${
                    form.get('kind') === 'UMM' &&
                    html`<${DateField} form=${form} name="hearing_on" label=${say('order.hearing_on')}
                        optional=${false} />`
                }
                <${SelectField} form=${form} name="unit" label=${say('order.unit')} required=${say('order.unit.needed')}
                    options=${[...new Set([file.unit, ...units])].map((u) => [u, u])} />
            </div>
            <${TermFields} form=${form} />
        </${Section}>`;
}

/** @param {{ file: Case, order: TimelineOrder, lists: Lists, reload: () => Promise<unknown> }} props */
function RegistrationForm({ file, order, lists, reload }) {
    const form = useForm({
        initial: valuesOf(file, order),
        prefix: 'registration',
        refresh: reload,
        places: { ...PERSON_PLACES, respondents_in: 'respondents_new', respondents_out: 'respondents' },
        warn: async (values, _attempt, confirm) =>
            (
                await post(`/api/v1/orders/${order.id}/registration/preview`, {
                    ...bodyOf(values, file, order),
                    confirm,
                })
            ).warnings ?? [],
        send: (values, attempt, confirm) =>
            attempt.post(`/api/v1/orders/${order.id}/registration`, { ...bodyOf(values, file, order), confirm }),
        done: () => {
            toast(say('registration.saved'));
            goInstead(`/cases/${file.id}`, { at: 'orders' });
        },
    });
    const body = bodyOf(form.values, file, order);
    const reckoned = useActPreview(order.id, Object.keys(body).length > 1 ? body : null, 'registration');

    return html`<${Form} form=${form} submit=${say('registration.save')} cancel=${link(`/cases/${file.id}`)}
        testid="registration-form"><div class="with-beside">
            <div class="stack">
                <${WordsPart} form=${form} file=${file} order=${order} units=${lists.units} />
                <${PartiesPart} form=${form} />
                <${PersonsPart} form=${form} file=${file} />
                <${ChildrenPart} form=${form} file=${file} />
                <${RespondentsPart} form=${form} file=${file} order=${order} />
                <${MeasuresPart} form=${form} book=${lists.book} />
                <${Section} title=${say('act.note')}>
                    <${TextArea} form=${form} name="note" label=${say('registration.note')} rows=${2} /></${Section}>
            </div>
            <${ActPanel} kind="registration_corrected" ...${reckoned} file=${file} day=${dateToday()} />
        </div></${Form}>`;
}

/** @param {{ params: Record<string, string>, query: Record<string, string> }} props */
export default function RegistrationScreen({ params, query }) {
    const load = useLoad(async () => {
        const [file, timeline, { units }, book] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get(`/api/v1/cases/${params.id}/timeline`),
            get('/api/v1/units'),
            get('/api/v1/measures'),
        ]);
        return { file, order: timeline.orders.find((o) => String(o.id) === query.order), lists: { units, book } };
    }, [params.id, query.order]);

    return html`
        <${Page} title=${say('registration.title')} lead=${say('registration.lead')} wide testid="registration-screen"
            over=${load.data?.order && orderName(load.data.order)}
            back=${{ href: link(`/cases/${params.id}`), text: say('case.back') }}>
            <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ { file, order, lists }) =>
                order &&
                html`<${RegistrationForm} key=${order.id} file=${file} order=${order} lists=${lists}
                              reload=${load.reload} />`}</${FileLoaded}>
        </${Page}>`;
}
