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

/* No card is good for longer than twelve months from its issue: seconds behind exp after which nothing prolongs it. */
const PROLONGED_MOST = 366 * 86400;

/* Seconds that the clocks of device and register may lie apart: a list from further ahead is none. */
const AHEAD = 5 * 60;

/** @typedef {'ok' | 'expired' | 'not_yet_valid' | 'revoked' | 'wrong_service' | 'forged' | 'other_issuer' |
 *      'unreadable' | 'list_stale'} Reason */
/**
 * @typedef {object} Decision
 * @property {'valid' | 'invalid' | 'ask'} verdict
 * @property {Reason} reason
 * @property {string | null} until printed day, "2026-10-25", when valid and it stands
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

/** A list and what it says of that entry; undefined: it is not held, or says nothing any more.
 * @param {Map<string, StatusList>} lists @param {string} uri @param {number} idx @param {number} now
 * @returns {{ list: StatusList | undefined, entry: number | undefined }} */
function entryOf(lists, uri, idx, now) {
    const found = lists.get(uri);
    const list = found && !isAhead(found, now) ? found : undefined;

    return { list, entry: list && now < list.exp ? list.get(idx) : undefined };
}

/**
 * @param {import('./card_token.js').Card} card @param {string} service @param {number} now
 * @param {Map<string, StatusList>} lists
 * @returns {Decision}
 */
function cardDecide(card, service, now, lists) {
    if ((card.services & (SERVICES[service] ?? 0)) === 0) return decision('wrong_service');
    const own = entryOf(lists, card.listUri, card.listIndex, now);
    if (own.entry) return decision('revoked', own.list);
    const beside = entryOf(lists, `${card.listUri}/prolonged`, card.listIndex, now);
    if (now >= card.exp + PROLONGED_MOST) return decision('expired');
    if (now >= card.exp && !beside.entry)
        return decision(beside.entry === undefined ? 'list_stale' : 'expired', beside.list);
    if (now < card.nbf) return decision('not_yet_valid');
    if (own.entry === undefined) return decision('list_stale', own.list);
    return {
        ...decision('ok', own.list),
        until: beside.entry ? null : tiraneDay(card.exp - 1),
        hint: card.hint,
    };
}

/** Of several readings of one code, the one whose signature holds; else the first that is a card at all, else the
 * first.
 * @param {string[]} texts @param {Keys} keys */
export async function likeliest(texts, keys) {
    const cards = texts.map((text) => ({ text, read: cardRead(text) })).filter(({ read }) => read);

    for (const { text, read } of texts.length > 1 ? cards : [])
        if (read && (await verifySign1(read.sign1, keys)) === 'ok') return text;
    return cards[0]?.text ?? texts[0];
}

/**
 * prefix → Base32 → COSE → kid → signature → service bit → its bit, where its list is held → exp, or the list of cards
 * that go on beyond it → nbf → its list is held. Without any key nothing can be told of anybody's card: list_stale.
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
