// @ts-check
/* The log in words: who, on what, why, and a visit as a sentence. */
/** @import { Audit, AuditVisits } from '../../types/api' */
import { instantShown } from '../dates.js';
import { actText } from '../parts/act_text.js';
import { monthNamed } from '../parts/month.js';
import { said, say } from '../texts.js';

/** @typedef {Audit['lines'][number]} Line */
/** @typedef {AuditVisits['visits'][number]} Visit */

const SECONDS = 60;
const MS = 1000;

/** The text of that key, or what stands for it. @param {string} key @param {string} other */
const sayOr = (key, other) => (said(key) ? say(key) : other);

/** By the name that people know. @param {{ actor: string, name: string | null }} by */
export function actorText({ actor, name }) {
    if (name) return name;
    const device = actor.match(/^device (\d+)$/);
    return device ? `${say('log.by.device')} ${device[1]}` : sayOr(`log.by.${actor}`, actor);
}

/** What a thing is called by itself. @param {string} record @param {string} thing */
function thingText(record, thing) {
    if (record === 'benefit_rule') return sayOr(`service.short.${thing}`, thing);
    if (record === 'legal_rule') return sayOr(`rules.legal.${thing}`, thing);
    if (record === 'payment_run') return monthNamed(thing);
    return thing;
}

/** @param {Line} line */
export function recordText({ record, thing }) {
    const what = sayOr(`log.record.${record}`, record);

    return thing ? `${what}: ${thingText(record, thing)}` : what;
}

/** "first_name, surname": what was put right of a person, in words; '' where it is no list of fields.
 * @param {string} why */
function fieldsText(why) {
    const fields = why.split(', ');

    return fields.every((f) => said(`person.${f}`)) ? fields.map((f) => say(`person.${f}`)).join(', ') : '';
}

/** What was confirmed stands behind the reason by codes; of some acts a code alone is the reason.
 * @param {string} why */
export function whyText(why) {
    const [, before, codes] = why.match(/^(?:(.*); )?confirmed: ([a-z_, ]+)$/s) ?? [, why, ''];
    const words = before && (fieldsText(before) || sayOr(`role.${before}`, sayOr(`service.short.${before}`, before)));
    const confirmed =
        codes &&
        say('log.why.confirmed', {
            what: codes
                .split(', ')
                .map((code) => sayOr(`question.${code}`, code))
                .join(' '),
        });

    return [words, confirmed].filter(Boolean).join(' ');
}

/** Nothing where it was less than a minute. @param {Visit} visit @param {string} before the text */
function lengthText({ from, until }, before) {
    const count = Math.floor((Date.parse(until) - Date.parse(from)) / MS / SECONDS);

    return count ? before + say('log.visit.minutes', { count }) : '';
}

/** @param {string} what @param {number} count */
const timesText = (what, count) => (count > 1 ? say('log.visit.times', { what, times: count }) : what);

/** "Teuta Malo looked at file 3/2026 for 4 minutes: persons, orders." @param {Visit} visit */
export function visitText(visit) {
    const name = actorText(visit);
    const number = visit.case ?? '';
    const time = lengthText(visit, ', ');
    const looks = visit.acts.filter((a) => said(`log.seen.${a.what}`));
    const seen = looks.map((a) => timesText(say(`log.seen.${a.what}`), a.count)).join(', ');
    const did = visit.acts
        .filter((a) => !looks.includes(a))
        .map((a) => timesText(actText(a.what), a.count))
        .join(', ');
    const all = [seen, did].filter(Boolean).join(', ');

    if (!visit.case) return say('log.visit.none', { name, time, did: all });
    if (!seen) return say('log.visit.did', { name, number, time, did });
    return say(did ? 'log.visit.seen_did' : 'log.visit.seen', {
        name,
        number,
        time: lengthText(visit, ' '),
        seen,
        did,
    });
}

/** "07.03.2026 10:02", and until when, where that is another minute. @param {Visit} visit */
export function whenText({ from, until }) {
    const [begin, end] = [instantShown(from), instantShown(until)];

    return begin === end ? begin : `${begin}–${end.slice(-'10:06'.length)}`;
}
