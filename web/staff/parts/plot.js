// @ts-check
/* Figures drawn, with the same figures as a table beside or below. The drawing has a name and is passed over as one
 * picture; each series has a colour and a texture or a dash of its own, so that it is told apart without colours and on
 * paper. uPlot is fetched when the first drawing appears.
 *
 *   <${Plot} title=${say('stats.orders')} over=${say('stats.month')} at=${['05.2026', …]}
 *       series=${[{ name: 'UM', values: [4, …] }, …]} shape="bars|lines" shown=${figure} sum=${say('stats.all')}
 *       testid="plot-orders" />
 *       shown: a number in words (money, figure); sum: the head of a last column with the sum of each row; named: the
 *       places have names, each of which has to stand there, not points of time */
/** @import { Column } from './page.js' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { figure } from '../money.js';
import { say } from '../texts.js';
import { Table } from './page.js';

/** @typedef {{ name: string, values: number[] }} Series */
/** @typedef {{ title: string, over: string, at: string[], series: Series[], shape?: 'bars' | 'lines',
 *   shown?: (n: number) => string, sum?: string, named?: boolean, testid?: string }} PlotProps */

const TALL = 280,
    COLOURS = 4,
    GROUP = 0.8; /* px; of a place on the axis */
const STEPS = [0, 1, 2, 3, 4, 5, 6].flatMap((zeros) => [1, 2, 5].map((n) => n * 10 ** zeros));
const DASHES = [[], [9, 4], [2, 4], [9, 4, 2, 4]];

/** The same textures as texture() draws, as SVG paths for the key. */
const TEXTURES = [
    '',
    'M2 13L12 1M10 13L20 1M18 13L27 2',
    'M5 7h.01M11 7h.01M17 7h.01M23 7h.01',
    'M2 13L12 1M10 13L20 1M18 13L27 2M2 1L12 13M10 1L20 13M18 1L27 12',
];

/** @import uPlot, { Options } from 'uplot' */
/** @typedef {typeof uPlot} UPlot */

const STYLE = '/vendor/uplot.css';

/** The browser itself fetches either only once. @returns {Promise<UPlot>} */
function uplot() {
    if (!document.head.querySelector(`link[href="${STYLE}"]`))
        document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: STYLE }));
    return import('/vendor/uplot.js').then((m) => m.default);
}

/** A colour of the stylesheet, as it is by day, by night or on paper. @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** The fill of a series: full, striped, dotted, hatched. @param {CanvasRenderingContext2D} ctx @param {number} i
 * @returns {string | CanvasPattern} */
function texture(ctx, i) {
    const ink = colour(`plot-${(i % COLOURS) + 1}`),
        side = Math.round(8 * devicePixelRatio);

    if (i % COLOURS === 0) return ink;
    const tile = Object.assign(document.createElement('canvas'), { width: side, height: side }),
        on = tile.getContext('2d');
    if (!on) return ink;
    Object.assign(on, { strokeStyle: ink, fillStyle: ink, lineWidth: side / 4 });
    on.beginPath();
    if (i % COLOURS === 2) (on.arc(side / 2, side / 2, side / 4, 0, 2 * Math.PI), on.fill());
    else
        for (const shift of [-side / 2, side / 2, side * 1.5]) {
            (on.moveTo(shift - side, side + side / 2), on.lineTo(shift + side, -side / 2));
            if (i % COLOURS === 3) (on.moveTo(shift - side, -side / 2), on.lineTo(shift + side, side + side / 2));
        }
    on.stroke();
    return ctx.createPattern(tile, 'repeat') ?? ink;
}

/** The series beside each other at each place. @param {UPlot} Draw @param {number} i @param {number} of
 * @param {number} places */
function bars(Draw, i, of, places) {
    const wide = GROUP / of,
        each = (/** @type {number} */ value) => Array.from({ length: places }, () => value);

    return Draw.paths.bars?.({
        disp: {
            x0: { unit: 1, values: () => each(0).map((_, at) => at - GROUP / 2 + i * wide) },
            size: { unit: 1, values: () => each(wide * 0.9) },
        },
    });
}

/** @param {UPlot} Draw @param {PlotProps} props @param {number} width @param {(at: number | null) => void} point
 * @returns {Options} */
