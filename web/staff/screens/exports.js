// @ts-check
/* All that is held on one person, for that person: the auditor names her, says why, and gets a file. Where a sealed
 * file names her, whoever keeps that file approves it first. */
/** @import { Column } from '../parts/page.js' */
/** @import { ExportRequests } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { NamedExportRequest as NAMED } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { TextArea, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Loaded, Page, ProblemNote, Section, Table, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { get, post } from '../server.js';
import { say } from '../texts.js';

/** @typedef {ExportRequests['requests'][number]} Asked */

const NOTHING = Object.freeze({ nid: '', file: '', first_name: '', surname: '', why: '' });

/** One way to name her: the number, or the file with both names. @param {typeof NOTHING} values */
function check({ nid, file, first_name, surname }) {
    const parts = [file, first_name, surname].filter((text) => text.trim()).length;

    if (nid.trim() ? parts > 0 : parts < 3) return { [nid.trim() ? 'file' : 'nid']: say('exports.one_way') };
    return /** @type {Record<string, string>} */ ({});
}

/** @param {{ asked: () => unknown }} props asked: there is one more request */
function ExportForm({ asked }) {
    const clean = () => form.replace({ ...NOTHING }, true);
    const form = useForm({
        initial: { ...NOTHING },
        check,
        send: (values) => post('/api/v1/persons/export', valuesGiven(values)),
        done: async (/** @type {object} */ answer) => {
            save(new Blob([JSON.stringify(answer, null, 2)], { type: 'application/json' }), 'te-dhenat.json');
            clean();
            toast(say('exports.saved'));
            await asked();
        },
        prefix: 'exports',
    });
    const { problem, trying } = useRefusal();
    const approvalAsk = () =>
        trying(async () => {
            await post('/api/v1/export-requests', valuesGiven(form.values));
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

export default function ExportsScreen() {
    const load = useLoad(() => get('/api/v1/export-requests'), []);

    return html`
        <${Page} title=${say('exports.title')} lead=${say('exports.lead')} testid="exports-screen">
            <${Section} title=${say('exports.new')}><${ExportForm} asked=${load.reload} /></${Section}>
            <${Section} title=${say('exports.requests')}>
                <p class="hint">${say('exports.requests.hint')}</p>
                <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { requests }) => html`
                    <${Table} caption=${say('exports.requests')} quietCaption columns=${columns()} rows=${requests}
                        empty=${say('exports.none')} testid="exports" />`}</${Loaded}>
            </${Section}>
        </${Page}>`;
}
