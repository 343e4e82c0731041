// @ts-check
/* The case work of a file: what is open on top, with what answers it; the rest below, shut until somebody wants it. A
 * record is never edited: another stands in its place, and both stay. */
/** @import { Case } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
/** @import { Choices, Noun, Record } from '../parts/noun.js' */
import { RecordVoid as VOID } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { askReason } from '../parts/dialog.js';
import { CasePath } from '../parts/case_path.js';
import { Earlier, Fold } from '../parts/fold.js';
import { Inset, useInset } from '../parts/inset.js';
import { NounForm, NounSaid, nounSay } from '../parts/noun.js';
import { Empty, Loaded, Page, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { Attempt, get } from '../server.js';
import { say } from '../texts.js';
import { FileLoaded } from './case_seal.js';

const attempt = new Attempt();

/**
 * A record with all that corrects and answers it, whatever was written down last first.
 * @typedef {{ root: number, kind: string, records: Record[], open: boolean }} Group
 * @typedef {object} Work what each part gets
 * @property {number} file
 * @property {Map<string, Noun>} nouns
 * @property {Choices} from
 * @property {boolean} closed
 * @property {ReturnType<typeof useInset>} inset
 * @property {() => Promise<unknown>} done
 * @property {(record: Record) => unknown} never
 */

/** An order, to choose it. @param {{ id: number, kind: string, number: string }} order @returns {[string, string]} */
const orderNamed = ({ id, kind, number }) => [String(id), `${kind} ${number}`];

/** @param {Record[]} records @returns {Group[]} */
function groupsOf(records) {
    const first = new Map(records.map((r) => [r.root, r]));
    /** @type {(r: Record) => Record} */
    const top = (r) => {
        const asked = r.answers ? first.get(r.answers) : undefined;
        return asked ? top(asked) : r;
    };
    /** @type {Map<number, Group>} */
    const groups = new Map();

    for (const record of records) {
        const { root, kind } = top(record);
        const group = groups.get(root) ?? { root, kind, records: [], open: false };
        group.records.push(record);
        group.open ||= record.open;
        groups.set(root, group);
    }
    return [...groups.values()];
}

/** What is due first stands first. @param {Group[]} groups */
const byDue = (groups) => {
    const due = (/** @type {Group} */ g) => g.records.find((r) => r.due && !r.voided)?.due ?? '9999';

    return [...groups].sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0));
};

/** @param {{ record: Record, noun: Noun, work: Work, title: string }} props */
function Buttons({ record, noun, work, title }) {
    const answers = noun.own ? [] : [...work.nouns.values()].filter((n) => n.answers.includes(record.kind));
    const button = (/** @type {string} */ id, /** @type {string} */ text, /** @type {() => unknown} */ press) =>
        html`<button type="button" class="button small" data-testid=${id} aria-label=${`${text}: ${title}`}
            onClick=${press}>${text}</button>`;

    return html`<div class="buttons">
        ${answers.map((n) =>
            button(`work-answer-${n.kind}`, nounSay(n, 'new'), () => work.inset.open(`answer ${record.id} ${n.kind}`)),
        )}
        ${!noun.own && button('work-correct', say('work.correct'), () => work.inset.open(`correct ${record.id}`))}
        ${
            record.kind === 'hearing_result' &&
            html`<a class="button small" href=${link(`/cases/${work.file}`)}
                data-testid="work-act">${say('work.hearing_result.act')}</a>`
        }
        ${
            record.kind === 'visit' &&
            record.open &&
            html`<a class="button small" href=${link(`/cases/${work.file}/visits/${record.id}`)}
                aria-label=${`${say('visit_pack.title')}: ${title}`}
                data-testid="work-visit-take">${say('visit_pack.title')}</a>`
        }
        ${button('work-void', say('work.void'), () => work.never(record))}</div>`;
}