function optionsOf(Draw, { at, series, shape = 'bars', shown = figure, named }, width, point) {
    const ink = () => colour('ink-quiet'),
        line = () => colour('line');
    const axis = {
        stroke: ink,
        grid: { stroke: line, width: 1 },
        ticks: { stroke: line, width: 1 },
        font: '13px system-ui, sans-serif',
    };
    const longest = Math.max(...at.map((a) => a.length), 1);
    const room = Math.max(34, 12 + 8 * Math.max(...series.flatMap((s) => s.values).map((n) => shown(n).length), 1));

    return {
        width,
        height: TALL,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, y: false, points: { show: shape === 'lines' } },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        scales: {
            x: { time: false, range: [-0.6, at.length - 0.4] },
            y: {
                range: (_, least, most) => [Math.min(0, least), Math.max(4, most * 1.08)],
            },
        },
        axes: [
            {
                ...axis,
                grid: { show: false },
                values: (_, splits) => splits.map((n) => at[n] ?? ''),
                ...(named
                    ? { incrs: [1], space: 1, rotate: -40, size: Math.min(110, 20 + 5 * longest) }
                    : { incrs: [1, 2, 3, 4, 6, 7, 12, 14, 28, 60], space: 12 + 8 * longest }),
            },
            {
                ...axis,
                size: room,
                incrs: STEPS,
                values: (_, splits) => splits.map(figure),
            },
        ],
        series: [
            {},
            ...series.map((s, i) => ({
                label: s.name,
                width: shape === 'bars' ? 1 : 2.5,
                stroke: () => colour(`plot-${(i % COLOURS) + 1}`),
                dash: shape === 'lines' ? DASHES[i % COLOURS] : undefined,
                ...(shape === 'bars'
                    ? {
                          fill: (/** @type {uPlot} */ u) => texture(u.ctx, i),
                          paths: bars(Draw, i, series.length, at.length),
                      }
                    : {}),
                points: {
                    show: shape === 'lines' && at.length <= 40,
                    size: 7,
                    fill: () => (i % 2 ? colour('raised') : colour(`plot-${(i % COLOURS) + 1}`)),
                },
            })),
        ],
        hooks: { setCursor: [(u) => point(u.cursor.idx ?? null)] },
    };
}

/** Draws the plot, and again when the figures, the width, day and night, or screen and paper change.
 * @param {{ current: HTMLElement | null }} place @param {PlotProps} props @param {(at: number | null) => void} point */
function useDrawn(place, props, point) {
    const [missing, setMissing] = useState(false);

    useEffect(() => {
        const on = place.current;
        /** @type {uPlot | null} */
        let drawn = null;
        let gone = false;
        if (!on) return;
        const again = () => drawn?.redraw(true, true);
        const watch = new ResizeObserver(([entry]) =>
            drawn?.setSize({ width: Math.floor(entry.contentRect.width), height: TALL }),
        );
        const media = ['(prefers-color-scheme: dark)', 'print'].map((query) => matchMedia(query));
        uplot().then(
            (Draw) => {
                if (gone) return;
                drawn = new Draw(
                    optionsOf(Draw, props, Math.floor(on.clientWidth) || 320, point),
                    [props.at.map((_, i) => i), ...props.series.map((s) => s.values)],
                    on,
                );
                watch.observe(on);
            },
            () => setMissing(true),
        );
        media.forEach((m) => m.addEventListener('change', again));
        return () => {
            gone = true;
            watch.disconnect();
            media.forEach((m) => m.removeEventListener('change', again));
            drawn?.destroy();
        };
    }, [JSON.stringify([props.at, props.series, props.shape])]);
    return missing;
}

/** What each texture or dash stands for. @param {{ series: Series[], shape: string }} props */
function Key({ series, shape }) {
    const inside = (/** @type {number} */ n) =>
        shape === 'lines'
            ? html`<path d="M0 7H28" stroke-dasharray=${DASHES[n].join(' ')} />`
            : html`<rect x="0.5" y="0.5" width="27" height="13" />
                <path class=${n === 2 ? 'dots' : ''} d=${TEXTURES[n]} />`;

    return html`<ul class="plot-key">${series.map(
        (s, i) => html`<li><svg class=${`plot-mark ${shape} n${(i % COLOURS) + 1}`} viewBox="0 0 28 14"
                aria-hidden="true" focusable="false">${inside(i % COLOURS)}</svg>${s.name}</li>`,
    )}</ul>`;
}

/** @param {PlotProps} props */
export function Plot(props) {
    const { title, over, at, series, shape = 'bars', shown = figure, sum, testid } = props;
    const place = useRef(/** @type {HTMLElement | null} */ (null));
    const [pointed, point] = useState(/** @type {number | null} */ (null));
    const missing = useDrawn(place, { ...props, shape }, point);
    const read = (/** @type {number} */ i) =>
        series.map((s) => `${series.length > 1 ? `${s.name} ` : ''}${shown(s.values[i] ?? 0)}`).join(' · ');
    const all = (/** @type {number} */ row) => series.reduce((total, s) => total + (s.values[row] ?? 0), 0);
    const end = /** @type {const} */ ('end');
    /** @type {Column<{ id: number, at: string }>[]} */
    const columns = [
        { key: 'at', label: over, head: true },
        ...series.map((s) => ({
            key: s.name,
            label: s.name,
            align: end,
            cell: (/** @type {{ id: number }} */ r) => shown(s.values[r.id] ?? 0),
        })),
        ...(sum
            ? [
                  {
                      key: 'sum',
                      label: sum,
                      align: end,
                      cell: (/** @type {{ id: number }} */ r) => shown(all(r.id)),
                  },
              ]
            : []),
    ];

    return html`<div class="plotted" data-testid=${testid}>
        <div class="plot">
            ${series.length > 1 && html`<${Key} series=${series} shape=${shape} />`}
            ${
                missing
                    ? html`<p class="hint">${say('plot.missing')}</p>`
                    : html`<div ref=${place} class="plot-place" role="img"
                        aria-label=${say('plot.name', { title })}></div>`
            }
            <p class="plot-read" aria-hidden="true">
                ${pointed === null || !at[pointed] ? '' : `${at[pointed]}: ${read(pointed)}`}</p>
        </div>
        <${Table} caption=${title} quietCaption tight columns=${columns}
            rows=${at.map((name, id) => ({ id, at: name }))} />
    </div>`;
}
