// @ts-check
/* The smaller rules: how months are paid, which papers an application shows, on which days kindergartens are closed,
 * which certificates a fee desk notes. Each a short list, and a form that adds to it. */
/** @import { FormState } from '../parts/form.js' */
/** @import { Values } from '../parts/form.js' */
/** @import { Column } from '../parts/page.js' */
/** @import { Attempt } from '../server.js' */
/** @import { DocumentRules, PaymentRules } from '../../types/api' */
/** @import { Content, Data } from '../../types/screen' */
import {
    CertificateKindNew as KIND,
    ClosedDayNew as CLOSED,
    DocumentRuleNew as PAPER,
    HolidayNew as HOLIDAY,
    PaymentRuleNew as MONTHS,
} from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { DateField, RadioField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Earlier, Fold } from '../parts/fold.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, ProblemNote, Table, Tag, useLoad } from '../parts/page.js';
import { spanText } from '../parts/span.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { get, patch, post, remove } from '../server.js';
import { language, say, textOf } from '../texts.js';
import { effectWarnings, ruleVoid } from './rule_effect.js';

/** @typedef {(write: () => Promise<unknown>) => Promise<void>} Run does a write, and says how it went; false: it was
 * thought better of */
/** @typedef {'/api/v1/payment-rules' | '/api/v1/document-rules' | '/api/v1/closed-days' | '/api/v1/certificate-kinds' |
 * '/api/v1/holidays' | '/api/v1/one-off-payments'}
 * Path */
/** @typedef {{ form: FormState }} FieldsProps */

/** Whose effect on payments is told before they are kept. @type {Path[]} */
const PREVIEWED = ['/api/v1/payment-rules', '/api/v1/one-off-payments'];

/** Whether a row is of the past: its last day, or the day that it is. @param {{ until?: string | null,
 *   on?: string | null }} row */
const past = ({ until, on }) => (until ?? on ?? dateToday()) < dateToday();

/** A list that is shut until it is wanted. @param {ListProps} props */
export function Rules(props) {
    const { name, wanted } = props;

    return html`<${Fold} name=${`rules-${name}`} title=${say(`${name}.title`)} now=${say(`${name}.hint`)}
        testid=${`part-${name}`} wanted=${wanted}><${List} ...${props} /></${Fold}>`;
}

/**
 * @typedef {object} ListProps
 * @property {string} name prefix of its words
 * @property {Path} path
 * @property {(data: any) => any[]} of
 * @property {(run: Run) => Column<any>[]} columns
 * @property {boolean} [edit]
 * @property {boolean} [wanted] one came here for it
 * @property {(props: FieldsProps) => Content} Fields
 * @property {Values} initial
 * @property {(values: Values) => any} [body]
 */

/** What is in it, its "add", and writes on its rows. @param {ListProps} props */
function List({ name, path, of, columns, edit, Fields, initial, body = valuesGiven }) {
    const load = useLoad(() => get(path), []);
    const inset = useInset();
    const { problem, trying } = useRefusal();
    /** @type {Run} */
    const run = async (write) => {
        /** @type {unknown} */
        let answer;
        if ((await trying(async () => (answer = await write()))) && answer !== false) toast(say('rules.saved'));
        await load.reload();
    };
    const done = async () => {
        toast(say('rules.saved'));
        await load.reload();
        inset.close();
    };

    return html`
        ${
            edit &&
            html`<div><button type="button" class="button small" data-testid=${`${name}-new`}
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say(`${name}.new`)}</button></div>`
        }
        ${problem && html`<${ProblemNote} problem=${problem} prefix=${name} />`}
        ${
            inset.at === 'new' &&
            html`<${Inset} title=${say(`${name}.new`)}>
                <${AddForm} ...${{ name, path, Fields, initial, body, done, close: inset.close }} /></${Inset}>`
        }
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ data) => {
            const [over, held] = [of(data).filter(past), of(data).filter((row) => !past(row))];

            return html`
                <${Table} caption=${say(`${name}.title`)} quietCaption columns=${columns(run)} rows=${held}
                    empty=${say(`${name}.none`)} />
                <${Earlier} count=${over.length} text=${say('rules.earlier', { count: over.length })}>
                    <${Table} caption=${say('rules.earlier', { count: over.length })} quietCaption
                        columns=${columns(run)} rows=${over} /></${Earlier}>`;
        }}</${Loaded}>`;
}

