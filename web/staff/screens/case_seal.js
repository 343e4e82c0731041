// @ts-check
/* The sealed file: its door, and closing it to all but named coordinators. */
/** @import { CaseProps } from './case.js' */
/** @import { Problem } from '../server.js' */
/** @import { Coordinators, Officers } from '../../types/api' */
/** @import { Content, Data } from '../../types/screen' */
import { OpenRequest as OPENING } from '/vendor/limits.js';
import { html } from '/vendor/preact.js';
import { toast } from '../parts/announce.js';
import { confirm } from '../parts/dialog.js';
import { CheckList, TextArea } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Inset, useInset } from '../parts/inset.js';
import { Loaded, Notice, ProblemNote, Section, useLoad } from '../parts/page.js';
import { useRefusal } from '../parts/refusal.js';
import { link } from '../route.js';
import { get, post } from '../server.js';
import { say } from '../texts.js';

const WORDS = 3; /* "test" is no reason; the server asks for as many */

const MANY = 'too_many_files'; /* a file like any other, where many were opened within an hour */

/** A reason opens it. @param {Problem | null | undefined} problem */
export const reasonOpens = (problem) => problem?.code === 'sealed_file' || problem?.code === MANY;

/** Stands in place of a file that a reason opens. The server lets this session in for a quarter of an hour.
 * @param {{ file?: string, by?: { card: string } | { application: number }, opened: () => unknown,
 *   problem?: Problem | null }} props by: what is at hand of a person whose file is not known; opened: ask again;
 *   problem: why it is shut */
export function SealedDoor({ file, by, opened, problem }) {
    const back = by && 'application' in by ? '/applications' : '/files';
    const many = problem?.code === MANY;
    const form = useForm({
        initial: { why: '' },
        check: ({ why }) =>
            why.trim() && why.trim().split(/\s+/).length < WORDS
                ? { why: say('seal.why.short') }
                : /** @type {Record<string, string>} */ ({}),
        send: ({ why }, attempt) =>
            attempt.post(file ? `/api/v1/cases/${file}/open` : '/api/v1/persons/open', { why: why.trim(), ...by }),
        done: opened,
        prefix: 'seal',
    });

    return html`
        <${Notice} kind="warning" title=${say(many ? 'seal.many' : 'seal.closed')}
            testid="sealed"><p>${say(many ? 'seal.many.what' : 'seal.closed.what')}</p>
            <p><strong>${say('seal.closed.logged')}</strong></p></${Notice}>
        <${Form} form=${form} submit=${say('seal.open')} cancel=${link(back)} testid="seal-form">
            <${TextArea} form=${form} name="why" label=${say('seal.why')} hint=${say('seal.why.hint')}
                most=${OPENING.why}
                rows=${3} required=${say('seal.why.needed')} />
        </${Form}>`;
}

/** What is loaded of a file, or its door where a reason opens it.
 * @template T
 * @param {{ of: { data: T | null, problem: Problem | null, reload: () => void }, file: string,
 *   children: (data: T) => Content }} props */
export const FileLoaded = ({ of, file, children }) =>
    reasonOpens(of.problem)
        ? html`<${SealedDoor} file=${file} opened=${of.reload} problem=${of.problem} />`
        : html`<${Loaded} of=${of}>${children}</${Loaded}>`;

/** Closes the file to all but those chosen, or opens it to all again.
 * @param {CaseProps & { close: () => void, people: Coordinators['coordinators'] }} props */
