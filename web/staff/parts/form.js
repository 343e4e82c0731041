// @ts-check
/* A form that never loses what was typed.
 *
 *   const form = useForm({
 *       initial: { on: '', note: '' },
 *       send: (values, attempt, confirm) =>
 *           attempt.post(`/api/v1/orders/${id}/acts`, { ...valuesGiven(values), version, confirm }),
 *       done: (answer) => goInstead(`/cases/${id}`),          after it was taken; answer.warnings is shown by you
 *   optional:
 *       check: (values) => (values.end < values.on ? { end: say('visit.end_before') } : {}),           path → sentence
 *       warn: async (values, attempt) => (await attempt.post(…/preview)).warnings ?? [],  shown before going on; or
 *                                           { warnings, errors }: what the server would refuse, all at once
 *       refresh: () => file.reload(),       on 409: fetch what the other person changed
 *       now: () => valuesOf(person),        on 409: the values as they are there now, shown beside those typed
 *       shown: (name, value) => '…',        such a value in words
 *       places: { persons_in: 'persons' },  where a member of the request has another name on the page
 *       kept: true,                         a draft keeps it, so leaving does not ask
 *       prefix: 'visit',                    "visit.problem.CODE" before "problem.CODE"
 *   });
 *   <${Form} form=${form} submit=${say('visit.save')} cancel=${link(`/cases/${id}`)}>
 *       <${DateField} form=${form} name="on" label=${say('visit.on')} required />      fields: parts/field.js
 *   </${Form}>                                          Ctrl and Enter send it from any of them
 *
 * What the server asks before it takes something (409 with `question`) stands at its field with a box to tick; what is
 * ticked is the third argument of send and warn, for the member `confirm`. A change at that field takes the question
 * away, and the server asks it anew.
 *
 * form.values, form.get(path), form.set(path, value), form.replace(values) (a draft; with true: a clean sheet),
 * form.busy, form.dirty. Values are texts as the server takes them: a date is ISO once it can be read, an amount a
 * number. Errors of fields and of the server stand at the field and in the summary, which takes the focus; the server's
 * `field` is a field's `name`. */
/** @import { Warning } from '../../types/api' */
/** @import { At, Content } from '../../types/screen' */
import { html, useEffect, useLayoutEffect, useRef, useState } from '/vendor/preact.js';
import { placeHold } from '../route.js';
import { Attempt, Problem } from '../server.js';
import { said, say } from '../texts.js';
import { Notice, problemText } from './page.js';
import { pathGet, pathSet } from './path.js';
import { pocketName, pocketPut, pocketTake } from './pocket.js';
import { Stale } from './stale.js';

/** The values of the fields by name. A date or an amount is a text until it can be parsed.
 * @typedef {Record<string, any>} Values */
/** @typedef {{ name: string, text: string }} FieldError */
/** @typedef {{ code: string, name: string, field: string, at: string, text: string, yes: string, ticked: boolean }}
 * Question name: where it is shown; field: where the server asks it; at: the same on the page */
/** @typedef {{ id: string, label: Content, check: (value: any) => string, needed: () => string }} Known needed: what
 * is said where it is empty and must not be */
/** @typedef {Warning & { text?: Content }} Warned text: in words already */

/**
 * @template {Values} [V=Values] what is typed
 * @template [A=any] what the server answers
 * @typedef {object} FormHow
 * @property {V} initial
 * @property {(values: V, attempt: Attempt, confirm: string[]) => Promise<A>} send
 * @property {(answer: A) => unknown} [done]
 * @property {(values: V) => Record<string, string>} [check]
 * @property {(values: V, attempt: Attempt, confirm: string[]) =>
 *   Promise<Warned[] | { warnings: Warned[], errors: (Warning & { question?: boolean })[] }>} [warn]
 * @property {() => Promise<unknown>} [refresh]
 * @property {() => Record<string, any>} [now]
 * @property {(name: string, value: any) => string} [shown]
 * @property {Readonly<Record<string, string>>} [places] members of the request that stand under another name here
 * @property {(values: V) => void} [changed] after each change: for drafts
 * @property {boolean} [kept] what is typed is kept elsewhere (a draft, or nothing worth keeping): leaving does not ask
 * @property {boolean} [secret] what is typed are passwords: it outlives nothing
 * @property {string} [prefix]
 */

