// @ts-check
/* The fields of a form (parts/form.js). Each takes { form, name, label, hint?, required?, check? } and more:
 *   TextField   { most, width: 'short'|'medium', type, autocomplete, inputmode, suffix, suggestions: texts }
 *   TextArea    { rows, most }
 *   DateField   { most, least, past } ISO;  TimeField HH:MM;  MoneyField;  PhoneField;  PasswordField
 *   SelectField { options: [[value, text]], none: text of '' }
 *   RadioField  { options: [[value, text, hint?]], inline }
 *   CheckField  { text }: true or false;  CheckList { options }: a list of values
 *   FileField   { accept, most: bytes, camera: words }: a File; camera: a phone may take it, too
 *   Repeated    { form, name, legend: (i) => …, fresh: () => ({}), add: text, least, most, children: (path, i) => … }
 *               { of: (item) => true, place: 'children' }: only these of a list that stands on the page in parts
 * `check(value)` gives a sentence or ''. `required` is the sentence that is said where it is empty ("Write the number
 * of the order"). Not required fields say so by their label, because on most forms they are the few. */
/** @import { FormState } from './form.js' */
/** @import { At, Content } from '../../types/screen' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { dateIs, dateParse, dateShown, dateToday } from '../dates.js';
import { figure, moneyParse, phone, phoneParse } from '../money.js';
import { say } from '../texts.js';
import { Questions } from './form.js';
import { Icon } from './icons.js';

/**
 * @typedef {object} FieldProps what every field takes, and what some of them take beside
 * @property {FormState} form
 * @property {string} name
 * @property {Content} label
 * @property {Content} [hint]
 * @property {boolean | string} [required]
 * @property {boolean} [optional] false: nothing is said of it
 * @property {(value: any) => string} [check]
 * @property {string} [id]
 * @property {Content} [children]
 * @property {any} [most] characters, a day or bytes
 * @property {string} [least] a day
 */
/**
 * @typedef {object} TextProps
 * @property {string} [type]
 * @property {string} [width]
 * @property {string} [autocomplete]
 * @property {string} [inputmode]
 * @property {string} [suffix]
 * @property {boolean} [spellcheck]
 * @property {number} [rows]
 * @property {string[]} [suggestions]
 * @property {Record<string, unknown>} [attributes] more of the control itself
 * @property {string} [shown] in place of what the form holds
 * @property {(value: any) => string} [own] what is wrong with it
 * @property {() => void} [onBlur]
 * @property {(event: At<HTMLInputElement>) => void} [onInput]
 */
/** @typedef {[value: string, text: Content, hint?: Content]} Option */
/** @typedef {FieldProps & { options: Option[], none?: string, inline?: boolean }} ChoiceProps */

const blank = (/** @type {unknown} */ value) =>
    value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && !value.length);

/** Without the hidden marks that turn the direction of writing: they come with what is pasted from elsewhere, nobody
 * sees them, and the server refuses them. @param {string} text */
const straight = (text) => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

/** Makes the field known to its form while it is on the page. @param {FieldProps} props
 * @param {(value: any) => string} own */
export function useKnown({ form, name, label, required, check }, own = () => '') {
    const id = form.idOf(name);
    const rule = useRef(/** @type {(value: any) => string} */ (() => ''));
    const needed = useRef('');

    needed.current = typeof required === 'string' ? required : say('form.needed', { label: String(label) });
    rule.current = (value) => {
        if (blank(value)) return required ? needed.current : '';
        return own(value) || check?.(value) || '';
    };
    useEffect(() => {
        form.known.set(name, {
            id,
            label,
            check: (value) => rule.current(value),
            needed: () => needed.current,
        });
        return () => form.known.delete(name);
    }, [form, name, label]);
    return id;
}

/** @param {{ hint?: Content }} props @param {string} id @param {string} error */
const describedBy = ({ hint }, id, error) =>
    [hint && `${id}-hint`, error && `${id}-fault`].filter(Boolean).join(' ') || undefined;

/** What the server asks there. @param {{ form: FormState, name: string }} props */
const Asked = ({ form, name }) =>
    html`<${Questions} form=${form} of=${form.questions.filter((q) => q.name === name)} />`;

