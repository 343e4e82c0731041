// @ts-check
/* Facts of a record: what is typed once, sent as it was typed, and shown with the record from then on. A list names
 * each in one line, and its form and its view are drawn from the list (as C does, include/domain/work/facts.h):
 *
 *   const FACTS = [{ name: 'visited_on', date: true, required: true, initial: dateToday, most: dateToday },
 *                  { name: 'remark', most: () => VisitNew.remark }];
 *   useForm({ initial: factsInitial(FACTS), send: (values, attempt) => attempt.post(…, factsGiven(FACTS, values)) })
 *   <${FactFields} form=${form} of=${FACTS} prefix="visit" />          labels: "visit.visited_on", "visit.remark"
 *   <${Facts} of=${factsShown(FACTS, visit, 'visit')} /> */
/** @import { Content } from '../../types/screen' */
/** @import { FormState } from './form.js' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { say } from '../texts.js';
import { DateField, TextField } from './field.js';
import { valuesGiven } from './path.js';

/**
 * @typedef {object} Fact
 * @property {string} name as the API calls it
 * @property {boolean} [date] a day; without: a text
 * @property {boolean} [required]
 * @property {() => string} [initial]
 * @property {() => string | number} most the last day, or how many characters: from /vendor/limits.js
 */

/** What such a list makes of it: a text by each name.
 * @template {readonly Fact[]} F @typedef {Record<F[number]['name'], string>} Filled */

/** @template {readonly Fact[]} F @param {F} facts */
export const factsInitial = (facts) =>
    /** @type {Filled<F>} */ (Object.fromEntries(facts.map(({ name, initial }) => [name, initial?.() ?? ''])));

/** Those that were filled in: as texts, for the server to read.
 * @template {readonly Fact[]} F @param {F} facts @param {Record<string, unknown>} values @returns {Filled<F>} */
export const factsGiven = (facts, values) =>
    valuesGiven(Object.fromEntries(facts.map(({ name }) => [name, values[name]]))) ?? {};

/** @param {{ form: FormState, of: readonly Fact[], prefix: string }} props */
export const FactFields = ({ form, of, prefix }) =>
    of.map(
        ({ name, date, required, most }) => html`<${date ? DateField : TextField} key=${name} form=${form} name=${name}
            label=${say(`${prefix}.${name}`)} required=${required && say(`${prefix}.${name}.needed`)}
            most=${most()} />`,
    );

/** @param {readonly Fact[]} facts @param {Record<string, any>} record @param {string} prefix
 * @returns {[string, Content][]} */
export const factsShown = (facts, record, prefix) =>
    facts.map(({ name, date }) => [say(`${prefix}.${name}`), date ? dateShown(record[name]) : record[name]]);
