// @ts-check
/* One meeting from invitation to minutes: what earlier meetings left to be done on top, the pack with its numbered
 * copies, the minutes file by file. What is written is a record: another stands in its place where it was wrong, and
 * both stay. */
/** @import { Meeting } from '../../types/api' */
/** @import { Content, Data } from '../../types/screen' */
/** @import { Choices, Noun } from '../parts/noun.js' */
import { html } from '/vendor/preact.js';
import { dateOf, dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { wordOf } from '../parts/case_words.js';
import { confirm } from '../parts/dialog.js';
import { Earlier } from '../parts/fold.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { MeetingForm } from '../parts/meeting_form.js';
import { NounForm, NounSaid, nounSay } from '../parts/noun.js';
import { Empty, Facts, Loaded, Page, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { link } from '../route.js';
import { Attempt, bytes, get } from '../server.js';
import { say } from '../texts.js';

const attempt = new Attempt();
const ACTION = 'meeting_action';
const RESULT = 'meeting_action_result';

/**
 * @typedef {Meeting['minutes'][number]} Minute
 * @typedef {object} Table what each part gets
 * @property {Meeting} meeting
 * @property {Map<string, Noun>} nouns
 * @property {Choices} from
 * @property {ReturnType<typeof useInset>} inset
 * @property {() => Promise<unknown>} reload
 */

/** What an action is called in a sentence. @param {Minute} record */
const shortOf = (record) => {
    const what = record.said.find((s) => s.name === 'what')?.value ?? record.said[0]?.value ?? '';

    return what.length > 60 ? `${what.slice(0, 60)}…` : what;
};

/** The form of a part of the minutes. @param {{ table: Table, kind: string, file?: number | null, record?: Minute,
 *   answers?: number, title: string }} props */
function MinuteForm({ table, kind, file, record, answers, title }) {
    const noun = /** @type {Noun} */ (table.nouns.get(kind));

    return html`<${Inset} title=${title}><${NounForm} key=${table.inset.at} noun=${noun} from=${table.from}
        to=${`/api/v1/meetings/${table.meeting.id}/minutes`} more=${file ? { case_id: file } : {}}
        undated=${kind !== RESULT} record=${record} answers=${answers} close=${table.inset.close}
        done=${async () => {
            await table.reload();
            toast(say('meetings.record.saved'));
        }} /></${Inset}>`;
}

/** @param {{ id: string, text: string, of?: string, press: () => unknown }} props */
const Press = ({ id, text, of, press }) =>
    html`<button type="button" class="button small" data-testid=${id} aria-label=${of}
        onClick=${press}>${text}</button>`;

/** What was written, once. @param {{ record: Minute, table: Table, carried?: boolean }} props */
function MinuteLine({ record, table, carried }) {
    const { meeting, nouns, inset, from } = table;
    const noun = /** @type {Noun} */ (nouns.get(record.kind));
    const late = record.open && record.due && record.due < dateToday();
    const title = nounSay(noun, 'title');

    return html`<article class="line" data-testid=${carried ? 'carried' : `minute-${record.kind}`}>
        <div class="line-head"><${carried ? 'h3' : 'h4'}>${
            carried && record.case_number ? say('meetings.of_file', { number: record.case_number }) : title
        }</${carried ? 'h3' : 'h4'}>
            ${
                record.due &&
                !record.voided &&
                html`<${Tag} kind=${late ? 'danger' : 'info'}
                    text=${say('meetings.due', { on: dateShown(record.due) })} />`
            }
            ${late && html`<${Tag} kind="danger" text=${say('meetings.overdue')} />`}
            ${record.later && html`<${Tag} kind="warning" text=${say('meetings.later')} />`}
            ${record.corrected && html`<${Tag} text=${say('meetings.replaced')} />`}
            ${record.voided && !record.corrected && html`<${Tag} text=${say('meetings.voided')} />`}</div>
        <${NounSaid} noun=${noun} record=${record} from=${from} />
        <p class="hint">${say('meetings.by', { by: record.by, on: dateShown(dateOf(record.recorded_at)) })}</p>
        ${
            !record.voided &&
            !meeting.called_off &&
            html`<div class="buttons">
                ${
                    record.kind === ACTION &&
                    record.open &&
                    html`<${Press} id="minute-result" text=${say('meetings.result')}
                        of=${say('meetings.result.of', { what: shortOf(record) })}
                        press=${() => inset.open(`result ${record.id}`)} />`
                }
                ${
                    !carried &&
                    html`<${Press} id=${`correct-${record.kind}`} text=${say('meetings.correct')}
                        of=${say('meetings.correct.of', { what: title })}
                        press=${() => inset.open(`correct ${record.id}`)} />`
                }</div>`
        }
    </article>
    ${
        inset.at === `result ${record.id}` &&
        html`<${MinuteForm} table=${table} kind=${RESULT} file=${record.case_id} answers=${record.root}
            title=${say('meetings.result.of', { what: shortOf(record) })} />`
    }
    ${
        inset.at === `correct ${record.id}` &&
        html`<${MinuteForm} table=${table} kind=${record.kind} file=${record.case_id} record=${record}
            title=${say('meetings.correct.of', { what: title })} />`
    }`;
}

/** Of one file, or of the meeting as a whole: what stands, what can be added, and below what was put right.
 * @param {{ table: Table, file: number | null, kinds: string[] }} props */
function Minutes({ table, file, kinds }) {
    const { meeting, nouns, inset } = table;
    const these = meeting.minutes.filter((m) => m.case_id === file && (kinds.includes(m.kind) || m.kind === RESULT));
    const stands = these.filter((m) => !m.voided).reverse();
    const was = these.filter((m) => m.voided);
    const once = (/** @type {string} */ kind) => kind === 'meeting_minutes' || kind === 'meeting_decision';
    const line = (/** @type {Minute} */ m) => html`<${MinuteLine} key=${m.id} record=${m} table=${table} />`;
    const add = kinds.filter((kind) => !(once(kind) && stands.some((m) => m.kind === kind)));

    return html`
        ${kinds.map((kind) => stands.filter((m) => m.kind === kind).map(line))}
        ${stands.filter((m) => m.kind === RESULT).map(line)}
        <${Earlier} count=${was.length} text=${say('work.earlier', { number: was.length })}>
            ${was.map(line)}</${Earlier}>
        ${
            !meeting.called_off &&
            html`<div class="buttons">${add.map(
                (kind) => html`<${Press} key=${kind} id=${`add-${kind}-${file ?? 0}`}
                    text=${nounSay(/** @type {Noun} */ (nouns.get(kind)), 'new')}
                    press=${() => inset.open(`add ${kind} ${file ?? 0}`)} />`,
            )}</div>`
        }
        ${kinds.map(
            (kind) =>
                inset.at === `add ${kind} ${file ?? 0}` &&
                html`<${MinuteForm} key=${kind} table=${table} kind=${kind} file=${file}
                    title=${nounSay(/** @type {Noun} */ (nouns.get(kind)), 'new')} />`,
        )}`;
}

/** @param {{ table: Table }} props */
function Agenda({ table }) {
    const { meeting } = table;

    if (meeting.on > dateToday()) return html`<p class="hint">${say('meetings.minutes.ahead')}</p>`;
    return html`
        ${meeting.files.map(
            (f) => html`<div class="stack" key=${f.case_id} data-testid=${`file-${f.number}`}>
                <h3><a href=${link(`/cases/${f.case_id}`)}>${say('meetings.file', { number: f.number })}</a>
                    ${' '}<span class="hint">${f.unit}</span></h3>
                ${
                    f.shut
                        ? html`<p class="hint">${say('meetings.shut')}</p>`
                        : html`<${Minutes} table=${table} file=${f.case_id}
                              kinds=${['meeting_brought', 'meeting_decision', ACTION]} />`
                }</div>`,
        )}
        <div class="stack" data-testid="file-0"><h3>${say('meetings.all')}</h3>
            <${Minutes} table=${table} file=${null} kinds=${['meeting_minutes', ACTION]} /></div>`;
}

/** @param {{ table: Table }} props */
function Carried({ table }) {
    const { carried } = table.meeting;

    return html`<${Section} title=${say('meetings.carried')} testid="carried-list">
        ${!carried.length && html`<${Empty} text=${say('meetings.carried.none')} />`}
        ${[...carried]
            .reverse()
            .map((m) => html`<${MinuteLine} key=${m.id} record=${m} table=${table} carried />`)}</${Section}>`;
}

/** @param {{ table: Table, trying: (what: () => Promise<unknown>) => Promise<boolean> }} props */
function Pack({ table, trying }) {
    const { meeting, reload } = table;
    const to = `/api/v1/meetings/${meeting.id}`;
    const tick = (/** @type {number} */ number, /** @type {boolean} */ returned) =>
        trying(async () => {
            await attempt.put(`/api/v1/meetings/${meeting.id}/copies/${number}`, { returned });
            await reload();
        });
    const make = () =>
        trying(async () => {
            const { added } = await attempt.post(`${to}/pack`);
            await reload();
            toast(say('meetings.pack.made', { count: added }));
        });

    return html`<${Section} title=${say('meetings.pack')} testid="pack"
        actions=${
            !meeting.signed_at &&
            !meeting.called_off &&
            html`<button type="button" class="button" data-testid="pack-make"
                    onClick=${make}>${say('meetings.pack.make')}</button>
                ${
                    meeting.copies_out > 0 &&
                    html`<button type="button" class="button" data-testid="pack-print"
                        onClick=${() => trying(async () => save(await bytes(`${to}/pack.pdf`), 'paketa.pdf'))}>
                        <${Icon} name="printer" />${say('meetings.pack.print')}</button>`
                }`
        }>
        <p class="hint">${say('meetings.pack.hint')}</p>
        ${!meeting.copies.length && html`<${Empty} text=${say('meetings.pack.none')} />`}
        ${meeting.copies.map(
            ({ number, who, returned_on }) => html`<article class="line" key=${number} data-testid="copy">
                <div class="line-head"><h3>${say('meetings.copy', { number, who })}</h3>
                    ${
                        returned_on &&
                        html`<${Tag} kind="good" text=${say('meetings.copy.back', { on: dateShown(returned_on) })} />`
                    }</div>
                <div class="buttons"><${Press} id=${`copy-${number}`}
                    text=${say(returned_on ? 'meetings.copy.untick' : 'meetings.copy.tick')}
                    of=${say(returned_on ? 'meetings.copy.untick.of' : 'meetings.copy.tick.of', { number })}
                    press=${() => tick(number, !returned_on)} /></div></article>`,
        )}</${Section}>`;
}

/** @param {{ table: Table }} props */
function About({ table }) {
    const { meeting, from } = table;
    /** @type {[Content, Content][]} */
    const facts = [
        [say('meetings.on'), [dateShown(meeting.on), meeting.hour].filter(Boolean).join(' ')],
        [say('meetings.place'), meeting.place],
        [say('meetings.chair'), meeting.chair],
        [say('meetings.files'), meeting.files.map((f) => f.number).join(', ')],
        [say('meetings.about'), meeting.about],
    ];

    return html`<${Section} title=${wordOf(from.words, 'meeting_kind', meeting.kind)} testid="meeting-about">
        ${meeting.called_off && html`<p><${Tag} kind="warning" text=${say('meetings.tag.called_off')} /></p>`}
        <${Facts} of=${facts.filter(([, value]) => value)} />
        ${
            meeting.invited.length > 0 &&
            html`<h3>${say('meetings.invited')}</h3><ul data-testid="invited">${meeting.invited.map(
                (i, n) =>
                    html`<li key=${n}>${[i.name, i.institution, i.head && say('meetings.invited.head')]
                        .filter(Boolean)
                        .join(' · ')} ${
                        i.state !== 'invited' &&
                        html`<${Tag} kind=${i.state === 'present' ? 'good' : 'quiet'}
                        text=${say(`meetings.state.${i.state}`)} />`
                    }</li>`,
            )}</ul>`
        }</${Section}>`;
}

/** @param {{ params: Record<string, string> }} props */
export default function MeetingScreen({ params }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const load = useLoad(async () => {
        const [meeting, { nouns }, { words }] = await Promise.all([
            get(`/api/v1/meetings/${params.id}`),
            get('/api/v1/case-nouns'),
            get('/api/v1/case-words'),
        ]);
        return {
            meeting: /** @type {Meeting} */ (meeting),
            nouns: new Map(nouns.map((/** @type {Noun} */ n) => [n.kind, n])),
            from: { words, units: [], orders: [] },
        };
    }, [params.id]);
    const print = (/** @type {number} */ names) =>
        trying(async () =>
            save(await bytes(`/api/v1/meetings/${params.id}/minutes.pdf?names=${names}`), 'procesverbal.pdf'),
        );
    const sign = async (/** @type {Meeting} */ meeting) => {
        const yes = await confirm({
            title: say('meetings.sign.title'),
            text: say('meetings.sign.text'),
            yes: say('meetings.sign'),
        });
        if (!yes) return;
        await trying(async () => {
            await attempt.post(`/api/v1/meetings/${meeting.id}/sign`, {
                version: meeting.version,
                last_record: Math.max(0, ...meeting.minutes.map((m) => m.id)),
            });
            await load.reload();
            toast(say('meetings.signed'));
        });
        await load.reload();
    };

    return html`<${Page} testid="meeting-page"
        title=${load.data ? say('meetings.of', { on: dateShown(load.data.meeting.on) }) : say('meetings.title')}
        back=${{ href: link('/meetings'), text: say('meetings.title') }}>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="meetings" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { meeting, nouns, from }) => {
            const table = { meeting, nouns, from, inset, reload: load.reload };
            const open = !meeting.signed_at && !meeting.called_off;

            return html`
                <${About} table=${table} />
                ${
                    !meeting.signed_at &&
                    html`<div class="buttons"><button type="button" class="button" data-testid="meeting-change"
                        onClick=${() => inset.open('change')}>${say('meetings.change')}</button></div>`
                }
                ${
                    inset.at === 'change' &&
                    html`<${Inset} title=${say('meetings.change')} level=${2}><${MeetingForm} meeting=${meeting}
                        words=${from.words} reload=${load.reload} done=${load.reload}
                        close=${inset.close} /></${Inset}>`
                }
                <${Carried} table=${table} />
                <${Pack} table=${table} trying=${trying} />
                <${Section} title=${say('meetings.minutes')} testid="minutes"
                    actions=${html`<button type="button" class="button" data-testid="print-plain"
                            onClick=${() => print(0)}><${Icon} name="printer" />${say('meetings.print.plain')}</button>
                        <button type="button" class="button" data-testid="print-names"
                            onClick=${() => print(1)}><${Icon} name="printer" />
                            ${say('meetings.print.names')}</button>`}>
                    ${
                        meeting.signed_at &&
                        html`<p data-testid="signed">${say('meetings.signed_by', {
                            by: meeting.signed_by ?? '',
                            on: dateShown(dateOf(meeting.signed_at)),
                        })}</p>`
                    }
                    <${Agenda} table=${table} />
                    ${
                        open &&
                        meeting.on <= dateToday() &&
                        meeting.minutes.length > 0 &&
                        html`<div class="buttons"><button type="button" class="button primary" data-testid="sign"
                            onClick=${() => sign(meeting)}>${say('meetings.sign')}</button></div>`
                    }</${Section}>`;
        }}</${Loaded}>
    </${Page}>`;
}