/** Label, hint and error around a control. @param {FieldProps} props */
function Around({ form, name, label, hint, required, id, children, optional = true }) {
    const error = form.error(name);

    return html`
        <div class=${error ? 'field faulty' : 'field'}>
            <label for=${id}>
                ${label}${!required && optional && html` <span class="optional">${say('form.optional')}</span>`}</label>
            ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
            ${error && html`<p class="field-fault" id=${`${id}-fault`}>${error}</p>`}
            ${children}
            <${Asked} form=${form} name=${name} />
        </div>`;
}

/** @param {FieldProps & TextProps} props */
export function TextField(props) {
    const {
        form,
        name,
        type = 'text',
        most = 200,
        width,
        autocomplete = 'off',
        inputmode,
        suffix,
        onBlur,
        spellcheck = false,
        own,
        shown,
        suggestions,
        attributes,
    } = props;
    const id = useKnown(props, own);
    const error = form.error(name);
    const input = html`${
        suggestions &&
        html`<datalist id=${`${id}-list`}>${suggestions.map((text) => html`<option value=${text} />`)}</datalist>`
    }
        <input id=${id} name=${name} type=${type} class=${width ?? ''} maxlength=${most} autocomplete=${autocomplete}
        inputmode=${inputmode} list=${suggestions && `${id}-list`} ...${attributes ?? {}}
        spellcheck=${spellcheck} value=${shown ?? form.get(name) ?? ''}
        aria-describedby=${describedBy(props, id, error)} aria-invalid=${Boolean(error)}
        aria-required=${Boolean(props.required)} data-testid=${`field-${name}`} onBlur=${onBlur}
        onInput=${
            props.onInput ??
            ((/** @type {At<HTMLInputElement>} */ e) => form.set(name, straight(e.currentTarget.value)))
        } />`;

    return html`<${Around} ...${props} id=${id}>
        ${suffix ? html`<div class="with-suffix">${input}<span aria-hidden="true">${suffix}</span></div>` : input}
    </${Around}>`;
}

/** With a button that shows what is typed. @param {FieldProps & TextProps} props */
export function PasswordField(props) {
    const { form, name, autocomplete = 'current-password' } = props;
    const id = useKnown(props);
    const error = form.error(name);
    const [open, setOpen] = useState(false);

    return html`<${Around} ...${props} id=${id}><div class="with-suffix">
            <input id=${id} name=${name} type=${open ? 'text' : 'password'} maxlength="200" autocomplete=${autocomplete}
                spellcheck=${false} autocapitalize="none"
                value=${form.get(name) ?? ''} aria-describedby=${describedBy(props, id, error)}
                aria-invalid=${Boolean(error)} aria-required=${Boolean(props.required)}
                data-testid=${`field-${name}`}
                onInput=${(/** @type {At<HTMLInputElement>} */ e) => form.set(name, e.currentTarget.value)} />
            <button type="button" class="button small" aria-pressed=${open}
                onClick=${() => setOpen(!open)}>${say(open ? 'form.hide' : 'form.show')}</button>
        </div></${Around}>`;
}

/** @param {FieldProps & TextProps} props */
export function TextArea(props) {
    const { form, name, rows = 4, most = 2000 } = props;
    const id = useKnown(props);
    const error = form.error(name);

    return html`<${Around} ...${props} id=${id}>
        <textarea id=${id} name=${name} rows=${rows} maxlength=${most} value=${form.get(name) ?? ''} autocomplete="off"
            aria-describedby=${describedBy(props, id, error)} aria-invalid=${Boolean(error)}
            aria-required=${Boolean(props.required)} data-testid=${`field-${name}`}
            onInput=${(/** @type {At<HTMLInputElement>} */ e) =>
                form.set(name, straight(e.currentTarget.value))}></textarea></${Around}>`;
}

/** A text that is shown as typed, and what the form holds of it: the value once it can be parsed, until then the text.
 * @param {FieldProps} props @param {(text: string) => unknown} read null: cannot be read
 * @param {(value: any) => string} show */
function useTyped({ form, name }, read, show) {
    const value = form.get(name) ?? '';
    const sent = useRef(value);
    const [text, setText] = useState(() => show(value));

    if (value !== sent.current) {
        /* set from elsewhere: a draft, the calendar, a suggestion */
        sent.current = value;
        setText(show(value));
    }
    const type = (/** @type {string} */ typed) => {
        const given = typed.trim() === '' ? '' : (read(typed) ?? typed);
        sent.current = given;
        setText(typed);
        form.set(name, given);
    };
    return { text, type, settle: () => setText(show(form.get(name) ?? '')) };
}

