// @ts-check
/* The yearly report of the municipality: each section as it will be read, beside the figures that it names.
 * Coordinators write it section by section, a director who wrote none of it signs; every version stays. It is
 * written in Albanian. */
/** @import { YearlyReport, YearlyVersion } from '../../types/api' */
/** @import { Content, Data } from '../../types/screen' */
/** @import { FormState } from '../parts/form.js' */
/** @import { Trying } from '../parts/refusal.js' */
import { YearlySectionNew as LIMITS } from '/vendor/limits.js';
import { html, useRef, useState } from '/vendor/preact.js';
import { dateToday, instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { Choose } from '../parts/choose.js';
import { confirm, Dialog } from '../parts/dialog.js';
import { TextArea, TextField } from '../parts/field.js';
import { Fold } from '../parts/fold.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Notice, Page, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { link } from '../route.js';
import { Attempt, bytes, get, post, Problem } from '../server.js';
import { sessionForget, sessionMay } from '../session.js';
import { say } from '../texts.js';

/** @typedef {YearlyReport['sections'][number]} Part */
/** @typedef {YearlyReport['figures'][number]} Figure */
/** @typedef {YearlyReport['versions'][number]} Version */
/** @typedef {{ heading: string, text: string }} Values */
/** A section at its place: nth of those with that heading, so that it is found again when another has written
 * meanwhile. @typedef {{ key: string, number: number, part: Part | null }} Place */

const FIRST_YEAR = 2007; /* of the law */
const PAPERS = /** @type {const} */ (['pdf', 'odt']);
const NEW = 'new';
const attempt = new Attempt();
/** How this page was left. */
let kept = '';
sessionForget(() => (kept = ''));

const yearLast = () => Number(dateToday().slice(0, 4)) - 1;
const signs = () => sessionMay(['director']);
const writes = () => sessionMay(['coordinator']);

/** @param {Part[]} sections @returns {Place[]} */
function placesOf(sections) {
    /** @type {Map<string, number>} */
    const seen = new Map();

    return sections.map((part, i) => {
        const nth = seen.get(part.heading) ?? 0;
        seen.set(part.heading, nth + 1);
        return { key: `${nth} ${part.heading}`, number: i + 1, part };
    });
}

/** The codes that a text names, each once. @param {string} text */
const codesIn = (text) => [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(([, code]) => code))];

/** Lines as they are read on paper: points together in a list. @param {{ text: string }} props */
function Lines({ text }) {
    /** @type {(string | string[])[]} */
    const blocks = [];

    for (const line of text.split('\n').filter((l) => l.trim())) {
        const points = blocks.at(-1);
        if (!line.startsWith('- ')) blocks.push(line);
        else if (Array.isArray(points)) points.push(line.slice(2));
        else blocks.push([line.slice(2)]);
    }
    return html`<div class="stack" lang="sq">${blocks.map((block) =>
        Array.isArray(block) ? html`<ul>${block.map((point) => html`<li>${point}</li>`)}</ul>` : html`<p>${block}</p>`,
    )}</div>`;
}

/** Of all rows the paper has lines; here they stand in the text already. @param {Figure | undefined} figure */
const figureShown = (figure) =>
    !figure
        ? say('yearly.no_figure')
        : /\n|^- /.test(figure.said)
          ? say('yearly.rows', { count: figure.said.split('\n').length })
          : figure.said;

/** What a text names, and what it comes to now. @param {{ text: string, figures: Figure[], testid?: string }} props */
function Figures({ text, figures, testid }) {
    const named = codesIn(text).map((code) => ({ code, figure: figures.find((f) => f.code === code) }));

    return html`<div class="stack" data-testid=${testid}>
        <h3>${say('yearly.figures')}</h3>
        ${
            named.length
                ? html`<dl class="facts">${named.map(
                      ({ code, figure }) => html`
                          <div key=${code}><dt lang=${figure && 'sq'}>${figure?.text ?? `{${code}}`}</dt>
                              <dd class=${figure ? '' : 'field-fault'}>${figureShown(figure)}</dd></div>`,
                  )}</dl>`
                : html`<p class="hint">${say('yearly.figures.none')}</p>`
        }</div>`;
}