/** @param {{ record: Record, work: Work }} props */
function RecordLine({ record, work }) {
    const noun = /** @type {Noun} */ (work.nouns.get(record.kind));
    const title = `${nounSay(noun, 'title')}, ${dateShown(record.on)}`;
    const late = record.open && record.due && record.due < dateToday();

    return html`<article class="line" data-testid=${`work-${record.kind}`}>
        <div class="line-head"><h3>${title}</h3>
            ${
                record.due &&
                !record.voided &&
                html`<${Tag} kind=${late ? 'danger' : 'info'}
                    text=${say(late ? 'work.late' : 'work.by', { date: dateShown(record.due) })} />`
            }
            ${record.corrected && html`<${Tag} text=${say('work.was_corrected')} />`}
            ${record.outside_stay && html`<${Tag} kind="warning" text=${say('work.outside_stay')} />`}
            ${record.voided && !record.corrected && html`<${Tag} text=${say('work.was_voided')} />`}</div>
        <${NounSaid} noun=${noun} record=${record} from=${work.from} />
        ${record.void_reason && html`<p class="hint">${say('work.void.reason')}: ${record.void_reason}</p>`}
        <p class="hint">${record.by}</p>
        ${!record.voided && html`<${Buttons} record=${record} noun=${noun} work=${work} title=${title} />`}
    </article>
    <${Opened} record=${record} noun=${noun} work=${work} />`;
}

/** The form that was opened from that record. @param {{ record: Record, noun: Noun, work: Work }} props */
function Opened({ record, noun, work }) {
    const [what, id, kind = ''] = work.inset.at.split(' ');
    const answer = work.nouns.get(kind);
    const form = { file: work.file, from: work.from, done: work.done, close: work.inset.close };

    if (Number(id) !== record.id) return null;
    if (what === 'answer' && answer)
        return html`<${Inset} title=${nounSay(answer, 'new')}>
            <${NounForm} key=${work.inset.at} ...${form} noun=${answer} answers=${record.id}
                like=${kind === record.kind ? { ...record, on: dateToday(), due: null } : undefined} /></${Inset}>`;
    return html`<${Inset} title=${say('work.correct.title')}>
        <${NounForm} key=${work.inset.at} ...${form} noun=${noun} record=${record} /></${Inset}>`;
}

/** @param {{ group: Group, work: Work }} props */
function GroupLines({ group, work }) {
    const stands = group.records.filter((r) => !r.voided);
    const was = group.records.filter((r) => r.voided);
    const line = (/** @type {Record} */ r) => html`<${RecordLine} key=${r.id} record=${r} work=${work} />`;

    return html`<div class="stack" data-testid="work-group">
        ${[...stands].reverse().map(line)}
        <${Earlier} count=${was.length} text=${say('work.earlier', { number: was.length })}>
            ${was.map(line)}</${Earlier}>
    </div>`;
}

/** @param {{ groups: Group[], work: Work }} props */
function Rest({ groups, work }) {
    return [...work.nouns.values()].map((noun) => {
        const these = groups.filter((g) => g.kind === noun.kind);

        return (
            these.length > 0 &&
            html`<${Fold} key=${noun.kind} name=${`work ${noun.kind}`} title=${nounSay(noun, 'titles')}
                now=${say('work.count', { number: these.length })} testid=${`work-fold-${noun.kind}`}>
                ${these.map((g) => html`<${GroupLines} key=${g.root} group=${g} work=${work} />`)}</${Fold}>`
        );
    });
}

