// @ts-check
/* What somebody takes home after applying: neutral words alone, on a small sheet. */
/** @import { Receipt } from '../../types/api' */
/** @import { Content, Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { Icon } from '../parts/icons.js';
import { monthNamed } from '../parts/month.js';
import { Facts, Loaded, Page, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say, textOf } from '../texts.js';

/** @param {{ title: Content, of: Receipt['seen'] }} props */
function Papers({ title, of }) {
    return (
        of.length > 0 &&
        html`<div><h3>${title}</h3><ul class="bullets">${of.map((p) => html`<li>${textOf(p)}</li>`)}</ul></div>`
    );
}

/** @param {{ params: { id: string } }} props */
export default function ReceiptScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/applications/${params.id}/receipt`), [params.id]);

    return html`
        <${Page} title=${say('receipt.title')}
            back=${{ href: link(`/applications/${params.id}`), text: say('receipt.back') }} testid="receipt-screen"
            actions=${html`<button type="button" class="button primary" data-testid="print"
                onClick=${() => window.print()}><${Icon} name="printer" />${say('receipt.print')}</button>`}>
            <${Loaded} of=${load}>${(
                /** @type {Data<typeof load>} */ r,
            ) => html`<article class="sheet small-sheet" data-testid="sheet">
                <p class="sheet-from">${r.municipality}</p>
                <h2>${say('receipt.head')}</h2>
                <${Facts} of=${[
                    [say('receipt.number'), r.number],
                    [say('receipt.applicant'), r.applicant],
                    [say('receipt.filed'), dateShown(r.filed_on)],
                    [say('receipt.counts'), monthNamed(r.payable_from)],
                ]} />
                <${Papers} title=${say('receipt.seen')} of=${r.seen} />
                <${Papers} title=${say('receipt.missing')} of=${r.missing} />
                <div class="signatures">
                    ${r.signatures.map(
                        (s) => html`<div class="signature">
                            <span>${textOf(s)}</span></div>`,
                    )}</div>
            </article>`}</${Loaded}>
        </${Page}>`;
}