/** Puts a figure where the cursor stands in the text. @param {{ form: FormState<Values>, figures: Figure[] }} props */
function FigureChoice({ form, figures }) {
    const [code, setCode] = useState('');
    const put = () => {
        const area = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(form.idOf('text')));
        if (!area || !code) return;
        area.setRangeText(`{${code}}`, area.selectionStart, area.selectionEnd, 'end');
        form.set('text', area.value);
        area.focus();
    };

    return html`<div class="stack">
        <${Choose} id="yearly-figure" label=${say('yearly.figure')} value=${code} set=${setCode}
            none=${say('yearly.figure.choose')} options=${figures.map((f) => [f.code, f.text])} />
        <button type="button" class="button small" data-testid="figure-put" disabled=${!code}
            onClick=${put}><${Icon} name="plus" />${say('yearly.figure.put')}</button></div>`;
}

/** @param {{ report: YearlyReport, place: Place, reload: () => Promise<unknown>, close: () => void }} props */
function SectionForm({ report, place, reload, close }) {
    /* What stands when it is sent, not when the form was opened: after a 409 it has been fetched and is seen. */
    const now = useRef({ report, place });
    now.current = { report, place };
    const form = useForm({
        initial: { heading: place.part?.heading ?? '', text: place.part?.text ?? '' },
        send: async (/** @type {Values} */ values, tried) => {
            const { report: r, place: p } = now.current;

            try {
                return await tried.put(`/api/v1/yearly-reports/${r.year}/sections/${p.number}`, {
                    version: r.version,
                    ...values,
                });
            } catch (failure) {
                if (failure instanceof Problem && failure.code === 'report_changed') await reload();
                throw failure;
            }
        },
        done: async () => {
            await reload();
            toast(say('yearly.saved'));
            close();
        },
        prefix: 'yearly',
    });

    return html`<${Form} form=${form} submit=${say('yearly.save')} cancel=${close} testid="yearly-form">
        <div class="report-tools"><div class="stack">
            <${TextField} form=${form} name="heading" label=${say('yearly.heading')} most=${LIMITS.heading} spellcheck
                required=${say('yearly.heading.needed')} />
            <${TextArea} form=${form} name="text" label=${say('yearly.text')} hint=${say('yearly.text.hint')} rows=${14}
                most=${LIMITS.text} required=${say('yearly.text.needed')} /></div>
        <div class="stack"><${FigureChoice} form=${form} figures=${report.figures} />
            <${Figures} text=${`${form.values.heading}\n${form.values.text}`} figures=${report.figures}
                testid="yearly-typed" /></div></div>
    </${Form}>`;
}

/** @param {{ report: YearlyReport, place: Place, editing: boolean, open: () => void, close: () => void,
 *   remove: () => void, reload: () => Promise<unknown> }} props */
function Shown({ report, place, editing, open, close, remove, reload }) {
    const { part } = place;
    const title = part ? part.heading_said || say('yearly.foreword') : say('yearly.new');

    return html`<${Section} title=${part ? html`<span lang=${part.heading_said && 'sq'}>${title}</span>` : title}
        testid="yearly-part" actions=${
            part && writes() && !report.signed && !editing
                ? html`<span class="buttons"><button type="button" class="button small" data-testid="part-edit"
                        aria-label=${say('yearly.edit.of', { title })}
                        onClick=${open}>${say('yearly.edit')}</button>
                    <button type="button" class="button small" data-testid="part-remove"
                        aria-label=${say('yearly.remove.of', { title })}
                        onClick=${remove}>${say('yearly.remove')}</button></span>`
                : null
        }>
        ${
            part &&
            html`<div class=${report.signed ? '' : 'report-tools'}><${Lines} text=${part.said} />
                ${
                    !report.signed &&
                    !editing &&
                    html`<${Figures} text=${`${part.heading}\n${part.text}`} figures=${report.figures}
                        testid="yearly-figures" />`
                }</div>`
        }
        ${
            editing &&
            html`<${Inset} title=${say(part ? 'yearly.edit' : 'yearly.new')} testid="yearly-inset">
                <${SectionForm} report=${report} place=${place} reload=${reload} close=${close} /></${Inset}>`
        }</${Section}>`;
}

