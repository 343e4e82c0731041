// @ts-check
/* Exports that an auditor asks for of persons whom a sealed file names: whoever keeps the file approves, or does not.
 * Looking here is logged. */
/** @import { Column } from '../parts/page.js' */
/** @import { ExportRequests } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { Loaded, Page, ProblemNote, Table, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { get, post } from '../server.js';
import { say } from '../texts.js';
import { exportState } from './exports.js';

/** @typedef {ExportRequests['requests'][number]} Asked */

/** @param {(asked: Asked) => void} approve @returns {Column<Asked>[]} */
const columns = (approve) => [
    {
        key: 'case',
        label: say('log.number'),
        head: true,
        cell: (a) =>
            a.case_id ? html`<a href=${link(`/cases/${a.case_id}`)}>${a.case}</a>` : say('exports.open_file'),
    },
    { key: 'asked_by', label: say('exports.by') },
    {
        key: 'asked_at',
        label: say('exports.asked_at'),
        cell: (a) => html`<span class="nowrap">${instantShown(a.asked_at)}</span>`,
    },
    { key: 'why', label: say('exports.why') },
    {
        key: 'state',
        label: say('exports.state'),
        cell: (a) =>
            a.approved_at
                ? exportState(a)
                : html`<button type="button" class="button small" data-testid="export-approve"
                    onClick=${() => approve(a)}>${say('exports.approve')}
                    <span class="visually-hidden"> ${a.case} ${a.asked_by}</span></button>`,
    },
];

export default function ExportRequestsScreen() {
    const load = useLoad(() => get('/api/v1/export-requests'), []);
    const { problem, trying } = useRefusal();
    const approve = async (/** @type {Asked} */ asked) => {
        const sure = { title: say('exports.approve'), text: say('exports.approve.sure'), yes: say('exports.approve') };

        if (!(await confirm(sure))) return;
        await trying(async () => {
            await post(`/api/v1/export-requests/${asked.id}/approve`);
            toast(say('exports.approve.done'));
        });
        await load.reload();
    };

    return html`
        <${Page} title=${say('exports.requests.title')} lead=${say('exports.requests.lead')}
            back=${{ href: link('/today'), text: say('today.title') }} testid="export-requests-screen">
            ${problem && html`<${ProblemNote} problem=${problem} prefix="exports" />`}
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { requests }) => html`
                <${Table} caption=${say('exports.requests.title')} quietCaption columns=${columns(approve)}
                    rows=${requests} empty=${say('exports.none')} testid="export-requests" />`}</${Loaded}>
        </${Page}>`;
}
