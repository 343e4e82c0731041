// @ts-check
/* Who follows how many files, and which nobody follows; all of somebody's are handed over at once, before a leave or
 * behind a departure; and who stands in for whom, from day to day. File numbers alone: nothing here names a person of a
 * file. */
/** @import { Column } from '../parts/page.js' */
/** @import { Charge, HandedOver } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { DateField, SelectField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Page, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { spanText } from '../parts/span.js';
import { link } from '../route.js';
import { get, post } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';

/** @typedef {Charge['holders'][number]} Holder */

/** @param {Holder} h */
const nameOf = (h) => h.full_name ?? say('charge.nobody');

/** @param {Holder} h */
const who = (h) =>
    html`${nameOf(h)}${h.id > 0 && !h.active && html` <${Tag} text=${say('charge.gone')} kind="warning" />`}`;

/** @param {((h: Holder) => void) | null} hand null: whoever looks only reads @returns {Column<Holder>[]} */
const columns = (hand) => [
    { key: 'full_name', label: say('charge.who'), head: true, cell: who },
    { key: 'files', label: say('charge.files'), align: 'end' },
    ...(hand
        ? [
              {
                  key: 'hand',
                  label: say('charge.hand'),
                  cell: (/** @type {Holder} */ h) =>
                      h.files > 0 &&
                      html`<button type="button" class="button small" data-testid="charge-hand"
                          onClick=${() => hand(h)}>${say('charge.hand')}
                          <span class="visually-hidden"> ${nameOf(h)}</span></button>`,
              },
          ]
        : []),
];

/** Those who may follow files. @param {Holder[]} all @param {number} [but] @returns {[string, string][]} */
const people = (all, but) => all.filter((h) => h.active && h.id !== but).map((h) => [String(h.id), nameOf(h)]);

/** @param {{ from: Holder, all: Holder[], close: () => void, reload: () => Promise<unknown> }} props */
function HandForm({ from, all, close, reload }) {
    const form = useForm({
        initial: { to: '' },
        prefix: 'charge',
        places: { from: 'to', files: 'to' },
        refresh: reload,
        send: ({ to }, attempt) =>
            attempt.post('/api/v1/charge', {
                ...(from.id && { from: from.id }),
                to: Number(to),
                files: from.files,
            }),
        done: async (/** @type {HandedOver} */ { files, left }) => {
            toast(
                [say('charge.handed', { count: files }), left && say('charge.left', { count: left })]
                    .filter(Boolean)
                    .join(' '),
            );
            close();
            await reload();
        },
    });

    return html`<${Form} form=${form} submit=${say('charge.hand.save', { count: from.files })} cancel=${close}
        testid="hand-form">
        <${SelectField} form=${form} name="to" label=${say('charge.to')} hint=${say('charge.to.hint')}
            required=${say('charge.to.needed')} none=""
            options=${people(all, from.id)} />
    </${Form}>`;
}

/** @param {{ charge: Charge }} props */
function Nobodys({ charge }) {
    const more = charge.nobody_all - charge.nobody.length;

    return html`<${Section} title=${say('charge.nobodys')} testid="part-nobodys">
        ${
            charge.nobody.length
                ? html`<ul class="plain">${charge.nobody.map(
                      (f) => html`<li key=${f.case_id}><a href=${link(`/cases/${f.case_id}/charge`)}>${f.number}</a>
                          ${f.unit}${f.sealed && html` <${Tag} text=${say('charge.sealed')} />`}</li>`,
                  )}</ul>`
                : html`<p class="hint">${say('charge.nobodys.none')}</p>`
        }
        ${more > 0 && html`<p class="hint">${say('charge.nobodys.more', { count: more })}</p>`}
    </${Section}>`;
}

/** @param {{ charge: Charge, reload: () => Promise<unknown> }} props */
function Holders({ charge, reload }) {
    const inset = useInset();
    const from = charge.holders.find((h) => String(h.id) === inset.at);
    const hand = sessionMay(['coordinator']) ? (/** @type {Holder} */ h) => inset.open(String(h.id)) : null;

    return html`<${Section} title=${say('charge.holders')} testid="part-holders">
        <${Table} caption=${say('charge.holders')} quietCaption columns=${columns(hand)} rows=${charge.holders}
            testid="charge-holders" />
        ${
            from &&
            html`<${Inset} key=${from.id} title=${say('charge.hand_of', { name: nameOf(from) })}>
                <${HandForm} from=${from} all=${charge.holders} close=${inset.close} reload=${reload} /></${Inset}>`
        }
    </${Section}>`;
}

