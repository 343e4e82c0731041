// @ts-check
/* All that is held on one person, for that person: the auditor or the coordinator names her, says who asks, how that
 * was known, and why, and gets a paper and a file that say the same. Where a sealed file names her, whoever keeps that
 * file approves it first. */
/** @import { Column } from '../parts/page.js' */
/** @import { ExportRequests, PersonExport } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { NamedExportRequest as NAMED } from '/vendor/limits.js';
import { html, useState } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { TextArea, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { get, post } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';

/** @typedef {ExportRequests['requests'][number]} Asked */
/** @typedef {{ paper: Blob, file: Blob }} Made */

const NOTHING = Object.freeze({
    nid: '',
    file: '',
    first_name: '',
    surname: '',
    why: '',
    asker: '',
    identified: '',
    handed_by: '',
});

/** One way to name her: the number, or the file with both names; some have one name only.
 * @param {typeof NOTHING} values */
function check({ nid, file, first_name, surname }) {
    const parts = [file, first_name, surname].map((text) => text.trim());
    const wrong = nid.trim() ? parts.some(Boolean) : !parts[0] || !parts[1];

    if (wrong) return { [nid.trim() ? 'file' : 'nid']: say('exports.one_way') };
    return /** @type {Record<string, string>} */ ({});
}

/** @param {string} base64 */
const paperOf = (base64) =>
    new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: 'application/pdf' });

/** What was made, until it is taken away: nothing of it stays in the page.
 * @param {{ made: Made, close: () => void }} props */
function Handed({ made, close }) {
    const button = (/** @type {keyof Made} */ what, /** @type {string} */ name) =>
        html`<button type="button" class="button" data-testid=${`export-${what}`}
            onClick=${() => save(made[what], name)}>${say(`exports.take.${what}`)}</button>`;

    return html`<${Notice} kind="good" title=${say('exports.saved')} role="status" testid="export-made">
        <p>${say('exports.saved.text')}</p>
        <div class="buttons">${button('paper', 'te-dhenat.pdf')}${button('file', 'te-dhenat.json')}
            <button type="button" class="button small" data-testid="export-close"
                onClick=${close}>${say('exports.close')}</button></div></${Notice}>`;
}

/** @param {{ asked: () => unknown, made: (made: Made) => void }} props asked: there is one more request */
function ExportForm({ asked, made }) {
    const clean = () => form.replace({ ...NOTHING }, true);
    const form = useForm({
        initial: { ...NOTHING },
        check,
        send: (values) => post('/api/v1/persons/export', { ...valuesGiven(values), paper: true }),
        done: async (/** @type {PersonExport} */ { paper, ...answer }) => {
            made({
                paper: paperOf(paper ?? ''),
                file: new Blob([JSON.stringify(answer, null, 2)], { type: 'application/json' }),
            });
            clean();
            await asked();
        },
        prefix: 'exports',
    });
    const { problem, trying } = useRefusal();
    const approvalAsk = () =>
        trying(async () => {
            const { asker, identified, handed_by, ...named } = form.values;
            await post('/api/v1/export-requests', valuesGiven(named));
            form.problem = null;
            clean();
            toast(say('exports.approval.asked'));
            await asked();
        });
    const needed = form.problem?.code === 'approval_needed';

    return html`
        ${problem && html`<${ProblemNote} problem=${problem} prefix="exports" />`}
        <${Form} form=${form} submit=${say('exports.do')} testid="export-form"
            more=${
                needed &&
                html`<button type="button" class="button" data-testid="export-ask"
                    onClick=${approvalAsk}>${say('exports.approval.ask')}</button>`
            }>
            <p class="hint">${say('exports.who')}</p>
            <div class="fields">
                <${TextField} form=${form} name="nid" optional=${false} label=${say('person.nid')} most=${NAMED.nid}
                    width="medium" />
            </div>
            <div class="fields">
                <${TextField} form=${form} name="file" optional=${false} label=${say('log.number')}
                    hint=${say('log.number.hint')} most=${NAMED.file} width="short" />
                <${TextField} form=${form} name="first_name" optional=${false} label=${say('person.first_name')}
                    most=${NAMED.first_name} width="medium" />
                <${TextField} form=${form} name="surname" optional=${false} label=${say('person.surname')}
                    most=${NAMED.surname} width="medium" />
            </div>
            <div class="fields">
                <${TextField} form=${form} name="asker" label=${say('exports.asker')} hint=${say('exports.asker.hint')}
                    most=${NAMED.asker} width="medium" required=${say('exports.asker.needed')} />
                <${TextField} form=${form} name="identified" label=${say('exports.identified')}
                    hint=${say('exports.identified.hint')} most=${NAMED.identified} width="medium"
                    required=${say('exports.identified.needed')} />
                <${TextField} form=${form} name="handed_by" label=${say('exports.handed_by')}
                    hint=${say('exports.handed_by.hint')} most=${NAMED.handed_by} width="medium" />
            </div>
            <${TextArea} form=${form} name="why" label=${say('exports.why')} hint=${say('exports.why.hint')}
                most=${NAMED.why} rows=${2} required=${say('exports.why.needed')} />
        </${Form}>`;
}

/** What has become of it. @param {Asked} asked */
export function exportState({ approved_by, approved_at, used_at }) {
    if (used_at) return say('exports.used', { at: instantShown(used_at) });
    if (approved_at) return say('exports.approved', { by: approved_by ?? '', at: instantShown(approved_at) });
    return say('exports.waits');
}

/** @returns {Column<Asked>[]} */
const columns = () => [
    {
        key: 'asked_at',
        label: say('exports.asked_at'),
        head: true,
        cell: (a) => html`<span class="nowrap">${instantShown(a.asked_at)}</span>`,
    },
    { key: 'why', label: say('exports.why') },
    { key: 'state', label: say('exports.state'), cell: exportState },
];

/** What the auditor has asked for, and what became of it.
 * @param {{ load: ReturnType<typeof useLoad<ExportRequests>> }} props */
function Requests({ load }) {
    return html`<${Section} title=${say('exports.requests')}>
        <p class="hint">${say('exports.requests.hint')}</p>
        <${Loaded} of=${load}>${(/** @type {ExportRequests} */ { requests }) => html`
            <${Table} caption=${say('exports.requests')} quietCaption columns=${columns()} rows=${requests}
                empty=${say('exports.none')} testid="exports" />`}</${Loaded}>
    </${Section}>`;
}

export default function ExportsScreen() {
    const load = useLoad(() => (sessionMay(['auditor']) ? get('/api/v1/export-requests') : null), []);
    const [made, setMade] = useState(/** @type {Made | null} */ (null));

    return html`
        <${Page} title=${say('exports.title')} lead=${say('exports.lead')} testid="exports-screen">
            ${made && html`<${Handed} made=${made} close=${() => setMade(null)} />`}
            <${Section} title=${say('exports.new')}><${ExportForm} asked=${load.reload} made=${setMade} /></${Section}>
            ${sessionMay(['auditor']) && html`<${Requests} load=${load} />`}
        </${Page}>`;
}