/** @param {{ year: number, version: Version, close: () => void }} props */
function Earlier({ year, version, close }) {
    const load = useLoad(() => get(`/api/v1/yearly-reports/${year}/versions/${version.version}`), [version.version]);

    return html`<${Dialog} open wide title=${say('yearly.version', { version: version.version })} onClose=${close}
        testid="yearly-version">
        <p class="hint">${instantShown(version.at)} · ${version.by ?? say('yearly.by_nobody')}</p>
        <${Loaded} of=${load}>${(/** @type {YearlyVersion} */ { sections }) =>
            sections.map(
                (s) => html`${s.heading && html`<h3 lang="sq">${s.heading}</h3>`}<${Lines} text=${s.text} />`,
            )}</${Loaded}>
        <div class="buttons"><button type="button" class="button" data-testid="version-close"
            onClick=${close}>${say('yearly.close')}</button></div></${Dialog}>`;
}

/** @param {{ report: YearlyReport }} props */
function Versions({ report }) {
    const [open, setOpen] = useState(/** @type {Version | null} */ (null));

    return html`<${Fold} name="yearly-versions" title=${say('yearly.versions')} testid="yearly-versions"
        now=${say('yearly.versions.count', { count: report.versions.length })}>
        <${Table} caption=${say('yearly.versions')} quietCaption testid="yearly-table"
            empty=${say('yearly.versions.none')} rows=${report.versions}
            keyOf=${(/** @type {Version} */ v) => v.version} columns=${[
                {
                    key: 'version',
                    label: say('yearly.version.head'),
                    head: true,
                    cell: (/** @type {Version} */ v) =>
                        html`${v.version}${' '}${
                            v.signed && html`<${Tag} text=${say('yearly.signed')} kind="good" />`
                        }`,
                },
                { key: 'at', label: say('yearly.at'), cell: (/** @type {Version} */ v) => instantShown(v.at) },
                {
                    key: 'by',
                    label: say('yearly.by'),
                    cell: (/** @type {Version} */ v) => v.by ?? say('yearly.by_nobody'),
                },
                {
                    key: 'open',
                    label: '',
                    cell: (/** @type {Version} */ v) => html`<button type="button" class="button small"
                        data-testid="version-open" aria-label=${say('yearly.version.open.of', { version: v.version })}
                        onClick=${() => setOpen(v)}>${say('yearly.version.open')}</button>`,
                },
            ]} />
        ${open && html`<${Earlier} year=${report.year} version=${open} close=${() => setOpen(null)} />`}
    </${Fold}>`;
}

/** Where the report stands, and what is done with the whole of it.
 * @param {{ report: YearlyReport, trying: Trying, reload: () => Promise<unknown> }} props */
