// @ts-check
/* Further services that the council waives: cleaning and lighting, rent, whatever it decides. Counts for all offices;
 * who is entitled, by the number of the file, for coordinators. None of them is on a card. */
/** @import { Values } from '../parts/form.js' */
/** @import { Column } from '../parts/page.js' */
/** @import { MunicipalServices, MunicipalServicePersons } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { MunicipalServiceNew as SERVICE } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { figure, money } from '../money.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { CheckField, CheckList, DateField, MoneyField, RadioField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Fold } from '../parts/fold.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, ProblemNote, Table, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { spanText } from '../parts/span.js';
import { link } from '../route.js';
import { get, post } from '../server.js';
import { sessionMay } from '../session.js';
import { say, textOf } from '../texts.js';

const KINDS = ['UMPMM', 'UMM', 'UM'];
const WHO = ['protected', 'dependant'];
const UNITS = ['month', 'year'];

/** @typedef {MunicipalServices['services'][number]} Service */

/** @param {string[]} values @param {string} words */
const list = (values, words) => values.map((v) => [v, say(`${words}.${v}`)]);

/** @param {{ done: () => unknown, close: () => void }} props */
function ServiceForm({ done, close }) {
    const form = useForm({
        initial: {
            text: '',
            text_en: '',
            source: '',
            from: '',
            until: '',
            amount: '',
            unit: 'month',
            share: '100',
            kinds: [],
            who: [],
            needs_final: false,
        },
        send: (/** @type {Values} */ { until, share, ...v }, attempt) =>
            attempt.post('/api/v1/municipal-services', {
                .../** @type {any} */ (v),
                share: Number(share),
                ...(until && { until }),
            }),
        done,
        prefix: 'rules',
    });

    return html`<${Form} form=${form} submit=${say('services.save')} cancel=${close} testid="service-form">
        <div class="fields">
            <${TextField} form=${form} name="text" label=${say('services.text')} hint=${say('services.text.hint')}
                most=${SERVICE.text} required=${say('services.text.needed')} />
            <${TextField} form=${form} name="text_en" label=${say('papers.text_en')} most=${SERVICE.text_en}
                required=${say('papers.text_en.needed')} />
            <${TextField} form=${form} name="source" label=${say('rules.source')} hint=${say('rules.source.hint')}
                most=${SERVICE.source} required=${say('rules.source.needed')} />
            <${DateField} form=${form} name="from" label=${say('rules.from')} required=${say('rules.from.needed')} />
            <${DateField} form=${form} name="until" label=${say('rules.until')} least=${dateToday()} />
            <${MoneyField} form=${form} name="amount" label=${say('services.amount')} hint=${say('rules.amount.hint')}
                required=${say('rules.amount.needed')} />
            <${TextField} form=${form} name="share" label=${say('rules.share')} width="short" inputmode="numeric"
                most=${3} required=${say('rules.share.needed')}
                check=${(/** @type {string} */ v) =>
                    /^\d+$/.test(v.trim()) && Number(v) >= 1 && Number(v) <= 100 ? '' : say('rules.share.needed')} />
        </div>
        <${RadioField} form=${form} name="unit" label=${say('rules.unit')} inline
            required=${say('rules.unit.needed')}
            options=${list(UNITS, 'rules.unit')} />
        <${CheckList} form=${form} name="kinds" label=${say('rules.kinds')} options=${list(KINDS, 'kind')}
            required=${say('rules.kinds.needed')} />
        <${CheckList} form=${form} name="who" label=${say('rules.who')} options=${list(WHO, 'rules.who')}
            required=${say('rules.who.needed')} />
        <${CheckField} form=${form} name="needs_final" label=${say('rules.needs_final.choice')} />
    </${Form}>`;
}

