// @ts-check
/* What is over is erased for good: one account asks, another approves, and nothing is erased by itself. Asked for from
 * a file's work (?file=): the file, or one of its persons. */
/** @import { Column } from '../parts/page.js' */
/** @import { Case, Erasures } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { RadioField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { nameOf } from '../parts/name.js';
import { Loaded, Page, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { get, post } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';

/** @typedef {Erasures['erasures'][number]} Erasure */

/** "dosja 3/2026" @param {Erasure} e */
const whatSaid = (e) => say(`erasures.what.${e.what}`, { number: e.case_number ?? String(e.record) });

/** @param {Erasure} e */
const outcome = (e) =>
    e.approved_by
        ? say('erasures.erased', { by: e.approved_by, at: instantShown(e.ended_at ?? e.asked_at) })
        : say('erasures.withdrawn', { at: instantShown(e.ended_at ?? e.asked_at) });

/** @param {(e: Erasure, how: 'approve' | 'withdraw') => void} answer @returns {Column<Erasure>[]} */
const columns = (answer) => [
    { key: 'what', label: say('erasures.what'), head: true, cell: whatSaid },
    { key: 'asked_by', label: say('erasures.by') },
    {
        key: 'asked_at',
        label: say('erasures.at'),
        cell: (e) => html`<span class="nowrap">${instantShown(e.asked_at)}</span>`,
    },
    {
        key: 'state',
        label: say('erasures.state'),
        cell: (e) =>
            e.ended_at
                ? outcome(e)
                : html`<div class="buttons">${
                      /** @type {const} */ (['approve', 'withdraw']).map(
                          (how) => html`<button type="button" class="button small" data-testid=${`erasure-${how}`}
                        onClick=${() => answer(e, how)}>${say(`erasures.${how}`)}
                        <span class="visually-hidden"> ${whatSaid(e)}</span></button>`,
                      )
                  }</div>`,
    },
];

/** @param {{ file: Case, reload: () => Promise<void> }} props */
function AskForm({ file, reload }) {
    const form = useForm({
        initial: { of: '' },
        prefix: 'erasures',
        places: { what: 'of', record: 'of' },
        send: ({ of }, attempt) => {
            const person = file.persons.find((p) => String(p.id) === of);
            return attempt.post('/api/v1/erasures', {
                what: person ? 'person' : 'file',
                record: person ? person.id : file.id,
            });
        },
        done: async () => {
            toast(say('erasures.asked'));
            form.replace({ of: '' }, true);
            await reload();
        },
    });

    return html`
        <${Form} form=${form} submit=${say('erasures.ask')} testid="erasure-form"
            cancel=${link(`/cases/${file.id}/work`)}>
            <${RadioField} form=${form} name="of" required=${say('erasures.of.needed')}
                label=${say('erasures.of')} options=${[
                    ['file', say('erasures.of.file', { number: file.number })],
                    ...file.persons.map((p) => [String(p.id), nameOf(p)]),
                ]} />
            <p class="hint">${say('erasures.of.hint')}</p>
        </${Form}>`;
}

/** @param {{ id: string, reload: () => Promise<void> }} props */
function Ask({ id, reload }) {
    const load = useLoad(() => get(`/api/v1/cases/${id}`), [id]);

    return html`<${Section} title=${say('erasures.ask')} testid="part-ask">
        <${Loaded} of=${load}>${(/** @type {Case} */ file) =>
            html`<${AskForm} file=${file} reload=${reload} />`}</${Loaded}></${Section}>`;
}

/** @param {{ query: Record<string, string> }} props */
export default function ErasuresScreen({ query }) {
    const load = useLoad(() => get('/api/v1/erasures'), []);
    const { problem, trying } = useRefusal();
    const answer = async (/** @type {Erasure} */ e, /** @type {'approve' | 'withdraw'} */ how) => {
        const sure = {
            title: say(`erasures.${how}`),
            text: say(`erasures.${how}.sure`, { what: whatSaid(e) }),
            yes: say(`erasures.${how}`),
            danger: how === 'approve',
        };

        if (!(await confirm(sure))) return;
        await trying(async () => {
            await post(`/api/v1/erasures/${e.id}/${how}`);
            toast(say(`erasures.${how}.done`));
        });
        await load.reload();
    };

    return html`
        <${Page} title=${say('erasures.title')} lead=${say('erasures.lead')} testid="erasures-screen">
            ${problem && html`<${ProblemNote} problem=${problem} prefix="erasures" />`}
            ${
                sessionMay(['coordinator']) &&
                (/^\d+$/.test(query.file ?? '')
                    ? html`<${Ask} id=${query.file} reload=${load.reload} />`
                    : html`<p class="hint">${say('erasures.from_file')}</p>`)
            }
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { erasures }) =>
                /** @type {const} */ (['waiting', 'over']).map(
                    (part) => html`<${Section} title=${say(`erasures.${part}`)} testid=${`part-${part}`}>
                        <${Table} caption=${say(`erasures.${part}`)} quietCaption columns=${columns(answer)}
                            rows=${erasures.filter((e) => Boolean(e.ended_at) === (part === 'over'))}
                            empty=${say('erasures.none')} testid=${`erasures-${part}`} /></${Section}>`,
                )}</${Loaded}>
        </${Page}>`;
}