const dateText = (/** @type {string} */ value) => (dateIs(value) ? dateShown(value) : value);

/** dd.mm.yyyy typed, or picked from the browser's calendar.
 * @param {FieldProps & { past?: boolean }} props past: a year with two digits is one that has been */
export function DateField(props) {
    const { form, name, least, most, past } = props;
    const { text, type, settle } = useTyped(props, (typed) => dateParse(typed, dateToday(), past), dateText);
    const own = (/** @type {string} */ value) => {
        if (!dateIs(value)) return say('form.bad_date');
        return least && value < least
            ? say('form.date_least', { date: dateShown(least) })
            : most && value > most
              ? say('form.date_most', { date: dateShown(most) })
              : '';
    };
    const id = useKnown(props, own);
    const error = form.error(name);
    const calendar = useRef(/** @type {HTMLInputElement | null} */ (null));
    const value = form.get(name);

    return html`<${Around} ...${props} id=${id} hint=${props.hint ?? say('form.date_hint')}><div class="with-suffix">
            <input id=${id} name=${name} type="text" class="short" inputmode="numeric" maxlength="12" autocomplete="off"
                value=${text}
                aria-describedby=${describedBy({ hint: true }, id, error)} aria-invalid=${Boolean(error)}
                aria-required=${Boolean(props.required)}
                data-testid=${`field-${name}`} onBlur=${settle}
                onInput=${(/** @type {At<HTMLInputElement>} */ e) => type(e.currentTarget.value)} />
            <button type="button" class="icon-button" aria-label=${say('form.calendar')}
                onClick=${() => calendar.current?.showPicker?.()}><${Icon} name="calendar" /></button>
            <input ref=${calendar} type="date" class="picker" tabindex="-1" aria-hidden="true"
                value=${dateIs(value) ? value : ''} min=${least} max=${most}
                onInput=${(/** @type {At<HTMLInputElement>} */ e) => form.set(name, e.currentTarget.value)} />
        </div></${Around}>`;
}

/** Whole lekë. @param {FieldProps} props */
export function MoneyField(props) {
    const { text, type, settle } = useTyped(props, moneyParse, (value) =>
        typeof value === 'number' ? figure(value) : value,
    );

    return html`<${TextField} ...${props} shown=${text}
        own=${(/** @type {unknown} */ v) => (typeof v === 'number' ? '' : say('form.bad_money'))} width="short"
        inputmode="numeric"
        most="16" suffix="lekë" onInput=${(/** @type {At<HTMLInputElement>} */ e) => type(e.currentTarget.value)}
        onBlur=${settle} />`;
}

/** "9.30", "930", "9:30" → "09:30" @param {string} text @returns {string | null} */
function timeParse(text) {
    const parts = /^\s*(\d{1,2})\s*[.:,\s]?\s*(\d{2})\s*$/.exec(text);

    return parts && Number(parts[1]) < 24 && Number(parts[2]) < 60 ? `${parts[1].padStart(2, '0')}:${parts[2]}` : null;
}

/** An hour of the day as the clock on the wall shows it. @param {FieldProps} props */
export function TimeField(props) {
    const { text, type, settle } = useTyped(props, timeParse, (value) => value);

    return html`<${TextField} ...${props} shown=${text}
        own=${(/** @type {string} */ v) => (timeParse(v) === v ? '' : say('problem.bad_time'))} width="short"
        inputmode="numeric"
        most="8" onInput=${(/** @type {At<HTMLInputElement>} */ e) => type(e.currentTarget.value)} onBlur=${settle} />`;
}

/** Kept as +355…, shown as 069 123 4567. @param {FieldProps} props */
export function PhoneField(props) {
    const { text, type, settle } = useTyped(props, phoneParse, (value) => phone(value));

    return html`<${TextField} ...${props} shown=${text} type="tel" width="medium" most="24"
        onInput=${(/** @type {At<HTMLInputElement>} */ e) => type(e.currentTarget.value)} onBlur=${settle} />`;
}

