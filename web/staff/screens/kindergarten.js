// @ts-check
/* For a crèche or kindergarten: whose food fee is not charged now, and what ends soon. A hint and a number that tell
 * its own children apart, days, and nothing else: neither a reason nor a name. */
/** @import { Column } from '../parts/page.js' */
/** @import { Child } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown, dateToday, daysBetween } from '../dates.js';
import { Icon } from '../parts/icons.js';
import { Loaded, Notice, Page, Section, Table, Tag, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @param {string} until */
function leftText(until) {
    const count = daysBetween(dateToday(), until);

    return count <= 0 ? say('children.last_day') : say('children.left', { count });
}

/** "A.B. 2019 (4711)": two may have the same initials and year. @param {Child} child */
const childNamed = ({ hint, number }) => (number ? `${hint} (${number})` : hint);

/** @param {{ soon: Child[] }} props */
function Soon({ soon }) {
    return (
        soon.length > 0 &&
        html`<${Notice} kind="warning" title=${say('children.soon', { count: soon.length })} testid="ends-soon">
            <ul>${soon.map(
                (c) =>
                    html`<li>
                        <strong>${childNamed(c)}</strong>
                        : ${say('children.soon.line', {
                            date: dateShown(c.ends_soon),
                            left: leftText(c.ends_soon ?? ''),
                        })}</li>`,
            )}</ul>
            <p>${say('children.soon.text')}</p></${Notice}>`
    );
}

/** @typedef {{ hint: string, number: number | null, until: string | null, share: number }} ChildInPart */

/** Who pays the rest of the fee. @param {{ list: ChildInPart[] }} props */
function InPart({ list }) {
    /** @type {Column<ChildInPart>[]} */
    const columns = [
        { key: 'hint', label: say('children.hint'), head: true },
        { key: 'number', label: say('children.number') },
        { key: 'share', label: say('children.share'), cell: (c) => `${c.share}\u00a0%` },
        {
            key: 'until',
            label: say('children.until'),
            cell: (c) => (c.until ? dateShown(c.until) : say('children.open')),
        },
    ];

    return (
        list.length > 0 &&
        html`<${Section} title=${say('children.in_part')} testid="part-children-in-part">
            <p class="hint">${say('children.in_part.text')}</p>
            <${Table} caption=${say('children.in_part')} quietCaption columns=${columns} rows=${list}
                keyOf=${(/** @type {ChildInPart} */ c) => `${c.hint} ${c.number} ${c.until}`}
                empty="" testid="children-in-part" /></${Section}>`
    );
}

export default function KindergartenScreen() {
    const load = useLoad(() => get('/api/v1/kindergarten/children'), []);
    /** @type {Column<Child>[]} */
    const columns = [
        { key: 'hint', label: say('children.hint'), head: true },
        { key: 'number', label: say('children.number') },
        {
            key: 'fee',
            label: say('children.fee'),
            cell: () => html`<${Tag} kind="good" text=${say('children.free')} />`,
        },
        {
            key: 'until',
            label: say('children.until'),
            cell: (c) => (c.until ? dateShown(c.until) : say('children.open')),
        },
    ];

    return html`
        <${Page} title=${say('children.title')} lead=${say('children.lead', { date: dateShown(dateToday()) })}
            testid="kindergarten-screen"
            actions=${html`<a class="button" href=${link('/children/month')}
                data-testid="children-month"><${Icon} name="calendar" />${say('children.month.open')}</a>`}>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { children, in_part }) => html`
                <${Soon} soon=${children.filter((c) => c.ends_soon)} />
                <${Section} title=${say('children.now', { count: children.length })} testid="part-children">
                    <${Table} caption=${say('children.title')} quietCaption columns=${columns} rows=${children}
                        keyOf=${(/** @type {Child} */ c) => `${c.hint} ${c.number} ${c.until}`}
                        empty=${say('children.none')}
                        testid="children" /></${Section}>
                <${InPart} list=${in_part} />`}</${Loaded}>
        </${Page}>`;
}
