// @ts-check
/* A rule as a council might decide it, tried by a coordinator: how many gain and lose, and who. Nothing is kept. */
/** @import { Column } from '../parts/page.js' */
/** @import { RulePersons } from '../../types/api' */
/** @import { Before } from './rule_form.js' */
import { html, useState } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { nameOf } from '../parts/name.js';
import { Notice, Table } from '../parts/page.js';
import { link } from '../route.js';
import { say } from '../texts.js';
import { effectSentences } from './rule_effect.js';
import { RuleForm } from './rule_form.js';

/** @typedef {RulePersons['persons'][number]} Moved */

/** @param {{ effect: RulePersons }} props */
function Told({ effect }) {
    /** @type {Column<Moved>[]} */
    const columns = [
        {
            key: 'person',
            label: say('rules.try.person'),
            head: true,
            cell: (p) => html`<a href=${link(`/cases/${p.case_id}`)}>${nameOf(p)}</a>`,
        },
        { key: 'file', label: say('services.file') },
        { key: 'service', label: say('rules.try.service'), cell: (p) => say(`service.short.${p.service}`) },
        { key: 'what', label: say('rules.try.what'), cell: (p) => say(`rules.try.${p.what}`) },
        { key: 'day', label: say('rules.try.day'), cell: (p) => dateShown(p.day) || say('rules.try.stays') },
    ];

    return html`<${Notice} kind="info" title=${say('rules.try.told')} testid="rule-told">
            <ul>${effectSentences(effect).map((line) => html`<li>${line}</li>`)}</ul>
            ${effect.closed > 0 && html`<p>${say('rules.try.closed', { count: effect.closed })}</p>`}</${Notice}>
        <${Table} caption=${say('rules.try.persons')} quietCaption columns=${columns} rows=${effect.persons}
            keyOf=${(/** @type {Moved} */ p) => `${p.person} ${p.service} ${p.what}`} testid="rule-persons"
            empty=${say('rules.try.nobody')} />`;
}

/** @param {{ service: string, before?: Before, close: () => void }} props */
export function RuleTrial({ service, before, close }) {
    const [effect, setEffect] = useState(/** @type {RulePersons | null} */ (null));

    return html`<p class="hint">${say('rules.try.hint')}</p>
        <${RuleForm} service=${service} before=${before} done=${() => {}} close=${close} tried=${setEffect} />
        ${effect && html`<${Told} effect=${effect} />`}`;
}
