// @ts-check
/* What is written down of an application when it is filed (APPLICATION_FACTS of include/domain/payment/application.h),
 * in the order of the form. */
/** @import { Fact } from './facts.js' */
import { dateToday } from '../dates.js';

/** @satisfies {readonly Fact[]} */
export const APPLICATION_FACTS = /** @type {const} */ ([
    { name: 'filed_on', date: true, required: true, initial: dateToday, most: dateToday },
]);
