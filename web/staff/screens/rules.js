// @ts-check
/* What the law and the council's decisions give, from when to when. A new decision begins on a day and takes the place
 * of the one before; whom that touches is said before it is saved. */
/** @import { Column } from '../parts/page.js' */
/** @import { Rules } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { money } from '../money.js';
import { toast } from '../parts/announce.js';
import { Earlier, Fold } from '../parts/fold.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Notice, Page, ProblemNote, Table, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { spanText } from '../parts/span.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';
import { LegalNumbers } from './legal_numbers.js';
import { OneOffPayments } from './one_off.js';
import { FurtherServices } from './municipal_services.js';
import { ruleVoid } from './rule_effect.js';
import { RuleForm } from './rule_form.js';
import { RuleTrial } from './rule_trial.js';
import { CertificateKinds, ClosedDays, Holidays, MonthRules, PapersAsked } from './rule_lists.js';

const SERVICES = Object.freeze(['payment', 'transport', 'documents', 'kindergarten']);
const MONTH_READERS = ['aid_officer', 'director', 'auditor', 'administrator'];
/** Benefits that are a fee somebody else would pay. */
const FEES = ['transport', 'documents', 'kindergarten'];
const PAPER_READERS = ['coordinator', 'aid_officer', 'director', 'administrator'];

/** @typedef {Rules['benefits'][number]} Benefit */

/** Those that apply on at least one day, the newest first: a rule that was replaced before it began applies on none.
 * @param {Benefit[]} rules */
const kept = (rules) => rules.filter((r) => !r.until || r.until >= r.from).sort((a, b) => (a.from < b.from ? 1 : -1));

/** @param {Benefit} rule @param {string} today */
const holds = (rule, today) => rule.from <= today && (!rule.until || rule.until >= today);

/** Whether the council has been asked to pay for children too: a question as long as no rule says so.
 * @param {{ rules: Benefit[], today: string }} props */
function Children({ rules, today }) {
    const paid = rules.some((r) => r.service === 'payment' && holds(r, today) && r.who.includes('dependant'));

    return (
        !paid &&
        html`<${Notice} kind="info" title=${say('rules.children')}
            testid="rules-children"><p>${say('rules.children.text')}</p></${Notice}>`
    );
}

/** What is waived and nobody has said the price of: the benefit holds, and what it comes to is not known. A question
 * until a rule answers it. @param {{ rules: Benefit[], today: string }} props */
function Fees({ rules, today }) {
    const open = FEES.filter((service) => rules.some((r) => r.service === service && holds(r, today) && !r.amount));

    return (
        open.length > 0 &&
        html`<${Notice} kind="info" title=${say('rules.fees')} testid="rules-fees"><p>${say('rules.fees.text')}</p>
            <ul>${open.map((service) => html`<li key=${service}>${say(`service.${service}`)}</li>`)}</ul></${Notice}>`
    );
}

/** @param {Benefit} rule @returns {string} what it asks for, in a sentence's pieces */
function termsOf(rule) {
    const by = (/** @type {number} */ amount) => say(`rules.amount.by.${rule.unit}`, { amount: money(amount) });

    return [
        rule.amount > 0 && by(rule.amount),
        rule.amount_creche && say('rules.amount.creche', { amount: by(rule.amount_creche) }),
        !rule.amount && FEES.includes(rule.service) && say('rules.amount.unknown'),
        (rule.share < 100 || rule.share_dependant || rule.share_sibling) &&
            say('rules.share.part', { share: rule.share }),
        rule.share_dependant && say('rules.share.part.dependant', { share: rule.share_dependant }),
        rule.share_sibling && say('rules.share.part.sibling', { share: rule.share_sibling }),
        rule.kinds.join(', '),
        rule.needs_final && say('rules.needs_final'),
        rule.who.map((who) => say(`rules.who.${who}`)).join(', '),
        ...rule.conditions.map((c) => say(`rules.condition.${c}`)),
    ]
        .filter(Boolean)
        .join(' · ');
}

