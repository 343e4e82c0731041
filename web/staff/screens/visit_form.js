// @ts-check
/* What is written at a visit: its record, and a note for the file. Every change is kept in the pack at once. Sent, each
 * of the two is one request with a key of its own that is made once: while no answer has come nothing of it can be
 * changed, and the same is asked again, so that it is never recorded twice. */
/** @import { NoteNew } from '../../types/api' */
/** @import { Values } from '../parts/form.js' */
/** @import { Held, Told } from './visit.js' */
/** @import { Noun } from '../parts/noun.js' */
import { NoteNew as NOTE } from '/vendor/limits.js';
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { dateToday, timeShown } from '../dates.js';
import { toast } from '../parts/announce.js';
import { TextArea } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { NounFields, nounGiven, nounInitial } from '../parts/noun.js';
import { Notice, Section } from '../parts/page.js';
import { goInstead } from '../route.js';
import { Problem, keyMake, post } from '../server.js';
import { say } from '../texts.js';
import { packHeld, packWipe } from '../visit_pack.js';
import { reasonOpens, SealedDoor } from './case_seal.js';

const AGAIN = 30_000; /* ms */
const NOT_NOW = [401, 429]; /* nothing was recorded, and nothing is wrong with it */

/** A request: what it was made of, and its key. unsure: it was sent, and no answer has come.
 * @typedef {{ key: string, text: string, unsure: boolean, done: boolean }} Part */
/** @typedef {'note' | 'record'} Which */
/** @typedef {{ values: Values | null, ready: boolean, parts: { [which in Which]?: Part } }} Written ready: to be sent
 * as soon as that is possible */

const PARTS = /** @type {const} */ (['note', 'record']);

/** What is sent of it; null: nothing. @param {Which} which @param {Values} values @param {Noun} noun
 * @param {number} answers */
function bodyOf(which, values, noun, answers) {
    const { note, on } = values;

    if (which === 'note') return note.trim() ? { text: note.trim() } : null;
    return { kind: noun.kind, on, answers, said: nounGiven(noun, values) };
}

/** @param {Part | undefined} part @param {object | null} body @returns {Part | null} null: there is nothing to send */
function partOf(part, body) {
    const text = JSON.stringify(body);

    if (!body || part?.done) return null;
    return part?.text === text || part?.unsure ? part : { key: keyMake(), text, unsure: false, done: false };
}

/** The two of them, one after the other.
 * @param {string} file @param {Written} written @param {(which: Which) => object | null} body
 * @param {() => Promise<void>} keep called before and after each request @returns {Promise<'sent' | 'waits'>}
 * @throws {Problem} of one that is refused */
async function sendAll(file, written, body, keep) {
    for (const which of PARTS) {
        const part = partOf(written.parts[which], body(which));
        if (!part) continue;
        written.parts[which] = part;
        if (!navigator.onLine) return 'waits';
        part.unsure = true;
        await keep();
        try {
            const path = which === 'note' ? `/api/v1/cases/${file}/notes` : `/api/v1/cases/${file}/work`;
            await post(path, JSON.parse(part.text), { key: part.key });
            Object.assign(part, { unsure: false, done: true });
        } catch (failure) {
            if (!(failure instanceof Problem)) throw failure;
            part.unsure = failure.status === 0 || failure.status >= 500;
            if (!part.unsure && !NOT_NOW.includes(failure.status)) throw failure;
            return 'waits';
        } finally {
            await keep();
        }
    }
    return 'sent';
}

/** When it was begun to be written down is when it was made, unless somebody says otherwise. @param {Values} values
 * @param {Values} before @returns {Values} */
const timed = (values, before) =>
    values.done && !before.done && !values.time ? { ...values, on: dateToday(), time: timeShown(Date.now()) } : values;

/** @param {{ written: Written, unsure: boolean }} props */
function State({ written, unsure }) {
    const key = unsure ? 'unsure' : written.ready ? 'held' : 'typed';

    return html`<div role="status" data-testid=${`visit-${key}`}>
        ${
            (written.values || unsure) &&
            html`<${Notice} kind=${key === 'typed' ? 'info' : 'warning'}>
                <p>${say(`visit_pack.state.${key}`)}</p></${Notice}>`
        }</div>`;
}

/** @param {Told & { held: Held, file: string, written: Written, online: boolean }} props */
export function VisitForm({ held, file, pack, nouns, words, written: begun, online }) {
    const [, draw] = useState(0);
    const written = useRef(begun);
    const noun = /** @type {Noun} */ (nouns.find((n) => n.kind === 'visit_result'));
    const visit = /** @type {{ root: number }} */ (pack.records.find((r) => r.kind === 'visit'));
    const { parts, ready } = written.current;
    const unsure = PARTS.some((which) => parts[which]?.unsure);
    const keep = async () => {
        await held.write(written.current, Boolean(written.current.values));
        draw((n) => n + 1);
    };
    const form = useForm({
        initial: /** @type {Values} */ (begun.values ?? { ...nounInitial(noun, undefined), note: '' }),
        changed: (values) => {
            const now = timed(values, written.current.values ?? {});
            if (now !== values) form.replace(now);
            written.current = { ...written.current, values: now, ready: false };
            void keep();
        },
        check: ({ done, found }) =>
            /** @type {Record<string, string>} */ (
                done === 'done' && !found.trim() ? { found: say('work.problem.found.required') } : {}
            ),
        send: async (values) => {
            written.current = { ...written.current, values, ready: true };
            await keep();
            try {
                return await sendAll(file, written.current, (w) => bodyOf(w, values, noun, visit.root), keep);
            } catch (failure) {
                written.current.ready = false;
                await keep();
                throw failure;
            }
        },
        done: (how) => {
            if (how !== 'sent' || packHeld(held.visit) !== held) return;
            packWipe(held);
            toast(say('visit_pack.sent'));
            goInstead(`/cases/${file}/work`);
        },
        kept: true,
        secret: true,
        prefix: 'work',
    });

    useEffect(() => {
        if (!ready || !online) return;
        const timer = setInterval(() => void form.submit(), AGAIN);
        void form.submit();
        return () => clearInterval(timer);
    }, [ready, online]);
    return html`<${Section} title=${say('visit_pack.write')} testid="visit-write">
        <${State} written=${written.current} unsure=${unsure && !form.busy} />
        ${
            reasonOpens(form.problem) &&
            html`<${SealedDoor} file=${file} problem=${form.problem} opened=${() => form.submit()} />`
        }
        <${Form} form=${form} submit=${say('visit_pack.send')} testid="visit-form">
            <fieldset class="stack" disabled=${unsure || parts.record?.done}>
                <legend class="visually-hidden">${say('visit_pack.write')}</legend>
                <${NounFields} form=${form} noun=${noun} from=${{ words, units: [], orders: [] }} /></fieldset>
            <fieldset class="stack" disabled=${unsure || parts.note?.done}>
                <legend class="visually-hidden">${say('visit_pack.note')}</legend>
                <${TextArea} form=${form} name="note" label=${say('visit_pack.note')}
                    hint=${say('visit_pack.note.hint')}
                    most=${NOTE.text} /></fieldset>
        </${Form}></${Section}>`;
}
