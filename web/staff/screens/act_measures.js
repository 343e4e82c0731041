// @ts-check
/* The measures of an order as a court changes them: the list begins with those that stand, and what is ticked, unticked
 * or said otherwise is what the act says. Each order has a list of its own, so that choosing another keeps both. */
/** @import { FormState, Values } from '../parts/form.js' */
/** @import { Measures, MeasureIn, TimelineOrder } from '../../types/api' */
import { html } from '/vendor/preact.js';
import { dateIs } from '../dates.js';
import { measureGiven, measuresChanged } from '../parts/measure_words.js';
import { MeasureList } from '../parts/measures.js';
import { say } from '../texts.js';

/** @param {TimelineOrder} order */
const nameOf = (order) => `measures_${order.id}`;

/** What the form begins with. @param {TimelineOrder[]} orders @returns {Record<string, MeasureIn[]>} */
export const actMeasuresFresh = (orders) =>
    Object.fromEntries(orders.map((o) => [nameOf(o), o.measures.map(measureGiven)]));

/** As the server takes it: nothing where nothing differs. @param {Values} values @param {TimelineOrder} order */
export function actMeasures(values, order) {
    const was = order.measures.map(measureGiven);
    const { measures_in, measures_out } = measuresChanged(values[nameOf(order)] ?? was, was);

    return {
        ...(measures_in.length && { measures_in }),
        ...(measures_out.length && { measures_out }),
    };
}

/** Nothing of it is half typed. @param {MeasureIn[]} [list] */
export const measuresTyped = (list = []) =>
    list.every(
        (m) =>
            (!m.until || dateIs(m.until)) &&
            [m.metres, m.sum].every(
                (n) => n === undefined || /** @type {unknown} */ (n) === '' || typeof n === 'number',
            ),
    );

/** @param {{ form: FormState, order: TimelineOrder, book: Measures }} props */
export const ActMeasures = ({ form, order, book }) => html`<${MeasureList} key=${order.id} form=${form}
    name=${nameOf(order)} book=${book} kind=${order.kind} day=${order.decision_date} label=${say('act.measures')}
    hint=${say('act.measures.hint')} />`;
