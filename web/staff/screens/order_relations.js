// @ts-check
/* What each respondent is to each person whom the paper names: a father to the child, a brother-in-law to the mother.
 * Of the first two the form asks beside the respondent. */
/** @import { FormState, Values } from '../parts/form.js' */
/** @import { Case, OrderPersonNew } from '../../types/api' */
import { OrderFields as ORDER } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { TextField } from '../parts/field.js';
import { nameOf } from '../parts/name.js';
import { Section } from '../parts/page.js';
import { say } from '../texts.js';

/** @typedef {{ key: string, name: string }} Party key: "p0" the first of those written down, "k12" of the file */

/** @param {{ first_name?: string, surname?: string } | undefined} p */
const called = (p) => nameOf({ first_name: '', surname: '', ...p }).trim();

/** In the order in which they are sent. @param {Values} values @param {Case | null} file @returns {Party[]} */
function personsOf({ persons, named }, file) {
    const known = ['protected', 'dependant'].flatMap((role) => named?.[role] ?? []);
    const of = (/** @type {number} */ id) => file?.persons.find((p) => p.id === id);

    return [
        ...persons.map((/** @type {OrderPersonNew} */ p, /** @type {number} */ i) => ({
            key: `p${i}`,
            name: called(p),
        })),
        ...(file ? known.map((id) => ({ key: `k${id}`, name: called(of(id)) })) : []),
    ];
}

/** In the order in which they are sent. @param {Values} values @param {Case | null} file @returns {Party[]} */
function respondentsOf({ respondent, respondent_known, more_respondents }, file) {
    const known = file?.persons.find((p) => String(p.id) === respondent_known);

    return [known ?? respondent, ...(more_respondents ?? [])].map((p, i) => ({ key: `r${i}`, name: called(p) }));
}

/** @param {Values} values @param {Case | null} file */
export function relationsGiven(values, file) {
    const against = respondentsOf(values, file).filter((r) => r.name);

    return personsOf(values, file).flatMap((p, person) =>
        against
            .map((r, respondent) => ({ person, respondent, relation: values.relations?.[p.key]?.[r.key] ?? '' }))
            .filter(({ relation }) => relation.trim()),
    );
}

/** What is behind a place that went moves up.
 * @param {Record<string, any>} keyed @param {string} sort @param {number} at */
const movedUp = (keyed, sort, at) =>
    Object.fromEntries(
        Object.entries(keyed).flatMap(([key, value]) => {
            const place = key.startsWith(sort) ? Number(key.slice(1)) : -1;
            return place === at ? [] : [[place > at ? `${sort}${place - 1}` : key, value]];
        }),
    );

/** Somebody was taken off the page, and what was said of the others stays theirs. @param {FormState} form
 * @param {'persons' | 'more_respondents'} list @param {number} at */
export function relationsDrop(form, list, at) {
    const all = form.get('relations');

    if (!all) return;
    form.set(
        'relations',
        list === 'persons'
            ? movedUp(all, 'p', at)
            : Object.fromEntries(Object.entries(all).map(([key, of]) => [key, movedUp(of, 'r', at + 1)])),
    );
}

/** @param {{ form: FormState, file: Case | null }} props */
export function RelationsPart({ form, file }) {
    const pairs = personsOf(form.values, file).flatMap((person) =>
        respondentsOf(form.values, file).map((respondent) => ({ person, respondent })),
    );
    const asked = pairs.slice(1).filter(({ person, respondent }) => person.name && respondent.name);

    return (
        asked.length > 0 &&
        html`<${Section} title=${say('order.relations.each')} testid="relations">
            <p class="hint">${say('order.relations.each.hint')}</p>
            <div class="fields">${asked.map(
                ({ person, respondent }) => html`<${TextField} key=${person.key + respondent.key} form=${form}
                    name=${`relations.${person.key}.${respondent.key}`} most=${ORDER.relation} width="medium"
                    optional=${false} suggestions=${say('order.relations').split('|')}
                    label=${say('order.relations.pair', { respondent: respondent.name, person: person.name })} />`,
            )}</div>
        </${Section}>`
    );
}
