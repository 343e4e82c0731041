// @ts-check
/* The parts of the page on which an order is written down, in the order of the paper: the paper itself, the persons,
 * the children, the respondent, the measures. */
/** @import { FormState } from '../parts/form.js' */
/** @import { Case, Courts, DocumentRules, Measures, OrderPersonNew, TimelineOrder } from '../../types/api' */
import { OrderFields as ORDER } from '/vendor/limits.js';
import { html, useEffect } from '/vendor/preact.js';
import { dateIs, dateShown, dateToday } from '../dates.js';
import { CheckList, DateField, RadioField, Repeated, SelectField, TextField, TimeField } from '../parts/field.js';
import { MeasureList } from '../parts/measures.js';
import { nameOf } from '../parts/name.js';
import { Section } from '../parts/page.js';
import { PersonFields, personFresh } from '../parts/person.js';
import { byTerm, TermFields } from '../parts/term.js';
import { say, textOf } from '../texts.js';
import { relationsDrop } from './order_relations.js';

export const ORDER_KINDS = ['UMPMM', 'UMM', 'UM'];

/** Once the kind says which, the likely issuer stands there, until somebody writes another.
 * @param {FormState} form @param {Courts['usual']} usual */
function useUsualIssuer(form, usual) {
    const kind = form.get('kind');

    useEffect(() => {
        const given = form.get('issuer');
        const likely = kind === 'UMPMM' ? usual.police : usual.court;

        if (kind && likely && (!given || given === usual.police || given === usual.court)) form.set('issuer', likely);
    }, [kind]);
}

/** Who issued it, number and days. @param {{ form: FormState, courts: Courts['courts'], police: string[],
 *   usual: Courts['usual'], end: string | null }} props end: the last day that the law lets a court set */
export function PaperPart({ form, courts, police, usual, end }) {
    const kind = form.get('kind'),
        court = kind === 'UMM' || kind === 'UM';
    useUsualIssuer(form, usual);
    const day = form.get('decision_date');
    const known = courts.filter((c) => !dateIs(day) || ((!c.from || c.from <= day) && (!c.until || c.until >= day)));

    return html`
        <${Section} title=${say('order.paper')}>
            <${RadioField} form=${form} name="kind" label=${say('order.kind')} required=${say('order.kind.needed')}
                options=${ORDER_KINDS.map((k) => [k, say(`kind.${k}.long`), say(`kind.${k}.hint`)])} />
            <${TextField} form=${form} name="issuer"
                label=${say(court ? 'order.issuer.court' : kind ? 'order.issuer.police' : 'order.issuer')}
                most=${ORDER.issuer}
                required=${say('order.issuer.needed')}
                hint=${say('order.issuer.hint')}
                suggestions=${
                    court ? known.map((c) => c.name) : kind ? police : [...police, ...known.map((c) => c.name)]
                } />
            <div class="fields">
                <${TextField} form=${form} name="number" label=${say('order.number')} most=${ORDER.number} width="short"
                    required=${say('order.number.needed')} />
                <${DateField} form=${form} name="decision_date" label=${say('order.decision_date')}
                    most=${dateToday()} required=${say('order.decision_date.needed')} />
                ${
                    kind &&
                    kind !== 'UM' &&
                    html`<${TimeField} form=${form} name="decided_at"
                        label=${say('order.decided_at')} hint=${say('order.decided_at.hint')} />`
                }
                <${DateField} form=${form} name="received_on" label=${say('order.received_on')} optional=${false}
                    most=${dateToday()}
                    hint=${say('order.received_on.hint')} />
            </div>
            <div class="fields">
                <${DateField} form=${form} name="start" label=${say('order.start')} optional=${false}
                    hint=${say('order.start.hint')} />
                ${
                    !byTerm(form.values) &&
                    html`<${DateField} form=${form} name="end" label=${say('order.end')} optional=${false}
                        required=${kind === 'UM' && say('order.end.needed')}
                        hint=${say(kind === 'UM' ? 'order.end.hint' : 'order.end.open')} />`
                }
                ${
                    kind === 'UMM' &&
                    html`<${DateField} form=${form} name="hearing_on" label=${say('order.hearing_on')}
                        hint=${say('order.hearing_on.hint')} />`
                }
            </div>
            <${TermFields} form=${form} />
            ${
                kind === 'UM' &&
                html`<div class="suggested">${
                    end &&
                    !byTerm(form.values) &&
                    form.get('end') !== end &&
                    html`<button type="button" class="button small"
                        data-testid="end-suggested"
                        onClick=${() => form.set('end', end)}>
                        ${say('order.end.take', { date: dateShown(end) })}</button>`
                }</div>
                    <${DateField} form=${form} name="final_date" label=${say('order.final_date')} optional=${false}
                    most=${dateToday()}
                    hint=${say('order.final_date.hint')} />`
            }
        </${Section}>`;
}

