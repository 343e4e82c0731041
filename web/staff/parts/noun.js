// @ts-check
/* Nouns of case work as the server declares them: their forms, and what a record says. A new one needs words here
 * (work.KIND, work.KIND.FIELD) and no code. */
/** @import { CaseNouns, CaseWork } from '../../types/api' */
/** @import { Word } from './case_words.js' */
/** @import { Content } from '../../types/screen' */
/** @import { FormState, Values } from './form.js' */
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { say, sayFirst, said, textOf } from '../texts.js';
import { wordOf } from './case_words.js';
import { CheckList, DateField, SelectField, TextArea, TextField, TimeField } from './field.js';
import { Form, useForm } from './form.js';
import { InstitutionField } from './institution.js';

/** @typedef {CaseNouns['nouns'][number]} Noun */
/** @typedef {Noun['fields'][number]} Field */
/** @typedef {CaseWork['records'][number]} Record */
/** @typedef {{ words: Word[], units: string[], orders: [string, string][] }} Choices what there is to choose from;
 * orders: of the file, id and what it is called */

/** A longer text than that has a box of its own below the short ones. */
const LINE = 400;

/** @param {Noun | { kind: string }} noun @param {string} name of a field, or of what is said of the noun */
const key = ({ kind }, name) => `work.${kind}.${name}`;

/** A word of that noun, or else the one of all of them. @param {{ kind: string }} noun @param {string} name */
export const nounSay = (noun, name) => sayFirst([key(noun, name), `work.${name}`], {});

/** @param {Field} field @param {Choices} from @param {string} value @returns {[string, string][]} */
function options({ form, list }, { words, units, orders }, value) {
    if (form === 'order') return orders;
    if (form === 'unit') return units.map((u) => [u, u]);
    const chosen = value.split(' ');

    return words
        .filter((w) => w.list === list && (w.offered || chosen.includes(w.code)))
        .map((w) => [w.code, textOf(w)]);
}

/** @param {{ form: FormState, noun: Noun, field: Field, from: Choices }} props */
function NounField({ form, noun, field, from }) {
    const { name, max } = field;
    const hint = key(noun, `${name}.hint`);
    const value = form.initial[name];
    const all = {
        form,
        name,
        label: say(key(noun, name)),
        most: max,
        ...(said(hint) && { hint: say(hint) }),
        ...(field.needed && { required: say(key(noun, `${name}.needed`)) }),
    };

    switch (field.form) {
        case 'lines':
            return html`<${TextArea} ...${all} rows=${4} />`;
        case 'set':
            return html`<${CheckList} ...${all} options=${options(field, from, value.join(' '))} />`;
        case 'choice':
        case 'unit':
        case 'order':
            return html`<${SelectField} ...${all} none=${say(field.needed ? 'work.choose' : 'work.unsaid')}
                options=${options(field, from, value)} />`;
        case 'day':
            return html`<${DateField} ...${all} most=${undefined} />`;
        case 'institution':
            return html`<${InstitutionField} ...${all} />`;
        case 'hour':
            return html`<${TimeField} ...${all} />`;
        case 'count':
            return html`<${TextField} ...${all} inputmode="numeric" />`;
        default:
            return html`<${TextField} ...${all} />`;
    }
}

/** @param {Noun} noun @param {Begun | undefined} record @returns {Values} */
export function nounInitial(noun, record) {
    const now = new Map(record?.said.map((s) => [s.name, s.value]));

    return {
        on: record?.on ?? dateToday(),
        due: record?.due ?? '',
        ...Object.fromEntries(
            noun.fields.map(({ name, form }) => {
                const value = now.get(name) ?? '';
                return [name, form === 'set' ? value.split(' ').filter(Boolean) : value];
            }),
        ),
    };
}

/** As the request wants it. @param {Noun} noun @param {Values} values */
export function nounGiven(noun, values) {
    return noun.fields
        .map(({ name, form }) => ({
            name,
            value: form === 'set' ? values[name].join(' ') : String(values[name] ?? '').trim(),
        }))
        .filter(({ value }) => value);
}

