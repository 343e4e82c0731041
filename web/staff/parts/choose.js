// @ts-check
/* A choice that acts at once, outside of a form: it filters a list, or says of which month a page is. */
/** @import { At } from '../../types/screen' */
import { html } from '/vendor/preact.js';

/** @param {{ id: string, label: string, value: string, set: (value: string) => void, options: [string, string][],
 *   none?: string }} props */
export function Choose({ id, label, value, set, options, none }) {
    return html`<div class="field"><label for=${id}>${label}</label>
        <select id=${id} value=${value} data-testid=${id}
            onChange=${(/** @type {At<HTMLSelectElement>} */ e) => set(e.currentTarget.value)}>
            ${none && html`<option value="">${none}</option>`}${options.map(
                ([v, text]) => html`<option value=${v} key=${v}>${text}</option>`,
            )}</select></div>`;
}
