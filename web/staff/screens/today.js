// @ts-check
/* Today: what is due, by how soon it has to be done, each line with the act that settles it. Nothing here names a
 * person: it may stand open on the desk. */
/** @import { Task, TaskSection } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { dateOf, dateShown, dateToday, daysBetween, timeShown } from '../dates.js';
import { deviceKeep, deviceRead } from '../device.js';
import { announce } from '../parts/announce.js';
import { Choose } from '../parts/choose.js';
import { Icon } from '../parts/icons.js';
import { Empty, Loaded, Page, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { get, post } from '../server.js';
import { say, textOf } from '../texts.js';

const FRESH = 60_000; /* ms; after this long, coming back to the window fetches the list again */
const SOON = 3; /* days */
const FIRST = 20,
    MORE = 100; /* lines of a section */
const MOST = 10_000; /* the server's */

/** @typedef {import('../../types/api').Tasks} Answered */

/** The server's sections, in the order in which they stand here. @type {readonly TaskSection[]} */
const SHOWN = Object.freeze(['hours', 'overdue', 'days', 'month', 'cards', 'notices']);

/** What settles it: the act to record, or the order that follows. @type {Readonly<Record<string, string[]>>} */
const ACTS = Object.freeze({
    police_to_court: ['petitioned'],
    copies: ['served'],
    appeal: ['appealed'],
    finality: ['final'],
    extension_request: ['extension_requested'],
    appeal_decision: ['appeal_decided'],
    extension_decision: ['extended', 'extension_refused'],
    term_event: ['served', 'final'],
    umm_decision: ['order', 'confirmed', 'not_confirmed'],
    hearing_day: ['hearing_day'],
    hearing: ['order', 'petition_refused'],
    um_decision: ['order', 'petition_refused'],
    expiry: ['extended', 'order'],
});

/** Settled on the page of a file's case work. */
const WORK = /^(work_|(breach_report|hearing_result|visit_result|plan_review|plan_action|follow_up)$)/;

/** What is settled on the page of a file's payments. */
const PAYMENTS = ['payment_hold', 'payment_complaint'];

/** Where it is settled: a new order, a word of the registration, or an act. @param {Task} task @param {string} kind */
function settled(task, kind) {
    if (kind === 'order') return link('/orders/new', { case: task.case_id, follows: task.order_id });
    if (kind === 'hearing_day') return link(`/cases/${task.case_id}/registration`, { order: task.order_id });
    return link(`/cases/${task.case_id}/act`, { kind, order: task.order_id });
}

/** @param {Task} task @returns {{ href: string, text: string }[]} */
function ways(task) {
    if (task.card && task.case_id)
        return [
            { href: link(`/cards/${task.card}`, { case: task.case_id }), text: say('today.to_card') },
            { href: link(`/cases/${task.case_id}`), text: say('today.to_file') },
        ];
    if (task.what === 'account_changed') return [];
    if (task.what === 'export_asked') return [{ href: link('/exports/asked'), text: say('today.to_request') }];
    if (task.what === 'contacts_confirm')
        return [{ href: link('/contacts', { unconfirmed: '1' }), text: say('nav.contacts') }];
    if (task.what === 'charge_nobody') return [{ href: link('/charge'), text: say('nav.charge') }];
    if (task.meeting_id) return [{ href: link(`/meetings/${task.meeting_id}`), text: say('today.to_meeting') }];
    if (!task.case_id) return [];
    return [
        ...(task.order_id ? (ACTS[task.what] ?? []) : []).map((kind) => ({
            href: settled(task, kind),
            text: say(`today.way.${kind}`),
        })),
        ...(PAYMENTS.includes(task.what)
            ? [{ href: link(`/cases/${task.case_id}/payments`), text: say('today.to_payments') }]
            : []),
        ...(WORK.test(task.what) ? [{ href: link(`/cases/${task.case_id}/work`), text: say('today.to_work') }] : []),
        ...(task.what === 'assessment_due'
            ? [{ href: link(`/cases/${task.case_id}/assessments`), text: say('today.to_assessments') }]
            : []),
        { href: link(`/cases/${task.case_id}`), text: say('today.to_file') },
    ];
}

/** How long ago something happened. @param {number} at ms @returns {string} */
function since(at) {
    const minutes = Math.floor((Date.now() - at) / 60_000);

    if (minutes < 1) return say('today.now');
    if (minutes < 60) return say('today.since_minutes', { count: minutes });
    if (minutes < 48 * 60) return say('today.since_hours', { count: Math.floor(minutes / 60) });
    return say('today.since_days', { count: Math.floor(minutes / (24 * 60)) });
}