let forms = 0;

/** Whether a change at one place is one at the other: "persons" and "persons[1].nid". @param {string} changed
 * @param {string} place */
const touches = (changed, place) => {
    const within = (/** @type {string} */ a, /** @type {string} */ b) =>
        a === b || (a.startsWith(b) && /^[[.]/.test(a.slice(b.length)));

    return within(changed, place) || within(place, changed);
};

/** @param {Warning} fault @param {string} name @param {string} at @param {string} [prefix] @returns {Question} */
function questionOf({ code, field, detail }, name, at, prefix) {
    const first = (/** @type {string[]} */ keys, /** @type {string} */ other) =>
        say(keys.find(said) ?? other, { code, detail });

    return {
        code,
        name,
        field,
        at,
        ticked: false,
        text: first([`${prefix}.question.${code}`, `question.${code}`], 'question.other'),
        yes: first([`${prefix}.question.${code}.yes`, `question.${code}.yes`], 'question.yes'),
    };
}

/** @template {Values} [V=any] */
export class FormState {
    /** @param {FormHow<V>} how @param {() => void} draw */
    constructor(how, draw) {
        this.how = how;
        this.draw = draw;
        this.id = `f${++forms}`;
        this.values = how.initial;
        this.initial = how.initial;
        /** @type {FieldError[]} */
        this.errors = [];
        /** @type {Problem | null} */
        this.problem = null;
        /** @type {Question[]} */
        this.questions = [];
        /** @type {Warned[]} */
        this.warnings = [];
        this.warned = '';
        this.busy = false;
        this.fresh = false; /* after a 409: what the other person did has been fetched */
        /** @type {Map<string, Known>} */
        this.known = new Map();
        /** Whose the fields under a path are: "persons[1]" → "Child 1". @type {Map<string, Content>} */
        this.whose = new Map();
        this.attempt = new Attempt();
        this.turn = 0; /* counts refusals, so that the summary takes the focus each time */
    }

    get dirty() {
        return JSON.stringify(this.values) !== JSON.stringify(this.initial);
    }

    /** @param {string} path */
    get(path) {
        return pathGet(this.values, path);
    }

    /** @param {string} path @param {any} value */
    set(path, value) {
        this.values = pathSet(this.values, path, value);
        this.errors = this.errors.filter(({ name }) => name !== path);
        this.questions = this.questions.filter((q) => !touches(path, q.at));
        this.warnings = [];
        this.how.changed?.(this.values);
        this.draw();
    }

    /** @param {V} values @param {boolean} [clean] they count as nothing typed */
    replace(values, clean = false) {
        this.values = values;
        if (clean) this.initial = values;
        this.errors = [];
        this.questions = [];
        this.draw();
    }

    /** @param {Question} question @param {boolean} yes */
    tick(question, yes) {
        this.questions = this.questions.map((q) => (q === question ? { ...q, ticked: yes } : q));
        this.draw();
    }

    /** What is ticked, as the server takes it. */
    get confirmed() {
        return this.questions.filter((q) => q.ticked).map((q) => `${q.code}:${q.field}`);
    }

    /** @param {string} path */
    error(path) {
        return this.errors.find(({ name }) => name === path)?.text ?? '';
    }

    /** Whose field it is, where the page has the same for several. @param {string} name @returns {Content} */
    whoseOf(name) {
        return [...this.whose].find(([path]) => touches(name, path))?.[1] ?? '';
    }

    /** @param {string} name */
    idOf(name) {
        return `${this.id}-${name.replace(/[^A-Za-z0-9]+/g, '-')}`;
    }

    /** In the order of the page. @param {FieldError[]} errors */
    #place(errors) {
        const at = (/** @type {FieldError} */ e) => document.getElementById(this.idOf(e.name));
        return errors.sort((a, b) => {
            const one = at(a),
                other = at(b);
            return one && other && one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
        });
    }

    /** @param {Partial<FormState>} change */
    #refuse(change) {
        Object.assign(this, { problem: null, errors: [], warnings: [], ...change });
        this.errors = this.#place(this.errors);
        this.turn++;
    }

    /** Faults and questions of the server, each where its field is.
     * @param {(Warning & { question?: boolean })[]} faults */
    #told(faults) {
        const asked = faults
            .filter((f) => f.question)
            .map((f) => questionOf(f, this.#nameOf(f.field), this.#placeOf(f.field), this.how.prefix));
        const errors = faults.filter((f) => !f.question).map((f) => this.#errorOf(new Problem(422, f)));

        this.#refuse({ errors, questions: [...this.questions.filter((q) => q.ticked), ...asked] });
    }

    /** At its field, in that field's own words. @param {Problem} problem @returns {FieldError} */
    #errorOf(problem) {
        const name = this.#nameOf(problem.field),
            known = name === this.#placeOf(problem.field) && this.known.get(name);

        const own = said(
            `${this.how.prefix}.problem.${problem.field}.required`,
        ); /* needed in one case, and says in which */

        return {
            name: name || problem.field,
            text: known && problem.code === 'required' && !own ? known.needed() : problemText(problem, this.how.prefix),
        };
    }

    #checked() {
        /** @type {FieldError[]} */
        const errors = [];

        for (const [name, { check }] of this.known) {
            const text = check(this.get(name));
            if (text) errors.push({ name, text });
        }
        for (const [name, text] of Object.entries(this.how.check?.(this.values) ?? {}))
            if (text && !errors.some((e) => e.name === name)) errors.push({ name, text });
        return errors;
    }

    /** The name of the field on the page at which a fault of the server's `field` is shown. @param {string} field
     * @returns {string} '': none */
    #nameOf(field) {
        const at = this.#placeOf(field);

        return this.known.has(at)
            ? at
            : ([...this.known.keys()].find((k) => at.startsWith(`${k}[`) || at.startsWith(`${k}.`)) ?? '');
    }

    /** The path on the page. @param {string} field */
    #placeOf(field) {
        const [member, rest] = [field.replace(/[[.].*$/, ''), field.replace(/^[^[.]*/, '')];

        return (this.how.places?.[member] ?? member) + rest;
    }

    /** @param {Problem} problem */
    #take(problem) {
        const name = this.#nameOf(problem.field);

        this.fresh = false;
        if (problem.code === 'stale_version') return this.#stale(problem);
        if (problem.faults.length) return this.#told(problem.faults);
        this.#refuse(name ? { errors: [this.#errorOf(problem)] } : { problem });
    }

    /** Somebody wrote the same meanwhile: who, when, and at each field concerned. Where the page can show both values
     * it fetches theirs at once. @param {Problem} problem */
    #stale(problem) {
        const fields = (problem.faults.length ? problem.faults : [problem]).map((f) => this.#nameOf(f.field));

        this.#refuse({
            problem,
            errors: fields.filter(Boolean).map((name) => ({ name, text: say('stale.field') })),
        });
        if (this.how.now) void this.refreshed();
    }

    /** Whether there are warnings or errors to look at before it is sent. */
    async #warn() {
        const confirm = this.confirmed,
            seen = JSON.stringify([this.values, confirm]);

        if (!this.how.warn || this.warned === seen) return false;
        const found = await this.how.warn(this.values, this.attempt, confirm);
        const { warnings: all, errors } = Array.isArray(found) ? { warnings: found, errors: [] } : found;
        const warnings = all.filter((w) => !confirm.includes(`${w.code}:${w.field}`));
        if (errors.length) {
            this.#told(errors);
            return true;
        }
        this.warned = seen;
        if (!warnings.length) return false;
        this.#refuse({ warnings });
        return true;
    }

    /** @returns {Promise<{ answer: any } | null>} null: it was not taken */
    async #sent() {
        try {
            if (await this.#warn()) return null;
            const answer = await this.how.send(this.values, this.attempt, this.confirmed);
            Object.assign(this, { problem: null, errors: [], questions: [], warnings: [], initial: this.values });
            return { answer };
        } catch (failure) {
            if (!(failure instanceof Problem)) throw failure;
            this.#take(failure);
            return null;
        }
    }

    async submit() {
        if (this.busy) return;
        const errors = this.#checked();
        if (errors.length) return (this.#refuse({ errors }), this.draw());
        this.busy = true;
        this.draw();
        try {
            const sent = await this.#sent();
            if (sent) await this.how.done?.(sent.answer);
        } finally {
            this.busy = false;
            this.draw();
        }
    }

    async refreshed() {
        await this.how.refresh?.();
        this.fresh = true;
        this.draw();
    }
}

