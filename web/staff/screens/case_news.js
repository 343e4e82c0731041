// @ts-check
/* What others changed in a file since one's last visit to it. */
/** @import { Column } from '../parts/page.js' */
/** @import { CaseNews } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { Page, Section, Table, useLoad } from '../parts/page.js';
import { actText } from '../parts/act_text.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';
import { FileLoaded } from './case_seal.js';
import { actorText } from './log_words.js';

/** @returns {Column<CaseNews['changes'][number]>[]} */
const columns = () => [
    { key: 'at', label: say('news.when'), cell: (c) => html`<span class="nowrap">${instantShown(c.at)}</span>` },
    {
        key: 'who',
        label: say('news.who'),
        head: true,
        cell: (c) => actorText({ actor: c.who, name: null }),
    },
    { key: 'what', label: say('news.what'), cell: (c) => actText(c.what) },
];

/** @param {{ news: CaseNews }} props */
function Changes({ news }) {
    if (!news.since) return html`<p class="hint" data-testid="news-first">${say('case_news.first')}</p>`;
    return html`<${Section} title=${say('case_news.changes')} testid="part-news">
        <p class="hint" data-testid="news-since">${say('case_news.since', { at: instantShown(news.since) })}</p>
        <${Table} caption=${say('case_news.changes')} quietCaption columns=${columns()} rows=${news.changes}
            empty=${say('case_news.none')} testid="news" />
        ${news.more && html`<p class="hint">${say('case_news.more', { last: news.changes.length })}</p>`}
    </${Section}>`;
}

/** @param {{ params: Record<string, string> }} props */
export default function CaseNewsScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/cases/${params.id}/news`), [params.id]);

    return html`<${Page} title=${say('case_news.title')} testid="case-news-screen"
        over=${load.data && say('today.file', { number: load.data.number })}
        back=${{ href: link(`/cases/${params.id}`), text: say('today.to_file') }}>
        <${FileLoaded} of=${load} file=${params.id}>${(/** @type {Data<typeof load>} */ news) =>
            html`<${Changes} news=${news} />`}</${FileLoaded}>
    </${Page}>`;
}
