// @ts-check
/* What the council reads of a run: sums by unit and nobody's name, to print or to take along. Its words are the
 * server's, in Albanian. */
/** @import { CouncilPaper } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
import { html } from '/vendor/preact.js';
import { figure } from '../money.js';
import { Icon } from '../parts/icons.js';
import { Loaded, Notice, Page, ProblemNote, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { link } from '../route.js';
import { bytes, get } from '../server.js';
import { say } from '../texts.js';

/** @param {{ paper: CouncilPaper }} props */
function Sheet({ paper }) {
    const [title, ...lines] = paper.head;
    /** @type {[string, string][]} */
    const sums = [
        ['Përfitues gjithsej', paper.persons === null ? 'më pak se 5' : figure(paper.persons)],
        ['Shuma për t’u rikuperuar', figure(paper.to_recover)],
        ['Pagesa njëherëshe, brenda shumës për t’u paguar', figure(paper.one_off)],
        ['Shuma për t’u paguar', figure(paper.amount)],
    ];

    return html`<article class="sheet" lang="sq" data-testid="sheet">
        <h2>${title}</h2>${lines.map((l) => html`<p>${l}</p>`)}
        ${
            paper.rows.length > 0 &&
            html`<div class="table-place" tabindex="0" role="region"
                aria-label=${title}><table class="paper-table"><caption class="visually-hidden">${title}</caption>
                    <thead>
                        <tr><th scope="col">Njësia administrative</th><th scope="col" class="end">Përfitues</th>
                            <th scope="col" class="end">Shuma</th></tr></thead>
                    <tbody>
                        ${paper.rows.map(
                            (r) => html`<tr key=${r.unit ?? ''}>
                                <th scope="row">${r.unit ?? 'Njësi të tjera, së bashku'}</th>
                                <td class="end">${figure(r.persons)}</td><td class="end">${figure(r.amount)}</td></tr>`,
                        )}</tbody>
                </table></div>`
        }
        <dl class="paper-sums">
            ${sums.map(
                ([label, text]) => html`<div><dt>${label}</dt>
                    <dd>${text}</dd></div>`,
            )}</dl>
        <div class="signatures">
            ${['Përgatiti', 'Miratoi'].map(
                (label) => html`<div class="signature">
                    <span>${label}</span></div>`,
            )}</div>
    </article>`;
}

/** @param {{ params: { id: string } }} props */
export default function CouncilPaperScreen({ params }) {
    const load = useLoad(() => get(`/api/v1/payment-runs/${params.id}/council`), [params.id]);
    const { problem, trying } = useRefusal();
    const take = (/** @type {string} */ kind) =>
        trying(async () =>
            save(
                await bytes(`/api/v1/payment-runs/${params.id}/council.${kind}`),
                `keshilli-${load.data?.month.slice(0, 7)}.${kind}`,
            ),
        );

    return html`
        <${Page} title=${say('council.title')} lead=${say('council.lead')}
            back=${{ href: link(`/payments/${params.id}`), text: say('payment.back') }} testid="council-screen"
            actions=${html`<button type="button" class="button primary" data-testid="print"
                    onClick=${() => window.print()}><${Icon} name="printer" />${say('receipt.print')}</button>
                <button type="button" class="button" data-testid="council-xlsx"
                    onClick=${() => take('xlsx')}><${Icon} name="paper" />${say('payment.xlsx')}</button>
                <button type="button" class="button" data-testid="council-csv"
                    onClick=${() => take('csv')}>${say('payment.csv')}</button>`}>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="payment" />`}
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ paper) => html`
                ${paper.draft && html`<${Notice} kind="warning"><p>${say('payment.draft')}</p></${Notice}>`}
                <${Sheet} paper=${paper} />`}</${Loaded}>
        </${Page}>`;
}
