// @ts-check
/* An end that the paper does not name but counts: so many months or days from something (domain/law/term.h). The
 * fields of it, what of them is sent, and how it reads. */
/** @import { FormState, Values } from './form.js' */
import { html } from '/vendor/preact.js';
import { say } from '../texts.js';
import { CheckField, SelectField, TextField } from './field.js';

const FROM = /** @type {const} */ (['decision', 'start', 'service', 'finality']);

/** What a form holds of it; by_term: the paper names no day. */
export const termFresh = () => ({ by_term: false, term_months: '', term_days: '', term_from: '' });

/** Whether the form says a term. @param {Values} values */
export const byTerm = (values) => Boolean(values.by_term);

/** As the server takes it; numbers half typed are left out. @param {Values} values
 * @returns {{ term_months: number | '', term_days: number | '', term_from: string }} */
export function termGiven(values) {
    const number = (/** @type {'term_months' | 'term_days'} */ name) => {
        const typed = String(values[name] ?? '').trim();
        return byTerm(values) && /^[0-9]{1,4}$/.test(typed) ? Number(typed) : '';
    };

    return {
        term_months: number('term_months'),
        term_days: number('term_days'),
        term_from: byTerm(values) ? values.term_from : '',
    };
}

/** A box to tick, and behind it the term; whoever draws it leaves out the last day while `by_term` holds.
 * @param {{ form: FormState, needed?: boolean }} props */
export function TermFields({ form, needed = true }) {
    const some = form.get('term_months') || form.get('term_days');

    return html`
        <${CheckField} form=${form} name="by_term" label=${say('counted.by')} hint=${say('counted.by.hint')} />
        ${
            byTerm(form.values) &&
            html`<div class="fields" data-testid="term">
                <${TextField} form=${form} name="term_months" label=${say('counted.months')} width="short"
                    inputmode="numeric" most=${3} optional=${false}
                    required=${needed && !some && say('counted.needed')} />
                <${TextField} form=${form} name="term_days" label=${say('counted.days')} width="short"
                    inputmode="numeric" most=${4} optional=${false} />
                <${SelectField} form=${form} name="term_from" label=${say('counted.from')}
                    none=${say('counted.from.none')} required=${needed && say('counted.from.needed')}
                    options=${FROM.map((f) => [f, say(`counted.from.${f}`)])} /></div>`
        }`;
}
