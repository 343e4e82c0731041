// @ts-check
/* Which columns the list to pay by has, and in which order. */
/** @import { PaperColumn, PaymentColumns } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
/** @import { Values } from '../parts/form.js' */
import { PaymentHeading as HEADING } from '/vendor/limits.js';
import { html, useState } from '/vendor/preact.js';
import { announce, toast } from '../parts/announce.js';
import { TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Loaded, Page, Section, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { sessionMay } from '../session.js';
import { say } from '../texts.js';

/** The office's own word for a column; '': it has the usual one. @param {PaymentColumns['known'][number]} column
 * @param {PaymentColumns['columns']} chosen */
const ownOf = (column, chosen) => {
    const heading = chosen.find((c) => c.name === column.name)?.heading ?? column.heading;

    return heading === column.heading ? '' : heading;
};

/** @param {{ chosen: PaymentColumns['columns'], known: PaymentColumns['known'],
 *   reload: () => Promise<unknown> }} props */
function ColumnsForm({ chosen, known, reload }) {
    const [moved, setMoved] = useState('');
    const form = useForm({
        initial: {
            columns: chosen.map((c) => c.name),
            ...Object.fromEntries(known.map((c) => [`heading_${c.name}`, ownOf(c, chosen)])),
        },
        send: ({ columns, ...rest }, attempt) => {
            const own = /** @type {Values} */ (rest);
            const headings = columns
                .map((/** @type {PaperColumn} */ name) => ({ name, heading: own[`heading_${name}`].trim() }))
                .filter((/** @type {{ heading: string }} */ h) => h.heading);
            return attempt.put('/api/v1/payment-columns', { columns, ...(headings.length && { headings }) });
        },
        done: async () => {
            toast(say('columns.saved'));
            await reload();
        },
        prefix: 'columns',
    });
    const now = form.values.columns;
    const heading = (/** @type {PaperColumn} */ name) => known.find((c) => c.name === name)?.heading ?? name;
    const move = (/** @type {number} */ i, /** @type {number} */ by) => {
        const next = [...now];
        [next[i], next[i + by]] = [next[i + by], next[i]];
        form.set('columns', next);
        setMoved(next[i + by]);
        announce(say('columns.moved', { name: heading(next[i + by]), place: i + by + 1 }));
    };
    const left = known.filter((c) => !now.includes(c.name));

    return html`<${Form} form=${form} submit=${say('columns.save')} testid="columns-form">
        <ol class="column-list" data-testid="columns-chosen">${now.map(
            (name, i) => html`<li key=${name}
                class=${name === moved ? 'line-head moved' : 'line-head'}><h3>${heading(name)}</h3>
                <button type="button" class="button small" disabled=${i === 0}
                    aria-label=${`${say('columns.up')}: ${heading(name)}`}
                    onClick=${() => move(i, -1)}>${say('columns.up')}</button>
                <button type="button" class="button small" disabled=${i === now.length - 1}
                    aria-label=${`${say('columns.down')}: ${heading(name)}`}
                    onClick=${() => move(i, 1)}>${say('columns.down')}</button>
                <button type="button" class="button small quiet" aria-label=${`${say('columns.out')}: ${heading(name)}`}
                    onClick=${() =>
                        form.set(
                            'columns',
                            now.filter((n) => n !== name),
                        )}>${say('columns.out')}</button>
                <${TextField} form=${form} name=${`heading_${name}`} optional=${false} most=${HEADING.heading}
                    label=${say('columns.heading', { name: heading(name) })} /></li>`,
        )}</ol>
        ${
            left.length > 0 &&
            html`<div><h3>${say('columns.more')}</h3><div class="buttons">${left.map(
                (c) => html`<button type="button" class="button small" key=${c.name}
                    aria-label=${`${say('columns.in')}: ${c.heading}`}
                    onClick=${() => form.set('columns', [...now, c.name])}>
                    <${Icon} name="plus" />${c.heading}</button>`,
            )}</div></div>`
        }
    </${Form}>`;
}

export default function PaymentColumnsScreen() {
    const load = useLoad(() => get('/api/v1/payment-columns'), []);

    return html`
        <${Page} title=${say('columns.title')} lead=${say('columns.lead')}
            back=${
                sessionMay(['aid_officer', 'director'])
                    ? { href: link('/payments'), text: say('payments.title') }
                    : undefined
            } testid="columns-screen">
            <${Loaded} of=${load}>${(
                /** @type {Data<typeof load>} */ { columns, known },
            ) => html`<${Section} title=${say('columns.now')}>
                ${
                    sessionMay(['aid_officer', 'administrator'])
                        ? html`<${ColumnsForm} chosen=${columns} known=${known}
                            reload=${load.reload} />`
                        : html`<ol class="bullets">${columns.map((c) => html`<li>${c.heading}</li>`)}</ol>`
                }</${Section}>`}</${Loaded}>
        </${Page}>`;
}
