// @ts-check
/* Under a good answer at a fee desk: that one certificate was free, by a tap. The card is asked about anew and
 * forgotten with the answer. Without a connection the note waits on the device, and nothing of the card with it. */
/** @import { Kind, Noted, Undone } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html, useState } from '/vendor/preact.js';

/** @param {Kind} kind */
export const kindNamed = (kind) => (document.documentElement.lang === 'en' ? kind.text_en : kind.text);

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {Kind[]} props.kinds
 * @param {boolean} props.online whether the server gave the answer
 * @param {(kind: string) => Promise<Noted>} props.note
 * @param {() => Promise<Undone>} props.undo what was noted last
 * @param {() => void} props.touched somebody is busy here: the answer stays
 */
export function NotePanel({ say, kinds, online, note, undo, touched }) {
    const [open, setOpen] = useState(false);
    const [busy, setBusy] = useState('');
    const [done, setDone] = useState(/** @type {string[]} */ ([]));
    const [last, setLast] = useState('');
    const [line, setLine] = useState('');

    const tap = async (/** @type {Kind} */ kind) => {
        touched();
        setBusy(kind.code);
        setLine(say('note.working'));
        const outcome = await note(kind.code);
        const counts = outcome === 'ok' || outcome === 'kept';
        setBusy('');
        if (counts) setDone((before) => [...before, kind.code]);
        setLast(counts ? kind.code : '');
        setLine(say(`note.${outcome}`, { kind: kindNamed(kind) }));
    };
    const back = async () => {
        touched();
        setBusy(last);
        const outcome = await undo();
        setBusy('');
        setLast('');
        setLine(say(`note.undo.${outcome}`));
    };

    if (!kinds.length)
        return html`<section class="note" data-testid="note">
            <p class="note-line" data-testid="note-line">${say('note.offline')}</p></section>`;
    return html`
        <section class="note" data-testid="note" onClick=${(/** @type {Event} */ event) => event.stopPropagation()}>
            ${!online && html`<p class="note-line" data-testid="note-kept">${say('note.waits')}</p>`}
            ${
                !open &&
                html`<button type="button" class="verdict-button" data-testid="note-open"
                    onClick=${() => (touched(), setOpen(true))}>${say('note.offer')}</button>`
            }
            ${
                open &&
                html`
                    <h2 class="note-title">${say('note.choose')}</h2>
                    <ul class="note-kinds">${kinds.map(
                        (kind) => html`
                            <li><button type="button" class="verdict-button" data-testid=${`note-${kind.code}`}
                                    disabled=${Boolean(busy) || done.includes(kind.code)}
                                    onClick=${() => void tap(kind)}>
                                    ${done.includes(kind.code) && '✓ '}${kindNamed(kind)}</button></li>`,
                    )}
                    </ul>
                    <p class="note-line" role="status" data-testid="note-line">${line}</p>
                    ${
                        last &&
                        html`<button type="button" class="verdict-button" data-testid="note-undo"
                            disabled=${Boolean(busy)} onClick=${() => void back()}>${say('note.undo')}</button>`
                    }`
            }
        </section>`;
}
