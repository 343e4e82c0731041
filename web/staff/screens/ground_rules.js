// @ts-check
/* Which services a kind of ground gives, from when until when: written down by an administrator, by a decision of the
 * council. */
/** @import { GroundRules } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
/** @import { Values } from '../parts/form.js' */
import { GroundRuleNew as MOST } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { DateField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Empty, Loaded, Page, Section, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { get } from '../server.js';
import { say, textOf } from '../texts.js';

/** @typedef {GroundRules['rules'][number]} Rule */

const SERVICES = ['transport', 'documents', 'kindergarten'];

/** @param {{ kinds: GroundRules['kinds'], done: () => unknown, close: () => void }} props */
function RuleForm({ kinds, done, close }) {
    const form = useForm({
        initial: /** @type {Values} */ ({ kind: '', service: '', source: '', from: '', until: '' }),
        send: (/** @type {Values} */ values, tried) =>
            tried.post('/api/v1/ground-rules', /** @type {any} */ (valuesGiven(values))),
        done: async () => {
            toast(say('ground_rules.saved'));
            await done();
            close();
        },
        prefix: 'ground_rules',
    });

    return html`<${Form} form=${form} submit=${say('ground_rules.save')} cancel=${close} testid="ground-rule-form">
        <div class="fields">
            <${SelectField} form=${form} name="kind" label=${say('grounds.kind')} none=${say('grounds.choose')}
                required=${say('grounds.kind.needed')} options=${kinds.map((k) => [k.code, textOf(k)])} />
            <${SelectField} form=${form} name="service" label=${say('ground_rules.service')}
                none=${say('grounds.choose')} required=${say('ground_rules.service.needed')}
                options=${SERVICES.map((s) => [s, say(`service.short.${s}`)])} />
            <${TextField} form=${form} name="source" label=${say('ground_rules.source')} most=${MOST.source}
                required=${say('ground_rules.source.needed')} />
            <${DateField} form=${form} name="from" label=${say('grounds.from')}
                required=${say('grounds.from.needed')} />
            <${DateField} form=${form} name="until" label=${say('grounds.until')} />
        </div></${Form}>`;
}

/** @param {{ rule: Rule, done: () => unknown, close: () => void }} props */
function EndForm({ rule, done, close }) {
    const form = useForm({
        initial: { until: dateToday() },
        send: (/** @type {{ until: string }} */ values, tried) =>
            tried.post(`/api/v1/ground-rules/${rule.id}/end`, values),
        done: async () => {
            toast(say('ground_rules.ended'));
            await done();
            close();
        },
        prefix: 'ground_rules',
    });

    return html`<${Form} form=${form} submit=${say('grounds.end')} cancel=${close} testid="ground-rule-end-form">
        <${DateField} form=${form} name="until" label=${say('grounds.last_day')}
            required=${say('grounds.last_day.needed')} /></${Form}>`;
}

export default function GroundRulesScreen() {
    const load = useLoad(() => get('/api/v1/ground-rules'), []);
    const inset = useInset();

    return html`<${Page} title=${say('ground_rules.title')} lead=${say('ground_rules.lead')} testid="ground-rules"
        actions=${html`<button type="button" class="button" data-testid="ground-rule-new"
            onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('ground_rules.new')}</button>`}>
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { kinds, rules }) => {
            const text = (/** @type {Rule} */ r) =>
                [
                    kinds.filter((k) => k.code === r.kind).map(textOf)[0],
                    say(`service.short.${r.service}`),
                    r.source,
                    r.until
                        ? say('grounds.days', { from: dateShown(r.from), until: dateShown(r.until) })
                        : say('grounds.days.open', { from: dateShown(r.from) }),
                ].join(' · ');

            return html`
                ${
                    inset.at === 'new' &&
                    html`<${Inset} title=${say('ground_rules.new')} level=${2}><${RuleForm} kinds=${kinds}
                        done=${load.reload} close=${inset.close} /></${Inset}>`
                }
                <${Section} title=${say('ground_rules.list')}>
                    ${!rules.length && html`<${Empty} text=${say('ground_rules.none')} />`}
                    ${rules.map((r) =>
                        inset.at === `end ${r.id}`
                            ? html`<${Inset} key=${r.id} title=${text(r)}><${EndForm} rule=${r} done=${load.reload}
                                  close=${inset.close} /></${Inset}>`
                            : html`<p key=${r.id} data-testid="ground-rule">${text(r)} <button type="button"
                                  class="button small" aria-label=${say('ground_rules.end.of', { rule: text(r) })}
                                  onClick=${() => inset.open(`end ${r.id}`)}>${say('grounds.end')}</button></p>`,
                    )}
                </${Section}>`;
        }}</${Loaded}>
    </${Page}>`;
}
