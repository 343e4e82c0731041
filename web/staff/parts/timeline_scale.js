// @ts-check
/* Where days lie on the drawn timeline: its rows, its marks with the words of each, its months. Pure but for the
 * texts. */
/** @import { OrderChange, Timeline, TimelineAct, TimelineOrder, TimelinePerson } from '../../types/api' */
import { dateAdd, dateShown, dateToday, daysBetween } from '../dates.js';
import { money } from '../money.js';
import { measureLine } from './measure_words.js';
import { nameOf } from './name.js';
import { spanText } from './span.js';
import { termText } from './term_text.js';
import { say, textOf } from '../texts.js';

const BEYOND = 75; /* days drawn after today where something has no end */
const NEAR = 15; /* px: marks closer than this stand one above the other */
const LEAST_DAY = 0.62; /* px: narrower, and the drawing scrolls inside itself */
const TICK = 62; /* px between two months' names */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

/** What an act looks like: where it starts, ends or goes on is told by shape as well as colour. */
const SHAPES = Object.freeze(
    /** @type {Record<string, string>} */ ({
        granted: 'begin',
        extended: 'longer',
        terminated: 'end',
        annulled: 'end',
        replaced: 'end',
        petition_refused: 'end',
        not_confirmed: 'end',
        appeal_decided: 'diamond',
        registration_corrected: 'diamond',
        corrected: 'diamond',
        amended: 'diamond',
    }),
);

/**
 * @typedef {object} Mark
 * @property {string} id
 * @property {'bar' | 'rest' | 'span' | 'act'} what
 * @property {string} from ISO
 * @property {string | null} until null: open
 * @property {string} text all of it, in words: the accessible name
 * @property {string} title the short of it
 * @property {string[]} lines the reasons
 * @property {string} [shape]
 * @property {string} [tone]
 * @property {number} [level] of acts that lie close together
 */

/** @typedef {{ id: string, kind: 'order' | 'person' | 'service', label: string, marks: Mark[] }} Row */

/** A value of the registration as a person reads it. @param {string} field @param {string | null} value */
function valueShown(field, value) {
    if (value === null) return say('timeline.change.nothing');
    if (field.endsWith('_date') || field.endsWith('_on')) return dateShown(value);
    return field === 'petitioner' || field === 'representative' ? say(`party.${value}`) : value;
}

/** "Number"; of a relation with the two of whom it is said. @param {OrderChange} change
 * @param {Map<number, string>} [names] */
function changedWhat({ field, respondent, person }, names) {
    const two = [respondent, person].flatMap((id) => (id && names?.get(id)) || []).join(' – ');

    return say(`timeline.change.${field}`) + (two && ` (${two})`);
}

/** Whom and what an act took in or out, and what of the registration it put right.
 * @param {TimelineAct} act @param {Map<number, string>} [names] @returns {string[]} */
function contentLines(act, names) {
    const count = (/** @type {'persons_in' | 'persons_out' | 'respondents_in' | 'respondents_out'} */ what) =>
        act[what] ? [say(`timeline.${what}`, { n: act[what].length })] : [];
    const measures = (/** @type {'measures_in' | 'measures_out'} */ what) =>
        act[what] ? [say(`timeline.${what}`, { measures: act[what].map(measureLine).join(' · ') })] : [];

    return [
        ...(act.changes ?? []).map((c) =>
            say('timeline.change', {
                what: changedWhat(c, names),
                was: valueShown(c.field, c.was),
                is: valueShown(c.field, c.is),
            }),
        ),
        ...count('persons_in'),
        ...count('persons_out'),
        ...count('respondents_in'),
        ...count('respondents_out'),
        ...measures('measures_in'),
        ...measures('measures_out'),
    ];
}

/** @param {TimelineAct} act @param {Map<number, string>} [names] of the persons of the file */
export function actLines(act, names) {
    return [
        act.decision && say('timeline.decision', { number: act.decision }),
        act.start && act.kind !== 'granted' && say('timeline.new_start', { date: dateShown(act.start) }),
        act.end && say('timeline.new_end', { date: dateShown(act.end) }),
        act.term_from && say('timeline.new_term', { term: termText(act) }),
        act.outcome && say(`timeline.outcome.${act.outcome}`),
        act.effective &&
            say(act.outcome ? `timeline.effective.${act.outcome}` : 'timeline.effective', {
                date: dateShown(act.effective),
            }),
        ...contentLines(act, names),
        act.note,
        act.voided_by && say('timeline.voided'),
        !act.voided_by && act.corrected_by && say('timeline.corrected'),
        act.recorded_by && say('timeline.recorded', { by: act.recorded_by, on: dateShown(act.recorded_at) }),
    ].flatMap((line) => line || []);
}

