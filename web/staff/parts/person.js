// @ts-check
/* Name, birth and personal number of somebody, in whichever form asks for them. */
/** @import { FormState } from './form.js' */
/** @import { OrderPersonNew } from '../../types/api' */
/** @import { At } from '../../types/screen' */
import { PersonFields as PERSON } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { nidRead } from '../nid.js';
import { say } from '../texts.js';
import { CheckField, DateField, RadioField, TextField } from './field.js';

/** @param {'protected' | 'dependant'} role @param {Partial<OrderPersonNew>} [given] */
export const personFresh = (role, given = {}) => ({
    role,
    first_name: '',
    surname: '',
    no_surname: '',
    father_name: '',
    nid: '',
    birth_date: '',
    sex: '',
    ...given,
});

/** Name, birth and personal number of the person at `path` in the form's values ('': at their top). A personal number
 * fills in the birth date and the sex where they are still empty.
 * @param {{ form: FormState, path: string, needed?: boolean }} props
 * needed: false where only part of it may be known */
export function PersonFields({ form, path, needed = true }) {
    const at = (/** @type {string} */ name) => (path ? `${path}.${name}` : name);
    const typed = (/** @type {At<HTMLInputElement>} */ event) => {
        const nid = event.currentTarget.value.toUpperCase();
        const read = nidRead(nid);
        form.set(at('nid'), nid);
        if (read && !form.get(at('birth_date'))) form.set(at('birth_date'), read.birth);
        if (read && !form.get(at('sex'))) form.set(at('sex'), read.sex);
    };

    return html`
        <div class="fields">
            <${TextField} form=${form} name=${at('first_name')} label=${say('person.first_name')}
                most=${PERSON.first_name}
                required=${needed && say('person.first_name.needed')} />
            ${
                (!form.get(at('no_surname')) || form.get(at('surname'))) &&
                html`<${TextField} form=${form} name=${at('surname')} label=${say('person.surname')}
                    most=${PERSON.surname}
                    required=${needed && !form.get(at('no_surname')) && say('person.surname.needed')} />`
            }
            <div class="whole-row">
                <${CheckField} form=${form} name=${at('no_surname')} label=${say('person.no_surname')} blank /></div>
            <${TextField} form=${form} name=${at('father_name')} label=${say('person.father_name')} optional=${false}
                most=${PERSON.father_name} />
            <${TextField} form=${form} name=${at('nid')} label=${say('person.nid')} optional=${false} most=${PERSON.nid}
                width="short" onInput=${typed} />
            <${DateField} form=${form} name=${at('birth_date')} label=${say('person.birth_date')} optional=${false}
                most=${dateToday()} past hint="" />
            <${RadioField} form=${form} name=${at('sex')} label=${say('person.sex')} optional=${false} inline
                options=${[
                    ['F', say('person.sex.F')],
                    ['M', say('person.sex.M')],
                ]} />
        </div>`;
}
