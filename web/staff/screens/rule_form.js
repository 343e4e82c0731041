// @ts-check
/* A new rule of a service. Before it is saved the server says how many gain and lose by it; a coordinator tries one,
 * and is told who. */
/** @import { Values } from '../parts/form.js' */
/** @import { Attempt } from '../server.js' */
/** @import { RuleNew, RulePersons } from '../../types/api' */
import { RuleNew as RULE } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { CheckField, CheckList, DateField, MoneyField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { say } from '../texts.js';
import { effectWarnings } from './rule_effect.js';

const KINDS = ['UMPMM', 'UMM', 'UM'];
const WHO = ['protected', 'dependant'];
/** What can be asked beside the order, by service. @type {Readonly<Record<string, readonly string[]>>} */
const CONDITIONS = Object.freeze({
    payment: ['needs_application', 'not_in_institution'],
    transport: ['needs_residence'],
    documents: ['needs_residence'],
    kindergarten: ['needs_enrolment', 'needs_residence', 'needs_sibling'],
});
/** @typedef {Pick<RuleNew, 'kinds' | 'needs_final' | 'who' | 'conditions' | 'unit' | 'share'> & { amount: number | '',
 *   amount_creche: number | null, share_dependant: number | null, share_sibling: number | null }} Before */
/** @type {Before} */
const ORIGIN = Object.freeze({
    kinds: [],
    needs_final: false,
    who: [],
    conditions: [],
    amount: '',
    unit: undefined,
    share: 100,
    share_dependant: null,
    share_sibling: null,
    amount_creche: null,
});
/** What a fee can be stated for, the usual first. @type {Readonly<Record<string, readonly string[]>>} */
const UNITS = Object.freeze({
    payment: ['month'],
    transport: ['ride', 'month'],
    documents: ['certificate'],
    kindergarten: ['day', 'month'],
});

/** @param {string} v */
const percent = (v) => (/^\d+$/.test(v.trim()) && Number(v) >= 1 && Number(v) <= 100 ? '' : say('rules.share.needed'));

/** @param {{ form: any, name: string, required?: string | false }} props */
function Percent({ form, name, required = false }) {
    return html`<${TextField} form=${form} name=${name} label=${say(`rules.${name}`)} hint=${say(`rules.${name}.hint`)}
        width="short" inputmode="numeric" most=${3} required=${required}
        check=${(/** @type {string} */ v) => (v.trim() || required ? percent(v) : '')} />`;
}

/** @param {{ service: string, before?: Before, done: () => unknown, close: () => void,
 *   tried?: (effect: RulePersons) => unknown }} props before: the rule of today, which a new one mostly resembles;
 *   tried: nothing is kept, this is told what it would do */
export function RuleForm({ service, before = ORIGIN, done, close, tried }) {
    const body = (/** @type {Values} */ v) => ({
        service,
        source: v.source,
        kinds: v.kinds,
        who: v.who,
        needs_final: v.needs_final,
        conditions: v.conditions,
        from: v.from,
        unit: v.unit,
        ...(v.amount !== '' && { amount: v.amount }),
        ...(service !== 'payment' && { share: Number(v.share) }),
        ...(v.share_dependant && v.who.includes('dependant') && { share_dependant: Number(v.share_dependant) }),
        ...(v.share_sibling && { share_sibling: Number(v.share_sibling) }),
        ...(v.amount_creche && { amount_creche: v.amount_creche }),
        ...(v.until && { until: v.until }),
    });
    const form = useForm({
        initial: {
            source: '',
            kinds: before.kinds,
            needs_final: before.needs_final,
            who: before.who,
            conditions: before.conditions,
            amount: before.amount || '',
            unit: before.unit ?? UNITS[service][0],
            share: String(before.share ?? 100),
            share_dependant: String(before.share_dependant ?? ''),
            share_sibling: String(before.share_sibling ?? ''),
            amount_creche: before.amount_creche ?? '',
            from: '',
            until: '',
        },
        ...(!tried && {
            warn: async (/** @type {Values} */ values, /** @type {Attempt} */ attempt) => {
                const effect = await attempt.post('/api/v1/rules?preview=1', body(values));
                return 'losing' in effect ? effectWarnings(effect) : [];
            },
        }),
        send: async (values, attempt) =>
            tried
                ? tried(await attempt.post('/api/v1/rules/persons', body(values)))
                : attempt.post('/api/v1/rules', body(values)),
        done,
        prefix: 'rules',
    });
    const list = (/** @type {string[]} */ values, /** @type {string} */ words) =>
        values.map((v) => [v, say(`${words}.${v}`)]);
    const conditions = CONDITIONS[service];

    return html`<${Form} form=${form} submit=${say(tried ? 'rules.try.ask' : 'rules.save')} cancel=${close}
        testid="rule-form">
        <div class="fields">
            <${TextField} form=${form} name="source" label=${say('rules.source')} hint=${say('rules.source.hint')}
                most=${RULE.source} required=${say('rules.source.needed')} />
            <${DateField} form=${form} name="from" label=${say('rules.from')} hint=${say('rules.from.hint')}
                required=${say('rules.from.needed')} />
            <${DateField} form=${form} name="until" label=${say('rules.until')} least=${dateToday()} />
            <${MoneyField} form=${form} name="amount" label=${say(`rules.amount_of.${service}`)}
                hint=${say('rules.amount.hint')}
                required=${service === 'transport' ? false : say('rules.amount.needed')} />
            ${
                UNITS[service].length > 1 &&
                html`<${SelectField} form=${form} name="unit" label=${say('rules.unit')}
                    required=${say('rules.unit.needed')}
                    options=${list([...UNITS[service]], 'rules.unit')} />`
            }
            ${
                service === 'kindergarten' &&
                html`<${MoneyField} form=${form} name="amount_creche" label=${say('rules.amount_creche')}
                    hint=${say('rules.amount_creche.hint')} />`
            }
            ${
                service !== 'payment' &&
                html`<${Percent} form=${form} name="share" required=${say('rules.share.needed')} />`
            }
            ${
                service !== 'payment' &&
                form.values.who.includes('dependant') &&
                html`<${Percent} form=${form} name="share_dependant" />`
            }
            ${service === 'kindergarten' && html`<${Percent} form=${form} name="share_sibling" />`}</div>
        <${CheckList} form=${form} name="kinds" label=${say('rules.kinds')} options=${list(KINDS, 'kind')}
            required=${say('rules.kinds.needed')} />
        <${CheckList} form=${form} name="who" label=${say('rules.who')} options=${list(WHO, 'rules.who')}
            required=${say('rules.who.needed')} />
        ${
            conditions.length > 0 &&
            html`<${CheckList} form=${form} name="conditions" label=${say('rules.conditions')}
                options=${list([...conditions], 'rules.condition')} optional=${false} />`
        }
        <${CheckField} form=${form} name="needs_final" label=${say('rules.needs_final.choice')} />
    </${Form}>`;
}