/** @param {Pick<TimelineOrder, 'kind' | 'number'>} order @returns {string} "UM nr. 80/2025" */
export const orderName = (order) => say('timeline.order', { kind: order.kind, number: order.number });

/** @param {Pick<TimelineOrder, 'protection'>} order */
export function orderState(order) {
    const { in_force, from, until, open, gaps, ended_by, term } = order.protection;
    const today = dateToday();

    if (!from) return say('timeline.void');
    if (!until && !open) return say('timeline.never');
    if (in_force && open && term && !term.since)
        return say('timeline.in_force_waits', { from: say(`counted.from.${term.term_from}`) });
    if (in_force) return open ? say('timeline.in_force_open') : say('timeline.in_force', { until: dateShown(until) });
    const gap = gaps.find((g) => g.from <= today && today <= g.until);
    if (gap) return say('timeline.in_gap', { until: dateShown(gap.until) });
    return say(ended_by ? `timeline.ended.${ended_by}` : 'timeline.over', { until: dateShown(until) });
}

/** The days in force, without those between. @param {TimelineOrder} order
 * @returns {{ from: string, until: string | null }[]} until null: open */
function stretches(order) {
    const { from, until, open, gaps } = order.protection;
    const starts = [from, ...gaps.map((g) => dateAdd(g.until, 1))];
    const ends = [...gaps.map((g) => dateAdd(g.from, -1)), open ? null : until];

    if (!until && !open) return [];
    return starts.map((start, i) => ({ from: String(start), until: ends[i] ?? null }));
}

/** @param {TimelineOrder} order @param {string} today @returns {Row} */
function orderRow(order, today) {
    const { until, open, in_force } = order.protection;
    const name = orderName(order);
    /** @type {Mark[]} */
    const marks = [];

    if (order.protection.from) {
        stretches(order).forEach((days, i) => {
            const lines = [spanText(days.from, days.until), orderState(order), order.issuer];
            marks.push({
                id: i ? `o${order.id}-${i}` : `o${order.id}`,
                what: 'bar',
                from: days.from,
                until: days.until,
                title: name,
                lines,
                text: [name, ...lines].join('. '),
                tone: in_force || days.from > today ? order.kind : 'past',
            });
        });
        if (!open && until && (order.last_day === null || order.last_day > until)) {
            const cut = say('timeline.cut');
            marks.push({
                id: `c${order.id}`,
                what: 'rest',
                from: dateAdd(until, 1),
                until: order.last_day,
                title: cut,
                lines: [orderState(order)],
                text: `${cut}. ${orderState(order)}`,
            });
        }
    }
    for (const act of order.acts) {
        const title = say('timeline.act', { what: say(`act_kind.${act.kind}`), date: dateShown(act.on) });
        const lines = [name, ...actLines(act)];
        marks.push({
            id: `a${act.id}`,
            what: 'act',
            from: act.on,
            until: act.on,
            title,
            lines,
            text: [title, ...lines].join('. '),
            shape: SHAPES[act.kind] ?? 'dot',
            tone: act.voided_by || act.corrected_by ? 'past' : '',
        });
    }
    return { id: `order-${order.id}`, kind: 'order', label: name, marks };
}

/** @param {TimelinePerson} person @param {Map<number, TimelineOrder>} orders @returns {Row[]} */
function personRows(person, orders) {
    const name = nameOf(person);
    const services = person.services.filter((s) => s.spans.length);

    return [
        { id: `person-${person.person}`, kind: 'person', label: name, marks: [] },
        ...services.map((s) => {
            const label = say(`service.short.${s.service}`);
            return /** @type {Row} */ ({
                id: `s${person.person}-${s.service}`,
                kind: 'service',
                label,
                marks: s.spans.map((span, i) => {
                    const order = orders.get(span.order);
                    const act = order?.acts.find((a) => a.id === span.act);
                    const lines = [
                        name,
                        spanText(span.from, span.open ? null : span.until),
                        s.service === 'payment' && span.amount
                            ? say('timeline.amount', { amount: money(span.amount) })
                            : '',
                        textOf(span),
                        order &&
                            act &&
                            say('timeline.because', {
                                order: orderName(order),
                                act: say(`act_kind.${act.kind}`),
                                date: dateShown(act.on),
                            }),
                    ].flatMap((line) => line || []);
                    return {
                        id: `r${person.person}-${s.service}-${i}`,
                        what: 'span',
                        from: span.from,
                        until: span.open ? null : span.until,
                        title: label,
                        lines,
                        text: [label, ...lines].join('. '),
                        tone: s.service,
                    };
                }),
            });
        }),
    ];
}

