// @ts-check
/* Meetings of all kinds: those ahead, and those held with what reports count of them. Coordinators prepare one here;
 * directors see days and counts. */
/** @import { Meetings } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
/** @import { Word } from '../parts/case_words.js' */
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { wordOf } from '../parts/case_words.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { MeetingForm } from '../parts/meeting_form.js';
import { Empty, Loaded, Page, Pager, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { go, link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';

/** @typedef {Meetings['meetings'][number]} Line */

const PAGE = 50;

/** @param {Line} m */
const countsOf = (m) =>
    [
        m.files_count && say('meetings.of.files', { count: m.files_count }),
        m.present && say('meetings.of.present', { count: m.present }),
        m.heads && say('meetings.of.heads', { count: m.heads }),
        (m.women || m.men) && say('meetings.of.others', { women: m.women, men: m.men }),
        m.reports && say('meetings.of.reports', { count: m.reports }),
        m.initiatives && say('meetings.of.initiatives', { count: m.initiatives }),
    ].filter(Boolean);

/** @param {Line} m */
function tagOf(m) {
    if (m.called_off) return html`<${Tag} text=${say('meetings.tag.called_off')} />`;
    if (m.signed_at) return html`<${Tag} kind="good" text=${say('meetings.tag.signed')} />`;
    return m.on < dateToday() && html`<${Tag} kind="warning" text=${say('meetings.tag.unsigned')} />`;
}

/** @param {{ meeting: Line, words: Word[], opens: boolean }} props */
function MeetingLine({ meeting: m, words, opens }) {
    const title = `${dateShown(m.on)} · ${wordOf(words, 'meeting_kind', m.kind)}`;

    return html`<article class="line" data-testid="meeting">
        <div class="line-head"><h3>${
            opens ? html`<a href=${link(`/meetings/${m.id}`)} data-testid="meeting-open">${title}</a>` : title
        }</h3>
            ${tagOf(m)}
            ${
                m.copies_out > 0 &&
                m.on < dateToday() &&
                html`<${Tag} kind="warning" text=${say('meetings.tag.copies_out', { count: m.copies_out })} />`
            }</div>
        <p>${[m.hour, m.place].filter(Boolean).join(' · ')}</p>
        ${countsOf(m).length > 0 && html`<p class="hint">${countsOf(m).join(' · ')}</p>`}
    </article>`;
}

/** @param {{ title: string, list: Line[], words: Word[], opens: boolean, testid: string }} props */
function Lines({ title, list, words, opens, testid }) {
    return (
        list.length > 0 &&
        html`<${Section} title=${title} testid=${testid}>${list.map(
            (m) => html`<${MeetingLine} key=${m.id} meeting=${m} words=${words} opens=${opens} />`,
        )}</${Section}>`
    );
}

export default function MeetingsScreen() {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const writes = sessionMay(['coordinator']);
    const load = useLoad(async () => {
        const [{ meetings }, { words }] = await Promise.all([get('/api/v1/meetings'), get('/api/v1/case-words')]);
        return { meetings: /** @type {Line[]} */ (meetings), words, next: meetings.length === PAGE };
    }, []);

    return html`<${Page} title=${say('meetings.title')} testid="meetings"
        lead=${!writes && say('meetings.counts.only')}
        actions=${
            writes &&
            html`<button type="button" class="button" data-testid="meeting-new"
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('meetings.new')}</button>`
        }>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="meetings" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { meetings, words, next }) => {
            const lines = { words, opens: writes };
            const more = () =>
                trying(async () => {
                    const answer = await get(`/api/v1/meetings?skip=${meetings.length}`);
                    load.set({
                        words,
                        meetings: [...meetings, ...answer.meetings],
                        next: answer.meetings.length === PAGE,
                    });
                });

            return html`
                ${
                    inset.at === 'new' &&
                    html`<${Inset} title=${say('meetings.new')} level=${2}><${MeetingForm} words=${words}
                        done=${(/** @type {number} */ id) => go(`/meetings/${id}`)} close=${inset.close} /></${Inset}>`
                }
                ${!meetings.length && html`<${Empty} text=${say('meetings.none')} />`}
                <${Lines} ...${lines} title=${say('meetings.ahead')} testid="meetings-ahead"
                    list=${meetings.filter((m) => m.on >= dateToday()).reverse()} />
                <${Lines} ...${lines} title=${say('meetings.held')} testid="meetings-held"
                    list=${meetings.filter((m) => m.on < dateToday())} />
                <${Pager} next=${next ? meetings.length : null} more=${more} />`;
        }}</${Loaded}>
    </${Page}>`;
}
