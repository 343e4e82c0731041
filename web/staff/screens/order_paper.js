// @ts-check
/* An order as its paper has it: under which numbers it is kept, who asked for it and who acts for whom, whom it
 * protects against whom and what they are to each other. */
/** @import { Case, Order } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { detailTexts, measureText } from '../parts/measure_words.js';
import { nameOf } from '../parts/name.js';
import { Facts, Page, Section, useLoad } from '../parts/page.js';
import { orderName } from '../parts/timeline_scale.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { FileLoaded } from './case_seal.js';

/** "Lawyer: Ana Prifti". @param {string | null} sort @param {string | null} name */
const partyText = (sort, name) => sort && [say(`party.${sort}`), name].filter(Boolean).join(': ');

/** What a respondent is to the persons of this order: as the paper says of each, else as the file has him.
 * @param {Case} file @param {Order} order @param {number} id */
function relationsOf(file, order, id) {
    const names = new Map(file.persons.map((p) => [p.id, nameOf(p)]));
    const said = order.relations.filter((r) => r.respondent === id && names.has(r.person));
    const general = file.persons.find((p) => p.id === id)?.relation;

    return [
        general,
        ...said.map((r) => say('order_paper.relation', { relation: r.relation, name: names.get(r.person) ?? '' })),
    ].filter(Boolean);
}

/** @param {{ file: Case, order: Order }} props */
function Paper({ file, order }) {
    const of = (/** @type {number[]} */ ids) => file.persons.filter((p) => ids.includes(p.id));
    const { decision_date, received_on, hearing_on, case_number, protection } = order;

    return html`<div class="stack">
        <${Section} title=${say(`kind.${order.kind}`)} testid="paper-numbers">
            <${Facts} of=${[
                [say('case.issuer'), order.issuer],
                [say('order.number'), order.number],
                [say('order.case_number'), case_number],
                [say('order.decision_date'), dateShown(decision_date)],
                [say('order.received_on'), dateShown(received_on)],
                [say('order.hearing_on'), dateShown(hearing_on)],
                [say('order.start'), dateShown(protection.from)],
            ]} />
        </${Section}>
        <${Section} title=${say('order.parties')} testid="paper-parties">
            <${Facts} of=${[
                [
                    say('order.petitioner'),
                    partyText(order.petitioner, order.petitioner_name) ?? say('order.party.none'),
                ],
                [
                    say('order.representative'),
                    partyText(order.representative, order.representative_name) ?? say('order.party.none'),
                ],
            ]} />
        </${Section}>
        <${Section} title=${say('case.protects')} testid="paper-persons">
            <ul class="bullets">${of(order.persons).map((p) => html`<li>${nameOf(p)}</li>`)}</ul>
        </${Section}>
        <${Section} title=${say('order_paper.against')} testid="paper-respondents">
            ${!order.respondents.length && html`<p class="hint">${say('order_paper.nobody')}</p>`}
            <ul class="bullets">${of(order.respondents).map(
                (p) => html`<li>${nameOf(p)}
                    ${relationsOf(file, order, p.id).map(
                        (r) => html`<span class="hint measure-said">${r}</span>`,
                    )}</li>`,
            )}</ul>
        </${Section}>
        ${
            order.measures.length > 0 &&
            html`<${Section} title=${say('order.measures')} testid="paper-measures">
                <ul class="bullets">${order.measures.map(
                    (m) => html`<li>${measureText(m)}
                        ${detailTexts(m).map((t) => html`<span class="hint measure-said">${t}</span>`)}</li>`,
                )}</ul></${Section}>`
        }
        <div class="buttons"><a class="button" href=${link(`/cases/${file.id}/registration`, { order: order.id })}>
            ${say('registration.link')}</a></div>
    </div>`;
}

/** @param {{ params: Record<string, string>, query: Record<string, string> }} props */
export default function OrderPaperScreen({ params, query }) {
    const load = useLoad(async () => {
        const [file, order] = await Promise.all([
            get(`/api/v1/cases/${params.id}`),
            get(`/api/v1/orders/${query.order}`),
        ]);
        return { file, order };
    }, [params.id, query.order]);

    return html`
        <${Page} title=${load.data ? orderName(load.data.order) : say('order_paper.title')} testid="order-paper-screen"
            over=${load.data && say('case.over', { number: load.data.file.number })}
            back=${{ href: link(`/cases/${params.id}`), text: say('case.back') }}>
            <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ { file, order }) => html`
                          <${Paper} file=${file} order=${order} />`}</${FileLoaded}>
        </${Page}>`;
}
