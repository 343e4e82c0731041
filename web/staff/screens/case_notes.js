// @ts-check
/* Notes beside a file. They are never edited: what was wrong is said in a new one. */
/** @import { CaseProps } from './case.js' */
/** @import { Data } from '../../types/screen' */
import { NoteNew as NOTE } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { instantShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { TextArea } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Loaded, Section, useLoad } from '../parts/page.js';
import { get } from '../server.js';
import { say } from '../texts.js';

/** @param {CaseProps} props */
export function NotesSection({ file }) {
    const load = useLoad(() => get(`/api/v1/cases/${file.id}/notes`), [file.id]);
    const form = useForm({
        initial: { text: '' },
        send: ({ text }, attempt) => attempt.post(`/api/v1/cases/${file.id}/notes`, { text: text.trim() }),
        done: async () => {
            form.initial = { text: '' };
            form.replace({ text: '' });
            toast(say('note.saved'));
            await load.reload();
        },
        prefix: 'note',
    });

    return html`
        <${Section} title=${say('case.part.notes')} testid="part-notes">
            <${Form} form=${form} submit=${say('note.save')} testid="note-form">
                <${TextArea} form=${form} name="text" label=${say('note.text')} hint=${say('note.hint')}
                    most=${NOTE.text}
                    rows=${3} required=${say('note.needed')} />
            </${Form}>
            <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { notes }) =>
                html`<ol class="notes">${notes.map(
                    (n) => html`
                        <li class="note" key=${n.id} data-testid="note">
                            <p class="hint">${instantShown(n.at)} · ${n.by}</p><p class="note-text">${n.text}</p></li>`,
                )}</ol>`}</${Loaded}>
        </${Section}>`;
}