/** @param {ChoiceProps} props */
export function SelectField(props) {
    const { form, name, options, none } = props;
    const id = useKnown(props);
    const error = form.error(name);

    return html`<${Around} ...${props} id=${id}>
        <select id=${id} name=${name} value=${form.get(name) ?? ''} aria-describedby=${describedBy(props, id, error)}
            aria-invalid=${Boolean(error)} aria-required=${Boolean(props.required)} data-testid=${`field-${name}`}
            onChange=${(/** @type {At<HTMLSelectElement>} */ e) => form.set(name, e.currentTarget.value)}>
            ${none !== undefined && html`<option value="">${none}</option>`}
            ${options.map(
                ([value, text]) => html`<option value=${value} key=${value}>${text}</option>`,
            )}</select></${Around}>`;
}

/** A fieldset around choices. @param {Omit<ChoiceProps, 'options'> & { id: string }} props */
export function Choices({ form, name, label, hint, required, id, inline, optional = true, children }) {
    const error = form.error(name);

    return html`
        <fieldset id=${id} class=${error ? 'field choices faulty' : 'field choices'}
            aria-describedby=${describedBy({ hint }, id, error)} data-testid=${`field-${name}`}>
            <legend>
                ${label}${
                    !required && optional && html` <span class="optional">${say('form.optional')}</span>`
                }</legend>
            ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
            ${error && html`<p class="field-fault" id=${`${id}-fault`}>${error}</p>`}
            <div class=${inline ? 'choice-line' : 'choice-list'}>${children}</div>
            <${Asked} form=${form} name=${name} />
        </fieldset>`;
}

/** @param {{ type: string, id: string, name: string, checked: boolean, onChange: () => void, text: Content,
 *   hint?: Content, value?: string }} props */
function Choice({ type, id, name, checked, onChange, text, hint, value }) {
    return html`<div class="choice">
        <input type=${type} id=${id} name=${name} value=${value} checked=${checked} onChange=${onChange}
            aria-describedby=${hint ? `${id}-hint` : undefined} data-testid=${`choice-${name}-${value}`} />
        <label for=${id}>${text}</label>${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}</div>`;
}

/** @param {ChoiceProps} props */
export function RadioField(props) {
    const { form, name, options } = props;
    const id = useKnown(props);

    return html`<${Choices} ...${props} id=${id}>${options.map(
        ([value, text, hint]) => html`<${Choice} key=${value} type="radio" id=${`${id}-${value}`}
            name=${id} value=${value} text=${text} hint=${hint} checked=${form.get(name) === value}
            onChange=${() => form.set(name, value)} />`,
    )}</${Choices}>`;
}

/** @param {ChoiceProps} props */
export function CheckList(props) {
    const { form, name, options } = props;
    const id = useKnown(props);
    /** @type {string[]} */
    const chosen = form.get(name) ?? [];
    const turn = (/** @type {string} */ value) => {
        const all = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
        form.set(
            name,
            options.map(([v]) => v).filter((v) => all.includes(v)),
        );
    };

    return html`<${Choices} ...${props} id=${id}>${options.map(
        ([value, text, hint]) => html`<${Choice} key=${value} type="checkbox" id=${`${id}-${value}`}
            name=${name} value=${value} text=${text} hint=${hint} checked=${chosen.includes(value)}
            onChange=${() => turn(value)} />`,
    )}</${Choices}>`;
}

/** @param {FieldProps & { blank?: boolean }} props
 * blank: unticked it is nothing at all ('') rather than a "no" */
export function CheckField(props) {
    const { form, name, label, hint, blank } = props;
    const id = useKnown(props);
    const error = form.error(name);

    return html`<div class=${error ? 'field faulty' : 'field'}>
        ${error && html`<p class="field-fault" id=${`${id}-fault`}>${error}</p>`}
        <div class="choice">
            <input type="checkbox" id=${id} name=${name} checked=${Boolean(form.get(name))}
                aria-describedby=${describedBy(props, id, error)}
                aria-invalid=${Boolean(error)} data-testid=${`field-${name}`}
                onChange=${(/** @type {At<HTMLInputElement>} */ e) =>
                    form.set(name, e.currentTarget.checked || (blank ? '' : false))} />
            <label for=${id}>${label}</label>
            ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}</div>
        <${Asked} form=${form} name=${name} /></div>`;
}

