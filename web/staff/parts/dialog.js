// @ts-check
/* Windows over the page, by the browser's own <dialog>: focus stays in them and returns, Escape closes, the rest of the
 * page is out of reach.
 *
 *   if (await confirm({ title, text, yes, danger: true })) …      asks; false when she thinks better of it
 *   const why = await askReason({ title, text, label, yes });     a sentence, or null; for break-glass, revocations
 *   <${Dialog} open=${open} title=${…} onClose=${…}>…</${Dialog}>   anything else
 */
/** @import { At, Content } from '../../types/screen' */
import { html, useEffect, useId, useRef, useState } from '/vendor/preact.js';
import { say } from '../texts.js';

/** @param {{ open: boolean, title: string, onClose: () => void, children?: Content, testid?: string, wide?: boolean }}
 * props */
export function Dialog({ open, title, onClose, children, testid, wide }) {
    const place = useRef(/** @type {HTMLDialogElement | null} */ (null));
    const id = useId();

    useEffect(() => {
        const dialog = place.current;
        if (open && dialog && !dialog.open) dialog.showModal();
        else if (!open && dialog?.open) dialog.close();
    }, [open]);
    return html`
        <dialog ref=${place} class=${wide ? 'dialog wide' : 'dialog'} aria-labelledby=${id}
            data-testid=${testid ?? 'dialog'}
            onClose=${onClose}>
            ${open && html`<h2 id=${id}>${title}</h2>${children}`}
        </dialog>`;
}

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {Content} [text] what follows from it, in a sentence or more
 * @property {string} [yes] what the button does: "Anulo kartën", never "OK"
 * @property {string} [no]
 * @property {boolean} [danger] cannot be taken back
 * @property {string} [label] asks for a sentence under this label
 * @property {number} [most] characters of it
 */

/** @typedef {Question & { done: (answer: string | boolean | null) => void }} Asked */

/** @type {((question: Asked) => void) | null} */
let host = null;

/** @param {Question} question @returns {Promise<boolean>} */
export function confirm(question) {
    return new Promise((done) => host?.({ ...question, label: undefined, done: (answer) => done(answer === true) }));
}

/** @param {Question & { label: string }} question @returns {Promise<string | null>} null: thought better of it */
export function askReason(question) {
    return new Promise((done) =>
        host?.({ ...question, done: (answer) => done(typeof answer === 'string' ? answer : null) }),
    );
}

/** Stands once in the app; shows what confirm and askReason ask. */
export function QuestionHost() {
    const [question, setQuestion] = useState(/** @type {Asked | null} */ (null));
    const [text, setText] = useState('');
    const [missing, setMissing] = useState(false);
    const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
    const latest = useRef(question);
    latest.current = question;

    useEffect(() => {
        host = (asked) => {
            setText('');
            setMissing(false);
            setQuestion(asked);
        };
        return () => {
            host = null;
            latest.current?.done(null);
        };
    }, []);

    const answer = (/** @type {string | boolean | null} */ given) => {
        question?.done(given);
        setQuestion(null);
    };
    const yes = (/** @type {Event} */ event) => {
        event.preventDefault();
        if (!question?.label) return answer(true);
        if (text.trim()) return answer(text.trim());
        setMissing(true);
        field.current?.focus();
    };

    return html`
        <${Dialog} open=${Boolean(question)} title=${question?.title} onClose=${() => answer(null)} testid="question">
            <form onSubmit=${yes} novalidate>
                ${question?.text && html`<p>${question.text}</p>`}
                ${
                    question?.label &&
                    html`<div class="field">
                        <label for="question-text">${question.label}</label>
                        <p class="field-fault" id="question-fault" role="alert">${
                            missing ? say('form.needed', { label: question.label }) : ''
                        }</p>
                        <textarea id="question-text" ref=${field} rows="3" maxlength=${question.most ?? 300}
                            value=${text}
                            aria-describedby="question-fault"
                            aria-invalid=${missing}
                            onInput=${(/** @type {At<HTMLInputElement>} */ e) => setText(e.currentTarget.value)}
                            autocomplete="off"></textarea></div>`
                }
                <div class="buttons">
                    <button type="submit" class=${question?.danger ? 'button danger' : 'button primary'}
                        data-testid="question-yes">
                        ${question?.yes ?? say('form.yes')}</button>
                    <button type="button" class="button" data-testid="question-no"
                        onClick=${() => answer(null)}>${question?.no ?? say('form.cancel')}</button>
                </div>
            </form>
        </${Dialog}>`;
}
