// @ts-check
/* What a change of the rules would do, in sentences: who gains, who loses, which cards end, what is paid and taken
 * back. As counts, because whoever keeps the rules sees no names. */
/** @import { RuleEffect } from '../../types/api' */
import { html } from '/vendor/preact.js';
import { monthShown } from '../dates.js';
import { money } from '../money.js';
import { warningText } from '../parts/form.js';
import { confirm } from '../parts/dialog.js';
import { post } from '../server.js';
import { say } from '../texts.js';

/** @param {RuleEffect} e @returns {string[]} the sentences; there is always one */
export function effectSentences(e) {
    const shifts = e.services.filter((s) => s.gaining || s.losing || s.more || s.less);
    const lines = [
        e.gaining || e.losing
            ? say('rules.effect.persons', { gaining: e.gaining, losing: e.losing, persons: e.persons_affected })
            : say('rules.effect.nobody', { persons: e.persons_affected }),
        ...shifts.map((s) =>
            say('rules.effect.service', {
                service: say(`service.${s.service}`),
                gaining: s.gaining,
                losing: s.losing,
                more: s.more,
                less: s.less,
            }),
        ),
    ];

    if (e.cards_ended || e.cards_shortened)
        lines.push(say('rules.effect.cards', { ended: e.cards_ended, shortened: e.cards_shortened }));
    if (e.due_before !== e.due_after)
        lines.push(
            say('rules.effect.due', {
                month: monthShown(e.month),
                before: money(e.due_before),
                after: money(e.due_after),
            }),
        );
    if (e.reclaimed.lines)
        lines.push(say('rules.effect.reclaimed', { lines: e.reclaimed.lines, amount: money(-e.reclaimed.amount) }));
    if (e.arrears.lines)
        lines.push(say('rules.effect.arrears', { lines: e.arrears.lines, amount: money(e.arrears.amount) }));
    return lines;
}

/** As a form shows it before going on. @param {RuleEffect} answer of ?preview=1 */
export const effectWarnings = (answer) => [
    ...effectSentences(answer).map((text, i) => ({ code: `effect${i}`, field: '', detail: '', text })),
    ...(answer.warnings ?? []).map((w) => ({ ...w, text: warningText(w, 'rules') })),
];

/** Takes a rule back, once she has read what that does. Throws what the server refuses.
 * @param {'/api/v1/rules' | '/api/v1/legal-rules' | '/api/v1/payment-rules' | '/api/v1/one-off-payments'} path
 * @param {number} id @param {string} source @returns {Promise<boolean>} whether it was done */
export async function ruleVoid(path, id, source) {
    const effect = await post(/** @type {any} */ (`${path}/${id}/void?preview=1`));
    const sure = await confirm({
        title: say('rules.void.sure', { source }),
        text: html`<ul>${effectSentences(effect).map((line) => html`<li>${line}</li>`)}</ul>`,
        yes: say('rules.void'),
        danger: true,
    });

    if (sure) await post(/** @type {any} */ (`${path}/${id}/void`));
    return sure;
}
