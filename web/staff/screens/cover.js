// @ts-check
/* How well the cards of orders are hidden among others: figures alone, for those who answer for it. */
/** @import { Cover } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { Empty, Loaded, Notice, Page, Section, Table, Tag, useLoad } from '../parts/page.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @typedef {Cover['all'][number]} Line */

/** @param {{ title: string, lines: Line[], named: boolean }} props */
function Lines({ title, lines, named }) {
    return html`<${Section} title=${title}>
        ${
            lines.length
                ? html`<${Table} caption=${title} quietCaption rows=${lines} testid="cover-lines"
                      keyOf=${(/** @type {Line} */ l) => `${l.name} ${l.service}`}
                      columns=${[
                          ...(named
                              ? [
                                    {
                                        key: 'name',
                                        label: say('cover.name'),
                                        head: true,
                                        cell: (/** @type {Line} */ l) => l.name ?? say('cover.unknown'),
                                    },
                                ]
                              : []),
                          {
                              key: 'service',
                              label: say('cover.service'),
                              head: !named,
                              cell: (/** @type {Line} */ l) => say(`service.short.${l.service}`),
                          },
                          {
                              key: 'other',
                              label: say('cover.other'),
                              align: 'end',
                              cell: (/** @type {Line} */ l) => String(l.other),
                          },
                          {
                              key: 'orders',
                              label: say('cover.orders'),
                              align: 'end',
                              cell: (/** @type {Line} */ l) => String(l.orders),
                          },
                          {
                              key: 'thin',
                              label: say('cover.state'),
                              cell: (/** @type {Line} */ l) =>
                                  l.thin
                                      ? html`<${Tag} kind="warning" text=${say('cover.thin')} />`
                                      : html`<${Tag} kind="good" text=${say('cover.enough')} />`,
                          },
                      ]} />`
                : html`<${Empty} text=${say('cover.none')} />`
        }</${Section}>`;
}

export default function CoverScreen() {
    const load = useLoad(() => get('/api/v1/cover'), []);

    return html`<${Page} title=${say('cover.title')} lead=${say('cover.lead')} testid="cover">
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ cover) => html`
            ${
                cover.all.some((l) => l.thin) &&
                html`<${Notice} kind="warning" testid="cover-thin"><p>${say('cover.warning')}</p></${Notice}>`
            }
            <${Lines} title=${say('cover.all')} lines=${cover.all} named=${false} />
            <${Lines} title=${say('cover.units')} lines=${cover.units} named />
            <${Lines} title=${say('cover.kindergartens')} lines=${cover.kindergartens} named />`}</${Loaded}>
    </${Page}>`;
}
