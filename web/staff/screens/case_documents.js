// @ts-check
/* The papers of a file, scanned or photographed: attached (kept sealed), looked at, taken out. Pictures open over the
 * page; a PDF is handed to the computer, as no page of ours may show one. */
/** @import { CaseProps } from './case.js' */
/** @import { Attachments } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { AttachmentNew as DOCUMENT } from '/vendor/limits.js';
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { dateOf, dateShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { Dialog, confirm } from '../parts/dialog.js';
import { FileField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, ProblemNote, Section, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { orderName } from '../parts/timeline_scale.js';
import { photoUpright } from '../photo.js';
import { bytes, get, post } from '../server.js';
import { say } from '../texts.js';

const MIB = 1048576;
const MOST = 10 * MIB; /* bytes */
const MOST_PHOTO = 100 * MIB; /* bytes, before it is drawn smaller */
/** @typedef {Attachments['documents'][number]} Attached a document of the file */

const PDF = 'application/pdf';
const TYPES = [PDF, 'image/jpeg', 'image/png'];

/** What is wrong with it before it is sent. @param {File} file */
function faultOf(file) {
    const most = file.type === PDF ? MOST : MOST_PHOTO;

    if (!TYPES.includes(file.type)) return say('document.type');
    return file.size > most ? say('form.file_most', { mib: most / MIB }) : '';
}

/** @param {CaseProps & { close: () => void, unfinished?: Attached, added: () => unknown }} props unfinished:
 * its title is there, its content never came */
function DocumentForm({ file, timeline, changed, close, unfinished, added }) {
    const made = useRef(/** @type {number | null} */ (unfinished?.id ?? null));
    const orders = timeline.orders;
    const form = useForm({
        initial: {
            title: unfinished?.title ?? '',
            order: String(orders[orders.length - 1]?.id ?? ''),
            file: /** @type {File | ''} */ (''),
        },
        send: async (values, attempt) => {
            made.current ??= (
                await attempt.post(`/api/v1/cases/${file.id}/documents`, {
                    title: values.title.trim(),
                    order: Number(values.order) || undefined,
                    version: file.version,
                })
            ).id;
            return attempt.put(
                `/api/v1/documents/${made.current}`,
                await photoUpright(/** @type {File} */ (values.file)),
            );
        },
        done: async () => {
            toast(say('document.saved'));
            await Promise.all([changed(), added()]);
            close();
        },
        refresh: changed,
        prefix: 'document',
    });

    return html`<${Form} form=${form} submit=${say('document.save')} cancel=${close} testid="document-form">
        <${FileField} form=${form} name="file" label=${say('document.file')} hint=${say('document.file.hint')}
            accept=${TYPES.join(',')} camera=${say('document.file.camera')}
            required=${say('document.file.needed')} check=${faultOf} />
        ${
            !unfinished &&
            html`<div class="fields">
                <${TextField} form=${form} name="title" label=${say('document.title')} most=${DOCUMENT.title}
                    required=${say('document.title.needed')}
                    suggestions=${say('document.titles').split('|')} />
                ${
                    orders.length > 0 &&
                    html`<${SelectField} form=${form} name="order" label=${say('document.order')}
                        none=${say('document.order.none')}
                        options=${orders.map((o) => [String(o.id), orderName(o)])} />`
                }</div>`
        }
    </${Form}>`;
}

/** @param {number} size bytes */
const sizeText = (size) =>
    size < MIB ? `${Math.max(1, Math.round(size / 1024))} kB` : `${(size / MIB).toFixed(1)} MB`;

/** A picture over the page. @param {{ url: string, title: string, close: () => void }} props */
function Picture({ url, title, close }) {
    useEffect(() => () => URL.revokeObjectURL(url), [url]);
    return html`<${Dialog} open title=${title} onClose=${close} wide
        testid="picture"><img class="picture" src=${url} alt=${title} />
        <div class="buttons">
            <button type="button" class="button" onClick=${close}>${say('document.close')}</button></div></${Dialog}>`;
}