/** @param {{ all: Holder[], close: () => void, reload: () => Promise<unknown> }} props */
function SubstituteForm({ all, close, reload }) {
    const form = useForm({
        initial: { away: '', by: '', from: '', until: '' },
        prefix: 'charge.substitute',
        send: ({ away, by, from, until }, attempt) =>
            attempt.post('/api/v1/substitutes', { away: Number(away), by: Number(by), from, until }),
        done: async () => {
            toast(say('charge.substitute.done'));
            close();
            await reload();
        },
    });
    const known = (/** @type {string} */ name) => ({
        form,
        name,
        label: say(`charge.substitute.${name}`),
        required: say(`charge.substitute.${name}.needed`),
    });

    return html`<${Form} form=${form} submit=${say('charge.substitute.save')} cancel=${close} testid="substitute-form">
        <div class="fields">
            <${SelectField} ...${known('away')} none="" options=${people(all)} />
            <${SelectField} ...${known('by')} none="" options=${people(all)} />
            <${DateField} ...${known('from')} />
            <${DateField} ...${known('until')} /></div>
    </${Form}>`;
}

/** @typedef {Charge['substitutes'][number]} Substitute */

/** @param {((s: Substitute) => void) | null} end null: whoever looks only reads @returns {Column<Substitute>[]} */
const substituteColumns = (end) => [
    { key: 'away', label: say('charge.substitute.away'), head: true },
    { key: 'by', label: say('charge.substitute.by') },
    { key: 'from', label: say('charge.substitute.days'), cell: (s) => spanText(s.from, s.until) },
    ...(end
        ? [
              {
                  key: 'end',
                  label: say('charge.substitute.end'),
                  cell: (/** @type {Substitute} */ s) => html`<button type="button" class="button small"
                      data-testid="substitute-end" onClick=${() => end(s)}>${say('charge.substitute.end')}
                      <span class="visually-hidden"> ${s.away} ${spanText(s.from, s.until)}</span></button>`,
              },
          ]
        : []),
];

/** @param {{ charge: Charge, reload: () => Promise<unknown> }} props */
function Substitutes({ charge, reload }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const may = sessionMay(['coordinator']);
    const end = async (/** @type {Substitute} */ s) => {
        const sure = {
            title: say('charge.substitute.end'),
            text: say('charge.substitute.end.sure', { by: s.by, away: s.away }),
            yes: say('charge.substitute.end'),
        };

        if (!(await confirm(sure))) return;
        await trying(async () => {
            await post(`/api/v1/substitutes/${s.id}/end`);
            toast(say('charge.substitute.ended'));
        });
        await reload();
    };

    return html`<${Section} title=${say('charge.substitutes')} testid="part-substitutes">
        <p class="hint">${say('charge.substitutes.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="charge" />`}
        <${Table} caption=${say('charge.substitutes')} quietCaption columns=${substituteColumns(may ? end : null)}
            rows=${charge.substitutes} empty=${say('charge.substitutes.none')} testid="substitutes" />
        ${
            may &&
            html`<div class="buttons"><button type="button" class="button" data-testid="substitute-new"
                onClick=${() => inset.open('new')}>${say('charge.substitute.new')}</button></div>`
        }
        ${
            inset.at === 'new' &&
            html`<${Inset} title=${say('charge.substitute.new')}>
                <${SubstituteForm} all=${charge.holders} close=${inset.close} reload=${reload} /></${Inset}>`
        }
    </${Section}>`;
}

export default function ChargeScreen() {
    const load = useLoad(() => get('/api/v1/charge'), []);

    return html`<${Page} title=${say('charge.title')} lead=${say('charge.lead')} testid="charge-screen">
        <${Loaded} of=${load} prefix="charge">${(/** @type {Data<typeof load>} */ charge) => html`
            <${Holders} charge=${charge} reload=${load.reload} />
            <${Substitutes} charge=${charge} reload=${load.reload} />
            <${Nobodys} charge=${charge} />`}</${Loaded}>
    </${Page}>`;
}
