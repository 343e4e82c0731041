// @ts-check
/* On a fee desk's own screen: the last note, for as long as it can be taken back; notes that wait for the network; and
 * those that nobody will count, until somebody has written them on paper. */
/** @import { Desk, Undone } from './desk.js' */
/** @import { Note } from './kept_notes.js' */
/** @import { Say } from './texts.js' */
import { html, useState } from '/vendor/preact.js';
import { kindNamed } from './note_panel.js';
import { dateShown } from './texts.js';

/** @param {{ say: Say, desk: Desk }} props */
export function KeptPanel({ say, desk }) {
    const [undone, setUndone] = useState(/** @type {Undone | ''} */ (''));
    const organisation = desk.stopped ? undefined : desk.device?.organisation;
    const waiting = desk.notes.waiting(organisation).length;
    const paper = desk.notes.forPaper(organisation);
    const named = (/** @type {string} */ code) => {
        const kind = desk.kinds?.find((one) => one.code === code);
        return kind ? kindNamed(kind) : code;
    };

    if (!desk.last && !waiting && !paper.length && !undone) return null;
    return html`
        <section class="kept" data-testid="kept">
            ${
                desk.last &&
                html`<p data-testid="kept-last">${say('kept.last', { kind: named(desk.last.kind) })}
                    <button type="button" class="button" data-testid="kept-undo"
                        onClick=${async () => setUndone(await desk.undo())}>${say('note.undo')}</button></p>`
            }
            <p role="status" data-testid="kept-line">${undone && !desk.last ? say(`note.undo.${undone}`) : ''}</p>
            ${waiting > 0 && html`<p data-testid="kept-waiting">${say('kept.waiting', { count: waiting })}</p>`}
            ${paper.length > 0 && html`<${Paper} ...${{ say, paper, named, written: () => desk.written(paper) }} />`}
        </section>`;
}

/** @param {{ say: Say, paper: Note[], named: (code: string) => string, written: () => Promise<void> }} props */
function Paper({ say, paper, named, written }) {
    return html`
        <h2>${say('kept.paper')}</h2>
        <ul data-testid="kept-paper">${paper.map(
            (note) =>
                html`<li>${say(note.outcome === 'too_late' ? 'kept.back' : 'kept.one', {
                    kind: named(note.kind),
                    date: dateShown(note.on),
                })}</li>`,
        )}</ul>
        <button type="button" class="button" data-testid="kept-written"
            onClick=${() => void written()}>${say('kept.written')}</button>`;
}
