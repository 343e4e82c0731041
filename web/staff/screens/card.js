// @ts-check
/* One card: as it is printed, how long it is good and why, what to tell its holder, and ending it. What a printer puts
 * on paper of this page is only the card's number and the words for its holder. */
/** @import { Card } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateOf, dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { Icon } from '../parts/icons.js';
import { nameOf } from '../parts/name.js';
import { Facts, Loaded, Notice, Page, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { go, link } from '../route.js';
import { Attempt, bytes, get } from '../server.js';
import { language, say } from '../texts.js';
import { cardState } from './case_cards.js';
import { SealedDoor } from './case_seal.js';

/** @typedef {{ card: Card, file?: string, after?: string, reload: () => Promise<unknown> }} CardProps */

const ENDED = Object.freeze({
    revoked: ['revoked'],
    replaced: ['replaced', 'keep', 'call'],
    lost: ['lost', 'call'],
    compromised: ['compromised', 'call'],
});

/** What is said to the holder, by how the card stands. @param {Card} card @param {string} today
 * @param {string | undefined} after what happened to the card before it @returns {string[]} keys of sentences */
function tellOf(card, today, after) {
    if (card.revoked_at) return [...ENDED[card.revoked_why ?? 'revoked']];
    if (cardOver(card, today)) return ['over'];
    return [
        ...(after === 'compromised' ? [after] : []),
        ...(card.flag ? [card.flag] : []),
        'use',
        ...card.services.map((s) => `use.${s}`),
        'seen',
        'until',
        'keep',
        'call',
    ];
}

/** @param {Card} card @param {string} today */
const cardOver = (card, today) => (card.closed_on && card.closed_on <= today) || card.until < today;

/** The card as the server draws it. @param {CardProps} props */
function Preview({ card }) {
    const [picture, setPicture] = useState('');
    const load = useLoad(() => bytes(`/api/v1/cards/${card.number}.svg`), [card.number]);

    useEffect(() => {
        if (!load.data) return;
        const url = URL.createObjectURL(new Blob([load.data], { type: 'image/svg+xml' }));
        setPicture(url);
        return () => URL.revokeObjectURL(url);
    }, [load.data]);
    return html`<figure class="card-preview" data-testid="card-preview">
        <${Loaded} of=${load}>${() =>
            picture &&
            html`<img src=${picture} alt=${say('card.preview.alt', { number: card.number })} width="860" height="540"
                data-testid="card-picture" />`}</${Loaded}>
        <figcaption class="hint">${say('card.preview.hint')}</figcaption></figure>`;
}

/** Why it is good until that day. @param {{ card: Card, over: boolean }} props */
function Days({ card, over }) {
    const until = dateShown(card.until);

    const open = card.spans.some((s) => s.until === null);

    return html`<div class="stack" data-testid="card-days">
        ${
            !over &&
            card.flag &&
            html`<${Notice} kind="warning" title=${say(`card.flag.${card.flag}`, { until })}>
                <p>${say(`card.flag.${card.flag}.what`)}</p></${Notice}>`
        }
        ${
            !over &&
            card.waits_from &&
            html`<${Notice} kind="info" testid="card-waits"
                title=${say('card.waits', { from: dateShown(card.waits_from) })}>
                <p>${say('card.waits.what')}</p></${Notice}>`
        }
        <${Facts} of=${[
            [say('card.printed_until'), until],
            [say('card.issued'), dateShown(card.issued_on)],
            [say('card.ended'), over && dateShown(card.revoked_at ? dateOf(card.revoked_at) : card.closed_on)],
            ...card.spans.map((s) => [
                say(`service.short.${s.service}`),
                s.until
                    ? say('timeline.span', { from: dateShown(s.from), until: dateShown(s.until) })
                    : say('card.open_span', { from: dateShown(s.from) }),
            ]),
        ]} />
        ${!over && html`<p class="hint">${say(open ? 'card.until.open' : 'card.until.what', { until })}</p>`}
    </div>`;
}

/** To be read aloud. @param {{ card: Card, today: string, after?: string }} props */
function Tell({ card, today, after }) {
    return html`<div class="tell-place"><${Section} title=${say('card.tell')} testid="card-tell"
            actions=${html`<button type="button" class="button small"
                onClick=${() => print()}><${Icon} name="printer" />${say('card.tell.print')}</button>`}>
            <p class="hint tell-hint">${say('card.tell.hint')}</p>
            <blockquote class="tell">
                ${tellOf(card, today, after).map(
                    (key) => html`<p>${say(`card.tell.${key}`, { until: dateShown(card.until) })}</p>`,
                )}</blockquote>
        </${Section}></div>`;
}

/** Ends the card, in one of four ways. @param {CardProps & { busy: boolean,
 *   run: (what: 'revoke' | 'lost' | 'replace' | 'compromised') => void }} props */
function Ends({ busy, run }) {
    const button = (/** @type {'revoke' | 'lost' | 'replace' | 'compromised'} */ what) => html`<li><div>
            <strong>${say(`card.${what}.when`)}</strong><p class="hint">${say(`card.${what}.text`)}</p></div>
        <button type="button" class="button" aria-disabled=${busy} data-testid=${`card-${what}`}
            onClick=${() => run(what)}>${say(`card.${what}`)}</button></li>`;

    return html`<${Section} title=${say('card.ends')} testid="card-ends"><ul class="ways">
            ${button('replace')}${button('lost')}${button('compromised')}${button('revoke')}</ul></${Section}>`;
}