function State({ report, trying, reload }) {
    const { year, version, signed, versions } = report;
    const take = (/** @type {string} */ kind) =>
        trying(async () =>
            save(await bytes(`/api/v1/yearly-reports/${year}.${kind}`), `raporti-vjetor-${year}.${kind}`),
        );
    const sign = async () => {
        const yes = await confirm({
            title: say('yearly.sign.title', { year }),
            text: say('yearly.sign.text'),
            yes: say('yearly.sign'),
        });
        if (!yes) return;
        await trying(async () => {
            try {
                await post(`/api/v1/yearly-reports/${year}/sign`, { version });
                toast(say('yearly.signed.now'));
            } finally {
                await reload();
            }
        });
    };
    const told = signed
        ? say('yearly.state.signed', {
              at: instantShown(versions[0].at),
              by: versions[0].by ?? say('yearly.by_nobody'),
          })
        : version
          ? say('yearly.state.written', { version })
          : say('yearly.state.proposed');
    const why = signed ? '' : !version ? 'yearly.sign.not_yet' : report.wrote ? 'yearly.sign.wrote' : '';

    return html`<${Notice} kind=${signed ? 'good' : 'info'} title=${say('yearly.state', { year })}
        testid="yearly-state">
        <p data-testid="yearly-told">${told}</p>
        <p class="hint">${say('yearly.small')}</p>
        ${signs() && why && html`<p data-testid="yearly-why">${say(why)}</p>`}
        <div class="buttons">${
            signs() &&
            !signed &&
            !why &&
            html`<button type="button" class="button primary" data-testid="yearly-sign"
                onClick=${sign}>${say('yearly.sign')}</button>`
        }${PAPERS.map(
            (kind) => html`<button type="button" class="button small" data-testid=${`yearly-${kind}`}
                onClick=${() => take(kind)}><${Icon} name="paper" />${say(`yearly.take.${kind}`)}</button>`,
        )}</div></${Notice}>`;
}

/** @param {{ report: YearlyReport, reload: () => Promise<unknown> }} props */
function Whole({ report, reload }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const places = placesOf(report.sections);
    /* One that is added, or that another has taken out while it was written here, stands behind the last. */
    const loose = inset.at && !places.some(({ key }) => key === inset.at);
    const all = loose ? [...places, { key: inset.at, number: places.length + 1, part: null }] : places;
    const remove = async (/** @type {Place} */ place) => {
        const yes = await confirm({
            title: say('yearly.remove.title', { title: place.part?.heading_said ?? '' }),
            text: say('yearly.remove.text'),
            yes: say('yearly.remove'),
        });
        if (!yes) return;
        await trying(async () => {
            try {
                await attempt.post(`/api/v1/yearly-reports/${report.year}/sections/${place.number}/removal`, {
                    version: report.version,
                });
                toast(say('yearly.removed'));
            } finally {
                await reload();
            }
        });
    };

    return html`<div class="stack"><${State} report=${report} trying=${trying} reload=${reload} />
        ${problem && html`<${ProblemNote} problem=${problem} prefix="yearly" />`}
        ${all.map(
            (place) => html`<${Shown} key=${place.key} report=${report} place=${place} reload=${reload}
                editing=${inset.at === place.key} open=${() => inset.open(place.key)} close=${inset.close}
                remove=${() => remove(place)} />`,
        )}
        ${
            writes() &&
            !report.signed &&
            !inset.at &&
            html`<div class="buttons"><button type="button" class="button" data-testid="part-new"
                onClick=${() => inset.open(NEW)}><${Icon} name="plus" />${say('yearly.new')}</button></div>`
        }
        <${Versions} report=${report} /></div>`;
}

/** @param {{ year: string }} props */
function OfYear({ year }) {
    const load = useLoad(() => get(`/api/v1/yearly-reports/${year}`), [year]);

    return html`<${Loaded} of=${load} prefix="yearly">${(/** @type {Data<typeof load>} */ report) =>
        html`<${Whole} report=${report} reload=${load.reload} />`}</${Loaded}>`;
}

export default function YearlyScreen() {
    const latest = yearLast();
    const [year, setYear] = useState(kept || String(latest));
    const years = Array.from({ length: latest - FIRST_YEAR + 1 }, (_, i) => String(latest - i));

    return html`<${Page} title=${say('yearly.title')} lead=${say('yearly.lead')} testid="yearly-screen" wide
        back=${{ href: link('/reports'), text: say('reports.title') }}>
        <div class="report-tools"><${Choose} id="yearly-year" label=${say('yearly.year')} value=${year}
            set=${(/** @type {string} */ y) => {
                kept = y;
                setYear(y);
            }} options=${years.map((y) => [y, y])} /></div>
        <${OfYear} key=${year} year=${year} />
    </${Page}>`;
}