/** @param {{ name: string, path: Path, Fields: (props: FieldsProps) => Content, initial: Values,
 *   body: (values: Values) => any, done: () => unknown, close: () => void }} props */
function AddForm({ name, path, Fields, initial, body, done, close }) {
    const form = useForm({
        initial,
        ...(PREVIEWED.includes(path) && {
            warn: async (/** @type {Values} */ values, /** @type {Attempt} */ attempt) => {
                const effect = await attempt.post(/** @type {any} */ (`${path}?preview=1`), body(values));
                return 'losing' in effect ? effectWarnings(effect) : [];
            },
        }),
        send: (values, attempt) => attempt.post(path, body(values)),
        done,
        prefix: name,
    });

    return html`<${Form} form=${form} submit=${say(`${name}.save`)} cancel=${close}
        testid=${`${name}-form`}><${Fields} form=${form} /></${Form}>`;
}

/** @param {FieldsProps} props */
function MonthFields({ form }) {
    return html`
        <${RadioField} form=${form} name="part_month" label=${say('months.part')} required=${say('months.part.needed')}
            options=${['whole', 'days'].map((v) => [v, say(`months.part.${v}`), say(`months.part.${v}.hint`)])} />
        <${RadioField} form=${form} name="first_month" label=${say('months.first')}
            required=${say('months.first.needed')}
            options=${['filing', 'next'].map((v) => [v, say(`months.first.${v}`)])} />
        <div class="fields">
            <${TextField} form=${form} name="source" label=${say('rules.source')} hint=${say('rules.source.hint')}
                most=${MONTHS.source} required=${say('rules.source.needed')} />
            <${DateField} form=${form} name="from" label=${say('rules.from')} hint=${say('months.from.hint')}
                required=${say('rules.from.needed')} /></div>`;
}

/** How months are paid. @param {{ edit: boolean }} props */
export function MonthRules({ edit }) {
    return html`<${Rules} name="months" path="/api/v1/payment-rules" edit=${edit} Fields=${MonthFields}
        initial=${{ part_month: '', first_month: '', source: '', from: '' }}
        of=${(/** @type {PaymentRules} */ d) => d.rules.filter((r) => !r.until || r.until >= r.from)}
        columns=${(/** @type {Run} */ run) =>
            /** @type {Column<PaymentRules['rules'][number]>[]} */ ([
                { key: 'source', label: say('rules.source'), head: true },
                { key: 'span', label: say('rules.span'), cell: (r) => spanText(r.from, r.until) },
                {
                    key: 'part',
                    label: say('months.part'),
                    cell: (r) => say(`months.part.${r.part_month}`),
                },
                {
                    key: 'first',
                    label: say('months.first'),
                    cell: (r) => say(`months.first.${r.first_month}`),
                },
                ...(edit
                    ? [
                          {
                              key: 'acts',
                              label: say('places.acts'),
                              cell: (/** @type {PaymentRules['rules'][number]} */ r) =>
                                  html`<button type="button" class="button small"
                                      aria-label=${say('rules.void.of', { source: r.source })}
                                      onClick=${() => run(() => ruleVoid('/api/v1/payment-rules', r.id, r.source))}>
                                      ${say('rules.void')}</button>`,
                          },
                      ]
                    : []),
            ])} />`;
}

/** @param {FieldsProps} props */
function PaperFields({ form }) {
    return html`<div class="fields">
        <${TextField} form=${form} name="text" label=${say('papers.text')} most=${PAPER.text}
            required=${say('papers.text.needed')} />
        <${TextField} form=${form} name="text_en" label=${say('papers.text_en')} most=${PAPER.text_en}
            required=${say('papers.text_en.needed')} />
        <${TextField} form=${form} name="printed" label=${say('papers.printed')} hint=${say('papers.printed.hint')}
            most=${PAPER.printed} required=${say('papers.printed.needed')} />
        <${TextField} form=${form} name="printed_en" label=${say('papers.printed_en')}
            most=${PAPER.printed_en} required=${say('papers.printed_en.needed')} />
        <${TextField} form=${form} name="code" label=${say('papers.code')} hint=${say('papers.code.hint')}
            most=${PAPER.code}
            width="medium" required=${say('papers.code.needed')} />
        <${TextField} form=${form} name="source" label=${say('rules.source')} hint=${say('rules.source.hint')}
            most=${PAPER.source} required=${say('rules.source.needed')} />
        <${DateField} form=${form} name="from" label=${say('rules.from')}
            required=${say('rules.from.needed')} /></div>`;
}

