// @ts-check
/* The persons of a file: what is known of each, added to and put right. */
/** @import { CaseProps } from './case.js' */
/** @import { CasePerson, PersonCorrection, Warning } from '../../types/api' */
/** @typedef {NonNullable<PersonCorrection['fields']>[number]} PersonField */
import { PersonApart as PERSON_APART, PersonFields as PERSON, PersonNew as PERSON_NEW } from '/vendor/limits.js';
import { html, useRef, useState } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField, PhoneField, RadioField, TextArea, TextField } from '../parts/field.js';
import { Form, useForm, warningText } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { Facts, Notice, Section, Tag } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { PersonFields } from '../parts/person.js';
import { phone } from '../money.js';
import { link } from '../route.js';
import { say } from '../texts.js';

const FIELDS = ['first_name', 'surname', 'no_surname', 'father_name', 'nid', 'birth_date', 'sex', 'address', 'phone'];

/** What is put right: the rest stays as it is, whoever wrote it meanwhile. Where nothing is, the name says so.
 * @param {Record<string, any>} first @param {Record<string, any>} values @returns {PersonField[]} */
function touched(first, values) {
    const names = FIELDS.filter((f) => (values[f] || '') !== (first[f] || ''));
    const fields = names.map((f) => (f === 'no_surname' ? 'surname' : f));

    return /** @type {PersonField[]} */ (fields.length ? [...new Set(fields)] : ['first_name']);
}

/** @param {Record<string, any>} [person] */
const whoOf = (person) => Object.fromEntries(FIELDS.map((f) => [f, person?.[f] ?? '']));

/** As the file has it, in words. @param {string} name @param {any} value */
const personShown = (name, value) =>
    name === 'birth_date'
        ? dateShown(value)
        : name === 'sex'
          ? say(`person.sex.${value}`)
          : name === 'no_surname'
            ? say('stale.yes')
            : String(value);

/** Whoever is there without a surname has none. @param {CasePerson} [person] */
const whoFirst = (person) => ({ ...whoOf(person), no_surname: person && !person.surname ? true : '' });

/** Somebody new, or what is known of somebody.
 * @param {CaseProps & { person?: CasePerson, close: () => void, warned: (warnings: Warning[]) => void }}
 * props */
function PersonForm({ file, changed, person, close, warned }) {
    const first = useRef(whoFirst(person));
    const form = useForm({
        initial: { role: person?.role ?? 'dependant', relation: '', ...first.current },
        send: (values, attempt, confirm) =>
            person
                ? attempt.put(`/api/v1/cases/${file.id}/persons/${person.id}`, {
                      ...valuesGiven(whoOf(values)),
                      fields: touched(first.current, values),
                      version: file.version,
                  })
                : attempt.post(`/api/v1/cases/${file.id}/persons`, {
                      ...valuesGiven(whoOf(values)),
                      role: values.role,
                      relation: values.role === 'respondent' ? values.relation.trim() || undefined : undefined,
                      version: file.version,
                      confirm,
                  }),
        done: async (answer) => {
            toast(say('person.saved'));
            await changed();
            warned(answer.warnings ?? []);
            close();
        },
        refresh: changed,
        now: person && (() => whoFirst(person)),
        shown: personShown,
        prefix: 'person',
    });

    return html`<${Form} form=${form} submit=${say(person ? 'person.save' : 'person.add')} cancel=${close}
        testid="person-form">
        ${
            !person &&
            html`<${RadioField} form=${form} name="role" label=${say('person.role')}
                required=${say('person.role.needed')} inline
                options=${['protected', 'dependant', 'respondent'].map((r) => [r, say(`person.role.${r}`)])} />`
        }
        <${PersonFields} form=${form} path="" />
        <div class="fields"><${PhoneField} form=${form} name="phone" label=${say('person.phone')} />
            <${TextField} form=${form} name="address" label=${say('person.address')} most=${PERSON.address} /></div>
        ${form.get('role') !== 'respondent' && html`<p class="hint">${say('person.address.hint')}</p>`}
        ${
            !person &&
            form.get('role') === 'respondent' &&
            html`<${TextField} form=${form} name="relation" label=${say('order.relation')}
                most=${PERSON_NEW.relation} width="medium"
                suggestions=${say('order.relations').split('|')} />`
        }
    </${Form}>`;
}

/** A death: nothing is due after that day. A day entered by mistake can be taken back.
 * @param {CaseProps & { person: CasePerson, close: () => void }} props */
function DeathForm({ file, changed, person, close }) {
    const form = useForm({
        initial: { on: '' },
        send: ({ on }, attempt) =>
            attempt.put(`/api/v1/persons/${person.id}/death`, {
                case_id: file.id,
                version: file.version,
                ...(person.died_on ? { none: true } : { on }),
            }),
        done: async () => {
            toast(say('person.saved'));
            await changed();
            close();
        },
        refresh: changed,
        prefix: 'person',
    });

    return html`<${Form} form=${form} submit=${say(person.died_on ? 'person.death.none' : 'person.death.save')}
        cancel=${close} testid="death-form">
        ${
            person.died_on
                ? html`<p>${say('person.death.none.hint', { date: dateShown(person.died_on) })}</p>`
                : html`<${DateField} form=${form} name="on" label=${say('person.death.on')}
                    hint=${say('person.death.hint')} most=${dateToday()} required=${say('person.death.on.needed')} />`
        }
    </${Form}>`;
}

