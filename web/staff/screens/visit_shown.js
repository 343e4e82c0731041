// @ts-check
/* What was taken along: who is there and how each may be reached, what threatens at the door, the plan. */
/** @import { Told } from './visit.js' */
/** @import { Choices, Noun, Record } from '../parts/noun.js' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { wordOf } from '../parts/case_words.js';
import { nameOf } from '../parts/name.js';
import { NounSaid, nounSay } from '../parts/noun.js';
import { Empty, Facts, Notice, Section } from '../parts/page.js';
import { say } from '../texts.js';
import { ContactShown } from './case_contact.js';

const GRAVE = ['high', 'very_high'];

/** @param {{ told: Told }} props */
function Danger({ told: { pack, words } }) {
    if (!pack.danger || !pack.assessed_on)
        return html`<${Notice} kind="warning" testid="visit-danger">
            <p>${say('visit_pack.danger.none')}</p></${Notice}>`;
    return html`<${Notice} kind=${GRAVE.includes(pack.danger) ? 'danger' : 'info'} testid="visit-danger">
        <p>${say('visit_pack.danger', {
            level: wordOf(words, 'danger_level', pack.danger),
            date: dateShown(pack.assessed_on),
        })}</p></${Notice}>`;
}

/** @param {{ told: Told }} props */
function Persons({ told: { pack } }) {
    return html`<${Section} title=${say('visit_pack.persons')} testid="visit-persons">
        ${pack.persons.map(
            (p) => html`<article class="line" key=${p.id} data-testid="visit-person">
                <h3>${nameOf(p)}</h3>
                ${
                    p.channel &&
                    html`<${ContactShown} person=${p}
                        contact=${{ ...p, channel: p.channel, address: p.safe_address }} />`
                }
                <${Facts} of=${[[say('visit_pack.address'), p.address]]} /></article>`,
        )}</${Section}>`;
}

/** @param {{ records: Record[], told: Told }} props */
function Said({ records, told: { nouns, words } }) {
    /** @type {Choices} */
    const from = { words, units: [], orders: [] };

    return records.map((record) => {
        const noun = /** @type {Noun} */ (nouns.find((n) => n.kind === record.kind));
        const said = record.said.filter((s) => noun.fields.find((f) => f.name === s.name)?.form !== 'order');

        return html`<article class="line" key=${record.id} data-testid=${`visit-${record.kind}`}>
            <h3>${nounSay(noun, 'title')}, ${dateShown(record.on)}</h3>
            <${NounSaid} noun=${noun} record=${{ ...record, said }} from=${from} /></article>`;
    });
}

/** @param {Told} told */
export function VisitShown(told) {
    const of = (/** @type {string[]} */ ...kinds) => told.pack.records.filter(({ kind }) => kinds.includes(kind));
    const dangers = of('breach', 'danger_event');
    const plan = [...of('plan'), ...of('plan_action')];

    return html`<p class="over">${say('case.over', { number: told.pack.number })}</p>
        <${Danger} told=${told} />
        <${Persons} told=${told} />
        <${Section} title=${say('visit_pack.dangers')} testid="visit-dangers">
            ${
                dangers.length
                    ? html`<${Said} records=${dangers} told=${told} />`
                    : html`<${Empty} text=${say('visit_pack.dangers.none')} />`
            }</${Section}>
        <${Section} title=${say('visit_pack.this')}><${Said} records=${of('visit')} told=${told} /></${Section}>
        <${Section} title=${say('visit_pack.plan')} testid="visit-plan">
            ${
                plan.length
                    ? html`<${Said} records=${plan} told=${told} />`
                    : html`<${Empty} text=${say('visit_pack.plan.none')} />`
            }</${Section}>`;
}
