// @ts-check
/* The orders of a file with their measures and acts; each leads to recording an act or putting one right. */
/** @import { CaseProps } from './case.js' */
/** @import { Case, TimelineOrder } from '../../types/api' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { detailTexts, measureText } from '../parts/measure_words.js';
import { nameOf } from '../parts/name.js';
import { Facts, Section, Tag, useLoad } from '../parts/page.js';
import { actLines, orderName, orderState } from '../parts/timeline_scale.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { LettersAsked } from './measures_meant.js';

/** @param {{ order: TimelineOrder, file: Case }} props */
function Acts({ order, file }) {
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));

    return html`<ol class="acts">${order.acts.map(
        (act) => html`<li class=${act.voided_by || act.corrected_by ? 'act past' : 'act'}>
            <span class="act-day">${dateShown(act.on)}</span>
            <span>
                <strong>${say(`act_kind.${act.kind}`)}</strong>
                ${actLines(act, names).map((l) => html`<span class="hint">${l}</span>`)}</span>
            ${
                !['corrected', 'registration_corrected'].includes(act.kind) &&
                !act.voided_by &&
                html`<a class="quiet-link"
                    href=${link(`/cases/${file.id}/act`, { kind: 'corrected', order: order.id, corrects: act.id })}
                    aria-label=${say('case.correct_of', {
                        what: say(`act_kind.${act.kind}`),
                        date: dateShown(act.on),
                    })}>
                    ${say('case.correct')}</a>`
            }
        </li>`,
    )}</ol>`;
}

/** A measure whose last day is another than the order's says so: neither moves the other.
 * @param {{ order: TimelineOrder }} props */
function MeasuresOf({ order }) {
    const own = (/** @type {string | null} */ until) => until && until !== order.last_day;

    return (
        order.measures.length > 0 &&
        html`<details class="more" data-testid="measures" open=${order.measures.some((m) => own(m.until))}>
            <summary>${say('case.measures', { count: order.measures.length })}</summary>
            <ul class="bullets">${order.measures.map(
                (m) => html`<li>${measureText(m)}
                    ${[detailTexts(m).join(' · '), own(m.until) && say('measure.own_end')]
                        .filter(Boolean)
                        .map((t) => html`<span class="hint measure-said">${t}</span>`)}</li>`,
            )}</ul></details>`
    );
}

/** @param {CaseProps} props */
export function OrdersSection({ file, timeline, changed }) {
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));
    const more = useLoad(async () => {
        const orders = await Promise.all(file.orders.map((id) => get(`/api/v1/orders/${id}`)));
        return new Map(orders.map((o) => [o.id, { received: o.received_on, hearing: o.hearing_on }]));
    }, [file.id, file.version]);

    return html`
        <${Section} title=${say('case.part.orders')} testid="part-orders">
            ${!timeline.orders.length && html`<p class="hint">${say('case.no_order')}</p>`}
            ${timeline.orders.map(
                (order) => html`<article class="line" data-testid="order">
                    <div class="line-head"><h3>${orderName(order)}</h3>
                        <${Tag} text=${orderState(order)} kind=${order.protection.in_force ? 'good' : 'quiet'} />
                        <a class="button small" href=${link(`/cases/${file.id}/act`, { order: order.id })}
                            aria-label=${say('case.act_of', { order: orderName(order) })}>${say('case.act')}</a>
                        <a class="button small quiet" data-testid="order-link"
                            href=${link(`/cases/${file.id}/order`, { order: order.id })}
                            aria-label=${`${say('case.paper')}: ${orderName(order)}`}>${say('case.paper')}</a>
                        <a class="button small quiet" data-testid="registration-link"
                            href=${link(`/cases/${file.id}/registration`, { order: order.id })}
                            aria-label=${say('registration.of', { order: orderName(order) })}>
                            ${say('registration.link')}</a></div>
                    <${Facts} of=${[
                        [say('case.issuer'), order.issuer],
                        [say('order.decision_date'), dateShown(order.decision_date)],
                        [say('order.received_on'), dateShown(more.data?.get(order.id)?.received)],
                        [say('order.hearing_on'), dateShown(more.data?.get(order.id)?.hearing)],
                        [
                            say('case.protects'),
                            order.persons
                                .map((id) => names.get(id))
                                .filter(Boolean)
                                .join(', '),
                        ],
                    ]} />
                    <${MeasuresOf} order=${order} />
                    <${LettersAsked} order=${order} file=${file} reload=${changed} />
                    <${Acts} order=${order} file=${file} />
                </article>`,
            )}
        </${Section}>`;
}
