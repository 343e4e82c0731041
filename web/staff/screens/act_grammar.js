// @ts-check
/* What each act of a court or the police asks for, and which acts each kind of order can meet: as the server has it
 * (domain/order/act_check). Pure. */
/** @import { Values } from '../parts/form.js' */
/** @import { TimelineAct, TimelineOrder } from '../../types/api' */

/** What each act asks for besides its day. Where "decision" is listed it is required.
 * @type {Readonly<Record<string, string[]>>} */
const ASKS = Object.freeze({
    petitioned: ['time'],
    served: ['time'],
    final: [],
    appealed: ['about'],
    appeal_decided: ['decision', 'about', 'outcome'],
    extension_requested: [],
    extension_refused: ['decision'],
    extended: ['decision', 'end', 'start'],
    amended: ['decision', 'end', 'content'],
    terminated: ['decision', 'effective'],
    annulled: ['decision', 'effective'],
    petition_refused: ['decision', 'effective'],
    not_confirmed: ['decision', 'effective'],
    confirmed: ['paper'],
    replaced: ['other_order', 'effective'],
    granted: ['start', 'end'],
});

/** Acts that each kind of order can meet. @type {Readonly<Record<string, string[]>>} */
export const OF = Object.freeze({
    UMPMM: [
        'served',
        'petitioned',
        'confirmed',
        'not_confirmed',
        'replaced',
        'terminated',
        'annulled',
        'amended',
        'corrected',
    ],
    UMM: [
        'served',
        'replaced',
        'petition_refused',
        'annulled',
        'terminated',
        'appealed',
        'appeal_decided',
        'amended',
        'extension_requested',
        'extended',
        'extension_refused',
        'corrected',
    ],
    UM: [
        'extended',
        'extension_requested',
        'extension_refused',
        'final',
        'served',
        'appealed',
        'appeal_decided',
        'amended',
        'terminated',
        'annulled',
        'replaced',
        'corrected',
    ],
});
/** Once a court has ended an order these come first; the others only where they were decided before, and come late. */
const AFTER_END = [
    'served',
    'petitioned',
    'confirmed',
    'final',
    'appealed',
    'appeal_decided',
    'extension_refused',
    'corrected',
];
const CUTS = ['terminated', 'annulled', 'replaced', 'petition_refused', 'not_confirmed'];
const APPEALABLE = ['granted', 'amended', 'extended', 'extension_refused', 'appeal_decided', ...CUTS];

/** Acts that end an order: a button that says so. @param {string} kind */
export const ends = (kind) => CUTS.includes(kind);

/** @param {TimelineOrder} order */
export const possible = (order) => {
    const late = (/** @type {string} */ k) => Boolean(order.protection.ended_by) && !AFTER_END.includes(k);

    return [...OF[order.kind].filter((k) => !late(k)), ...OF[order.kind].filter(late)];
};

/** What a court above can speak of. @param {TimelineOrder} order */
export const appealable = (order) => order.acts.filter((a) => APPEALABLE.includes(a.kind) && !a.voided_by);

/** The act that a correction is about in the end, as a correction may itself be corrected. @param {TimelineOrder} order
 * @param {TimelineAct} act
 * @returns {TimelineAct} */
export function rootOf(order, act) {
    const before = act.corrects && order.acts.find((a) => a.id === act.corrects);

    return before ? rootOf(order, before) : act;
}

/** What an outcome says: a new end, persons and measures where the court above changed what gave the days; where it
 * overturned an act, or moved what ended the order, the day from which that counts.
 * @param {TimelineOrder} order @param {string} outcome @param {TimelineAct | undefined} about the grant, where none */
function outcomeAsks(order, outcome, about) {
    const cuts =
        about && (CUTS.includes(about.kind) || (about.kind === 'appeal_decided' && about.outcome === 'overturned'));

    if (outcome === 'changed') return cuts ? ['effective'] : ['end', 'content'];
    return outcome === 'overturned' && about?.kind !== 'extension_refused' ? ['effective'] : [];
}

/** What this act says besides its day. @param {Values} values @param {TimelineOrder} order */
export function asked(values, order) {
    const named = order.acts.find((a) => String(a.id) === values.corrects);
    const root = named && rootOf(order, named);
    const corrects = values.kind === 'corrected';
    const kind = corrects ? root?.kind : values.kind;

    if (!kind || (corrects && values.voids)) return [];
    if (kind !== 'appeal_decided') return ASKS[kind] ?? [];
    const about = values.about || (corrects && root?.about ? String(root.about) : '');
    const outcome = values.outcome || (corrects && root?.outcome) || '';
    return [
        ...ASKS.appeal_decided,
        ...outcomeAsks(
            order,
            outcome,
            order.acts.find((a) => String(a.id) === about),
        ),
    ];
}

/** Whether this act says whom the order names and with which measures. A correction leaves both as they were.
 * @param {Values} values @param {TimelineOrder} order */
export const changesContent = (values, order) =>
    values.kind !== 'corrected' && asked(values, order).includes('content');