/** @param {Attached} d */
const about = (d) =>
    [
        d.type && sizeText(d.size),
        dateShown(dateOf(d.added_at)),
        d.added_by,
        d.type && !d.scanned_at && say('document.unscanned'),
    ]
        .filter(Boolean)
        .join(' · ');

/** @param {Attached} d */
const withdrawnText = (d) => d.withdrawn_at && say('document.withdrawn', { date: dateShown(dateOf(d.withdrawn_at)) });

/** A browser shows a picture; a PDF is saved. @param {Attached} d */
const lookText = (d) => say(d.type === PDF ? 'document.save_pdf' : 'document.look');

/** @param {string} url @param {string} name */
function hand(url, name) {
    const a = Object.assign(document.createElement('a'), { href: url, download: name });

    a.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {CaseProps} props */
export function DocumentsSection(props) {
    const { file, changed } = props;
    const inset = useInset();
    const [shown, setShown] = useState(/** @type {{ url: string, title: string } | null} */ (null));
    const { problem, trying } = useRefusal();
    const load = useLoad(() => get(`/api/v1/cases/${file.id}/documents`), [file.id, file.version]);
    const look = (/** @type {Attached} */ d) =>
        trying(async () => {
            const url = URL.createObjectURL(await bytes(`/api/v1/documents/${d.id}`));
            if (d.type === PDF) return hand(url, `dokument-${d.id}.pdf`);
            setShown({ url, title: d.title });
        });
    const take = async (/** @type {Attached} */ d) => {
        if (
            !(await confirm({
                title: say('document.withdraw.title'),
                text: say('document.withdraw.text', { title: d.title }),
                yes: say('document.withdraw'),
                danger: true,
            }))
        )
            return;
        await trying(() => post(`/api/v1/documents/${d.id}/withdraw`, { version: file.version }));
        await Promise.all([changed(), load.reload()]);
    };

    return html`
        <${Section} title=${say('case.part.documents')} testid="part-documents"
            actions=${html`<button type="button" class="button small" data-testid="document-new"
                onClick=${() => inset.open('new')}>${say('document.new')}</button>`}>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="document" />`}
            ${
                inset.at === 'new' &&
                html`<${Inset} title=${say('document.new')}>
                    <${DocumentForm} ...${props} close=${inset.close} added=${load.reload} /></${Inset}>`
            }
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { documents }) =>
                documents.length
                    ? documents.map(
                          (d) => html`
                              <article class="line" data-testid="document">
                                  <div class="line-head"><h3>${d.title}</h3><span class="hint">${about(d)}</span>
                                      ${
                                          d.withdrawn_at
                                              ? html`<span class="hint">
                                                  ${withdrawnText(d)}</span>`
                                              : d.type
                                                ? html`<button type="button" class="button small"
                                                    aria-label=${`${lookText(d)}: ${d.title}`} onClick=${() => look(d)}>
                                                    ${lookText(d)}</button>
                                                    <button type="button" class="button small quiet"
                                                    aria-label=${`${say('document.withdraw')}: ${d.title}`}
                                                    onClick=${() => take(d)}>${say('document.withdraw')}</button>`
                                                : html`<button type="button" class="button small"
                                                    onClick=${() => inset.open(String(d.id))}>
                                                    ${say('document.finish')}</button>`
                                      }</div>
                                  ${
                                      inset.at === String(d.id) &&
                                      html`<${Inset} title=${d.title}>
                                          <${DocumentForm} ...${props} unfinished=${d} close=${inset.close}
                                              added=${load.reload} /></${Inset}>`
                                  }
                              </article>`,
                      )
                    : html`<p class="hint">${say('document.none')}</p>`}</${Loaded}>
            ${shown && html`<${Picture} ...${shown} close=${() => setShown(null)} />`}
        </${Section}>`;
}
