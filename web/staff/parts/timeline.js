// @ts-check
/* A file over time, drawn: orders as bars with their acts, below them what each person is entitled to, and today's
 * line. Pointing, tapping and the arrow keys show the reason of a mark under the drawing; each mark says it as its name
 * too. The same as a table stands below. On a narrow screen the drawing scrolls inside itself and the names go
 * along. */
/** @import { Column } from './page.js' */
/** @import { At } from '../../types/screen' */
/** @import { Mark, Row } from './timeline_scale.js' */
import { html, useEffect, useMemo, useRef, useState } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { say } from '../texts.js';
import { Table } from './page.js';
import { spanText } from './span.js';
import { markNext, timelineRows, timelineScale } from './timeline_scale.js';

const TOP = 34,
    ROWS = { order: 46, person: 34, service: 26 },
    NARROW = 640,
    GUTTER = 168,
    LINE = 18,
    RISE = 15,
    NAME = 52,
    TODAY = 50; /* px */
const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/** The width of the place, kept up to date. @param {{ current: HTMLElement | null }} place */
function useWidth(place) {
    const [width, setWidth] = useState(0);

    useEffect(() => {
        if (!place.current) return;
        const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
        watch.observe(place.current);
        return () => watch.disconnect();
    }, []);
    return width;
}

/** The outline of an act, around 0,0. @type {Record<string, string>} */
const OUTLINES = {
    dot: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0',
    begin: 'M-5 -7L7 0L-5 7Z',
    longer: 'M-7 -6L0 0L-7 6ZM0 -6L7 0L0 6Z',
    end: 'M-6 -6H6V6H-6Z',
    diamond: 'M0 -8L8 0L0 8L-8 0Z',
};

/** @param {{ mark: Mark, y: number, tall: number, x: (iso: string) => number, edge: number, on: boolean,
 *   reach: object }} props */
function MarkShape({ mark, y, tall, x, edge, on, reach }) {
    const from = x(mark.from);
    const common = {
        id: `mark-${mark.id}`,
        role: 'img',
        'aria-label': mark.text,
        tabindex: on ? 0 : -1,
        'data-testid': 'mark',
        'data-mark': mark.id,
        class: `mark ${mark.what} ${mark.tone ?? ''} ${on ? 'on' : ''}`,
        ...reach,
    };

    if (mark.what === 'act')
        return html`<g ...${common}
            transform=${`translate(${from} ${y + tall - 15 - (mark.level ?? 0) * RISE})`}>
            <circle r="12" class="reach" /><path d=${OUTLINES[mark.shape ?? 'dot']} /></g>`;
    const until = mark.until ? x(mark.until) + 1 : edge;
    const high = mark.what === 'span' ? 14 : 12,
        top = mark.what === 'span' ? y + 6 : y + tall - 21;
    return html`<g ...${common}><rect x=${from} y=${top} width=${Math.max(until - from, 4)} height=${high} rx="3" />
        ${
            !mark.until &&
            html`<path class="open"
                d=${`M${edge - 9} ${top + 2}L${edge - 3} ${top + high / 2}L${edge - 9} ${top + high - 2}`} />`
        }</g>`;
}

/** @param {Row[]} rows @param {boolean} narrow @returns {{ row: Row, y: number, tall: number, name: number }[]} */
function placed(rows, narrow) {
    let y = TOP;

    return rows.map((row) => {
        const name = narrow ? LINE : 0;
        const levels = Math.max(0, ...row.marks.map((m) => m.level ?? 0));
        const tall = ROWS[row.kind] + levels * RISE;
        const at = { row, y: y + name * Number(row.kind !== 'person'), tall, name: y };
        y += tall + (row.kind === 'person' ? 0 : name);
        return at;
    });
}

/** Where the name of a row stands, so that it keeps clear of the bars.
 * @param {string} kind @param {{ y: number, tall: number, name: number }} at @param {boolean} narrow */
function baseline(kind, { y, tall, name }, narrow) {
    if (kind === 'person') return y + tall - 9;
    if (narrow) return name + 13;
    return kind === 'order' ? y + tall - 11 : y + 17;
}

/** @param {{ rows: Row[], today: string, width: number, current: string, show: (id: string, focus?: boolean) => void }}
 * props */