/** @template {Values} V @template A
 * @param {FormHow<V, A>} how @returns {FormState<V>} */
export function useForm(how) {
    const [, draw] = useState(0);
    const place = useRef(/** @type {FormState<V> | null} */ (null));

    place.current ??= new FormState(how, () => draw((n) => n + 1));
    place.current.how = how;
    return place.current;
}

/** Leaving the screen, or closing the window, asks first while something typed would be lost.
 * @param {FormState} form */
function useLeaving(form) {
    useEffect(() => {
        const held = () => form.dirty && !form.how.kept;
        const leaving = (/** @type {BeforeUnloadEvent} */ event) => held() && event.preventDefault();
        const release = placeHold(held);
        window.addEventListener('beforeunload', leaving);
        return () => {
            release();
            window.removeEventListener('beforeunload', leaving);
        };
    }, []);
}

/** What was typed when the session ended is there again afterwards.
 * @param {FormState} form @param {{ current: HTMLFormElement | null }} place */
function usePocket(form, place) {
    useEffect(() => {
        const name = place.current ? pocketName(place.current, form.initial) : '';
        const typed = pocketTake(name);

        if (typed) form.replace(typed);
        return () => {
            if (form.dirty && !form.how.kept && !form.how.secret) pocketPut(name, form.values);
        };
    }, []);
}

