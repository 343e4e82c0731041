// @ts-check
/* The steps of a case, and what is missing for the next: worked out from what is recorded, and stored nowhere. */
/** @import { CaseWork } from '../../types/api' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { say } from '../texts.js';
import { Tag } from './page.js';

/** What each step shows itself by. @type {[string, string[]][]} */
const STEPS = [
    ['identified', ['intake', 'call']],
    ['assessed', ['assessment']],
    ['planned', ['plan']],
    ['carried_out', ['action_result', 'referral_answer', 'visit_result', 'centre_service', 'execution']],
];

/** @param {{ work: CaseWork, orders: number }} props orders: how many the file has; with one it is identified */
export function CasePath({ work: { records, closed_on }, orders }) {
    const kinds = new Set(records.filter((r) => !r.voided).map((r) => /** @type {string} */ (r.kind)));
    const done = new Map(STEPS.map(([step, by]) => [step, by.some((kind) => kinds.has(kind))]));
    if (orders) done.set('identified', true);
    done.set('closed', Boolean(closed_on));
    const next = closed_on ? undefined : [...done].find(([, is]) => !is)?.[0];

    const title = (/** @type {string} */ step) =>
        `${done.get(step) ? '✓ ' : ''}${say(`work.step.${step}`)}${
            step === 'closed' && closed_on ? ` ${dateShown(closed_on)}` : ''
        }`;
    const kind = (/** @type {string} */ step) => (done.get(step) ? 'good' : step === next ? 'info' : 'quiet');

    return html`<section aria-label=${say('work.steps')} data-testid="case-path"><ol class="plain line-head">
        ${[...done.keys()].map(
            (step) => html`<li key=${step} data-testid=${`step-${step}`}
                aria-current=${step === next ? 'step' : undefined}>
                <${Tag} kind=${kind(step)} text=${title(step)} /></li>`,
        )}</ol>
        ${
            next &&
            html`<p class="hint" data-testid="case-next">
                ${`${say('work.step.next')}: ${say(`work.step.next.${next}`)}`}</p>`
        }
    </section>`;
}
