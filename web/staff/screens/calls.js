// @ts-check
/* Calls for help: written down in a minute, with a file or without, and without a name. A call that becomes a case
 * opens its file here; what was wrong is put right by another call in its place, and both stay. */
/** @import { Calls } from '../../types/api' */
/** @import { Data } from '../../types/screen' */
/** @import { Word } from '../parts/case_words.js' */
/** @import { Values } from '../parts/form.js' */
import { CallNew as CALL, RecordVoid as VOID } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { toast } from '../parts/announce.js';
import { choices, wordOf } from '../parts/case_words.js';
import { askReason } from '../parts/dialog.js';
import { DateField, PhoneField, RadioField, SelectField, TextArea, TextField, TimeField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Empty, Loaded, Page, Pager, ProblemNote, Section, Tag, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { Attempt, get } from '../server.js';
import { say } from '../texts.js';

const attempt = new Attempt();
const PAGE = 100;

/** @typedef {Calls['calls'][number]} Call */
/** @param {{ call?: Call, words: Word[], units: string[], done: () => unknown,
 *   close: () => void }} props call: the one that is put right */
function CallForm({ call, words, units, done, close }) {
    const texts = ['name', 'phone', 'about', 'advice', 'safe', 'unit', 'age_group', 'sex', 'time'];
    const form = useForm({
        initial: {
            on: call?.on ?? dateToday(),
            channel: call?.channel ?? 'telephone',
            caller: call?.caller ?? '',
            danger: call?.danger ?? '',
            outcome: call?.outcome ?? '',
            ...Object.fromEntries(texts.map((t) => [t, /** @type {any} */ (call)?.[t] ?? ''])),
        },
        send: (/** @type {Values} */ values, tried) =>
            tried.post('/api/v1/calls', {
                .../** @type {any} */ (valuesGiven(values)),
                ...(call && { corrects: call.id, ...(call.case_id && { case_id: call.case_id }) }),
            }),
        done: async () => {
            toast(say(call ? 'calls.corrected' : 'calls.saved'));
            await done();
            close();
        },
        prefix: 'calls',
    });

    return html`<${Form} form=${form} submit=${say('calls.save')} cancel=${close} testid="call-form">
        <${RadioField} form=${form} name="danger" label=${say('calls.danger')} inline
            required=${say('calls.danger.needed')} options=${choices(words, 'danger')} />
        <div class="fields">
            <${DateField} form=${form} name="on" label=${say('calls.on')} most=${dateToday()}
                required=${say('calls.on.needed')} />
            <${TimeField} form=${form} name="time" label=${say('calls.time')} />
            <${SelectField} form=${form} name="channel" label=${say('calls.channel')}
                required=${say('calls.channel.needed')} options=${choices(words, 'channel')} />
            <${SelectField} form=${form} name="caller" label=${say('calls.caller')} none=${say('calls.choose')}
                required=${say('calls.caller.needed')} options=${choices(words, 'caller')} />
        </div>
        <${TextArea} form=${form} name="about" label=${say('calls.about')} rows=${4} most=${CALL.about} />
        <div class="fields">
            <${TextField} form=${form} name="name" label=${say('calls.name')} hint=${say('calls.name.hint')}
                most=${CALL.name} />
            <${PhoneField} form=${form} name="phone" label=${say('calls.phone')} />
            <${TextField} form=${form} name="safe" label=${say('calls.safe')} hint=${say('calls.safe.hint')}
                most=${CALL.safe} />
            <${SelectField} form=${form} name="unit" label=${say('calls.unit')} none=${say('calls.unknown')}
                options=${units.map((u) => [u, u])} />
            <${SelectField} form=${form} name="sex" label=${say('calls.sex')} none=${say('calls.unknown')}
                options=${choices(words, 'sex')} />
            <${SelectField} form=${form} name="age_group" label=${say('calls.age_group')}
                none=${say('calls.unknown')} options=${choices(words, 'age_group')} />
        </div>
        <${TextArea} form=${form} name="advice" label=${say('calls.advice')} rows=${2} most=${CALL.advice} />
        <${SelectField} form=${form} name="outcome" label=${say('calls.outcome')} none=${say('calls.choose')}
            required=${say('calls.outcome.needed')} options=${choices(words, 'call_outcome')} />
    </${Form}>`;
}

/** @param {{ call: Call, units: string[], done: () => unknown, close: () => void }} props */
function FileForm({ call, units, done, close }) {
    const form = useForm({
        initial: { unit: call.unit ?? '' },
        send: ({ unit }, tried) => tried.post(`/api/v1/calls/${call.id}/file`, { unit }),
        done: async () => {
            toast(say('calls.filed'));
            await done();
            close();
        },
        prefix: 'calls',
    });

    return html`<${Form} form=${form} submit=${say('calls.file.save')} cancel=${close} testid="call-file-form">
        <${SelectField} form=${form} name="unit" label=${say('calls.unit')} none=${say('calls.choose')}
            required=${say('calls.unit.needed')}
            options=${units.map((u) => [u, u])} /></${Form}>`;
}

/** @param {{ call: Call, words: Word[], open: (at: string) => void, never: (call: Call) => unknown }} props */
function CallLine({ call, words, open, never }) {
    const when = `${dateShown(call.on)}${call.time ? ` ${call.time}` : ''}`;
    const parts = [
        wordOf(words, 'channel', call.channel),
        wordOf(words, 'caller', call.caller),
        wordOf(words, 'sex', call.sex),
        wordOf(words, 'age_group', call.age_group),
        call.unit,
    ].filter(Boolean);
    /** @type {[string, string | null][]} */
    const said = [
        ['calls.name', call.name],
        ['calls.phone', call.phone],
        ['calls.safe', call.safe],
        ['calls.advice', call.advice],
        ['calls.void.reason', call.void_reason],
    ];

    return html`<article class="line" data-testid="call">
        <div class="line-head"><h3>${when}</h3><span>${parts.join(' · ')}</span>
            ${call.danger === 'yes' && html`<${Tag} kind="danger" text=${say('calls.in_danger')} />`}
            ${call.case_id && html`<a href=${link(`/cases/${call.case_id}`)}>${call.case_number}</a>`}
            ${call.corrected && html`<${Tag} kind="quiet" text=${say('calls.was_corrected')} />`}
            ${call.voided && !call.corrected && html`<${Tag} kind="quiet" text=${say('calls.was_voided')} />`}</div>
        ${call.about && html`<p class="note-text">${call.about}</p>`}
        ${said.map(([label, text]) => text && html`<p class="hint" key=${label}>${say(label)}: ${text}</p>`)}
        <p class="hint">${wordOf(words, 'call_outcome', call.outcome)} · ${call.by}</p>
        ${
            !call.voided &&
            html`<div class="actions">
                ${
                    !call.case_id &&
                    html`<button type="button" class="button small" data-testid="call-file"
                        aria-label=${say('calls.file_of', { when })}
                        onClick=${() => open(`file ${call.id}`)}>${say('calls.file')}</button>`
                }
                <button type="button" class="button small" data-testid="call-correct"
                    aria-label=${say('calls.correct_of', { when })}
                    onClick=${() => open(`correct ${call.id}`)}>${say('calls.correct')}</button>
                <button type="button" class="button small" data-testid="call-void"
                    aria-label=${say('calls.void_of', { when })}
                    onClick=${() => never(call)}>${say('calls.void')}</button></div>`
        }
    </article>`;
}

export default function CallsScreen() {
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const load = useLoad(async () => {
        const [{ calls }, { words }, { units }] = await Promise.all([
            get('/api/v1/calls'),
            get('/api/v1/case-words'),
            get('/api/v1/units'),
        ]);

        return { calls, words, units };
    }, []);
    const more = async (/** @type {Data<typeof load>} */ { calls, ...rest }) => {
        const next = await get(`/api/v1/calls?before=${calls[calls.length - 1]?.id ?? 0}`);

        load.set({ ...rest, calls: [...calls, ...next.calls] });
    };
    const never = async (/** @type {Call} */ call) => {
        const reason = await askReason({
            title: say('calls.void.title'),
            text: say('calls.void.text'),
            label: say('calls.void.reason'),
            yes: say('calls.void'),
            danger: true,
            most: VOID.reason,
        });
        if (!reason) return;
        await trying(async () => {
            await attempt.post(`/api/v1/records/${call.id}/void`, { reason });
            toast(say('calls.voided'));
            await load.reload();
        });
    };

    return html`<${Page} title=${say('calls.title')} testid="calls"
        actions=${html`<button type="button" class="button" data-testid="call-new"
            onClick=${() => inset.open('new')}>${say('calls.new')}</button>`}>
        <p class="hint">${say('calls.hint')}</p>
        ${problem && html`<${ProblemNote} problem=${problem} prefix="calls" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ data) => {
            const [what = '', id] = inset.at?.split(' ') ?? [];
            const at = data.calls.find((c) => String(c.id) === id);
            const form = { ...data, done: load.reload, close: inset.close };

            return html`
                ${
                    what === 'new' &&
                    html`<${Inset} title=${say('calls.new')} level=${2}><${CallForm} ...${form} /></${Inset}>`
                }
                <${Section} title=${say('calls.list')} quiet>
                    ${!data.calls.length && html`<${Empty} text=${say('calls.none')} />`}
                    ${data.calls.map(
                        (c) => html`<${CallLine} key=${c.id} call=${c} words=${data.words} open=${inset.open}
                                never=${never} />
                            ${
                                at?.id === c.id &&
                                html`<${Inset} title=${say(`calls.${what}.title`)}>${
                                    what === 'file'
                                        ? html`<${FileForm} ...${form} call=${c} />`
                                        : html`<${CallForm} ...${form} call=${c} />`
                                }</${Inset}>`
                            }`,
                    )}
                    <${Pager} next=${data.calls.length && data.calls.length % PAGE === 0 ? PAGE : null}
                        more=${() => more(data)} />
                </${Section}>`;
        }}</${Loaded}>
    </${Page}>`;
}