/** @param {{ service: string, rules: Benefit[], today: string, edit: boolean, reload: () => unknown }} props */
function OfService({ service, rules, today, edit, reload }) {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const shown = kept(rules.filter((r) => r.service === service));
    const now = (/** @type {Benefit} */ r) => holds(r, today);
    const [over, held] = [true, false].map((is) => shown.filter((r) => Boolean(r.until && r.until < today) === is));
    const said = shown
        .filter(now)
        .map((r) => `${termsOf(r)} (${r.source})`)
        .join('; ');
    /** @type {Column<Benefit>[]} */
    const columns = [
        { key: 'source', label: say('rules.source'), head: true },
        {
            key: 'span',
            label: say('rules.span'),
            cell: (r) =>
                html`${spanText(r.from, r.until)} ${now(r) && html`<${Tag} kind="good" text=${say('rules.now')} />`}${
                    r.from > today && html`<${Tag} kind="info" text=${say('rules.coming')} />`
                }`,
        },
        { key: 'terms', label: say('rules.terms'), cell: termsOf },
    ];
    const take = async (/** @type {Benefit} */ rule) => {
        await trying(async () => {
            if (await ruleVoid('/api/v1/rules', rule.id, rule.source)) toast(say('rules.void.done'));
        });
        await reload();
    };
    const done = async () => {
        toast(say('rules.saved'));
        await reload();
        inset.close();
    };

    if (edit)
        columns.push({
            key: 'acts',
            label: say('places.acts'),
            cell: (r) => html`<button type="button" class="button small" data-testid=${`rule-void-${r.id}`}
                aria-label=${say('rules.void.of', { source: r.source })}
                onClick=${() => take(r)}>${say('rules.void')}</button>`,
        });
    return html`
        <${Fold} name=${`rules-${service}`} title=${say(`service.${service}`)} testid=${`rules-${service}`}
            now=${said || say('rules.none_now')}>
            ${
                edit &&
                html`<div><button type="button" class="button small" data-testid=${`rule-new-${service}`}
                    aria-label=${say('rules.new.of', { service: say(`service.${service}`) })}
                    onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('rules.new')}</button></div>`
            }
            ${
                !edit &&
                sessionMay(['coordinator']) &&
                html`<div><button type="button" class="button small" data-testid=${`rule-try-${service}`}
                    aria-label=${say('rules.try.of', { service: say(`service.${service}`) })}
                    onClick=${() => inset.open('try')}>${say('rules.try')}</button></div>`
            }
            ${
                inset.at === 'try' &&
                html`<${Inset} title=${say('rules.try.of', { service: say(`service.${service}`) })}>
                    <${RuleTrial} service=${service} before=${shown.find(now)} close=${inset.close} /></${Inset}>`
            }
            ${
                inset.at === 'new' &&
                html`<${Inset} title=${say('rules.new.of', { service: say(`service.${service}`) })}>
                    <${RuleForm} service=${service} before=${shown.find(now)} done=${done}
                        close=${inset.close} /></${Inset}>`
            }
            ${problem && html`<${ProblemNote} problem=${problem} prefix="rules" />`}
            <${Table} caption=${say(`service.${service}`)} quietCaption columns=${columns} rows=${held}
                empty=${say('rules.none')} />
            <${Earlier} count=${over.length} text=${say('rules.earlier', { count: over.length })}>
                <${Table} caption=${say('rules.earlier', { count: over.length })} quietCaption columns=${columns}
                    rows=${over} /></${Earlier}>
        </${Fold}>`;
}

/** @param {{ query: Record<string, string> }} props part: which list one came for */
export default function RulesScreen({ query }) {
    const load = useLoad(() => get('/api/v1/rules'), []);
    const today = dateToday();
    const edit = sessionMay(['administrator']);

    return html`
        <${Page} title=${say('rules.title')} lead=${say('rules.lead')} testid="rules-screen" wide>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { benefits }) => html`
                <${Children} rules=${benefits} today=${today} /><${Fees} rules=${benefits} today=${today} />
                ${SERVICES.map(
                    (service) => html`<${OfService} key=${service} service=${service} rules=${benefits}
                        today=${today} edit=${edit} reload=${load.reload} />`,
                )}
                ${sessionMay(MONTH_READERS) && html`<${MonthRules} edit=${edit} /><${OneOffPayments} edit=${edit} />`}
                ${sessionMay(PAPER_READERS) && html`<${PapersAsked} edit=${edit} />`}
                <${Holidays} edit=${edit} wanted=${query.part === 'holidays'} />
                ${edit && html`<${ClosedDays} /><${CertificateKinds} />`}
                <${FurtherServices} edit=${edit} />
                <${LegalNumbers} edit=${edit} />`}</${Loaded}>
        </${Page}>`;
}
