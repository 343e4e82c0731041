// @ts-check
/* The cards of the persons of a file, and issuing another. */
/** @import { CaseProps } from './case.js' */
/** @import { Card, CardService, Case, CasePerson, Timeline } from '../../types/api' */
import { html, useState } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { CheckField, CheckList } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { nameOf } from '../parts/name.js';
import { Loaded, Notice, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { go, link } from '../route.js';
import { Attempt, bytes, get, post } from '../server.js';
import { say, textOf } from '../texts.js';

/** @type {CardService[]} */
const SERVICES = ['transport', 'documents', 'kindergarten'];

/** The services that a card can say yes to: now, or from a later day on, the whole fee is waived.
 * @param {Timeline} timeline @param {number} person @returns {CardService[]} */
function granted(timeline, person) {
    const services = timeline.persons.find((p) => p.person === person)?.services ?? [];

    return SERVICES.filter((service) =>
        services.some(
            (s) =>
                s.service === service &&
                s.spans.some((r) => r.share === 100 && (r.open || (r.until !== null && r.until >= timeline.today))),
        ),
    );
}

/** How many of the cards are good on that day. @param {Card[]} cards @param {string} today */
const running = (cards, today) => cards.filter((c) => !c.revoked_at && c.until >= today).length;

/** @param {Card} card @param {string} today
 * @returns {{ text: string, kind: 'good' | 'warning' | 'danger' | 'quiet' }} */
export function cardState(card, today) {
    if (card.revoked_at) return { text: say(`card.state.${card.revoked_why ?? 'revoked'}`), kind: 'danger' };
    if ((card.closed_on && card.closed_on <= today) || card.until < today)
        return { text: say('card.state.over'), kind: 'quiet' };
    if (card.reprint) return { text: say('card.state.reprint'), kind: 'warning' };
    if (card.flag) return { text: say(`card.state.${card.flag}`), kind: 'warning' };
    return { text: say('card.state.good', { until: dateShown(card.until) }), kind: 'good' };
}

/** The services that this card will not cover, and why.
 * @param {{ file: Case, person: CasePerson, services: CardService[] }} props */
function NotNow({ file, person, services }) {
    const load = useLoad(
        () => get(`/api/v1/cases/${file.id}/entitlements`).then((e) => e.entitlements),
        [file.id, file.version],
    );
    const missing = (load.data ?? []).filter(
        (e) =>
            e.person === person.id &&
            !e.entitled &&
            !e.moot &&
            SERVICES.some((s) => s === e.service && !services.includes(s)),
    );

    return (
        missing.length > 0 &&
        html`<div data-testid="card-not-now"><h4>${say('card.not_now')}</h4>
            <ul class="bullets">
                ${missing.map((e) => html`<li>${say(`service.short.${e.service}`)}: ${textOf(e)}</li>`)}</ul></div>`
    );
}

/** @param {CaseProps & { person: CasePerson, close: () => void }} props */
function IssueForm({ file, timeline, changed, person, close }) {
    const services = granted(timeline, person.id);
    const form = useForm({
        initial: { services, no_hint: false },
        send: (values, attempt) =>
            attempt.post(`/api/v1/persons/${person.id}/cards`, {
                case_id: file.id,
                version: file.version,
                services: values.services,
                no_hint: values.no_hint || undefined,
            }),
        done: (card) => go(`/cards/${card.number}`, { case: file.id }),
        refresh: changed,
        prefix: 'card',
    });

    return html`<${Form} form=${form} submit=${say('card.issue.now')} cancel=${close} testid="issue-form">
        <${CheckList} form=${form} name="services" label=${say('card.services')} required=${say('card.services.needed')}
            options=${services.map((s) => [s, say(`service.short.${s}`)])} />
        <${NotNow} file=${file} person=${person} services=${services} />
        <${CheckField} form=${form} name="no_hint" label=${say('card.no_hint')} hint=${say('card.no_hint.hint')} />
    </${Form}>`;
}

/** Every card of the file that is good, on one sheet. @param {CaseProps} props */
function SheetButton({ file }) {
    const { problem, trying } = useRefusal();
    const take = (/** @type {string} */ sides) => () =>
        trying(async () => {
            const blob = await bytes(`/api/v1/cases/${file.id}/cards.pdf${sides}`);
            save(blob, `kartat-${file.number.replace('/', '-')}.pdf`);
        });

    return html`<div class="row">
        <button type="button" class="button small" data-testid="cards-sheet"
            onClick=${take('')}><${Icon} name="printer" />${say('card.sheet')}</button>
        <button type="button" class="button small" data-testid="cards-sheet-both"
            onClick=${take('?back=1')}><${Icon} name="printer" />${say('card.sheet.both')}</button></div>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="card" />`}`;
}

/** After a name or a birth date was put right: the card as it is printed is not hers any more.
 * @param {CaseProps & { card: Card, person: CasePerson }} props */
function Outdated({ file, card, person }) {
    const { problem, trying } = useRefusal();
    const [attempt] = useState(() => new Attempt());
    const replace = () =>
        trying(async () => {
            const made = await attempt.post(`/api/v1/cards/${card.number}/replace`, undefined);
            toast(say('card.new_made'));
            go(`/cards/${made.number}`, { case: file.id });
        });

    return html`<${Notice} kind="warning" title=${say('card.reprint', { name: nameOf(person) })}
            testid="card-outdated">
        <p>${say('card.reprint.what', { number: card.number })}</p>
        <button type="button" class="button small" data-testid="card-reprint"
            onClick=${replace}>${say('card.replace')}</button>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="card" />`}</${Notice}>`;
}

