// @ts-check
/* Why a card was answered as it was, as a number: whoever stands at the door tells it to the office by telephone, and
 * nobody who looks over a shoulder learns more than the word on the screen. README.md has the table for the office. */

/** @type {Readonly<Record<string, number>>} */
const NUMBERS = Object.freeze({
    ok: 417,
    expired: 152,
    not_yet_valid: 631,
    revoked: 284,
    ended: 739,
    wrong_service: 860,
    unknown: 325,
    forged: 578,
    other_issuer: 946,
    not_valid: 203,
    unreadable: 714,
    list_stale: 489,
    restored_gap: 167,
    too_many: 436,
    undecided: 852,
    other_code: 390,
    clock: 541,
    number_offline: 628,
    too_many_numbers: 975,
});

/** @param {string} reason */
export function supportNumber(reason) {
    return NUMBERS[reason] ?? 100;
}