const isNew = (/** @type {string} */ role) => (/** @type {{ role: string }} */ person) => person.role === role;

/** Those of the file whom the paper names.
 * @param {{ form: FormState, file: Case | null, role: 'protected' | 'dependant' }} props */
function KnownPersons({ form, file, role }) {
    const known = (file?.persons ?? []).filter((p) => p.role === role);

    return (
        known.length > 0 &&
        html`<${CheckList} form=${form} name=${`named.${role}`} label=${say(`order.named.${role}`)} optional=${false}
            options=${known.map((p) => [
                p.id,
                nameOf(p),
                p.birth_date && say('person.born', { date: dateShown(p.birth_date) }),
            ])} />`
    );
}

/** Children of the file whom the court protects by themselves, and no longer beside somebody else.
 * @param {{ form: FormState, file: Case | null }} props */
function RaisedChildren({ form, file }) {
    const children = (file?.persons ?? []).filter((p) => p.role === 'dependant');

    return (
        children.length > 0 &&
        html`<${CheckList} form=${form} name="raised" label=${say('order.raised')} optional=${false}
            hint=${say('order.raised.hint')} options=${children.map((p) => [p.id, nameOf(p)])} />`
    );
}

/** A paper that names children alone: mostly they are the protected persons themselves. @param {{ form: FormState }}
 * props */
function OnlyChildren({ form }) {
    if (!form.questions.some((q) => q.code === 'only_children')) return null;
    const make = () =>
        form.set(
            'persons',
            form.get('persons').map((/** @type {OrderPersonNew} */ p) => ({ ...p, role: 'protected' })),
        );
    return html`<div class="suggested"><button type="button" class="button small" data-testid="make-protected"
            onClick=${make}>${say('order.only_children.make')}</button></div>`;
}

/** @param {{ form: FormState, file: Case | null }} props */
export function PersonsPart({ form, file }) {
    const fault = form.error('persons');

    return html`
        <${Section} title=${say('order.persons')}>
            <p class="hint">${say('order.persons.hint')}</p>
            ${fault && html`<p class="field-fault">${fault}</p>`}
            <${OnlyChildren} form=${form} />
            <${KnownPersons} form=${form} file=${file} role="protected" />
            <${RaisedChildren} form=${form} file=${file} />
            <${Repeated} form=${form} name="persons" place="protected" of=${isNew('protected')}
                least=${file || form.get('persons').some(isNew('dependant')) ? 0 : 1}
                removed=${(/** @type {number} */ at) => relationsDrop(form, 'persons', at)}
                legend=${(/** @type {number} */ i) => say('order.person', { n: i + 1 })}
                fresh=${() => personFresh('protected')} add=${say('order.person.add')}>${(
                    /** @type {string} */ path,
                ) => html`
                    <${PersonFields} form=${form} path=${path} />`}</${Repeated}>
        </${Section}>`;
}

/** A child's surname is in most cases that of a person already on the page.
 * @param {{ form: FormState, file: Case | null }} props */
export function ChildrenPart({ form, file }) {
    const elder = () =>
        form.get('respondent')?.surname ||
        (form.get('persons') ?? []).find(isNew('protected'))?.surname ||
        (file?.persons ?? []).find((p) => p.role === 'protected')?.surname ||
        '';

    return html`
        <${Section} title=${say('order.children')}>
            <p class="hint">${say('order.children.hint')}</p>
            <${KnownPersons} form=${form} file=${file} role="dependant" />
            <${Repeated} form=${form} name="persons" place="children" of=${isNew('dependant')}
                removed=${(/** @type {number} */ at) => relationsDrop(form, 'persons', at)}
                legend=${(/** @type {number} */ i) => say('order.child', { n: i + 1 })}
                fresh=${() => personFresh('dependant', { surname: elder() })} add=${say('order.child.add')}>${(
                    /** @type {string} */ path,
                ) => html`
                    <${PersonFields} form=${form} path=${path} />`}</${Repeated}>
        </${Section}>`;
}