/** The writes, each after a question; one at a time. @param {CardProps} props */
function useEnds({ card, file, reload }) {
    const { problem, trying } = useRefusal();
    const [busy, setBusy] = useState(false);
    const [attempt] = useState(() => new Attempt());
    const path = /** @type {const} */ (`/api/v1/cards/${card.number}`);
    const next = (/** @type {Card} */ made, /** @type {string} */ after = '') => {
        toast(say('card.new_made'));
        go(`/cards/${made.number}`, { case: file, after });
    };
    const writes = {
        revoke: () => attempt.post(`${path}/revoke`, { why: 'revoked' }).then(() => toast(say('card.revoked'))),
        lost: () => attempt.post(`${path}/revoke`, { why: 'lost' }).then(() => toast(say('card.lost.done'))),
        replace: () => attempt.post(`${path}/replace`, undefined).then((made) => next(made)),
        compromised: () =>
            attempt
                .post(`${path}/compromised`, undefined)
                .then(({ card: made }) => (made ? next(made, 'compromised') : toast(say('card.compromised.done')))),
    };
    const run = async (/** @type {keyof typeof writes} */ what) => {
        if (
            busy ||
            !(await confirm({
                title: say(`card.${what}.ask`),
                text: say(`card.${what}.text`),
                yes: say(`card.${what}.yes`),
                danger: true,
            }))
        )
            return;
        setBusy(true);
        await trying(writes[what]).finally(() => setBusy(false));
        await reload();
    };
    return { problem, busy, run };
}

/** @param {CardProps} props */
function Shown(props) {
    const { card, file, after } = props;
    const today = dateToday();
    const over = Boolean(card.revoked_at) || cardOver(card, today);
    const { problem, busy, run } = useEnds(props);
    const state = cardState(card, today);

    return html`
        ${problem && html`<${ProblemNote} problem=${problem} prefix="card" />`}
        <div class="card-head"><${Tag} ...${state} /></div>
        ${
            (card.revoked_why === 'compromised' || after === 'compromised') &&
            html`<${Notice} kind="danger" testid="contact-unsafe"
                title=${say(after ? 'card.compromised.before' : 'card.compromised.now')}>
                <p>${say('card.compromised.contact')}</p></${Notice}>`
        }
        ${
            card.replaced_by &&
            html`<${Notice} kind="info" title=${say('card.next')}>
                <p><a href=${link(`/cards/${card.replaced_by}`, { case: file })}
                        data-testid="card-next">${say('card.number', { number: card.replaced_by })}</a></p></${Notice}>`
        }
        ${
            over &&
            !card.replaced_by &&
            file &&
            html`<${Notice} kind="info" title=${say('card.again')}><p>
                    <a href=${link(`/cases/${file}`, { at: 'cards' })}>${say('card.again.way')}</a></p></${Notice}>`
        }
        <div class="card-columns">
            ${
                !card.revoked_at &&
                html`<${Section} title=${say('card.preview')}><${Preview} ...${props} />
                    <div class="buttons"><${PrintButton} card=${card} /></div></${Section}>`
            }
            <${Section} title=${say('card.days')}><${Days} card=${card} over=${over} /></${Section}>
        </div>
        <${Tell} card=${card} today=${today} after=${after} />
        ${!card.revoked_at && html`<${Ends} ...${props} busy=${busy} run=${run} />`}`;
}

/** @param {{ card: Card }} props */
function PrintButton({ card }) {
    const { problem, trying } = useRefusal();
    const take = (/** @type {string} */ sides) => () =>
        trying(async () => save(await bytes(`/api/v1/cards/${card.number}.pdf${sides}`), `karta-${card.number}.pdf`));

    return html`<button type="button" class="button primary" data-testid="card-pdf"
        onClick=${take('')}><${Icon} name="printer" />${say('card.pdf')}</button>
        <button type="button" class="button" data-testid="card-pdf-both"
            onClick=${take('?back=1')}><${Icon} name="printer" />${say('card.pdf.both')}</button>
        <span class="hint">${say('card.pdf.hint')}</span>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="card" />`}`;
}

/** @param {{ params: Record<string, string>, query: Record<string, string> }} props */
export default function CardScreen({ params, query }) {
    const file = query.case;
    const load = useLoad(async () => {
        const [card, of] = await Promise.all([
            get(`/api/v1/cards/${params.number}`),
            file ? get(`/api/v1/cases/${file}`) : null,
        ]);
        return { card, of, holder: of?.persons.find((p) => p.id === card.person) };
    }, [params.number, language()]);
    const { of, holder } = load.data ?? {};

    return html`
        <${Page} title=${say('card.number', { number: load.data?.card.number ?? params.number })} testid="card-screen"
            over=${holder && html`<span class="holder">${nameOf(holder)} · ${of?.number}</span>`}
            back=${
                file
                    ? { href: link(`/cases/${file}`, { at: 'cards' }), text: say('card.to_file') }
                    : { href: link('/files'), text: say('nav.files') }
            }>
            ${
                load.problem?.code === 'sealed_file'
                    ? html`<${SealedDoor} file=${file} by=${file ? undefined : { card: params.number }}
                        opened=${load.reload} />`
                    : html`<${Loaded} of=${load} prefix="card">${(
                          /** @type {Data<typeof load>} */ { card },
                      ) => html`<${Shown} key=${card.number} card=${card} file=${file} after=${query.after}
                          reload=${load.reload} />`}</${Loaded}>`
            }
        </${Page}>`;
}
