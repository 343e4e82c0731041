// @ts-check
/* What the server's answer to a check comes to. A server may be newer than the page: what the page has no words for it
 * answers by the verdict alone, and an answer without a verdict is none. */

/** @typedef {{ verdict: 'valid' | 'invalid' | 'ask', reason: string, until: string | null, hint: string }} Answered */

const HINT_MOST = 64; /* characters */

/** The reasons that have words in web/i18n/check_*.json, and what stands for all others. */
const REASONS = Object.freeze({
    valid: { known: ['ok'], other: 'ok' },
    invalid: {
        known: ['expired', 'not_yet_valid', 'revoked', 'ended', 'wrong_service', 'unknown', 'forged', 'other_issuer'],
        other: 'not_valid',
    },
    ask: { known: ['unreadable', 'list_stale', 'restored_gap', 'too_many'], other: 'undecided' },
});

/** @param {any} json @returns {Answered | null} null: there is no verdict in it */
export function answerRead(json) {
    const verdict = /** @type {Answered['verdict']} */ (json?.verdict);
    const reasons = typeof verdict === 'string' && Object.hasOwn(REASONS, verdict) ? REASONS[verdict] : null;

    if (!reasons) return null;
    return {
        verdict,
        reason: reasons.known.includes(json.reason) ? json.reason : reasons.other,
        until: verdict === 'valid' && /^\d{4}-\d\d-\d\d$/.test(json.until) ? json.until : null,
        hint: verdict === 'valid' && typeof json.hint === 'string' ? json.hint.slice(0, HINT_MOST) : '',
    };
}

/** The name of the organisation in what is said of a device; null: it is not there. @param {any} json
 * @returns {{ name: string, organisation: string, municipality: string } | null} */
export function deviceRead(json) {
    const { name, organisation, municipality } = json ?? {};
    const texts = [name, organisation?.name, municipality];

    return texts.every((text) => typeof text === 'string')
        ? { name, organisation: organisation.name, municipality }
        : null;
}

/** Of a list of things with these texts, those that have them. @template T @param {unknown} list
 * @param {string[]} members @returns {T[]} */
export function listRead(list, members) {
    return Array.isArray(list)
        ? list.filter((one) => members.every((member) => typeof one?.[member] === 'string'))
        : [];
}