/** @param {{ form: FormState, file: Case | null }} props */
export function RespondentPart({ form, file }) {
    const known = (file?.persons ?? []).filter((p) => p.role === 'respondent');
    const other = !known.length || form.get('respondent_known') === 'other';
    const some = Object.values(form.get('respondent') ?? {}).some(Boolean);

    form.whose.set('respondent', say('order.respondent'));
    return html`
        <${Section} title=${say('order.respondent')}>
            <p class="hint">${say('order.respondent.hint')}</p>
            ${
                known.length > 0 &&
                html`<${RadioField} form=${form} name="respondent_known" label=${say('order.respondent.who')}
                    required=${say('order.respondent.who.needed')}
                    options=${[
                        ...known.map((p) => [String(p.id), nameOf(p), p.relation]),
                        ['other', say('order.respondent.other')],
                    ]} />`
            }
            ${
                other &&
                html`<${PersonFields} form=${form} path="respondent" needed=${some} />
                    <${TextField} form=${form} name="relation" label=${say('order.relation')}
                        most=${ORDER.relation} width="medium"
                    hint=${say('order.relation.hint')}
                    suggestions=${say('order.relations').split('|')} />`
            }
        </${Section}>`;
}

/** @param {{ form: FormState, book: Measures }} props the catalogue */
export function MeasuresPart({ form, book }) {
    return (
        book.measures.length > 0 &&
        html`
            <${Section} title=${say('order.measures')}>
                <${MeasureList} form=${form} name="measures" book=${book} kind=${form.get('kind')}
                    day=${form.get('decision_date')} label=${say('order.measures.label')}
                    hint=${say('order.measures.hint')} />
            </${Section}>`
    );
}

const KINDS = ['UMPMM', 'UMM', 'UM'];

/** Whether an order of a lower kind is in force, which would stand for ever if nobody said that this one takes its
 * place; or is over by the day that was written down, with no word of a court on its end.
 * @param {FormState} form @param {TimelineOrder[]} orders */
const givesWay = (form, orders) =>
    orders.some(
        (o) =>
            (o.protection.in_force || (o.kind !== 'UM' && !o.protection.settled && o.protection.from)) &&
            KINDS.includes(form.get('kind')) &&
            KINDS.indexOf(o.kind) < KINDS.indexOf(form.get('kind')),
    );

/** Whether that order came after this one, whose paper arrives late.
 * @param {FormState} form @param {TimelineOrder} o */
const lateFor = (form, o) =>
    KINDS.includes(form.get('kind')) &&
    KINDS.indexOf(o.kind) > KINDS.indexOf(form.get('kind')) &&
    dateIs(form.get('decision_date')) &&
    o.decision_date >= form.get('decision_date');

/** For a new file its unit; for a known one the order that this one follows. Nothing is chosen in advance but what one
 * came for.
 * @param {{ form: FormState, file: Case | null, orders: TimelineOrder[], units: string[] }} props */
export function PlacePart({ form, file, orders, units }) {
    if (!file)
        return html`<${Section} title=${say('order.place')}>
            <${SelectField} form=${form} name="unit" label=${say('order.unit')} hint=${say('order.unit.hint')}
                required=${say('order.unit.needed')}
                none=${say('order.unit.none')}
                options=${units.map((u) => [u, u])} /></${Section}>`;
    return (
        orders.length > 0 &&
        html`<${Section} title=${say('order.place.before')}>
            <${RadioField} form=${form} name="follows" label=${say('order.follows')}
                hint=${say('order.follows.hint')}
                required=${
                    (givesWay(form, orders) || orders.some((o) => lateFor(form, o))) && say('order.follows.needed')
                }
                options=${[
                    ...orders.map((o) => [
                        lateFor(form, o) ? `late:${o.id}` : String(o.id),
                        say(lateFor(form, o) ? 'order.follows.late' : 'order.follows.one', {
                            kind: say(`kind.${o.kind}`),
                            number: o.number,
                            date: dateShown(o.decision_date),
                        }),
                    ]),
                    ['none', say('order.follows.none')],
                ]} /></${Section}>`
    );
}

/** The papers that lay on the table, kept as a note beside the file.
 * @param {{ form: FormState, papers: DocumentRules['documents'] }} props */
export function SeenPart({ form, papers }) {
    return (
        papers.length > 0 &&
        html`
            <${Section} title=${say('order.seen')}>
                <${CheckList} form=${form} name="seen" label=${say('order.seen.label')} hint=${say('order.seen.hint')}
                    options=${papers.map((d) => [d.code, textOf(d)])} />
            </${Section}>`
    );
}
