// @ts-check
/* How a term reads: so many months or days from something (domain/law/term.h). Pure. */
import { say } from '../texts.js';

/** @typedef {{ term_months?: number, term_days?: number, term_from?: string }} Term */

/** "6 months from finality"; '': no term. @param {Term} term */
export function termText({ term_months: months = 0, term_days: days = 0, term_from: from }) {
    if (!from || !(months || days)) return '';
    const words = { n: months || days, days, from: say(`counted.from.${from}`) };

    return say(months && days ? 'counted.said.both' : months ? 'counted.said.months' : 'counted.said.days', words);
}
