// @ts-check
/* What is asked about letters of measures that came in from outside: the law's, or those of the register's former list?
 * Whoever holds the paper answers for the whole order at once. */
/** @import { Case, TimelineOrder } from '../../types/api' */
import { html } from '/vendor/preact.js';
import { toast } from '../parts/announce.js';
import { RadioField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { measureText } from '../parts/measure_words.js';
import { Notice } from '../parts/page.js';
import { say, textOf } from '../texts.js';

/** @param {{ order: TimelineOrder, asked: NonNullable<TimelineOrder['letters_asked']>, file: Case,
 *   reload: () => Promise<unknown> }} props */
function Letters({ order, asked, file, reload }) {
    const form = useForm({
        initial: /** @type {Record<string, string>} */ (Object.fromEntries(asked.map((a) => [a.letter, '']))),
        prefix: 'measure',
        refresh: reload,
        send: (values, attempt) =>
            attempt.post(`/api/v1/orders/${order.id}/measures-meant`, {
                version: file.version,
                meant: asked.map(({ letter }) => ({ letter, code: values[letter] })),
            }),
        done: async () => {
            toast(say('measure.meant.saved'));
            await reload();
        },
    });

    return html`<${Notice} kind="warning" title=${say('measure.meant.title')} testid="letters-asked">
        <p>${say('measure.meant.text')}</p>
        <${Form} form=${form} submit=${say('measure.meant.save')} testid="letters-form">
            ${asked.map(
                (a) => html`<${RadioField} key=${a.letter} form=${form} name=${a.letter}
                    label=${say('measure.meant.letter', { letter: a.letter })} required=${say('measure.meant.needed')}
                    options=${[
                        [a.by_law.code, measureText(a.by_law), say('measure.meant.by_law')],
                        [a.by_register.code, textOf(a.by_register), say('measure.meant.by_register')],
                    ]} />`,
            )}</${Form}></${Notice}>`;
}

/** @param {{ order: TimelineOrder, file: Case, reload: () => Promise<unknown> }} props */
export const LettersAsked = ({ order, file, reload }) =>
    order.letters_asked?.length
        ? html`<${Letters} order=${order} asked=${order.letters_asked} file=${file} reload=${reload} />`
        : null;
