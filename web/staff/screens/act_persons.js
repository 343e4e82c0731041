// @ts-check
/* Whom a court takes into an order and out of it: the form begins with those whom it names now. */
/** @import { FormState, Values } from '../parts/form.js' */
/** @import { Case, CaseRole, TimelineOrder } from '../../types/api' */
import { html } from '/vendor/preact.js';
import { ChildrenPart, PersonsPart } from './order_fields.js';

/** @param {Case} file @param {TimelineOrder} order @returns {Values} */
export function personsFresh(file, order) {
    const named = (/** @type {CaseRole} */ role) =>
        file.persons.filter((p) => p.role === role && order.persons.includes(p.id)).map((p) => p.id);

    return {
        persons_of: String(order.id),
        named: { protected: named('protected'), dependant: named('dependant') },
        raised: [],
        persons: [],
    };
}

/** What is no longer there. @template T @param {T[]} was @param {T[]} is */
export const gone = (was, is) => was.filter((x) => !is.includes(x));

/** Those named now. @param {Values} values @returns {number[]} */
const namedNow = ({ named }) => [...named.protected, ...named.dependant];

/** Whether somebody is taken out: then the first day without protection is needed.
 * @param {Values} values @param {TimelineOrder} order */
export const somebodyGoes = (values, order) =>
    values.persons_of === String(order.id) &&
    gone(order.persons, [...namedNow(values), ...(values.raised ?? [])]).length > 0;

/** Only what differs: new persons first, so that their places are those on the page.
 * @param {Values} values @param {Case} file @param {TimelineOrder} order */
export function personsChanged(values, file, order) {
    const roles = new Map(file.persons.map((p) => [p.id, p.role]));
    /** @type {number[]} */
    const raised = values.raised ?? [];

    if (values.persons_of !== String(order.id)) return {};
    return {
        persons_in: [
            ...values.persons,
            ...raised.map((person) => ({ person, role: 'protected' })),
            ...gone(namedNow(values), [...order.persons, ...raised]).map((person) => ({
                person,
                role: roles.get(person),
            })),
        ],
        persons_out: gone(order.persons, [...namedNow(values), ...raised]).map((person) => ({ person })),
    };
}

/** Where the server's faults stand on the page. */
export const PERSON_PLACES = Object.freeze({ persons_in: 'persons', persons_out: 'persons' });

/** @param {{ form: FormState, file: Case }} props */
export function ActPersons({ form, file }) {
    return html`<${PersonsPart} form=${form} file=${file} /><${ChildrenPart} form=${form} file=${file} />`;
}