/** Which papers an application for the payment shows. @param {{ edit: boolean }} props */
export function PapersAsked({ edit }) {
    const today = dateToday();

    return html`<${Rules} name="papers" path="/api/v1/document-rules" edit=${edit} Fields=${PaperFields}
        of=${(/** @type {DocumentRules} */ d) => d.documents}
        initial=${{ text: '', text_en: '', printed: '', printed_en: '', code: '', source: '', from: today }} columns=${(
            /** @type {Run} */ run,
        ) =>
            /** @type {Column<DocumentRules['documents'][number]>[]} */ ([
                { key: 'text', label: say('papers.what'), head: true, cell: textOf },
                {
                    key: 'printed',
                    label: say('papers.printed'),
                    cell: (r) => (language() === 'en' ? r.printed_en : r.printed),
                },
                { key: 'source', label: say('rules.source') },
                { key: 'span', label: say('rules.span'), cell: (r) => spanText(r.from, r.until) },
                ...(edit
                    ? [
                          {
                              key: 'acts',
                              label: say('places.acts'),
                              cell: (/** @type {DocumentRules['documents'][number]} */ r) =>
                                  !r.until &&
                                  html`<button type="button" class="button small"
                                      aria-label=${say('papers.end.of', { name: textOf(r) })}
                                      onClick=${async () =>
                                          (await confirm({
                                              title: say('papers.end.of', { name: textOf(r) }),
                                              text: say('papers.end.text'),
                                              yes: say('papers.end'),
                                          })) &&
                                          run(() =>
                                              post(`/api/v1/document-rules/${r.id}/end`, { until: today }),
                                          )}>${say('papers.end')}</button>`,
                          },
                      ]
                    : []),
            ])} />`;
}

/** @param {FieldsProps} props */
function ClosedFields({ form }) {
    const load = useLoad(() => get('/api/v1/organisations'), []);
    const places = (load.data?.organisations ?? []).filter((o) => o.kind === 'kindergarten' && o.active);

    return html`<div class="fields"><${DateField} form=${form} name="on" label=${say('closed.on')}
        required=${say('closed.on.needed')} />
        <${TextField} form=${form} name="text" label=${say('closed.text')} hint=${say('closed.text.hint')}
            most=${CLOSED.text}
            required=${say('closed.text.needed')} />
        <${SelectField} form=${form} name="organisation" label=${say('closed.where')} none=${say('closed.everywhere')}
            optional=${false}
            options=${places.map((o) => [String(o.id), o.name])} /></div>`;
}

/** Days without a fee because nobody is there. */
export function ClosedDays() {
    return html`<${Rules} name="closed" path="/api/v1/closed-days" edit Fields=${ClosedFields}
        initial=${{ on: '', text: '', organisation: '' }}
        body=${(/** @type {Values} */ v) => ({
            on: v.on,
            text: v.text,
            ...(v.organisation && { organisation: Number(v.organisation) }),
        })}
        of=${(/** @type {import('../../types/api').ClosedDays} */ d) => d.closed_days} columns=${(
            /** @type {Run} */ run,
        ) =>
            /** @type {Column<import('../../types/api').ClosedDays['closed_days'][number]>[]} */ ([
                { key: 'on', label: say('closed.on'), head: true, cell: (r) => dateShown(r.on) },
                { key: 'text', label: say('closed.text') },
                {
                    key: 'where',
                    label: say('closed.where'),
                    cell: (r) => r.organisation_name ?? say('closed.everywhere'),
                },
                {
                    key: 'acts',
                    label: say('places.acts'),
                    cell: (r) => html`<button type="button" class="button small"
                        aria-label=${say('closed.remove.of', { on: dateShown(r.on) })}
                        onClick=${() => run(() => remove(`/api/v1/closed-days/${r.id}`))}>
                        ${say('closed.remove')}</button>`,
                },
            ])} />`;
}