/** A first card for each of the family who is granted something and has none, in one act: all that they are granted.
 * @param {CaseProps & { people: CasePerson[] }} props */
function IssueAll({ file, timeline, changed, people }) {
    const { problem, trying } = useRefusal();
    const [busy, setBusy] = useState(false);
    const issue = async () => {
        setBusy(true);
        await trying(async () => {
            for (const person of people) {
                /* Each card is a change of the file, so the next needs its version. */
                const { version } = await get(`/api/v1/cases/${file.id}`);
                await post(`/api/v1/persons/${person.id}/cards`, {
                    case_id: file.id,
                    version,
                    services: granted(timeline, person.id),
                });
            }
            toast(say('card.all.made', { count: people.length }));
        });
        await changed();
        setBusy(false);
    };

    return html`<div class="row">
        <button type="button" class="button" data-testid="cards-issue-all" aria-disabled=${busy}
            onClick=${() => !busy && issue()}>${say('card.all', { count: people.length })}</button></div>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="card" />`}`;
}

/** @param {CaseProps} props */
export function CardsSection(props) {
    const { file, timeline } = props;
    const inset = useInset();
    const people = file.persons.filter((p) => p.role !== 'respondent');
    const load = useLoad(
        () => Promise.all(people.map((p) => get(`/api/v1/persons/${p.id}/cards`).then((c) => c.cards))),
        [file.id, file.version, people.length],
    );
    const without = (/** @type {Card[][]} */ cards) =>
        people.filter((p, i) => granted(timeline, p.id).length > 0 && !running(cards[i] ?? [], timeline.today));

    return html`
        <${Section} title=${say('case.part.cards')} testid="part-cards">
            <${Loaded} of=${load}>${(/** @type {Card[][]} */ cards) => html`
                ${people.flatMap((person, i) =>
                    (cards[i] ?? [])
                        .filter((c) => c.reprint && running([c], timeline.today))
                        .map((c) => html`<${Outdated} ...${props} key=${c.number} card=${c} person=${person} />`),
                )}
                ${without(cards).length > 1 && html`<${IssueAll} ...${props} people=${without(cards)} />`}
                ${people.map(
                    (person, i) => html`
                    <article class="line" data-testid="cards-of">
                        <div class="line-head"><h3>${nameOf(person)}</h3>${
                            granted(timeline, person.id).length > 0 &&
                            html`<button type="button" class="button small"
                                data-testid="card-issue"
                                aria-label=${say('card.issue_to', { name: nameOf(person) })}
                                onClick=${() => inset.open(String(person.id))}>${say('card.issue')}</button>`
                        }</div>
                        ${
                            cards[i]?.length
                                ? html`<ul class="cards">${cards[i].map(
                                      (c) => html`<li><a href=${link(`/cards/${c.number}`, { case: file.id })}
                                              data-testid="card">${say('card.number', { number: c.number })}</a>
                                          <span>${c.services.map((s) => say(`service.short.${s}`)).join(', ')}</span>
                                          <${Tag} ...${cardState(c, timeline.today)} /></li>`,
                                  )}</ul>`
                                : html`<p class="hint">
                                    ${say(granted(timeline, person.id).length ? 'card.none' : 'card.nothing')}</p>`
                        }
                        ${
                            inset.at === String(person.id) &&
                            html`<${Inset} title=${say('card.issue_to', { name: nameOf(person) })}>
                                <${IssueForm} ...${props} person=${person} close=${inset.close} /></${Inset}>`
                        }
                    </article>`,
                )}
                ${running(cards.flat(), timeline.today) > 1 && html`<${SheetButton} ...${props} />`}`}</${Loaded}>
        </${Section}>`;
}
