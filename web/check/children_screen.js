// @ts-check
/* A kindergarten's own exempt children: a hint, a number and until when. In memory only, so it needs a connection
 * once. */
/** @import { Child } from '../types/api' */
/** @import { Say } from './texts.js' */
import { html } from '/vendor/preact.js';
import { dateShown } from './texts.js';

/** @param {{ say: Say, children: Child[] | null }} props */
export function ChildrenScreen({ say, children }) {
    return html`
        <main tabindex="-1" class="screen form-screen" data-testid="children-screen">
            <h1>${say('children.title')}</h1>
            ${!children && html`<p>${say('children.unknown')}</p>`}
            ${children?.length === 0 && html`<p>${say('children.none')}</p>`}
            ${
                children &&
                children.length > 0 &&
                html`
                    <table class="children" data-testid="children">
                        <thead>
                            <tr><th scope="col">${say('children.who')}</th>
                                <th scope="col">${say('children.number')}</th>
                                <th scope="col">${say('children.until')}</th></tr></thead>
                        <tbody>${children.map(
                            (child) => html`
                                <tr><th scope="row">${child.hint || say('children.no_hint')}</th>
                                    <td>${child.number ?? ''}</td>
                                    <td>${child.until ? dateShown(child.until) : say('children.open')}
                                        ${
                                            child.ends_soon &&
                                            html`<span class="soon" data-testid="ends-soon">
                                                ${say('children.ends_soon')}</span>`
                                        }</td></tr>`,
                        )}
                        </tbody>
                    </table>`
            }
        </main>`;
}