/** How long there is; of what has happened, how long ago. Notices with an hour have happened, also where this
 * computer's clock is behind the register's. @param {Task} task @returns {{ text: string, kind: string }} */
function left(task) {
    const at = Date.parse(task.due_at);

    if (task.section === 'notices' && (task.hours || at <= Date.now())) return { text: since(at), kind: 'quiet' };
    return due(task);
}

/** @param {Task} task @returns {{ text: string, kind: string }} */
function due(task) {
    const hours = Math.round((Date.parse(task.due_at) - Date.now()) / 3_600_000);
    const days = daysBetween(dateToday(), task.due_on);

    if (task.overdue && task.hours && hours > -48)
        return { text: say('today.ago_hours', { count: Math.max(1, -hours) }), kind: 'danger' };
    if (task.overdue) return { text: say('today.ago_days', { count: Math.max(1, -days) }), kind: 'danger' };
    if (task.hours && hours <= 48)
        return { text: say('today.in_hours', { count: Math.max(1, hours) }), kind: hours <= 12 ? 'danger' : 'warning' };
    if (days <= 1) return { text: say(days === 1 ? 'today.tomorrow' : 'today.today'), kind: 'warning' };
    return { text: say('today.in_days', { count: days }), kind: days <= SOON ? 'warning' : 'quiet' };
}

/** @param {{ task: Task, seen: (task: Task) => void }} props */
function Line({ task, seen }) {
    const { text, kind } = left(task);
    const when = task.hours ? `${dateShown(dateOf(task.due_at))} ${timeShown(task.due_at)}` : dateShown(task.due_on);
    const about = [
        task.case && say('today.file', { number: task.case }),
        task.unit,
        task.in_charge && say('today.in_charge', { name: task.in_charge }),
        task.order && say('today.order', { number: task.order }),
        task.card && say('today.card', { number: task.card }),
        task.account && say('today.account', { name: task.account }),
        task.service && say(`service.${task.service}`),
        task.rule,
    ]
        .filter(Boolean)
        .join(' · ');

    return html`<li class="task" data-testid="task" data-what=${task.what}>
        <span class="task-box" aria-hidden="true"></span>
        <div class="task-when"><${Tag} text=${text} kind=${kind} /><span class="hint nowrap">${when}</span></div>
        <div class="task-what"><p>${textOf(task)}</p>
            <p class="hint">${about}</p></div>
        <div class="task-ways">${ways(task).map(
            (way, i) => html`<a class=${i === 0 ? 'button small' : 'button small quiet'} href=${way.href}
                data-testid="task-way">${way.text}
                <span class="visually-hidden"> ${about}</span></a>`,
        )}${
            task.notice !== undefined &&
            html`<button type="button" class="button small quiet" data-testid="notice-seen"
                onClick=${() => seen(task)}>${say('today.seen')}
                <span class="visually-hidden"> ${about}</span></button>`
        }</div>
    </li>`;
}

/** @param {string} query @param {boolean} mine */
const dayOf = (query, mine) => get(`/api/v1/tasks?${query}${mine ? '&mine=1' : ''}`);

/** The first tasks of a section, and a button for more. "More" fetches the list again from its start, because some
 * tasks may have been settled since and the next page would skip others.
 * @param {{ name: TaskSection, first: Task[], count: number, mine: boolean }} props */
function Tasks({ name, first, count, mine }) {
    const [list, setList] = useState(first);
    const [total, setTotal] = useState(count);
    const [busy, setBusy] = useState(false);
    const { problem, trying } = useRefusal();
    const place = useRef(/** @type {HTMLElement | null} */ (null));

    useEffect(() => {
        setList(first);
        setTotal(count);
    }, [first]);
    /* The focus goes on to the next notice, for whoever moves by keyboard. */
    const seen = (/** @type {Task} */ task) =>
        trying(async () => {
            const at = list.indexOf(task);

            await post('/api/v1/tasks/seen', {
                what: task.what,
                notice: /** @type {number} */ (task.notice),
                ...(task.case_id && { case_id: task.case_id }),
                ...((task.account ?? task.rule) && { subject: task.account ?? task.rule }),
            });
            setList((all) => all.filter((t) => t !== task));
            setTotal((n) => n - 1);
            kept.at = 0;
            announce(say('today.seen.done'));
            requestAnimationFrame(() => {
                const next = place.current?.children[Math.min(at, list.length - 2)];
                /** @type {HTMLElement | null} */ (
                    next?.querySelector('[data-testid=notice-seen]') ?? document.getElementById('title')
                )?.focus();
            });
        });
    const more = async () => {
        const next = list.length;

        setBusy(true);
        await trying(async () => {
            const day = await dayOf(`section=${name}&limit=${Math.min(MOST, next + MORE)}`, mine);
            setList(day.tasks);
            setTotal(day.counts[name]);
            /* To the first of the new lines, for whoever moves by keyboard. */
            requestAnimationFrame(() =>
                /** @type {HTMLElement | null | undefined} */ (
                    place.current?.children[next]?.querySelector('a')
                )?.focus(),
            );
        }).finally(() => setBusy(false));
    };

    return html`
        <${Section} title=${html`${say(`today.section.${name}`)} <span class="count">${total}</span>`}
            testid=${`section-${name}`}>
            ${name === 'overdue' && html`<p class="hint not-printed">${say('today.section.overdue.hint')}</p>`}
            <ul class="tasks" ref=${place}>${list.map((task) => html`<${Line} task=${task} seen=${seen} />`)}</ul>
            ${!list.length && html`<p class="hint">${say('today.seen.all')}</p>`}
            ${problem && html`<${ProblemNote} problem=${problem} />`}
            ${
                list.length < Math.min(total, MOST) &&
                html`<div class="buttons">
                    <button type="button" class="button small" data-testid="tasks-more" disabled=${busy}
                        onClick=${more}>
                        ${say('today.more', { left: total - list.length })}</button></div>`
            }
        </${Section}>`;
}

