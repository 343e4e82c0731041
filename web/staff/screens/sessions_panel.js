// @ts-check
/* Where somebody is signed in with her account: since when, when last, from which network; and an end for each. */
/** @import { OwnSession } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { Loaded, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { get, post, remove } from '../server.js';
import { say } from '../texts.js';

export function SessionsPanel() {
    const load = useLoad(() => get('/api/v1/sessions').then((a) => a.sessions), []);
    const { problem, trying } = useRefusal();
    const asked = (/** @type {string} */ what) =>
        confirm({
            title: say(`sessions.${what}.title`),
            text: say('sessions.end.text'),
            yes: say(`sessions.${what}.yes`),
            danger: true,
        });
    const end = (/** @type {OwnSession} */ s) =>
        trying(async () => {
            if (!(await asked('end'))) return;
            await remove(`/api/v1/sessions/${s.id}`);
            toast(say('sessions.ended'));
            await load.reload();
        });
    const endOthers = () =>
        trying(async () => {
            if (!(await asked('end_others'))) return;
            const { ended } = await post('/api/v1/sessions/end-others');
            toast(say('sessions.ended_others', { count: ended }));
            await load.reload();
        });

    return html`<${Section} title=${say('sessions.title')} testid="sessions">
        <p class="hint">${say('sessions.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ list) => html`
            <${Table} caption=${say('sessions.title')} quietCaption rows=${list} testid="sessions-table"
                columns=${[
                    {
                        key: 'since',
                        label: say('sessions.since'),
                        head: true,
                        cell: (/** @type {OwnSession} */ s) =>
                            html`${instantShown(s.since)} ${
                                s.current && html`<${Tag} kind="good" text=${say('sessions.here')} />`
                            }`,
                    },
                    {
                        key: 'seen',
                        label: say('sessions.seen'),
                        cell: (/** @type {OwnSession} */ s) => instantShown(s.seen),
                    },
                    {
                        key: 'network',
                        label: say('sessions.network'),
                        cell: (/** @type {OwnSession} */ s) => s.network ?? say('sessions.network.none'),
                    },
                    {
                        key: 'way',
                        label: say('sessions.way'),
                        cell: (/** @type {OwnSession} */ s) =>
                            !s.current &&
                            html`<button type="button" class="button small" data-testid="session-end"
                                onClick=${() => end(s)}>${say('sessions.end')}</button>`,
                    },
                ]} />
            ${
                list.length > 1 &&
                html`<div class="buttons"><button type="button" class="button small"
                    data-testid="sessions-end-others"
                    onClick=${endOthers}>${say('sessions.end_others')}</button></div>`
            }`}</${Loaded}>
    </${Section}>`;
}