function Drawing({ rows, today, width, current, show }) {
    const scroll = useRef(/** @type {HTMLElement | null} */ (null));
    const [moved, setMoved] = useState(0);
    const narrow = width < NARROW;
    const gutter = narrow ? 6 : GUTTER;
    const scale = useMemo(() => timelineScale(rows, today, width - gutter - 10), [rows, today, width]);
    const all = placed(rows, narrow);
    const last = all[all.length - 1];
    const high = (last ? last.y + last.tall : TOP) + 8;
    const x = (/** @type {string} */ iso) => gutter + scale.x(iso);
    const named = (/** @type {string} */ at) =>
        x(at) + NAME < gutter + scale.width + 10 &&
        (x(at) + NAME < x(today) - TODAY / 2 || x(at) > x(today) + TODAY / 2);
    const key = (/** @type {KeyboardEvent} */ event) => {
        if (!KEYS.includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        show(markNext(rows, current, event.key), true);
    };

    useEffect(() => {
        const box = scroll.current;
        if (box) box.scrollLeft = Math.max(0, x(today) - box.clientWidth * 0.6);
    }, [scale]);
    return html`<div ref=${scroll} class="timeline-scroll"
        onScroll=${(/** @type {At<Element>} */ e) => setMoved(e.currentTarget.scrollLeft)}>
        <svg class="timeline" width=${gutter + scale.width + 10} height=${high} role="group"
            aria-label=${say('timeline.drawn')} onKeyDown=${key}>
            <g aria-hidden="true">${scale.ticks.map(
                (t) =>
                    html`<path class="tick" d=${`M${x(t.at)} 22V${high}`} />${
                        named(t.at) &&
                        html`<text class="tick-name"
                            x=${x(t.at) + 4} y="15">${t.label}</text>`
                    }`,
            )}</g>
            <g aria-hidden="true"><path class="today" d=${`M${x(today)} 20V${high}`} />
                <rect class="today-name" x=${x(today) - TODAY / 2} y="2" width=${TODAY} height="19"
                    rx="4" />
                <text class="today-text" x=${x(today)} y="16" text-anchor="middle">${say('timeline.today')}</text></g>
            ${all.map(({ row, y, tall }) =>
                row.marks.map(
                    (mark) => html`<${MarkShape} key=${mark.id} mark=${mark} y=${y} tall=${tall} x=${x}
                        edge=${gutter + scale.width} on=${mark.id === current}
                        reach=${{
                            onPointerEnter: () => show(mark.id),
                            onClick: () => show(mark.id, true),
                            onFocus: () => show(mark.id),
                        }} />`,
                ),
            )}
            <g aria-hidden="true" transform=${`translate(${moved} 0)`}>${all.map(
                ({ row, y, tall, name }) => html`<text class=${`row-name ${row.kind}`}
                    x=${narrow ? 8 : 0}
                    y=${baseline(row.kind, { y, tall, name }, narrow)}>${row.label}</text>`,
            )}</g>
        </svg></div>`;
}

/** @param {{ rows: Row[] }} props */
function AsTable({ rows }) {
    const lines = rows.flatMap((row) => row.marks.filter((m) => m.what !== 'rest').map((m) => ({ ...m, row })));
    /** @type {Column<(typeof lines)[number]>[]} */
    const columns = [
        { key: 'title', label: say('timeline.col.what'), head: true },
        {
            key: 'from',
            label: say('timeline.col.when'),
            cell: (m) => (m.what === 'act' ? dateShown(m.from) : spanText(m.from, m.until)),
        },
        {
            key: 'why',
            label: say('timeline.col.why'),
            cell: (m) => html`<div>${m.lines.map((l) => html`<div>${l}</div>`)}</div>`,
        },
    ];

    return html`<details class="more"><summary>${say('timeline.as_table')}</summary>
        <${Table} caption=${say('timeline.drawn')} quietCaption columns=${columns}
            rows=${lines} testid="timeline-table" /></details>`;
}

/** @param {{ timeline: import('../../types/api').Timeline }} props */
export function Timeline({ timeline }) {
    const place = useRef(/** @type {HTMLElement | null} */ (null));
    const width = useWidth(place);
    const rows = useMemo(() => timelineRows(timeline), [timeline, say('timeline.today')]);
    const marks = rows.flatMap((r) => r.marks);
    const [current, setCurrent] = useState('');
    const mark = marks.find((m) => m.id === current) ?? marks.find((m) => m.tone && m.tone !== 'past') ?? marks[0];
    const show = (/** @type {string} */ id, focus = false) => {
        setCurrent(id);
        if (focus) document.getElementById(`mark-${id}`)?.focus();
    };

    if (!marks.length) return html`<p class="hint">${say('timeline.empty')}</p>`;
    return html`
        <div ref=${place} class="timeline-place" data-testid="timeline">
            ${
                width > 0 &&
                html`<${Drawing} rows=${rows} today=${timeline.today} width=${width} current=${mark.id}
                    show=${show} />`
            }
            <div class="timeline-why" data-testid="timeline-why">
                <p><strong>${mark.title}</strong></p>${mark.lines.map((l) => html`<p>${l}</p>`)}</div>
            <p class="hint">${say('timeline.keys')}</p>
            <${AsTable} rows=${rows} />
        </div>`;
}
