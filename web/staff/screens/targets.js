// @ts-check
/* What the social plan wants of its indicators, year by year: written here, shown beside the figures of the report. */
/** @import { IndicatorTargets } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
/** @import { Values } from '../parts/form.js' */
/** @import { Column } from '../parts/page.js' */
import { IndicatorTargetNew as MOST } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { instantShown, dateToday } from '../dates.js';
import { figure } from '../money.js';
import { toast } from '../parts/announce.js';
import { Repeated, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Page, Section, Table, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say, textOf } from '../texts.js';

/** @typedef {IndicatorTargets['indicators'][number]} Indicator */

/** @param {string} text */
const whole = (text) => (/^\d+$/.test(text.trim()) ? '' : say('targets.number.needed'));

/** @param {{ of: Indicator, done: () => unknown, close: () => void }} props */
function TargetForm({ of, done, close }) {
    const next = () => ({ year: dateToday().slice(0, 4), target: '' });
    const form = useForm({
        initial: /** @type {Values} */ ({
            years: of.years.length
                ? of.years.map((y) => ({ year: String(y.year), target: String(y.target) }))
                : [next()],
            source: of.source ?? '',
        }),
        send: (/** @type {Values} */ { years, source }, tried) =>
            tried.put(`/api/v1/indicator-targets/${of.code}`, {
                version: of.version,
                source: source.trim() || null,
                years: years.map((/** @type {{ year: string, target: string }} */ y) => ({
                    year: Number(y.year),
                    target: Number(y.target),
                })),
            }),
        done: async () => {
            toast(say('targets.saved'));
            await done();
            close();
        },
        prefix: 'targets',
    });

    return html`<${Form} form=${form} submit=${say('targets.save')} cancel=${close} testid="target-form">
        <${Repeated} form=${form} name="years"
            legend=${(/** @type {number} */ i) => say('targets.year_n', { n: i + 1 })}
            fresh=${next} add=${say('targets.add')} most=${MOST.years}>${(/** @type {string} */ path) => html`
                <div class="fields">
                    <${TextField} form=${form} name=${`${path}.year`} label=${say('targets.year')} width="short"
                        inputmode="numeric" most=${4} required=${say('targets.year.needed')} check=${whole} />
                    <${TextField} form=${form} name=${`${path}.target`} label=${say('targets.target')} width="short"
                        inputmode="numeric" most=${7} required=${say('targets.target.needed')} check=${whole} />
                </div>`}
        </${Repeated}>
        <${TextField} form=${form} name="source" label=${say('targets.source')} hint=${say('targets.source.hint')}
            most=${MOST.source} />
    </${Form}>`;
}

/** @param {Indicator} of */
const yearsOf = (of) =>
    of.years.map((y) => say('targets.of_year', { year: y.year, target: figure(y.target) })).join(' · ');

/** @param {Indicator} of */
const writtenOf = (of) =>
    [of.source, of.at && say('targets.written', { at: instantShown(of.at), by: of.by ?? say('yearly.by_nobody') })]
        .filter(Boolean)
        .join(' · ');

export default function TargetsScreen() {
    const load = useLoad(() => get('/api/v1/indicator-targets'), []);
    const inset = useInset();

    return html`<${Page} title=${say('targets.title')} lead=${say('targets.lead')} testid="targets-screen" wide
        actions=${html`<a class="button" href=${link('/reports')}
            data-testid="to-reports">${say('reports.title')}</a>`}>
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { indicators }) => {
            const chosen = indicators.find((one) => one.code === inset.at);
            /** @type {Column<Indicator & { id: string }>[]} */
            const columns = [
                { key: 'text', label: say('reports.indicator'), head: true, cell: textOf },
                {
                    key: 'years',
                    label: say('targets.years'),
                    cell: (one) => html`${one.years.length ? yearsOf(one) : say('reports.met.none')}
                        ${writtenOf(one) && html`<span class="hint"> ${writtenOf(one)}</span>`}`,
                },
                {
                    key: 'change',
                    label: say('targets.change'),
                    cell: (one) => html`<button type="button" class="button small" data-testid=${`target-${one.code}`}
                        aria-label=${say('targets.change.of', { indicator: textOf(one) })}
                        onClick=${() => inset.open(one.code)}>${say('targets.change')}</button>`,
                },
            ];

            return html`
                ${
                    chosen &&
                    html`<${Inset} key=${`${chosen.code} ${chosen.version}`} title=${textOf(chosen)} level=${2}>
                        <${TargetForm} of=${chosen} done=${load.reload} close=${inset.close} /></${Inset}>`
                }
                <${Section} title=${say('targets.list')}>
                    <${Table} caption=${say('targets.list')} quietCaption columns=${columns}
                        rows=${indicators.map((one) => ({ ...one, id: one.code }))} testid="target-table" />
                </${Section}>`;
        }}</${Loaded}>
    </${Page}>`;
}
