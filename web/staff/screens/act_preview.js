// @ts-check
/* Beside an act while it is written down: what the law says of it, and what it would change for whom. */
/** @import { ActNew, ActPreview, Case, PreviewSpan, Protection } from '../../types/api' */
/** @import { RegistrationNew, RightBeforeAfter } from '../../types/api' */
/** @import { Content } from '../../types/screen' */
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateIs, dateShown } from '../dates.js';
import { money } from '../money.js';
import { Icon } from '../parts/icons.js';
import { nameOf } from '../parts/name.js';
import { Notice, ProblemNote, Tag } from '../parts/page.js';
import { Problem, post } from '../server.js';
import { said, say } from '../texts.js';

const PAUSE = 450; /* ms without a key until it is asked */
const TONES = /** @type {Record<string, 'good' | 'warning' | 'danger' | 'quiet'>} */ ({
    begins: 'good',
    extended: 'good',
    shortened: 'warning',
    ends: 'danger',
});

/** What the act would change, as the server reckons it; null while something is still missing. A refusal of the kind of
 * act itself is shown at once, since filling in other fields would not help. @param {number} order
 * @param {ActNew | RegistrationNew | null} body @param {'acts' | 'registration'} [what]
 * @returns {{ preview: ActPreview | null, refusal: Problem | null }} */
export function useActPreview(order, body, what = 'acts') {
    const [{ preview, refusal }, set] = useState({
        preview: /** @type {ActPreview | null} */ (null),
        refusal: /** @type {Problem | null} */ (null),
    });
    const text = body && JSON.stringify(body);

    useEffect(() => {
        const stop = new AbortController();
        const ask = () =>
            (what === 'acts'
                ? post(`/api/v1/orders/${order}/acts/preview`, /** @type {ActNew} */ (body), { signal: stop.signal })
                : post(`/api/v1/orders/${order}/registration/preview`, /** @type {RegistrationNew} */ (body), {
                      signal: stop.signal,
                  })
            ).then(
                (reckoned) => set({ preview: reckoned, refusal: null }),
                (failure) => {
                    if (failure instanceof Problem)
                        set({ preview: null, refusal: failure.field === 'kind' ? failure : null });
                    else if (!stop.signal.aborted) throw failure;
                },
            );
        const timer = text ? setTimeout(ask, PAUSE) : undefined;
        if (!text) set({ preview: null, refusal: null });
        return () => {
            clearTimeout(timer);
            stop.abort();
        };
    }, [order, text]);
    return { preview, refusal };
}

/** @param {Pick<PreviewSpan, 'from' | 'until' | 'open'> | Protection | null} span a right's days, or an order's
 * protection */
function untilText(span) {
    if (!span || (!span.open && !span.until)) return say('change.none');
    return span.open ? say('change.open') : say('change.until', { date: dateShown(span.until) });
}

/** @param {{ name: string, what?: string, change: string, before: string, after: string, more?: Content }} props */
function Change({ name, what, change, before, after, more }) {
    return html`<li class="change" data-testid="change"
        data-change=${change}><div class="line-head"><strong>${name}</strong><${Tag} text=${say(`change.${change}`)}
                kind=${TONES[change] ?? 'quiet'} /></div>
        ${what && html`<p>${what}</p>`}
        <div class="change-days"><span><span class="visually-hidden">${say('change.before')} </span>${before}</span>
            <${Icon} name="next" />
            <span><span class="visually-hidden">${say('change.after')} </span><strong>${after}</strong></span></div>
        ${more && html`<p class="hint">${more}</p>`}</li>`;
}

/** Rights of one person that change alike stand in one line. @param {RightBeforeAfter[]} rights */
function alike(rights) {
    /** @type {Map<string, RightBeforeAfter & { services: string[] }>} */
    const by = new Map();

    for (const r of rights) {
        const key = JSON.stringify([r.person, r.change, untilText(r.before), untilText(r.after)]);
        by.set(key, { ...r, services: [...(by.get(key)?.services ?? []), say(`service.short.${r.service}`)] });
    }
    return [...by.values()];
}

/** @param {{ preview: ActPreview, file: Case }} props */
function Changes({ preview, file }) {
    const names = new Map(
        [...preview.persons, ...file.persons.map((p) => ({ ...p, person: p.id }))].map((p) => [p.person, nameOf(p)]),
    );
    const moved = (/** @type {{ change: string, before: unknown, after: unknown }} */ x) =>
        x.change !== 'same' || JSON.stringify(x.before) !== JSON.stringify(x.after);
    const orders = preview.orders.filter(moved),
        rights = preview.rights.filter(moved),
        cards = preview.cards.filter((c) => c.before !== c.after);

    if (!orders.length && !rights.length && !cards.length && !preview.reclaims.months && !preview.raised.length)
        return html`<p data-testid="unchanged">${say('change.nothing')}</p>`;
    return html`
        ${
            preview.reclaims.months > 0 &&
            html`<${Notice} kind="warning" testid="reclaims"><p>${say('change.reclaims', {
                count: preview.reclaims.months,
                amount: money(preview.reclaims.amount),
            })}</p></${Notice}>`
        }
        ${preview.raised.map(
            (person) => html`<p data-testid="raised">${say('change.raised', { name: names.get(person) ?? '' })}</p>`,
        )}
        <ul class="changes">${orders.map(
            (o) =>
                html`<${Change} name=${say('timeline.order', {
                    kind: o.kind,
                    number: o.number,
                })} change=${o.change} before=${untilText(o.before)} after=${untilText(o.after)} />`,
        )}</ul>
        ${
            rights.length > 0 &&
            html`<h3>${say('change.rights')}</h3><ul class="changes">${alike(rights).map(
                (
                    r,
                ) => html`<${Change} name=${names.get(r.person) ?? ''} what=${r.services.join(', ')} change=${r.change}
                    before=${untilText(r.before)} after=${untilText(r.after)} />`,
            )}</ul>`
        }
        ${
            cards.length > 0 &&
            html`<h3>${say('change.cards')}</h3><ul class="changes">${cards.map(
                (c) => html`<${Change} name=${say('change.card', {
                    number: c.number,
                    name: names.get(c.person) ?? '',
                })} change=${c.change}
                    before=${say('change.until', { date: dateShown(c.before) })}
                    after=${say('change.until', { date: dateShown(c.after) })}
                    more=${
                        c.printed_until !== c.after ? say('change.printed', { date: dateShown(c.printed_until) }) : ''
                    } />`,
            )}</ul>`
        }`;
}

/** @param {{ kind: string, preview: ActPreview | null, refusal: Problem | null, file: Case, day: string }} props */
export function ActPanel({ kind, preview, refusal, file, day }) {
    return html`<aside class="beside" tabindex="0" aria-labelledby="act-law" data-testid="act-panel">
        ${said(`act.law.${kind}`) && html`<h2 id="act-law">${say('act.law')}</h2><p>${say(`act.law.${kind}`)}</p>`}
        <h2 id=${said(`act.law.${kind}`) ? undefined : 'act-law'}>${say('change.title')}</h2>
        ${refusal && html`<${ProblemNote} problem=${refusal} prefix="act" />`}
        ${
            preview
                ? html`<${Changes} preview=${preview} file=${file} />`
                : html`<p class="hint">${say(dateIs(day) ? 'change.more' : 'change.wait')}</p>`
        }
    </aside>`;
}