function SealForm({ file, changed, close, session, people }) {
    const form = useForm({
        initial: { accounts: [session.account.id] },
        send: ({ accounts }, attempt) =>
            attempt.post(`/api/v1/cases/${file.id}/seal`, {
                version: file.version,
                accounts: accounts.map((id) => ({ id })),
            }),
        done: async () => {
            toast(say('seal.done'));
            await changed();
            close();
        },
        refresh: changed,
        prefix: 'seal',
    });

    return html`<${Form} form=${form} submit=${say('seal.save')} cancel=${close} testid="seal-to-form">
        <${CheckList} form=${form} name="accounts" label=${say('seal.accounts')} hint=${say('seal.accounts.hint')}
            required=${say('seal.accounts.needed')}
            options=${people.map((p) => [p.id, p.full_name])} />
        ${
            !form.get('accounts').includes(session.account.id) &&
            html`<${Notice} kind="warning">
                <p>${say('seal.without_you')}</p></${Notice}>`
        }
    </${Form}>`;
}

/** Which officers of the aid see its applications. @param {CaseProps & { close: () => void,
 *   officers: Officers['officers'] }} props */
function OfficersForm({ file, changed, close, officers }) {
    const form = useForm({
        initial: { officers: officers.filter((o) => o.named).map((o) => o.id) },
        send: (values, attempt) =>
            attempt.put(`/api/v1/cases/${file.id}/officers`, {
                version: file.version,
                officers: values.officers.map((id) => ({ id })),
            }),
        done: async () => {
            toast(say('seal.officers.done'));
            await changed();
            close();
        },
        refresh: changed,
        prefix: 'seal',
    });

    return html`<${Form} form=${form} submit=${say('seal.officers.save')} cancel=${close} testid="officers-form">
        <${CheckList} form=${form} name="officers" label=${say('seal.officers')} hint=${say('seal.officers.hint')}
            optional=${false} options=${officers.map((o) => [o.id, o.full_name])} />
    </${Form}>`;
}

/** @param {CaseProps} props */
export function SealSection(props) {
    const { file, changed } = props;
    const inset = useInset();
    const { problem, trying } = useRefusal();
    const people = useLoad(
        () => (inset.at === 'seal' ? get('/api/v1/coordinators').then((a) => a.coordinators) : null),
        [inset.at],
    );
    const officers = useLoad(
        () => (inset.at === 'officers' ? get(`/api/v1/cases/${file.id}/officers`).then((a) => a.officers) : null),
        [inset.at],
    );
    const open = async () => {
        if (!(await confirm({ title: say('seal.lift'), text: say('seal.lift.text'), yes: say('seal.lift.yes') })))
            return;
        await trying(async () => {
            await post(`/api/v1/cases/${file.id}/seal`, { version: file.version, accounts: [] });
            await changed();
        });
    };

    return html`
        <${Section} title=${say('case.part.seal')} testid="part-seal">
            <p class="hint">${say(file.sealed ? 'seal.is' : 'seal.not')}</p>
            ${problem && html`<${ProblemNote} problem=${problem} prefix="seal" />`}
            <div class="row"><button type="button" class="button small" data-testid="seal-new"
                    onClick=${() => inset.open('seal')}>${say(file.sealed ? 'seal.change' : 'seal.do')}</button>
                ${
                    file.sealed &&
                    html`<button type="button" class="button small" data-testid="officers"
                            onClick=${() => inset.open('officers')}>${say('seal.officers.do')}</button>
                        <button type="button" class="button small" data-testid="seal-lift"
                        onClick=${open}>${say('seal.lift')}</button>`
                }</div>
            ${
                inset.at === 'seal' &&
                html`<${Loaded} of=${people}>${(
                    /** @type {Data<typeof people>} */ list,
                ) => html`<${Inset} title=${say('seal.do')}>
                    <${SealForm} ...${props} people=${list} close=${inset.close} /></${Inset}>`}</${Loaded}>`
            }
            ${
                inset.at === 'officers' &&
                html`<${Loaded} of=${officers}>${(
                    /** @type {Data<typeof officers>} */ list,
                ) => html`<${Inset} title=${say('seal.officers.do')}>
                    <${OfficersForm} ...${props} officers=${list} close=${inset.close} /></${Inset}>`}</${Loaded}>`
            }
        </${Section}>`;
}
