// @ts-check
/* Above the fields of a form that keeps a draft (draft.js): what was left unfinished is offered, until it is taken, or
 * dropped, or something else is typed. */
/** @import { Draft } from '../draft.js' */
/** @import { FormState } from './form.js' */
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { say } from '../texts.js';
import { Notice } from './page.js';

/** @param {{ form: FormState, draft: Draft, title: string }} props title: what there is */
export function DraftOffer({ form, draft, title }) {
    const { found } = draft;

    if (!found || form.dirty) return null;
    return html`<${Notice} title=${title} testid="draft-found">
        ${found.saved_at && html`<p>${say('draft.found.when', { when: instantShown(found.saved_at) })}</p>`}
        <div class="buttons"><button type="button" class="button primary" data-testid="draft-take"
                onClick=${() => form.replace({ ...form.initial, ...found.values })}>${say('draft.take')}</button>
            <button type="button" class="button" data-testid="draft-drop"
                onClick=${() => draft.forget()}>${say('draft.drop')}</button></div></${Notice}>`;
}