/** @param {{ work: Work }} props */
function New({ work }) {
    const own = [...work.nouns.values()].filter((n) => !n.own && n.alone && !(work.closed && n.kind === 'closing'));
    const noun = own.find((n) => work.inset.at === `new ${n.kind}`);

    return html`<div class="buttons"><a class="button" href=${link(`/cases/${work.file}/assessments`)}
        data-testid="to-assessments">${say('work.to_assessments')}</a>${own.map(
            (n) => html`<button type="button" class="button" data-testid=${`work-new-${n.kind}`}
                onClick=${() => work.inset.open(`new ${n.kind}`)}>${nounSay(n, 'new')}</button>`,
        )}${
            work.closed &&
            html`<a class="button" data-testid="to-erasures"
                href=${link('/erasures', { file: work.file })}>${say('erasures.ask')}</a>`
        }</div>
        ${
            noun &&
            html`<${Inset} title=${nounSay(noun, 'new')} level=${2}><${NounForm} key=${noun.kind} file=${work.file}
                noun=${noun} from=${work.from} done=${work.done} close=${work.inset.close} /></${Inset}>`
        }`;
}

/** @param {{ file: Case }} props */
function WorkParts({ file }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const load = useLoad(async () => {
        const [work, { nouns }, { words }, { units }, orders] = await Promise.all([
            get(`/api/v1/cases/${file.id}/work`),
            get('/api/v1/case-nouns'),
            get('/api/v1/case-words'),
            get('/api/v1/units'),
            Promise.all(file.orders.map((id) => get(`/api/v1/orders/${id}`))),
        ]);

        return { work, nouns, words, units, orders: orders.map(orderNamed) };
    }, [file.id]);
    const never = async (/** @type {Record} */ record) => {
        const reason = await askReason({
            title: say('work.void.title'),
            text: say('work.void.text'),
            label: say('work.void.reason'),
            yes: say('work.void'),
            danger: true,
            most: VOID.reason,
        });
        if (!reason) return;
        await trying(async () => {
            await attempt.post(`/api/v1/records/${record.id}/void`, { reason });
            toast(say('work.voided'));
            await load.reload();
        });
    };

    return html`${problem && html`<${ProblemNote} problem=${problem} prefix="work" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ data) => {
            const groups = groupsOf(data.work.records);
            const open = byDue(groups.filter((g) => g.open));
            /** @type {Work} */
            const work = {
                file: file.id,
                from: data,
                closed: Boolean(data.work.closed_on),
                nouns: new Map(data.nouns.map((n) => [n.kind, n])),
                inset,
                never,
                done: async () => {
                    toast(say('work.saved'));
                    await load.reload();
                },
            };

            return html`<${CasePath} work=${data.work} orders=${file.orders.length} />
                <${New} work=${work} />
                <${Section} title=${say('work.open')} quiet testid="work-open">
                    ${!open.length && html`<${Empty} text=${say('work.open.none')} />`}
                    ${open.map((g) => html`<${GroupLines} key=${g.root} group=${g} work=${work} />`)}</${Section}>
                <${Rest} groups=${groups.filter((g) => !g.open)} work=${work} />`;
        }}</${Loaded}>`;
}

/** @param {{ params: { [name: string]: string } }} props */
export default function CaseWorkScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/cases/${params.id}`), [params.id]);

    return html`<${Page} title=${say('work.screen')} testid="case-work" wide
        back=${{ href: link(`/cases/${params.id}`), text: say('case.back') }}
        over=${load.data && say('case.over', { number: load.data.number })}
        actions=${
            load.data &&
            html`<a class="button" href=${link(`/cases/${params.id}/charge`)} data-testid="case-charge">${say(
                'case_charge.link',
                { name: load.data.in_charge ?? say('charge.nobody') },
            )}</a>
                <a class="button" href=${link(`/cases/${params.id}/unit`)} data-testid="case-unit">${say(
                    'case_unit.link',
                    { unit: load.data.unit },
                )}</a>
                <a class="button" href=${link(`/cases/${params.id}/merge`)} data-testid="case-merge">${say(
                    'case_merge.link',
                )}</a>
                <a class="button" href=${link(`/cases/${params.id}/news`)} data-testid="case-news">${say(
                    'case_news.link',
                )}</a>`
        }>
        <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ file) =>
            html`<${WorkParts} key=${file.id} file=${file} />`}</${FileLoaded}></${Page}>`;
}