/** @param {Timeline} timeline @returns {Row[]} */
export function timelineRows(timeline) {
    const orders = new Map(timeline.orders.map((o) => [o.id, o]));

    return [
        ...timeline.orders.map((o) => orderRow(o, timeline.today)),
        ...timeline.persons.filter((p) => p.role !== 'respondent').flatMap((p) => personRows(p, orders)),
    ];
}

/** The first and the last day drawn. @param {Row[]} rows @param {string} today */
function rangeOf(rows, today) {
    const days = [today],
        marks = rows.flatMap((r) => r.marks);

    for (const m of marks) days.push(m.from, m.until ?? dateAdd(today, BEYOND));
    days.sort();
    const length = Math.max(daysBetween(days[0], days[days.length - 1]), 120);
    const air = Math.ceil(length * 0.03);
    return { from: dateAdd(days[0], -air), until: dateAdd(days[0], length + air) };
}

/** The months that have a name on the axis. @param {string} from @param {string} until @param {number} day px */
function ticksOf(from, until, day) {
    const step = STEPS.find((n) => n * 30.4 * day >= TICK) ?? 120;
    const ticks = [];
    let [year, month] = from.slice(0, 7).split('-').map(Number);

    for (;;) {
        month += 1;
        if (month > 12) [year, month] = [year + 1, 1];
        const at = `${year}-${String(month).padStart(2, '0')}-01`;
        if (at > until) return ticks;
        if ((year * 12 + month - 1) % step === 0)
            ticks.push({ at, label: step >= 12 ? String(year) : at.slice(0, 7).split('-').reverse().join('.') });
    }
}

/** @param {Row[]} rows @param {string} today @param {number} room px that the days have */
export function timelineScale(rows, today, room) {
    const { from, until } = rangeOf(rows, today);
    const length = daysBetween(from, until);
    const day = Math.max(room / length, LEAST_DAY);
    const x = (/** @type {string} */ iso) => Math.round(daysBetween(from, iso) * day * 10) / 10;

    for (const row of rows) {
        /* acts close together stand one above the other */
        let last = -Infinity,
            level = 0;
        for (const mark of row.marks.filter((m) => m.what === 'act')) {
            level = x(mark.from) - last < NEAR ? (level + 1) % 3 : 0;
            last = x(mark.from);
            mark.level = level;
        }
    }
    return { width: Math.ceil(length * day), x, ticks: ticksOf(from, until, day), until };
}

/** The mark that the keyboard goes to from one. @param {Row[]} rows @param {string} id @param {string} key
 * @returns {string} */
export function markNext(rows, id, key) {
    const filled = rows.filter((r) => r.marks.length);
    const at = Math.max(
        filled.findIndex((r) => r.marks.some((m) => m.id === id)),
        0,
    );
    const marks = filled[at]?.marks ?? [],
        i = Math.max(
            marks.findIndex((m) => m.id === id),
            0,
        );
    const near = (/** @type {Row | undefined} */ row) =>
        row
            ? row.marks.reduce((best, m) =>
                  Math.abs(daysBetween(m.from, marks[i].from)) < Math.abs(daysBetween(best.from, marks[i].from))
                      ? m
                      : best,
              ).id
            : id;

    switch (key) {
        case 'ArrowRight':
            return (marks[i + 1] ?? filled[at + 1]?.marks[0] ?? marks[i]).id;
        case 'ArrowLeft':
            return (marks[i - 1] ?? filled[at - 1]?.marks.at(-1) ?? marks[i]).id;
        case 'ArrowDown':
            return near(filled[at + 1]);
        case 'ArrowUp':
            return near(filled[at - 1]);
        case 'Home':
            return marks[0].id;
        case 'End':
            return marks[marks.length - 1].id;
        default:
            return id;
    }
}