/** @param {FieldsProps} props */
function HolidayFields({ form }) {
    return html`<div class="fields"><${DateField} form=${form} name="on" label=${say('holidays.on')}
        required=${say('holidays.on.needed')} />
        <${TextField} form=${form} name="name" label=${say('holidays.name')} hint=${say('holidays.name.hint')}
            most=${HOLIDAY.name} required=${say('holidays.name.needed')} />
        <${TextField} form=${form} name="source" label=${say('rules.source')} hint=${say('holidays.source.hint')}
            most=${HOLIDAY.source} required=${say('rules.source.needed')} /></div>`;
}

/** @typedef {import('../../types/api').Holidays['holidays'][number]} Holiday */

/** On which day it is. @param {Holiday} h */
const holidayDay = (h) =>
    h.kind === 'announced'
        ? dateShown(h.on)
        : h.kind === 'fixed'
          ? `${String(h.day).padStart(2, '0')}.${String(h.month).padStart(2, '0')}`
          : say(`holidays.${h.kind}`);

/** Days on which offices do not work: filing ends on the working day behind. @param {{ edit: boolean,
 *   wanted: boolean }} props */
export function Holidays({ edit, wanted }) {
    return html`<${Rules} name="holidays" path="/api/v1/holidays" edit=${edit} wanted=${wanted} Fields=${HolidayFields}
        initial=${{ on: '', name: '', source: '' }}
        of=${(/** @type {import('../../types/api').Holidays} */ d) => d.holidays} columns=${(/** @type {Run} */ run) =>
            /** @type {Column<Holiday>[]} */ ([
                { key: 'on', label: say('holidays.on'), head: true, cell: holidayDay },
                { key: 'name', label: say('holidays.name') },
                { key: 'source', label: say('rules.source') },
                ...(edit
                    ? [
                          {
                              key: 'acts',
                              label: say('places.acts'),
                              cell: (/** @type {Holiday} */ h) =>
                                  h.kind === 'announced' &&
                                  html`<button type="button" class="button small"
                                      aria-label=${say('closed.remove.of', { on: dateShown(h.on) })}
                                      onClick=${() => run(() => remove(`/api/v1/holidays/${h.id}`))}>
                                      ${say('closed.remove')}</button>`,
                          },
                      ]
                    : []),
            ])} />`;
}

/** @param {FieldsProps} props */
function KindFields({ form }) {
    return html`<div class="fields">
        <${TextField} form=${form} name="text" label=${say('certificates.text')} most=${KIND.text}
            required=${say('certificates.text.needed')} />
        <${TextField} form=${form} name="text_en" label=${say('papers.text_en')} most=${KIND.text_en}
            required=${say('papers.text_en.needed')} />
        <${TextField} form=${form} name="code" label=${say('papers.code')} hint=${say('papers.code.hint')}
            most=${KIND.code}
            width="medium" required=${say('papers.code.needed')} /></div>`;
}

/** What a fee desk notes. */
export function CertificateKinds() {
    return html`<${Rules} name="certificates" path="/api/v1/certificate-kinds" edit Fields=${KindFields}
        initial=${{ text: '', text_en: '', code: '' }}
        of=${(/** @type {import('../../types/api').CertificateKinds} */ d) => d.kinds} columns=${(
            /** @type {Run} */ run,
        ) =>
            /** @type {Column<import('../../types/api').CertificateKinds['kinds'][number]>[]} */ ([
                { key: 'text', label: say('certificates.text'), head: true, cell: textOf },
                {
                    key: 'state',
                    label: say('places.state'),
                    cell: (r) =>
                        html`<${Tag} kind=${r.active ? 'good' : 'quiet'}
                            text=${say(r.active ? 'places.active' : 'places.retired')} />`,
                },
                {
                    key: 'acts',
                    label: say('places.acts'),
                    cell: (r) => html`<button type="button" class="button small"
                        aria-label=${say(r.active ? 'places.retire.of' : 'places.restore.of', { name: textOf(r) })}
                        onClick=${() => run(() => patch(`/api/v1/certificate-kinds/${r.id}`, { active: !r.active }))}>
                        ${say(r.active ? 'places.retire' : 'places.restore')}</button>`,
                },
            ])} />`;
}
