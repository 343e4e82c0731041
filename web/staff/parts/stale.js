// @ts-check
/* What was changed meanwhile of the same that a form is about: by whom, when, and which values stand there now beside
 * those that were typed. */
/** @import { FormState } from './form.js' */
/** @import { Problem } from '../server.js' */
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { sessionNow } from '../session.js';
import { say } from '../texts.js';
import { actText, useActWords } from './act_text.js';
import { Notice } from './page.js';

/** Fields that stand otherwise there now than they did when the form opened, and otherwise than here.
 * @param {FormState} form */
function differing(form) {
    const now = form.fresh && form.how.now?.();

    return now
        ? Object.keys(now).filter(
              (name) => form.known.has(name) && now[name] !== form.initial[name] && now[name] !== form.values[name],
          )
        : [];
}

/** @param {{ form: FormState, name: string }} props */
function BothValues({ form, name }) {
    const theirs = form.how.now?.()[name];
    const shown = (/** @type {any} */ value) =>
        value === '' || value === undefined ? say('stale.empty') : (form.how.shown?.(name, value) ?? String(value));

    return html`<li data-testid=${`stale-${name}`}><strong>${form.known.get(name)?.label}:</strong> ${say(
        'stale.both',
        {
            theirs: shown(theirs),
            mine: shown(form.values[name]),
        },
    )}
        <button type="button" class="button small" data-testid=${`stale-take-${name}`}
            onClick=${() => form.set(name, theirs)}>${say('stale.take')}</button></li>`;
}

/** @param {{ form: FormState, problem: Problem }} props */
export function Stale({ form, problem }) {
    const me = sessionNow()?.account;
    const own =
        problem.changed.length > 0 && problem.changed.every((c) => c.actor === me?.name || c.actor === me?.full_name);
    const both = differing(form);
    const told = useActWords();

    if (!told) return null;
    return html`<${Notice} kind="warning" title=${say(own ? 'stale.own' : 'stale.title')} testid="stale">
        <ul>${problem.changed.map(
            ({ at, actor, what }) =>
                html`<li>${instantShown(at)} · ${actor ?? say('stale.somebody')} · ${actText(what)}</li>`,
        )}</ul>
        ${both.length > 0 && html`<ul>${both.map((name) => html`<${BothValues} form=${form} name=${name} />`)}</ul>`}
        <p>${say(both.length ? 'stale.choose' : form.fresh ? 'stale.fresh' : 'stale.kept')}</p>
        ${
            form.how.refresh &&
            !form.fresh &&
            html`<button type="button" class="button small" data-testid="stale-refresh"
                onClick=${() => form.refreshed()}>${say('stale.refresh')}</button>`
        }</${Notice}>`;
}
