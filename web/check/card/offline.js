// @ts-check
/* What the device decides where there is no network: the same steps in the same order as tests/support/offline.c;
 * tests/agreement/cases.json holds both to them. A set bit says "revoked": a list cannot tell that from "ended". */
/** @import { Keys } from './cose.js' */
/** @import { StatusList } from './status_list.js' */
import { SERVICES, decodeCardText, parseCard } from './card_token.js';
import { importKeys, verifySign1 } from './cose.js';
import { Refused } from './refused.js';
import { tiraneDay } from './tirane.js';

export { importKeys } from './cose.js';
export { importStatusList } from './status_list.js';

/* Seconds that the clocks of device and register may lie apart: a list from further ahead is none. */
const AHEAD = 5 * 60;

/** @typedef {'ok' | 'expired' | 'not_yet_valid' | 'revoked' | 'wrong_service' | 'forged' | 'other_issuer' |
 *      'unreadable' | 'list_stale'} Reason */
/**
 * @typedef {object} Decision
 * @property {'valid' | 'invalid' | 'ask'} verdict
 * @property {Reason} reason
 * @property {string | null} until last day, "2026-10-25", when valid
 * @property {string} hint '' unless valid
 * @property {number | null} listIat when the list that was looked at was signed, UTC seconds; null: none was
 */

/** @type {Readonly<Record<Reason, Decision['verdict']>>} */
const VERDICTS = Object.freeze({
    ok: 'valid',
    expired: 'invalid',
    not_yet_valid: 'invalid',
    revoked: 'invalid',
    wrong_service: 'invalid',
    forged: 'invalid',
    other_issuer: 'invalid',
    unreadable: 'ask',
    list_stale: 'ask',
});

/** Whether a list was signed further ahead than clocks may lie apart. @param {StatusList} list @param {number} now */
export function isAhead(list, now) {
    return list.iat - AHEAD > now;
}

/** @param {Reason} reason @param {StatusList} [list] @returns {Decision} */
function decision(reason, list) {
    return { verdict: VERDICTS[reason], reason, until: null, hint: '', listIat: list ? list.iat : null };
}

/** @param {string} text */
function cardRead(text) {
    try {
        return parseCard(decodeCardText(text));
    } catch (failure) {
        if (failure instanceof Refused) return null;
        throw failure;
    }
}

/**
 * @param {import('./card_token.js').Card} card @param {string} service @param {number} now
 * @param {Map<string, StatusList>} lists
 * @returns {Decision}
 */
function cardDecide(card, service, now, lists) {
    if (now >= card.exp) return decision('expired');
    if (now < card.nbf) return decision('not_yet_valid');
    if ((card.services & (SERVICES[service] ?? 0)) === 0) return decision('wrong_service');
    const found = lists.get(card.listUri);
    const list = found && !isAhead(found, now) ? found : undefined;
    const bit = list && now < list.exp ? list.get(card.listIndex) : undefined;
    if (bit === undefined) return decision('list_stale', list);
    if (bit !== 0) return decision('revoked', list);
    return { ...decision('ok', list), until: tiraneDay(card.exp - 1), hint: card.hint };
}

/**
 * prefix → Base32 → COSE → kid → signature → exp/nbf → service bit → list present, not from ahead, and before its exp →
 * bit. Without any key nothing can be told of anybody's card: list_stale.
 * @param {object} question
 * @param {string} question.text what was read
 * @param {string} question.service "transport", "documents", "kindergarten"; another is on no card
 * @param {number} question.now UTC seconds
 * @param {JsonWebKey[] | Keys} question.keys of GET /api/v1/issuer, or what importKeys made of it
 * @param {Map<string, StatusList>} question.lists by their URI
 * @returns {Promise<Decision>}
 */
export async function decideOffline({ text, service, now, keys, lists }) {
    const read = cardRead(text);

    if (!read) return decision('unreadable');
    const known = keys instanceof Map ? keys : await importKeys(keys);
    if (known.size === 0) return decision('list_stale');
    const whose = await verifySign1(read.sign1, known);
    return whose === 'ok' ? cardDecide(read.card, service, now, lists) : decision(whose);
}
