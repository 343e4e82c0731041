// @ts-check
/* The list as it is laid on the table where it is paid: its columns as the office chose them, sums, lines to sign. Its
 * words are the server's, in Albanian, neutral: it leaves the office. */
/** @import { PaymentPaper } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { dateShown } from '../dates.js';
import { figure } from '../money.js';
import { Icon } from '../parts/icons.js';
import { Loaded, Notice, Page, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { get } from '../server.js';
import { say } from '../texts.js';

const NARROW = 7; /* columns that fit an upright page */

/** Every page of the list, because paper has no "show more". @param {string} id */
async function paperOf(id) {
    const paper = await get(`/api/v1/payment-runs/${id}/paper`);

    for (let { next } = paper; next !== null;) {
        const page = await get(`/api/v1/payment-runs/${id}/paper?after=${next}`);
        paper.rows.push(...page.rows);
        next = page.next;
    }
    return paper;
}

/** @param {string | number | null} value @param {string} kind */
const cellText = (value, kind) =>
    value === null
        ? ''
        : kind === 'number'
          ? figure(Number(value))
          : kind === 'date'
            ? dateShown(String(value))
            : value;

/** @param {{ paper: PaymentPaper }} props */
function Sheet({ paper }) {
    const [title, ...lines] = paper.head;
    const aligned = (/** @type {PaymentPaper['columns'][number]} */ c) =>
        c.kind === 'number' ? 'end' : c.kind === 'blank' ? 'to-sign' : '';

    return html`<article class=${paper.columns.length > NARROW ? 'sheet lying-sheet' : 'sheet'} lang="sq"
        data-testid="sheet">
        <h2>${title}</h2>${lines.map((l) => html`<p>${l}</p>`)}
        <div class="table-place" tabindex="0" role="region"
            aria-label=${title}><table class="paper-table"><caption class="visually-hidden">${title}</caption>
                <thead>
                    <tr>${paper.columns.map(
                        (c) => html`<th scope="col" class=${aligned(c)}>${c.heading}</th>`,
                    )}</tr></thead>
                <tbody>
                    ${paper.rows.map(
                        (r) => html`<tr key=${r.n}>
                            ${paper.columns.map(
                                (c, i) => html`<td class=${aligned(c)}>${cellText(r.cells[i], c.kind)}</td>`,
                            )}</tr>`,
                    )}</tbody>
            </table></div>
        <dl class="paper-sums">
            ${paper.sums.map(
                (s) => html`<div><dt>${s.label}</dt>
                    <dd>${figure(s.amount)}</dd></div>`,
            )}</dl>
        <div class="signatures">
            ${paper.signatures.map(
                (s) => html`<div class="signature">
                    <span>${s.label}</span>${s.name && html`<span>${s.name}</span>`}</div>`,
            )}</div>
    </article>`;
}

/** @param {{ params: { id: string } }} props */
export default function PaymentPaperScreen({ params }) {
    const load = useLoad(() => paperOf(params.id), [params.id]);

    return html`
        <${Page} title=${say('payment.paper')}
            back=${{ href: link(`/payments/${params.id}`), text: say('payment.back') }} testid="payment-paper-screen"
            wide
            actions=${html`<button type="button" class="button primary" data-testid="print"
                onClick=${() => window.print()}><${Icon} name="printer" />${say('receipt.print')}</button>`}>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ paper) => html`
                ${paper.draft && html`<${Notice} kind="warning"><p>${say('payment.draft')}</p></${Notice}>`}
                <${Sheet} paper=${paper} />`}</${Loaded}>
        </${Page}>`;
}
