// @ts-check
/* What is paid once beside a month's payment, a year-end bonus say: each a decision with its source, paid to everybody
 * who is paid for its month. */
/** @import { FormState, Values } from '../parts/form.js' */
/** @import { Column } from '../parts/page.js' */
/** @import { OneOffPayments as List } from '../../types/api' */
/** @import { Run } from './rule_lists.js' */
import { OneOffNew as ONCE } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { money } from '../money.js';
import { MoneyField, SelectField, TextField } from '../parts/field.js';
import { monthAdd, monthNamed, monthNow, monthsBack } from '../parts/month.js';
import { Tag } from '../parts/page.js';
import { say, textOf } from '../texts.js';
import { ruleVoid } from './rule_effect.js';
import { Rules } from './rule_lists.js';

const AHEAD = 3,
    MONTHS = 15; /* it is decided near its month */

/** @param {{ form: FormState }} props */
function Fields({ form }) {
    return html`<div class="fields">
        <${TextField} form=${form} name="text" label=${say('once.text')} hint=${say('once.text.hint')}
            most=${ONCE.text} required=${say('once.text.needed')} />
        <${TextField} form=${form} name="text_en" label=${say('papers.text_en')} most=${ONCE.text_en}
            required=${say('papers.text_en.needed')} />
        <${TextField} form=${form} name="source" label=${say('rules.source')} hint=${say('rules.source.hint')}
            most=${ONCE.source} required=${say('rules.source.needed')} />
        <${SelectField} form=${form} name="month" label=${say('once.month')} hint=${say('once.month.hint')}
            required=${say('once.month.needed')} options=${monthsBack(monthAdd(monthNow(), AHEAD), MONTHS)} />
        <${MoneyField} form=${form} name="amount" label=${say('once.amount')} hint=${say('rules.amount.hint')}
            required=${say('rules.amount.needed')} /></div>`;
}

/** @typedef {List['payments'][number]} Once */

/** @param {{ edit: boolean }} props */
export function OneOffPayments({ edit }) {
    return html`<${Rules} name="once" path="/api/v1/one-off-payments" edit=${edit} Fields=${Fields}
        initial=${/** @type {Values} */ ({ text: '', text_en: '', source: '', month: monthNow(), amount: '' })}
        of=${(/** @type {List} */ d) => d.payments} columns=${(/** @type {Run} */ run) =>
            /** @type {Column<Once>[]} */ ([
                { key: 'text', label: say('once.text'), head: true, cell: textOf },
                { key: 'month', label: say('once.month'), cell: (r) => monthNamed(r.month) },
                { key: 'source', label: say('rules.source') },
                {
                    key: 'amount',
                    label: say('once.amount'),
                    align: 'end',
                    cell: (r) => html`<span class="nowrap">${money(r.amount)}</span>`,
                },
                {
                    key: 'acts',
                    label: say('places.acts'),
                    cell: (r) =>
                        r.voided
                            ? html`<${Tag} kind="quiet" text=${say('once.voided')} />`
                            : edit &&
                              html`<button type="button" class="button small"
                                  aria-label=${say('rules.void.of', { source: r.source })}
                                  onClick=${() => run(() => ruleVoid('/api/v1/one-off-payments', r.id, r.source))}>
                                  ${say('rules.void')}</button>`,
                },
            ])} />`;
}
