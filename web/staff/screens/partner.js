// @ts-check
/* For an institution with an account: what was referred to it, by the number of the file, and nothing else. One that
 * was withdrawn is not there, and nothing says why. */
/** @import { PartnerReferrals } from '../../types/api' */
/** @import { Column } from '../parts/page.js' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { wordOf } from '../parts/case_words.js';
import { Loaded, Page, Section, Table, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @typedef {PartnerReferrals['referrals'][number]} Line */

/** @param {PartnerReferrals['words']} words @returns {Column<Line>[]} */
const columnsOf = (words) => [
    {
        key: 'case_number',
        label: say('partner.case_number'),
        head: true,
        cell: (r) => html`<a href=${link(`/referrals/${r.id}`)} data-testid=${`referral-${r.id}`}>${r.case_number}</a>`,
    },
    { key: 'service', label: say('partner.service'), cell: (r) => wordOf(words, 'referral_service', r.service) },
    { key: 'urgency', label: say('partner.urgency'), cell: (r) => wordOf(words, 'urgency', r.urgency) },
    { key: 'on', label: say('partner.on'), cell: (r) => dateShown(r.on) },
    { key: 'due', label: say('partner.due'), cell: (r) => dateShown(r.due) },
    {
        key: 'outcome',
        label: say('partner.outcome'),
        cell: (r) => (r.outcome ? wordOf(words, 'referral_answer', r.outcome) : say('partner.outcome.none')),
    },
];

export default function PartnerScreen() {
    const load = useLoad(() => get('/api/v1/partner/referrals'), []);
    /** @param {string} part @param {Line[]} rows @param {PartnerReferrals['words']} words @param {string} none */
    const list = (part, rows, words, none) =>
        html`<${Section} title=${say(`partner.${part}`)} testid=${`part-${part}`}>
            <${Table} caption=${say(`partner.${part}`)} quietCaption columns=${columnsOf(words)}
                rows=${rows} empty=${say(none)} testid=${`referrals-${part}`} /></${Section}>`;

    return html`
        <${Page} title=${say('partner.title')} lead=${say('partner.lead')} testid="partner-screen">
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { referrals, words }) => {
                const open = referrals.filter((r) => r.open);
                const over = referrals.filter((r) => !r.open);
                return html`${list('open', open, words, 'partner.none')}
                    ${list('over', over, words, 'partner.over.none')}`;
            }}</${Loaded}>
        </${Page}>`;
}
