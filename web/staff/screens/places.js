// @ts-check
/* Organisations whose staff check cards or hold enrolments, and the administrative units that files belong to. What is
 * no longer used is retired, not removed: files and figures go on naming it. */
/** @import { Column } from '../parts/page.js' */
/** @import { OrganisationKind } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { OrganisationNew as ORGANISATION, UnitNew as UNIT } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { toast } from '../parts/announce.js';
import { RadioField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Page, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { get, patch } from '../server.js';
import { say } from '../texts.js';

const KINDS = ['transport', 'kindergarten', 'fee_desk', 'institution'];

/** @typedef {{ prefix: 'organisations' | 'units', path: '/api/v1/organisations' | '/api/v1/units', most: number }} Sort
 * of what is listed */

/** @typedef {{ id: number, name: string, active: boolean, outside?: boolean, kind?: OrganisationKind,
 *   stage?: string | null }} Place
 * a unit has no kind */

/** @type {Sort} */
const ORGANISATIONS = { prefix: 'organisations', path: '/api/v1/organisations', most: ORGANISATION.name };
/** @type {Sort} */
const UNITS = { prefix: 'units', path: '/api/v1/units', most: UNIT.name };

/** @param {{ sort: Sort, one?: Place, done: () => unknown, close: () => void }} props one: it is renamed */
function NameForm({ sort, one, done, close }) {
    const withKind = sort === ORGANISATIONS && !one;
    const form = useForm({
        initial: { name: one?.name ?? '', stage: one?.stage ?? '', ...(withKind && { kind: '' }) },
        send: ({ stage, ...values }, attempt) => {
            const body = { ...values, ...(stage && (one?.kind ?? values.kind) === 'kindergarten' && { stage }) };
            return one ? attempt.patch(`${sort.path}/${one.id}`, body) : attempt.post(sort.path, body);
        },
        done,
        prefix: sort.prefix,
    });

    return html`<${Form} form=${form} submit=${say(one ? 'places.rename.save' : `${sort.prefix}.create`)}
        cancel=${close} testid=${`${sort.prefix}-form`}>
        ${
            withKind &&
            html`<${RadioField} form=${form} name="kind" label=${say('organisations.kind')}
                required=${say('organisations.kind.needed')}
                options=${KINDS.map((kind) => [
                    kind,
                    say(`organisations.kind.${kind}`),
                    say(`organisations.kind.${kind}.hint`),
                ])} />`
        }
        <${TextField} form=${form} name="name" label=${say('places.name')} most=${sort.most}
            required=${say('places.name.needed')} />
        ${
            (one?.kind ?? form.values.kind) === 'kindergarten' &&
            html`<${RadioField} form=${form} name="stage" label=${say('places.stage')} inline
                options=${['creche', 'kindergarten'].map((s) => [s, say(`places.stage.${s}`)])} />`
        }</${Form}>`;
}

/** @param {{ sort: Sort, rows: Place[], reload: () => unknown }} props */
function Places({ sort, rows, reload }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const one = rows.find((row) => String(row.id) === inset.at);
    const done = async () => {
        toast(say('places.saved'));
        await reload();
        inset.close();
    };
    const change = async (/** @type {Place} */ row, /** @type {{ active?: boolean, outside?: boolean }} */ what) => {
        if (await trying(() => patch(`${sort.path}/${row.id}`, what))) toast(say('places.saved'));
        await reload();
    };
    /** @type {Column<Place>[]} */
    const columns = [
        { key: 'name', label: say('places.name'), head: true },
        ...(sort === ORGANISATIONS
            ? [
                  {
                      key: 'kind',
                      label: say('organisations.kind'),
                      cell: (/** @type {Place} */ o) =>
                          say(`organisations.kind.${o.kind}`) + (o.stage ? ` (${say(`places.stage.${o.stage}`)})` : ''),
                  },
              ]
            : []),
        {
            key: 'active',
            label: say('places.state'),
            cell: (o) =>
                html`<${Tag} kind=${o.active ? 'good' : 'quiet'}
                    text=${say(o.active ? 'places.active' : 'places.retired')} />
                ${o.outside && html`<${Tag} kind="info" text=${say('places.outside')} />`}`,
        },
        {
            key: 'acts',
            label: say('places.acts'),
            cell: (o) => html`<div class="row">
                <button type="button" class="button small" aria-label=${say('places.rename.of', { name: o.name })}
                    onClick=${() => inset.open(String(o.id))}>${say('places.rename')}</button>
                <button type="button" class="button small"
                    aria-label=${say(o.active ? 'places.retire.of' : 'places.restore.of', { name: o.name })}
                    onClick=${() => change(o, { active: !o.active })}>
                    ${say(o.active ? 'places.retire' : 'places.restore')}</button>
                ${
                    sort === UNITS &&
                    html`<button type="button" class="button small" data-testid=${`unit-outside-${o.id}`}
                        aria-label=${say(o.outside ? 'places.outside.unset.of' : 'places.outside.set.of', {
                            name: o.name,
                        })}
                        onClick=${() => change(o, { outside: !o.outside })}>${say(
                            o.outside ? 'places.outside.unset' : 'places.outside.set',
                        )}</button>`
                }</div>`,
        },
    ];

    return html`
        <${Section} title=${say(`${sort.prefix}.title`)} testid=${`part-${sort.prefix}`}
            actions=${html`<button type="button" class="button small" data-testid=${`${sort.prefix}-new`}
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say(`${sort.prefix}.new`)}</button>`}>
            <p class="hint">${say(`${sort.prefix}.hint`)}</p>
            ${problem && html`<${ProblemNote} problem=${problem} prefix=${sort.prefix} />`}
            ${
                inset.at === 'new' &&
                html`<${Inset} title=${say(`${sort.prefix}.new`)}>
                    <${NameForm} sort=${sort} done=${done} close=${inset.close} /></${Inset}>`
            }
            ${
                one &&
                html`<${Inset} title=${say('places.rename.of', { name: one.name })}>
                    <${NameForm} key=${one.id} sort=${sort} one=${one} done=${done} close=${inset.close} /></${Inset}>`
            }
            <${Table} caption=${say(`${sort.prefix}.title`)} quietCaption columns=${columns} rows=${rows}
                empty=${say(`${sort.prefix}.none`)} />
        </${Section}>`;
}

export default function PlacesScreen() {
    const organisations = useLoad(() => get('/api/v1/organisations'), []);
    const units = useLoad(() => get('/api/v1/units'), []);

    return html`
        <${Page} title=${say('places.title')} testid="places-screen" wide>
            <${Loaded} of=${organisations}>
                ${(
                    /** @type {Data<typeof organisations>} */ data,
                ) => html`<${Places} sort=${ORGANISATIONS} rows=${data.organisations}
                    reload=${organisations.reload} />`}</${Loaded}>
            <${Loaded} of=${units}>
                ${(/** @type {Data<typeof units>} */ data) => html`<${Places} sort=${UNITS} rows=${data.all}
                    reload=${units.reload} />`}</${Loaded}>
        </${Page}>`;
}
