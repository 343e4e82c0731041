// @ts-check
/* A meeting in one form: when and where, which files, who is invited, and afterwards who came. Whoever is invited is
 * held against the respondents of the files by the server, which says so at the field. */
/** @import { Meeting } from '../../types/api' */
/** @import { Word } from './case_words.js' */
/** @import { Values } from './form.js' */
import { MeetingInvited as INVITED, MeetingNew as MEETING } from '/vendor/limits.js';
import { html, useRef } from '/vendor/preact.js';
import { dateToday } from '../dates.js';
import { Problem } from '../server.js';
import { say } from '../texts.js';
import { toast } from './announce.js';
import { choices } from './case_words.js';
import { CheckField, DateField, Repeated, SelectField, TextArea, TextField, TimeField } from './field.js';
import { Form, useForm } from './form.js';
import { FileNumberField, InstitutionField } from './institution.js';
import { valuesGiven } from './path.js';

const STATES = ['invited', 'present', 'excused'];
const COUNTS = /** @type {const} */ (['women', 'men', 'reports', 'initiatives']);

/** @param {Meeting | undefined} meeting @returns {Values} */
const initialOf = (meeting) => ({
    kind: meeting?.kind ?? 'technical',
    on: meeting?.on ?? '',
    hour: meeting?.hour ?? '',
    place: meeting?.place ?? '',
    chair: meeting?.chair ?? '',
    about: meeting?.about ?? '',
    called_off: meeting?.called_off ?? false,
    ...Object.fromEntries(COUNTS.map((c) => [c, String(meeting?.[c] || '')])),
    files: meeting?.files.map((f) => f.number) ?? [],
    invited:
        meeting?.invited.map((i) => ({
            institution: i.institution ?? '',
            name: i.name ?? '',
            nid: i.nid ?? '',
            state: i.state,
            head: i.head,
        })) ?? [],
});

/** As the request wants it. @param {Values} values */
const bodyOf = ({ invited, files, called_off, ...values }) => ({
    .../** @type {any} */ (valuesGiven(values)),
    ...Object.fromEntries(COUNTS.map((c) => [c, Number(values[c]) || 0])),
    called_off: Boolean(called_off),
    files: files.map((/** @type {string} */ f) => f.trim()),
    invited: invited.map((/** @type {Values} */ { head, ...i }) => ({ ...valuesGiven(i), head: Boolean(head) })),
});

/** @param {{ form: any, words: Word[], held: boolean }} props */
function Fields({ form, words, held }) {
    return html`
        <div class="fields">
            <${SelectField} form=${form} name="kind" label=${say('meetings.kind')} none=${say('meetings.choose')}
                required=${say('meetings.kind.needed')} options=${choices(words, 'meeting_kind')} />
            <${DateField} form=${form} name="on" label=${say('meetings.on')} required=${say('meetings.on.needed')} />
            <${TimeField} form=${form} name="hour" label=${say('meetings.hour')} />
            <${TextField} form=${form} name="place" label=${say('meetings.place')} most=${MEETING.place}
                required=${say('meetings.place.needed')} />
            <${TextField} form=${form} name="chair" label=${say('meetings.chair')} most=${MEETING.chair} />
        </div>
        <h3>${say('meetings.files')}</h3>
        <${Repeated} form=${form} name="files" fresh=${() => ''} add=${say('meetings.files.add')} most=${MEETING.files}
            legend=${(/** @type {number} */ i) => say('meetings.file_n', { n: i + 1 })}>${(
                /** @type {string} */ path,
            ) => html`<${FileNumberField} form=${form} name=${path} label=${say('meetings.file.number')}
                hint=${say('meetings.file.number.hint')} most=${MEETING.files_each}
                required=${say('meetings.file.number.needed')} />`}</${Repeated}>
        <${TextArea} form=${form} name="about" label=${say('meetings.about')} rows=${2} most=${MEETING.about} />
        <h3>${say('meetings.invited')}</h3>
        <${Repeated} form=${form} name="invited" add=${say('meetings.invited.add')} most=${MEETING.invited}
            fresh=${() => ({ institution: '', name: '', nid: '', state: 'invited', head: false })}
            legend=${(/** @type {number} */ i) => say('meetings.invited_n', { n: i + 1 })}>${(
                /** @type {string} */ path,
            ) => html`
                <div class="fields">
                    <${InstitutionField} form=${form} name=${`${path}.institution`}
                        label=${say('meetings.invited.institution')} most=${INVITED.institution} />
                    <${TextField} form=${form} name=${`${path}.name`} label=${say('meetings.invited.name')}
                        hint=${say('meetings.invited.name.hint')} most=${INVITED.name} />
                    <${TextField} form=${form} name=${`${path}.nid`} label=${say('meetings.invited.nid')}
                        hint=${say('meetings.invited.nid.hint')} most=${INVITED.nid} />
                    ${
                        held &&
                        html`<${SelectField} form=${form} name=${`${path}.state`}
                            label=${say('meetings.invited.state')}
                            options=${STATES.map((s) => [s, say(`meetings.state.${s}`)])} />`
                    }
                </div>
                <${CheckField} form=${form} name=${`${path}.head`} label=${say('meetings.invited.head')} />`}
        </${Repeated}>
        ${
            held &&
            html`<h3>${say('meetings.counts')}</h3>
                <div class="fields">${COUNTS.map(
                    (c) => html`<${TextField} key=${c} form=${form} name=${c} label=${say(`meetings.${c}`)}
                        inputmode="numeric" most=${6} />`,
                )}</div>`
        }`;
}

/** @param {{ meeting?: Meeting, words: Word[], reload?: () => Promise<unknown>, done: (id: number) => unknown,
 *   close: () => void }} props meeting: that is changed; reload: where somebody else has changed it */
export function MeetingForm({ meeting, words, reload, done, close }) {
    /* What stands when it is sent, not when the form was opened: after a 409 it has been fetched and is seen. */
    const now = useRef(meeting);
    now.current = meeting;
    const form = useForm({
        initial: initialOf(meeting),
        send: async (/** @type {Values} */ values, tried, confirm) => {
            const body = { ...bodyOf(values), ...(confirm.length && { confirm }) };

            if (!now.current) return tried.post('/api/v1/meetings', body);
            try {
                return await tried.put(`/api/v1/meetings/${now.current.id}`, { ...body, version: now.current.version });
            } catch (failure) {
                if (failure instanceof Problem && failure.code === 'meeting_changed') await reload?.();
                throw failure;
            }
        },
        done: async (/** @type {{ id: number }} */ { id }) => {
            toast(say('meetings.saved'));
            await done(id);
            close();
        },
        prefix: 'meetings',
    });

    return html`<${Form} form=${form} submit=${say('meetings.save')} cancel=${close} testid="meeting-form">
        <${Fields} form=${form} words=${words} held=${Boolean(meeting && meeting.on <= dateToday())} />
        ${meeting && html`<${CheckField} form=${form} name="called_off" label=${say('meetings.called_off')} />`}
    </${Form}>`;
}
