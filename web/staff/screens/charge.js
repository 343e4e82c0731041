// @ts-check
/* Who follows how many files, and which nobody follows; all of somebody's are handed over at once, before a leave or
 * behind a departure. File numbers alone: nothing here names a person of a file. */
/** @import { Column } from '../parts/page.js' */
/** @import { Charge, HandedOver } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { toast } from '../parts/announce.js';
import { SelectField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Page, Section, Table, Tag, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
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
            options=${all.filter((h) => h.active && h.id !== from.id).map((h) => [String(h.id), h.full_name])} />
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

export default function ChargeScreen() {
    const load = useLoad(() => get('/api/v1/charge'), []);

    return html`<${Page} title=${say('charge.title')} lead=${say('charge.lead')} testid="charge-screen">
        <${Loaded} of=${load} prefix="charge">${(/** @type {Data<typeof load>} */ charge) => html`
            <${Holders} charge=${charge} reload=${load.reload} />
            <${Nobodys} charge=${charge} />`}</${Loaded}>
    </${Page}>`;
}