/** @param {{ id: number }} props */
function Persons({ id }) {
    const load = useLoad(() => get(`/api/v1/municipal-services/${id}/persons`), [id]);
    /** @type {Column<MunicipalServicePersons['persons'][number]>[]} */
    const columns = [
        {
            key: 'file',
            label: say('services.file'),
            head: true,
            cell: (p) => html`<a href=${link(`/cases/${p.case_id}`)}>${p.file}</a>`,
        },
        { key: 'until', label: say('rules.until'), cell: (p) => dateShown(p.until) || say('services.open') },
    ];

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { persons }) => html`
        <${Table} caption=${say('services.persons')} quietCaption columns=${columns} rows=${persons}
            keyOf=${(/** @type {MunicipalServicePersons['persons'][number]} */ p) => `${p.case_id} ${p.person}`}
            empty=${say('services.persons.none')} />`}</${Loaded}>`;
}

/** @param {{ services: Service[], edit: boolean, reload: () => unknown }} props */
function Services({ services, edit, reload }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const lists = sessionMay(['coordinator']);
    const at = services.find((s) => String(s.id) === inset.at);
    const done = async () => {
        toast(say('rules.saved'));
        await reload();
        inset.close();
    };
    const take = async (/** @type {Service} */ s) => {
        const sure = await confirm({
            title: say('rules.void.sure', { source: textOf(s) }),
            text: say('services.void.text', { persons: s.persons }),
            yes: say('rules.void'),
            danger: true,
        });

        if (sure && (await trying(() => post(`/api/v1/municipal-services/${s.id}/void`))))
            toast(say('rules.void.done'));
        await reload();
    };
    /** @type {Column<Service>[]} */
    const columns = [
        { key: 'text', label: say('services.text'), head: true, cell: textOf },
        { key: 'source', label: say('rules.source') },
        { key: 'span', label: say('rules.span'), cell: (s) => spanText(s.from, s.until) },
        {
            key: 'terms',
            label: say('rules.terms'),
            cell: (s) =>
                [
                    s.amount
                        ? say(`rules.amount.by.${s.unit}`, { amount: money(s.amount) })
                        : say('rules.amount.unknown'),
                    say('rules.share.part', { share: s.share }),
                    s.kinds.join(', '),
                    s.needs_final && say('rules.needs_final'),
                    s.who.map((who) => say(`rules.who.${who}`)).join(', '),
                ]
                    .filter(Boolean)
                    .join(' · '),
        },
        { key: 'persons', label: say('services.now'), align: 'end', cell: (s) => figure(s.persons) },
        {
            key: 'waived',
            label: say('services.waived'),
            align: 'end',
            cell: (s) => (s.amount ? money(s.waived) : say('fees.unstated')),
        },
    ];

    if (edit || lists)
        columns.push({
            key: 'acts',
            label: say('places.acts'),
            cell: (s) => html`<div class="row">
                ${
                    lists &&
                    html`<button type="button" class="button small" data-testid=${`service-persons-${s.id}`}
                        aria-label=${say('services.persons.of', { service: textOf(s) })}
                        onClick=${() => inset.open(String(s.id))}>${say('services.persons')}</button>`
                }
                ${
                    edit &&
                    html`<button type="button" class="button small"
                        aria-label=${say('rules.void.of', { source: textOf(s) })}
                        onClick=${() => take(s)}>${say('rules.void')}</button>`
                }</div>`,
        });
    return html`
        ${
            edit &&
            html`<p><button type="button" class="button small" data-testid="service-new"
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('services.new')}</button></p>`
        }
        ${problem && html`<${ProblemNote} problem=${problem} prefix="rules" />`}
        ${
            inset.at === 'new' &&
            html`<${Inset} title=${say('services.new')}><${ServiceForm} done=${done} close=${inset.close} /></${Inset}>`
        }
        ${
            at &&
            html`<${Inset} title=${say('services.persons.of', { service: textOf(at) })}>
                <${Persons} id=${at.id} /><p><button type="button" class="button small"
                    onClick=${inset.close}>${say('form.cancel')}</button></p></${Inset}>`
        }
        <${Table} caption=${say('services.title')} quietCaption columns=${columns} rows=${services}
            empty=${say('services.none')} />`;
}

/** @param {{ edit: boolean }} props */
function AllServices({ edit }) {
    const load = useLoad(() => get('/api/v1/municipal-services'), []);

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { services }) => html`
        <${Services} services=${services} edit=${edit} reload=${load.reload} />`}</${Loaded}>`;
}

/** @param {{ edit: boolean }} props */
export function FurtherServices({ edit }) {
    return html`<${Fold} name="rules-services" title=${say('services.title')} now=${say('services.hint')}
        testid="part-services"><${AllServices} edit=${edit} /></${Fold}>`;
}
