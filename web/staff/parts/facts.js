// @ts-check
/* Facts of a record: what is typed once, sent as it was typed, and shown with the record from then on. A list names
 * each in one line, and its form and its view are drawn from the list (as C does, include/domain/work/facts.h):
 *
 *   const FACTS = [{ name: 'visited_on', date: true, required: true, initial: dateToday, most: dateToday },
 *                  { name: 'remark', most: () => VisitNew_remark }];
 *   useForm({ initial: factsInitial(FACTS), send: (values, attempt) => attempt.post(…, factsGiven(FACTS, values)) })
 *   <${FactFields} form=${form} of=${FACTS} prefix="visit" />          labels: "visit.visited_on", "visit.remark"
 *   <${Facts} of=${factsShown(FACTS, visit, 'visit')} /> */
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
 * @property {() => any} most the last day, or how many characters: from /vendor/limits.js
 */

/** @param {Fact[]} facts @returns {Record<string, string>} */
export const factsInitial = (facts) => Object.fromEntries(facts.map(({ name, initial }) => [name, initial?.() ?? '']));

/** Those that were filled in. @param {Fact[]} facts @param {Record<string, any>} values
 * @returns {Record<string, any>} */
export const factsGiven = (facts, values) =>
    valuesGiven(Object.fromEntries(facts.map(({ name }) => [name, values[name]]))) ?? {};

/** @param {{ form: any, of: Fact[], prefix: string }} props */
export const FactFields = ({ form, of, prefix }) =>
    of.map(
        ({ name, date, required, most }) => html`<${date ? DateField : TextField} key=${name} form=${form} name=${name}
            label=${say(`${prefix}.${name}`)} required=${required} most=${most()} />`,
    );

/** @param {Fact[]} facts @param {any} record @param {string} prefix @returns {[string, any][]} */
export const factsShown = (facts, record, prefix) =>
    facts.map(({ name, date }) => [say(`${prefix}.${name}`), date ? dateShown(record[name]) : record[name]]);