/** What is asked of that noun, within a form.
 * @param {{ form: FormState, noun: Noun, from: Choices, undated?: boolean }} props */
export function NounFields({ form, noun, from, undated }) {
    const short = noun.fields.filter((f) => f.form !== 'lines' && f.form !== 'set' && f.max <= LINE);
    const field = (/** @type {Field} */ f) =>
        html`<${NounField} key=${f.name} form=${form} noun=${noun} field=${f} from=${from} />`;

    return html`<div class="fields">
            ${
                !undated &&
                html`<${DateField} form=${form} name="on" label=${nounSay(noun, 'on')}
                    most=${noun.ahead ? undefined : dateToday()} required=${say('work.on.needed')} />`
            }
            ${short.map(field)}
            ${
                noun.due !== 'never' &&
                html`<${DateField} form=${form} name="due" label=${nounSay(noun, 'due')}
                    required=${noun.due === 'needed' && say('work.due.needed')} />`
            }
        </div>
        ${noun.fields.filter((f) => !short.includes(f)).map(field)}`;
}

/** @typedef {{ id: number, on: string, due: string | null, said: { name: string, value: string }[] }} Begun */
/** @param {{ file?: string | number, to?: string, more?: object, undated?: boolean, noun: Noun, record?: Begun,
 *   like?: Begun, answers?: number, from: Choices, done: () => unknown, close: () => void }} props record: that is put
 *   right; answers: that is answered; like: what it says to begin with; to: where it is recorded, if not in the file's
 *   case work; more: members beside; undated: its day is known there */
export function NounForm({ file, to, more, undated, noun, record, like, answers, from, done, close }) {
    const form = useForm({
        initial: nounInitial(noun, record ?? like),
        send: (/** @type {Values} */ values, tried) =>
            tried.post(to ?? `/api/v1/cases/${file}/work`, {
                kind: noun.kind,
                ...more,
                ...(!undated && { on: values.on }),
                ...(values.due && { due: values.due }),
                ...(answers && { answers }),
                ...(record && { corrects: record.id }),
                said: nounGiven(noun, values),
            }),
        done: async () => {
            await done();
            close();
        },
        prefix: 'work',
    });

    return html`<${Form} form=${form} submit=${say('work.save')} cancel=${close} testid=${`work-form-${noun.kind}`}>
        <${NounFields} form=${form} noun=${noun} from=${from} undated=${undated} /></${Form}>`;
}

/** @param {Field | undefined} field @param {string} value @param {Choices} from */
function valueText(field, value, { words, orders }) {
    if (field?.form === 'order') return orders.find(([id]) => id === value)?.[1] ?? '';
    if (field?.form === 'day') return dateShown(value);
    if (field?.form !== 'choice' && field?.form !== 'set') return value;
    return value
        .split(' ')
        .map((code) => wordOf(words, field.list ?? undefined, code) || code)
        .join(', ');
}

/** What a record says, name by name, the longer texts as they were written.
 * @param {{ noun: Noun, record: { said: { name: string, value: string }[] }, from: Choices }} props */
export function NounSaid({ noun, record, from }) {
    const fields = new Map(noun.fields.map((f) => [f.name, f]));
    const long = record.said.filter((s) => fields.get(s.name)?.form === 'lines');
    /** @type {[Content, Content][]} */
    const short = record.said
        .filter((s) => !long.includes(s))
        .map((s) => [say(key(noun, s.name)), valueText(fields.get(s.name), s.value, from)]);

    return html`
        ${
            short.length > 0 &&
            html`<dl class="facts">${short.map(
                ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
            )}</dl>`
        }
        ${long.map(
            (s) => html`<p class="hint" key=${s.name}>${say(key(noun, s.name))}</p>
                <p class="note-text">${s.value}</p>`,
        )}`;
}
