// @ts-check
/* Who has read or changed a file. It is fetched only on request, because looking at the list is itself logged as a
 * reading. */
/** @import { Column } from '../parts/page.js' */
/** @import { CaseProps } from './case.js' */
/** @import { Readers } from '../../types/api' */
import { html, useState } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { actText } from '../parts/act_text.js';
import { Pager, ProblemNote, Section, Table, Tag } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { get } from '../server.js';
import { say, wordsOfficesTake } from '../texts.js';

/** @typedef {Readers['readers'][number]} Reading */
/** @typedef {Reading & { whats: Set<string> }} Visit */

/** What one person looked at within a minute is one visit; a change and a reason stand by themselves.
 * @param {Reading[]} readers */
function visits(readers) {
    /** @type {Visit[]} */
    const all = [];

    for (const r of readers) {
        const last = all[all.length - 1];
        if (
            last &&
            !last.version &&
            !r.version &&
            last.who === r.who &&
            last.why === r.why &&
            last.at.slice(0, 16) === r.at.slice(0, 16)
        )
            last.whats.add(r.what);
        else all.push({ ...r, whats: new Set([r.what]) });
    }
    return all;
}

/** @param {{ visit: Visit }} props */
function What({ visit }) {
    const [first, ...others] = [...visit.whats]
        .sort((a, b) => Number(b === 'case.read') - Number(a === 'case.read'))
        .map(actText);

    return html`${first}${visit.version ? html` <${Tag} text=${say('reader.change')} kind="info" />` : ''}${
        others.length > 0 && html`<br /><span class="hint">${others.join(', ')}</span>`
    }`;
}

/** @param {CaseProps} props */
export function ReadersSection({ file }) {
    const [list, setList] = useState(/** @type {Readers | null} */ (null));
    const { problem, trying } = useRefusal();
    const [busy, setBusy] = useState(false);
    const more = async () => {
        const before = list?.next ? `&before=${list.next}` : '';

        setBusy(true);
        await trying(async () => {
            await wordsOfficesTake().catch(() => undefined); /* then by their codes */
            const page = await get(`/api/v1/cases/${file.id}/readers?limit=100${before}`);
            setList({ readers: [...(list?.readers ?? []), ...page.readers], next: page.next });
        }).finally(() => setBusy(false));
    };
    /** @type {Column<Visit>[]} */
    const columns = [
        {
            key: 'at',
            label: say('reader.when'),
            cell: (r) => html`<span class="nowrap">${instantShown(r.at)}</span>`,
        },
        { key: 'who', label: say('reader.who'), head: true },
        {
            key: 'what',
            label: say('reader.what'),
            cell: (r) => html`<div><${What} visit=${r} /></div>`,
        },
        { key: 'why', label: say('reader.why') },
    ];

    return html`
        <${Section} title=${say('case.part.readers')} testid="part-readers">
            ${problem && html`<${ProblemNote} problem=${problem} />`}
            ${
                list
                    ? html`<${Table} caption=${say('case.part.readers')} quietCaption columns=${columns}
                        rows=${visits(list.readers)} testid="readers" />
                        <${Pager} next=${list.next} more=${more} busy=${busy} />`
                    : html`<p class="hint">${say('reader.hint')}</p>
                        <div><button type="button" class="button" data-testid="readers-show" disabled=${busy}
                            onClick=${more}>${say('reader.show')}</button></div>`
            }
        </${Section}>`;
}