/** @param {{ form: FormState, submit: Content, cancel?: string | (() => void), children?: Content, testid?: string,
 * danger?: boolean, more?: Content }} props cancel: an address, or what closes a form within a page; more: other
 * buttons beside */
export function Form({ form, submit, cancel, children, testid, danger, more }) {
    const place = useRef(/** @type {HTMLFormElement | null} */ (null));
    const onSubmit = (/** @type {Event} */ event) => {
        event.preventDefault();
        void form.submit();
    };
    /* From any field, also one in which Enter begins a line. */
    const onKey = (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void form.submit();
    };
    useLeaving(form);
    usePocket(form, place);

    return html`
        <form ref=${place} class="form" onSubmit=${onSubmit} onKeyDown=${onKey} novalidate autocomplete="off"
            data-testid=${testid ?? 'form'}
            aria-busy=${form.busy}>
            <${Summary} form=${form} />
            ${children}
            <div class="buttons">
                <button type="submit" class=${danger ? 'button danger' : 'button primary'} aria-disabled=${form.busy}
                    data-testid="submit">
                    ${form.busy ? say('form.sending') : form.warnings.length ? say('form.go_on') : submit}</button>
                ${more}
                ${
                    typeof cancel === 'function' &&
                    html`<button type="button" class="button" data-testid="cancel"
                        onClick=${cancel}>${say('form.cancel')}</button>`
                }
                ${typeof cancel === 'string' && html`<a class="button" href=${cancel}>${say('form.cancel')}</a>`}
            </div>
        </form>`;
}

