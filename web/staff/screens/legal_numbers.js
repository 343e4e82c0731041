// @ts-check
/* The numbers of the law and of the register: what each means and is today, all it was and will be, and, for the
 * administrator, another from a day on. A row that has not begun can be taken back; from then on another takes its
 * place. */
/** @import { Values } from '../parts/form.js' */
/** @import { Column } from '../parts/page.js' */
/** @import { LegalRules } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { LegalRuleNew as RULE } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateOf, dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Earlier, Fold } from '../parts/fold.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, ProblemNote, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { spanText } from '../parts/span.js';
import { get } from '../server.js';
import { said, say } from '../texts.js';
import { effectWarnings, ruleVoid } from './rule_effect.js';

/** @typedef {LegalRules['numbers'][number]} Numbered */
/** @typedef {LegalRules['rules'][number]} Row */

/** What the numbers are about. One that is not named here belongs to the last. */
const FAMILIES = Object.freeze({
    orders: [
        'police_to_court_hours',
        'umm_decision_hours',
        'umm_minor_hours',
        'hearing_days',
        'um_decision_days',
        'copies_hours',
        'appeal_days',
        'umm_appeal_days',
        'appeal_review_days',
        'um_months',
        'extension_days',
        'pending_days',
        'reminder_days',
        'reminder_again_days',
        'history_days',
        'referral_urgent_days',
        'referral_soon_days',
        'referral_usual_days',
    ],
    payment: ['application_day', 'application_day_shift', 'application_gap_days', 'pays_by_post', 'pays_by_bank'],
    cards: ['card_open_days', 'card_months', 'device_unseen_days', 'device_days', 'device_notice_days'],
    register: /** @type {string[]} */ ([]),
});
const NAMED = Object.values(FAMILIES).flat();

/** @typedef {keyof typeof FAMILIES} Family */

/** @param {Family} family @param {string} name */
const belongs = (family, name) => FAMILIES[family].includes(name) || (family === 'register' && !NAMED.includes(name));

/** @param {string} unit @param {number} value */
export const valueText = (unit, value) =>
    unit === 'switch'
        ? say(value ? 'rules.legal.unit.switch.yes' : 'rules.legal.unit.switch.no')
        : say(`rules.legal.unit.${unit}`, { value });

/** @param {string} name @returns {string} */
const meaning = (name) => (said(`rules.legal.${name}.means`) ? say(`rules.legal.${name}.means`) : '');

/** @param {Row} row @param {string} today */
const holds = (row, today) => !row.voided_at && row.from <= today && (!row.until || row.until >= today);

/** It holds no more, or never did. @param {Row} row @param {string} today */
const past = (row, today) => Boolean(row.voided_at || (row.until && (row.until < today || row.until < row.from)));

/** @param {{ of: Numbered, now?: Row, done: () => unknown, close: () => void }} props */
function NumberForm({ of, now, done, close }) {
    const body = (/** @type {Values} */ v) => ({
        name: of.name,
        value: Number(v.value),
        source: v.source,
        from: v.from,
    });
    const form = useForm({
        initial: { value: now ? String(now.value) : '', source: '', from: '' },
        warn: async (values, attempt) => {
            const effect = await attempt.post('/api/v1/legal-rules?preview=1', body(values));
            return 'losing' in effect ? effectWarnings(effect) : [];
        },
        send: (values, attempt) => attempt.post('/api/v1/legal-rules', body(values)),
        done,
        prefix: 'rules',
    });
    const bounds = say('rules.legal.bounds', {
        least: valueText(of.unit, of.least),
        most: valueText(of.unit, of.most),
    });

    return html`<${Form} form=${form} submit=${say('rules.legal.save')} cancel=${close} testid="legal-form">
        <p class="hint">${meaning(of.name)}</p>
        <div class="fields">
            <${TextField} form=${form} name="value" label=${say('rules.legal.value')} hint=${bounds} width="short"
                inputmode="numeric" most=${7} required=${say('rules.legal.value.needed')}
                check=${(/** @type {string} */ v) =>
                    /^\d+$/.test(v.trim()) && Number(v) >= of.least && Number(v) <= of.most ? '' : bounds} />
            <${DateField} form=${form} name="from" label=${say('rules.from')} hint=${say('rules.legal.from.hint')}
                required=${say('rules.from.needed')} />
            <${TextField} form=${form} name="source" label=${say('rules.legal.source')}
                hint=${say('rules.legal.source.hint')} most=${RULE.source}
                required=${say('rules.legal.source.needed')} />
        </div></${Form}>`;
}