/** That two persons of one name and birth date are two, and by what that is known.
 * @param {CaseProps & { person: CasePerson, other: CasePerson['same'][number], close: () => void }} props */
function ApartForm({ file, changed, person, other, close }) {
    const form = useForm({
        initial: { reason: '' },
        send: ({ reason }, attempt) =>
            attempt.post(`/api/v1/cases/${file.id}/persons/${person.id}/apart`, {
                version: file.version,
                other: other.person,
                reason: reason.trim(),
            }),
        done: async () => {
            toast(say('person.apart.done'));
            await changed();
            close();
        },
        refresh: changed,
        prefix: 'person',
    });

    return html`<${Form} form=${form} submit=${say('person.apart.save')} cancel=${close} testid="apart-form">
        <${TextArea} form=${form} name="reason" label=${say('person.apart.reason')}
            hint=${say('person.apart.reason.hint')} most=${PERSON_APART.reason} rows=${3}
            required=${say('person.apart.reason.needed')} />
    </${Form}>`;
}

/** Somebody of the same name and birth date: one person until somebody says that they are two.
 * @param {CaseProps & { person: CasePerson, inset: ReturnType<typeof useInset> }} props */
function Same({ person, inset, ...all }) {
    return person.same.map((other) => {
        const at = `${person.id}-apart-${other.person}`;

        return html`<${Notice} key=${at} kind="warning" testid="person-same">
            <p>${say(`person.same.${person.role}`, { file: other.case_number })}</p>
            <div class="actions"><a class="button small" href=${link(`/cases/${other.case_id}`)}>
                    ${say('person.same.look', { file: other.case_number })}</a>
                <button type="button" class="button small" data-testid="apart"
                    onClick=${() => inset.open(at)}>${say('person.apart')}</button></div>
            ${
                inset.at === at &&
                html`<${Inset} title=${say('person.apart')}>
                    <${ApartForm} ...${all} person=${person} other=${other} close=${inset.close} /></${Inset}>`
            }</${Notice}>`;
    });
}

/** @param {CaseProps & { person: CasePerson, inset: ReturnType<typeof useInset>,
 *   warned: (warnings: Warning[]) => void }} props */
function Person({ person, inset, warned, ...all }) {
    const name = nameOf(person);
    const change = String(person.id),
        death = `${person.id}-death`;

    return html`<article class="line" data-testid="person">
        <div class="line-head"><h3>${name}</h3>
            <${Tag} text=${say(`person.role.${person.role}`)} kind=${person.role === 'respondent' ? 'quiet' : 'info'} />
            <button type="button" class="button small" data-testid="person-change"
                aria-label=${say('person.change_of', { name })}
                onClick=${() => inset.open(change)}>${say('case.change')}</button></div>
        <${Facts} of=${[
            [say('order.relation'), person.relation],
            [say('person.birth_date'), dateShown(person.birth_date)],
            [say('person.nid'), person.nid],
            [say('person.father_name'), person.father_name],
            [say('person.phone'), phone(person.phone)],
            [say('person.address'), person.address],
            [say('person.died_on'), dateShown(person.died_on)],
        ]} />
        ${person.same.length > 0 && html`<${Same} ...${all} person=${person} inset=${inset} />`}
        ${
            inset.at === change &&
            html`<${Inset} title=${say('person.change_of', { name })}>
                <${PersonForm} ...${all} person=${person} close=${inset.close} warned=${warned} />
                ${
                    person.role !== 'respondent' &&
                    html`<div><button type="button" class="button small quiet" data-testid="death"
                            onClick=${() => inset.open(death)}>
                            ${say(person.died_on ? 'person.death.none' : 'person.death')}</button></div>`
                }
            </${Inset}>`
        }
        ${
            inset.at === death &&
            html`<${Inset} title=${say('person.death_of', { name })}>
                <${DeathForm} ...${all} person=${person} close=${inset.close} /></${Inset}>`
        }
    </article>`;
}

/** @param {CaseProps} props */
export function PersonsSection(props) {
    const [warnings, setWarnings] = useState(/** @type {Warning[]} */ ([]));
    const inset = useInset();

    return html`
        <${Section} title=${say('case.part.persons')} testid="part-persons"
            actions=${html`<button type="button" class="button small" data-testid="person-new"
                onClick=${() => inset.open('new')}>${say('person.new')}</button>`}>
            ${
                warnings.length > 0 &&
                html`<${Notice} kind="warning" role="alert"
                    testid="person-warnings">
                    <ul>${warnings.map((w) => html`<li>${warningText(w, 'person')}</li>`)}</ul></${Notice}>`
            }
            ${
                inset.at === 'new' &&
                html`<${Inset} title=${say('person.new')}>
                    <${PersonForm} ...${props} close=${inset.close} warned=${setWarnings} /></${Inset}>`
            }
            ${props.file.persons.map(
                (p) => html`<${Person} key=${p.id} ...${props} person=${p} inset=${inset} warned=${setWarnings} />`,
            )}
        </${Section}>`;
}