/** @param {FieldProps & { accept: string, camera?: Content }} props camera: the button on a phone that takes a photo */
export function FileField(props) {
    const { form, name, accept, most, camera } = props;
    const input = useRef(/** @type {HTMLInputElement | null} */ (null));
    const photo = useRef(/** @type {HTMLInputElement | null} */ (null));
    const id = useKnown(props, (file) =>
        most && file.size > most ? say('form.file_most', { mib: Math.floor(most / 1048576) }) : '',
    );
    const error = form.error(name);

    return html`<${Around} ...${props} id=${id}>
        <input id=${id} name=${name} type="file" accept=${accept} aria-describedby=${describedBy(props, id, error)}
            ref=${input} aria-invalid=${Boolean(error)} data-testid=${`field-${name}`}
            onChange=${(/** @type {At<HTMLInputElement>} */ e) => form.set(name, e.currentTarget.files?.[0] ?? '')} />
        ${
            camera &&
            html`<div class="by-camera">
                <button type="button" class="button small" data-testid=${`photo-${name}`}
                    onClick=${() => photo.current?.click()}>${camera}</button>
                <input ref=${photo} type="file" accept="image/jpeg" capture="environment" hidden
                    data-testid=${`camera-${name}`}
                    onChange=${(/** @type {At<HTMLInputElement>} */ e) => {
                        const { files } = e.currentTarget;
                        if (!files?.length) return;
                        if (input.current) input.current.files = files;
                        form.set(name, files[0]);
                    }} /></div>`
        }</${Around}>`;
}

/** Groups that repeat: persons, children. The children function gets the path of one: "persons[1]".
 * @param {{ form: FormState, name: string, legend: (index: number) => Content, fresh: () => unknown, add: Content,
 *   least?: number, most?: number, of?: (item: any) => boolean, place?: string, removed?: (at: number) => void,
 *   children: (path: string, index: number) => Content }} props index: among those shown; at: in the whole list */
export function Repeated({
    form,
    name,
    legend,
    fresh,
    add,
    least = 0,
    most = 40,
    of = () => true,
    place = name,
    removed,
    children,
}) {
    /** @type {unknown[]} */
    const list = form.get(name) ?? [];
    const shown = list.map((item, at) => ({ item, at })).filter((x) => of(x.item));
    shown.forEach(({ at }, i) => form.whose.set(`${name}[${at}]`, legend(i)));
    const here = useRef(/** @type {HTMLElement | null} */ (null));
    const [arrived, setArrived] = useState(-1);
    const keys = useRef(/** @type {number[]} */ ([]));
    const next = useRef(0);

    while (keys.current.length < shown.length) keys.current.push(next.current++);
    keys.current.length = shown.length;
    useEffect(() => {
        if (arrived >= 0)
            /** @type {HTMLElement | null | undefined} */ (
                here.current?.querySelectorAll(':scope > fieldset')[arrived]?.querySelector('input, select, textarea')
            )?.focus();
    }, [arrived]);
    const remove = (/** @type {number} */ i) => {
        keys.current.splice(i, 1);
        removed?.(shown[i].at);
        form.set(
            name,
            list.filter((_, at) => at !== shown[i].at),
        );
        setArrived(-1);
        /** @type {HTMLElement | null | undefined} */ (here.current?.querySelector('.repeat-add'))?.focus();
    };

    return html`<div class="repeated" ref=${here} data-testid=${`group-${place}`}>
        ${shown.map(
            ({ at }, i) => html`<fieldset class="repeat" key=${keys.current[i]}>
                <legend>${legend(i)}</legend>
                ${children(`${name}[${at}]`, i)}
                ${
                    shown.length > least &&
                    html`<button type="button" class="button small quiet" onClick=${() => remove(i)}
                        aria-label=${`${say('form.remove')}: ${legend(i)}`}>${say('form.remove')}</button>`
                }
            </fieldset>`,
        )}
        ${
            list.length < most &&
            html`<button type="button" class="button small repeat-add" data-testid=${`add-${place}`}
                onClick=${() => (form.set(name, [...list, fresh()]), setArrived(shown.length))}>
                <${Icon} name="plus" />${add}</button>`
        }
    </div>`;
}
