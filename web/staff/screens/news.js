// @ts-check
/* Files in which others changed something since one was last here on a day before today. File numbers alone. */
/** @import { Column } from '../parts/page.js' */
/** @import { News } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html, useState } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { deviceKeep, deviceRead } from '../device.js';
import { Choose } from '../parts/choose.js';
import { Loaded, Page, Section, Table, Tag, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @returns {Column<News['files'][number]>[]} */
const columns = () => [
    {
        key: 'number',
        label: say('news.file'),
        head: true,
        cell: (f) => html`<a href=${link(`/cases/${f.case_id}/news`)}>${f.number}</a>
            ${f.sealed && html` <${Tag} text=${say('charge.sealed')} />`}`,
    },
    { key: 'unit', label: say('news.unit') },
    { key: 'changes', label: say('news.changes'), align: 'end' },
    { key: 'at', label: say('news.last'), cell: (f) => html`<span class="nowrap">${instantShown(f.at)}</span>` },
    { key: 'in_charge', label: say('news.in_charge'), cell: (f) => f.in_charge ?? say('charge.nobody') },
];

/** @param {{ news: News, mine: boolean }} props */
function Files({ news, mine }) {
    if (!news.since) return html`<p class="hint" data-testid="news-first">${say('news.first')}</p>`;
    return html`<${Section} title=${say('news.files')} testid="part-news">
        <p class="hint" data-testid="news-since">${say('news.since', { at: instantShown(news.since) })}</p>
        <${Table} caption=${say('news.files')} quietCaption columns=${columns()} rows=${news.files}
            empty=${say(mine ? 'news.none.mine' : 'news.none')} testid="news" />
        ${news.more && html`<p class="hint">${say('news.more', { last: news.files.length })}</p>`}
    </${Section}>`;
}

export default function NewsScreen() {
    const [mine, setMine] = useState(() => deviceRead().mine);
    const load = useLoad(() => get(`/api/v1/news?mine=${mine ? 1 : 0}`), [mine]);
    const choose = (/** @type {string} */ whose) => {
        deviceKeep({ mine: whose === 'mine' });
        setMine(whose === 'mine');
    };

    return html`<${Page} title=${say('news.title')} lead=${say('news.lead')} testid="news-screen"
        back=${{ href: link('/today'), text: say('today.title') }}>
        <div class="row not-printed"><${Choose} id="news-whose" label=${say('news.whose')} set=${choose}
            value=${mine ? 'mine' : 'all'} options=${[
                ['all', say('today.whose.all')],
                ['mine', say('today.whose.mine')],
            ]} /></div>
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ news) => html`
            <${Files} news=${news} mine=${mine} />`}</${Loaded}>
    </${Page}>`;
}