/** @param {{ form: FormState }} props */
function Summary({ form }) {
    const place = useRef(/** @type {HTMLElement | null} */ (null));

    /* At once: what is typed right behind it would else go to the summary. */
    useLayoutEffect(() => {
        if (form.turn) place.current?.focus();
    }, [form.turn]);
    const homeless = form.questions.filter((q) => !q.name);
    if (!form.errors.length && !form.questions.length && !form.problem && !form.warnings.length) return null;
    return html`<div ref=${place} tabindex="-1" class="summary" role="group" data-testid="summary"
        aria-label=${say('form.summary')}>
        ${
            form.errors.length > 0 &&
            html`<${Notice} kind="danger" title=${say('form.errors', { count: form.errors.length })}>
                <ul>${form.errors.map(
                    (e) => html`<li><${FieldLink} form=${form} name=${e.name} text=${e.text} /></li>`,
                )}</ul></${Notice}>`
        }
        ${
            form.questions.length > 0 &&
            html`<${Notice} kind="warning" title=${say('form.questions', { count: form.questions.length })}>
                <ul>${form.questions
                    .filter((q) => q.name)
                    .map(
                        (q) =>
                            html`<li>
                                <${FieldLink} form=${form} name=${q.name} text=${q.text}
                                    to=${questionId(form, q)} /></li>`,
                    )}</ul>
                <${Questions} form=${form} of=${homeless} /></${Notice}>`
        }
        ${
            form.warnings.length > 0 &&
            html`<${Notice} kind="warning" title=${say('form.warnings')}>
                <ul>${form.warnings.map(
                    (w) =>
                        html`<li>
                            <${FieldLink} form=${form} name=${w.field}
                                text=${w.text ?? warningText(w, form.how.prefix)} /></li>`,
                )}</ul>
                <p>${say('form.warnings.next')}</p></${Notice}>`
        }
        ${
            form.problem &&
            (form.problem.code === 'stale_version'
                ? html`<${Stale} form=${form} problem=${form.problem} />`
                : html`<${Notice} kind="danger" title=${say('form.refused')}>
                    <p>${problemText(form.problem, form.how.prefix)}</p></${Notice}>`)
        }
    </div>`;
}

/** @param {Warning} warning @param {string} [prefix] */
export function warningText({ code, detail }, prefix) {
    const keys = [`${prefix}.warning.${code}`, `warning.${code}`];

    return say(keys.find(said) ?? 'warning.other', { code, detail });
}

/** @param {FormState} form @param {Question} question */
const questionId = (form, { code, field }) => form.idOf(`${field}-asks-${code}`);

/** What the server asks at a field, each with its box to tick. @param {{ form: FormState, of: Question[] }} props */
export function Questions({ form, of }) {
    return of.map((q) => {
        const id = questionId(form, q);

        return html`<div class="question" key=${id} data-testid=${`question-${q.code}`}>
            <p id=${`${id}-text`}>${q.text}</p>
            <div class="choice">
                <input type="checkbox" id=${id} checked=${q.ticked} aria-describedby=${`${id}-text`}
                    data-testid=${`tick-${q.code}`}
                    onChange=${(/** @type {At<HTMLInputElement>} */ e) => form.tick(q, e.currentTarget.checked)} />
                <label for=${id}>${q.yes}</label></div></div>`;
    });
}

/** @param {{ form: FormState, name: string, text: string, to?: string }} props to: the id to go to, if not the
 * field's */
function FieldLink({ form, name, text, to = form.idOf(name) }) {
    const known = form.known.get(name),
        whose = form.whoseOf(name);
    const jump = (/** @type {Event} */ event) => {
        event.preventDefault();
        const field = document.getElementById(to);
        field?.scrollIntoView({ block: 'center' });
        /** @type {HTMLElement | null} */ (field?.matches('fieldset') ? field.querySelector('input') : field)?.focus();
    };

    return known
        ? html`<a href=${`#${to}`} onClick=${jump}>
            <strong>${whose && html`${whose} – `}${known.label}:</strong> ${text}</a>`
        : text;
}
