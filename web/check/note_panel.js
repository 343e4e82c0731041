// @ts-check
/* Under a good answer at a fee desk: that one certificate was free, by a tap. The card is asked about anew and
 * forgotten with the answer. Without a connection nothing waits to be sent, for that would have to keep the card: paper
 * is used. */
/** @import { Kind, Noted } from './desk.js' */
/** @import { Say } from './texts.js' */
import { html, useState } from '/vendor/preact.js';

/**
 * @param {object} props
 * @param {Say} props.say
 * @param {Kind[]} props.kinds
 * @param {boolean} props.online whether the server gave the answer
 * @param {(kind: string) => Promise<Noted>} props.note
 * @param {() => void} props.touched somebody is busy here: the answer stays
 */
export function NotePanel({ say, kinds, online, note, touched }) {
    const [open, setOpen] = useState(false);
    const [busy, setBusy] = useState('');
    const [done, setDone] = useState(/** @type {string[]} */ ([]));
    const [line, setLine] = useState('');
    const named = (/** @type {Kind} */ kind) => (document.documentElement.lang === 'en' ? kind.text_en : kind.text);

    const tap = async (/** @type {Kind} */ kind) => {
        touched();
        setBusy(kind.code);
        setLine(say('note.working'));
        const outcome = await note(kind.code);
        setBusy('');
        if (outcome === 'ok') setDone((before) => [...before, kind.code]);
        setLine(say(`note.${outcome}`, { kind: named(kind) }));
    };

    return html`
        <section class="note" data-testid="note" onClick=${(/** @type {Event} */ event) => event.stopPropagation()}>
            ${!online && html`<p class="note-line" data-testid="note-line">${say('note.offline')}</p>`}
            ${
                online &&
                !open &&
                html`<button type="button" class="verdict-button" data-testid="note-open"
                    onClick=${() => (touched(), setOpen(true))}>${say('note.offer')}</button>`
            }
            ${
                online &&
                open &&
                html`
                    <h2 class="note-title">${say('note.choose')}</h2>
                    <ul class="note-kinds">${kinds.map(
                        (kind) => html`
                            <li><button type="button" class="verdict-button" data-testid=${`note-${kind.code}`}
                                    disabled=${Boolean(busy) || done.includes(kind.code)}
                                    onClick=${() => void tap(kind)}>
                                    ${done.includes(kind.code) ? `✓ ${named(kind)}` : named(kind)}</button></li>`,
                    )}
                    </ul>
                    <p class="note-line" role="status" data-testid="note-line">${line}</p>`
            }
        </section>`;
}
