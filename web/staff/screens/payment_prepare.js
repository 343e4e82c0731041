// @ts-check
/* Preparing the list of a month, by whichever screen asks for it; what the register said while doing so is shown on the
 * list's own page. */
/** @import { PaymentRunMade } from '../../types/api' */
import { warningText } from '../parts/form.js';
import { Attempt } from '../server.js';

/** The warnings that came with each list prepared since the app was opened, by the list's id.
 * @type {Map<number, string[]>} */
export const remarks = new Map();

const attempt = new Attempt();

/** @param {string} month "2026-11" @returns {Promise<PaymentRunMade>} */
export async function prepare(month) {
    const run = await attempt.post('/api/v1/payment-runs', { month });

    remarks.set(
        run.id,
        (run.warnings ?? []).map((w) => warningText(w, 'payment')),
    );
    return run;
}