/** @param {{ row: Row, unit: string, today: string, edit: boolean, take: (row: Row) => unknown }} props */
function Line({ row, unit, today, edit, take }) {
    const gone = row.until && row.until < row.from;

    return html`<li>
        <b>${valueText(unit, row.value)}</b> · ${spanText(row.from, gone ? null : row.until)} · ${row.source}${' '}
        ${holds(row, today) && html`<${Tag} kind="good" text=${say('rules.now')} />`}
        ${!row.voided_at && row.from > today && html`<${Tag} kind="info" text=${say('rules.coming')} />`}
        ${
            row.voided_at &&
            html`<${Tag} kind="quiet"
            text=${say('rules.voided', { on: dateShown(dateOf(row.voided_at)) })} />`
        }
        ${!row.voided_at && gone && html`<${Tag} kind="quiet" text=${say('rules.superseded')} />`}
        ${
            edit &&
            !row.voided_at &&
            row.from > today &&
            html`<button type="button" class="button small" data-testid=${`legal-void-${row.name}`}
                onClick=${() => take(row)}>${say('rules.void')}</button>`
        }</li>`;
}

/** @param {{ data: LegalRules, family: Family, edit: boolean, reload: () => unknown }} props */
function Numbers({ data, family, edit, reload }) {
    const today = dateToday();
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const rowsOf = (/** @type {string} */ name) =>
        data.rules.filter((r) => r.name === name).sort((a, b) => (a.from < b.from ? 1 : -1));
    const nowOf = (/** @type {string} */ name) => rowsOf(name).find((r) => holds(r, today));
    const at = data.numbers.find((n) => n.name === inset.at);
    const done = async () => {
        toast(say('rules.saved'));
        await reload();
        inset.close();
    };
    const take = async (/** @type {Row} */ row) => {
        await trying(async () => {
            if (await ruleVoid('/api/v1/legal-rules', row.id, row.source)) toast(say('rules.void.done'));
        });
        await reload();
    };
    /** @type {Column<Numbered>[]} */
    const columns = [
        {
            key: 'name',
            label: say('rules.legal.what'),
            head: true,
            cell: (n) => html`${say(`rules.legal.${n.name}`)}<p class="hint">${meaning(n.name)}</p>`,
        },
        {
            key: 'value',
            label: say('rules.legal.value'),
            cell: (n) => {
                const now = nowOf(n.name);
                return now ? valueText(n.unit, now.value) : '–';
            },
        },
        {
            key: 'rows',
            label: say('rules.legal.history'),
            cell: (n) => {
                const over = rowsOf(n.name).filter((row) => past(row, today));
                const line = (/** @type {Row} */ row) =>
                    html`<${Line} row=${row} unit=${n.unit} today=${today} edit=${edit} take=${take} />`;

                return html`<div data-testid=${`legal-rows-${n.name}`}>
                    <ul class="plain">
                        ${rowsOf(n.name)
                            .filter((row) => !past(row, today))
                            .map(line)}</ul>
                    <${Earlier} count=${over.length} text=${say('rules.earlier', { count: over.length })}>
                        <ul class="plain">${over.map(line)}</ul></${Earlier}></div>`;
            },
        },
    ];

    if (edit)
        columns.push({
            key: 'acts',
            label: say('places.acts'),
            cell: (n) => html`<button type="button" class="button small" data-testid=${`legal-new-${n.name}`}
                aria-label=${say('rules.legal.change.of', { name: say(`rules.legal.${n.name}`) })}
                onClick=${() => inset.open(n.name)}>${say('rules.legal.change')}</button>`,
        });
    return html`
        ${problem && html`<${ProblemNote} problem=${problem} prefix="rules" />`}
        ${
            at &&
            html`<${Inset} title=${say(`rules.legal.${at.name}`)}>
                <${NumberForm} key=${at.name} of=${at} now=${nowOf(at.name)} done=${done}
                    close=${inset.close} /></${Inset}>`
        }
        <${Table} caption=${say('rules.legal')} quietCaption columns=${columns}
            rows=${data.numbers.filter((n) => belongs(family, n.name))}
            keyOf=${(/** @type {Numbered} */ n) => n.name} />`;
}

/** @param {{ family: Family, edit: boolean }} props */
function OfFamily({ family, edit }) {
    const load = useLoad(() => get('/api/v1/legal-rules'), []);

    return html`<${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ data) => html`
        <${Numbers} data=${data} family=${family} edit=${edit} reload=${load.reload} />`}</${Loaded}>`;
}

/** @param {{ edit: boolean }} props */
export function LegalNumbers({ edit }) {
    return /** @type {Family[]} */ (Object.keys(FAMILIES)).map(
        (family) => html`<${Fold} key=${family} name=${`rules-legal-${family}`} testid=${`legal-${family}`}
            title=${say(`rules.legal.family.${family}`)} now=${say(`rules.legal.family.${family}.hint`)}>
            <${OfFamily} family=${family} edit=${edit} /></${Fold}>`,
    );
}
