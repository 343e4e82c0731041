// @ts-check
/* What a paper says beside who, what and when: under which number the court keeps the case, who asked for the order,
 * who acts for her. */
/** @import { FormState } from '../parts/form.js' */
import { OrderFields as ORDER } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { Repeated, SelectField, TextField } from '../parts/field.js';
import { Section } from '../parts/page.js';
import { PersonFields, personFresh } from '../parts/person.js';
import { say } from '../texts.js';
import { relationsDrop } from './order_relations.js';

const PETITIONERS = [
    'self',
    'lawyer',
    'parent',
    'guardian',
    'relative',
    'police',
    'prosecutor',
    'social_service',
    'organisation',
    'other',
];
const REPRESENTATIVES = PETITIONERS.filter((p) => !['self', 'police', 'prosecutor'].includes(p));

export const partiesFresh = () => ({
    case_number: '',
    petitioner: '',
    petitioner_name: '',
    representative: '',
    representative_name: '',
    more_respondents: [],
    relations: {},
});

/** @param {{ form: FormState }} props */
export function PartiesPart({ form }) {
    const who = form.get('petitioner');

    return html`
        <${Section} title=${say('order.parties')}>
            <${TextField} form=${form} name="case_number" label=${say('order.case_number')}
                hint=${say('order.case_number.hint')} most=${ORDER.case_number} width="short" />
            <div class="fields">
                <${SelectField} form=${form} name="petitioner" label=${say('order.petitioner')}
                    none=${say('order.party.none')}
                    options=${PETITIONERS.map((p) => [p, say(`party.${p}`)])} />
                ${
                    who &&
                    who !== 'self' &&
                    html`<${TextField} form=${form} name="petitioner_name" label=${say('order.petitioner_name')}
                        most=${ORDER.petitioner_name} />`
                }
                <${SelectField} form=${form} name="representative" label=${say('order.representative')}
                    none=${say('order.party.none')}
                    options=${REPRESENTATIVES.map((p) => [p, say(`party.${p}`)])} />
                ${
                    form.get('representative') &&
                    html`<${TextField} form=${form} name="representative_name"
                        label=${say('order.representative_name')} most=${ORDER.representative_name} />`
                }
            </div>
        </${Section}>`;
}

/** Against whom else the order is. @param {{ form: FormState }} props */
export function MoreRespondentsPart({ form }) {
    return html`
        <${Section} title=${say('order.more_respondents')}>
            <${Repeated} form=${form} name="more_respondents" most=${4}
                removed=${(/** @type {number} */ at) => relationsDrop(form, 'more_respondents', at)}
                legend=${(/** @type {number} */ i) => say('order.more_respondent', { n: i + 2 })}
                fresh=${() => personFresh('dependant', { role: undefined })}
                add=${say('registration.respondent.add')}>${(/** @type {string} */ path) => html`
                    <${PersonFields} form=${form} path=${path} />`}</${Repeated}>
        </${Section}>`;
}