/** @param {{ day: Answered, mine: boolean }} props */
function Day({ day, mine }) {
    const firsts = useMemo(
        () => new Map(SHOWN.map((name) => [name, day.tasks.filter((task) => task.section === name)])),
        [day],
    );
    const shown = SHOWN.filter((name) => day.counts[name]);

    return shown.length
        ? shown.map(
              (name) => html`<${Tasks} key=${name} name=${name} first=${firsts.get(name)} count=${day.counts[name]}
                  mine=${mine} />`,
          )
        : html`<${Empty} text=${say(day.elsewhere ? 'today.nothing.mine' : 'today.nothing')} />`;
}

/** The day as it was last fetched: shown at once when one returns to it, and then anew.
 * @type {{ day: Answered | null, at: number }} */
const kept = { day: null, at: 0 };

export default function TodayScreen() {
    const { problem, trying } = useRefusal();
    const [mine, setMine] = useState(() => deviceRead().mine);
    const tasks = useLoad(
        async () => {
            const day = await dayOf(`limit=${FIRST}`, mine);
            Object.assign(kept, { day, at: Date.now() });
            return day;
        },
        [mine],
        kept.day,
    );
    const choose = (/** @type {string} */ whose) => {
        deviceKeep({ mine: whose === 'mine' });
        setMine(whose === 'mine');
    };

    useEffect(() => {
        const seen = () => !document.hidden && Date.now() - kept.at > FRESH && void tasks.reload();
        document.addEventListener('visibilitychange', seen);
        return () => document.removeEventListener('visibilitychange', seen);
    }, []);
    /* On paper all of them, not only the first of each section. */
    const print = () =>
        trying(async () => {
            tasks.set(await dayOf(`limit=${MOST}`, mine));
            requestAnimationFrame(() => window.print());
        });

    return html`
        <${Page} title=${html`<span class="not-printed">${say('today.title')}</span>
                <span class="only-printed">${say('today.printed', { date: dateShown(dateToday()) })}</span>`}
            lead=${html`<span class="not-printed">${say('today.lead', { date: dateShown(dateToday()) })}</span>`}
            actions=${html`<a class="button primary" href=${link('/orders/new')} data-testid="order-new">
                <${Icon} name="plus" />${say('files.new')}</a>
                <button type="button" class="button" data-testid="today-print" onClick=${print}>
                <${Icon} name="printer" />${say('today.print')}</button>`}
            testid="today-screen">
            ${problem && html`<${ProblemNote} problem=${problem} />`}
            <div class="row not-printed"><${Choose} id="today-whose" label=${say('today.whose')}
                value=${mine ? 'mine' : 'all'} set=${choose}
                options=${[
                    ['all', say('today.whose.all')],
                    ['mine', say('today.whose.mine')],
                ]} /></div>
            <${Loaded} of=${tasks}>${(/** @type {Data<typeof tasks>} */ day) => html`
                <${Day} day=${day} mine=${mine} />
                ${
                    day.elsewhere > 0 &&
                    html`<p class="hint" data-testid="today-elsewhere">${say('today.elsewhere', {
                        count: day.elsewhere,
                    })}</p>`
                }`}</${Loaded}>
            <p class="hint not-printed"><a href=${link('/news')} data-testid="today-news">${say('today.news')}</a>
                · <a href=${link('/account')}>${say('today.calendar')}</a></p>
        </${Page}>`;
}
