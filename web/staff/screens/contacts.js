// @ts-check
/* The address book of institutions: found by the first letters, confirmed one by one each January, taken from a list
 * and given as one, and printed. What is not used any more stays readable. */
/** @import { ContactImport, ContactPoints } from '../../types/api' */
/** @import { At, Data } from '../../types/screen' */
/** @import { Word } from '../parts/case_words.js' */
/** @import { Values } from '../parts/form.js' */
import { ContactPerson as PERSON, ContactPointNew as POINT } from '/vendor/limits.js';
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { announce, toast } from '../parts/announce.js';
import { choices, wordOf } from '../parts/case_words.js';
import { Choose } from '../parts/choose.js';
import { confirm } from '../parts/dialog.js';
import {
    CheckField,
    CheckList,
    DateField,
    FileField,
    Repeated,
    SelectField,
    TextArea,
    TextField,
} from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Empty, Loaded, Notice, Page, Pager, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { Attempt, bytes, get, put } from '../server.js';
import { said, say } from '../texts.js';

/** @typedef {ContactPoints['contact_points'][number]} Point */
/** @typedef {{ q: string, kind: string, show: string }} Wanted */

const attempt = new Attempt();
const PAUSE = 200; /* ms behind the last key */
const TYPES = '.csv,.txt';
const MOST = 10 * 1048576; /* bytes */
const TEXTS = ['area', 'address', 'hours', 'phone', 'email'];
const PARTS = ['name', 'task', 'phone', 'email'];

/** @param {Wanted} wanted @param {number} skip */
const asked = ({ q, kind, show }, skip) =>
    new URLSearchParams({
        ...(q.trim() && { words: q.trim() }),
        ...(kind && { kind }),
        ...(show && { [show]: '1' }),
        ...(skip && { skip: String(skip) }),
    }).toString();

/** As a form has it. @param {Point | undefined} point @returns {Values} */
const initialOf = (point) => ({
    name: point?.name ?? '',
    kind: point?.kind ?? '',
    level: point?.level ?? 'local',
    public: point?.public ?? true,
    services: point?.services.split(' ').filter(Boolean) ?? [],
    note: point?.note ?? '',
    ...Object.fromEntries(TEXTS.map((t) => [t, /** @type {any} */ (point)?.[t] ?? ''])),
    persons:
        point?.persons.map((p) => ({
            ...Object.fromEntries([...PARTS, 'from', 'until'].map((t) => [t, /** @type {any} */ (p)[t] ?? ''])),
            focal: p.focal,
        })) ?? [],
});

/** As the request wants it. @param {Values} values */
const bodyOf = ({ services, persons, public: is, ...values }) => ({
    .../** @type {any} */ (valuesGiven(values)),
    public: Boolean(is),
    ...(services.length && { services: services.join(' ') }),
    persons: persons.map((/** @type {Values} */ { focal, ...p }) => ({
        ...valuesGiven(p),
        focal: Boolean(focal),
    })),
});

/** @param {{ point?: Point, words: Word[], done: () => unknown, close: () => void }} props point: that is changed */
function PointForm({ point, words, done, close }) {
    const form = useForm({
        initial: initialOf(point),
        send: (/** @type {Values} */ values, tried) =>
            point
                ? tried.put(`/api/v1/contact-points/${point.id}`, { ...bodyOf(values), version: point.version })
                : tried.post('/api/v1/contact-points', bodyOf(values)),
        done: async () => {
            toast(say('contacts.saved'));
            await done();
            close();
        },
        prefix: 'contacts',
    });

    return html`<${Form} form=${form} submit=${say('contacts.save')} cancel=${close} testid="contact-form">
        <${TextField} form=${form} name="name" label=${say('contacts.name')} most=${POINT.name}
            required=${say('contacts.name.needed')} />
        <div class="fields">
            <${SelectField} form=${form} name="kind" label=${say('contacts.kind')} none=${say('contacts.choose')}
                required=${say('contacts.kind.needed')} options=${choices(words, 'contact_kind')} />
            <${SelectField} form=${form} name="level" label=${say('contacts.level')}
                required=${say('contacts.level.needed')} options=${choices(words, 'contact_level')} />
            ${TEXTS.map(
                (t) => html`<${TextField} key=${t} form=${form} name=${t} label=${say(`contacts.${t}`)}
                    most=${/** @type {any} */ (POINT)[t]} />`,
            )}
        </div>
        <${CheckField} form=${form} name="public" label=${say('contacts.public')} />
        <${CheckList} form=${form} name="services" label=${say('contacts.services')}
            options=${choices(words, 'referral_service')} />
        <${Repeated} form=${form} name="persons"
            legend=${(/** @type {number} */ i) => say('contacts.person_n', { n: i + 1 })}
            fresh=${() => ({ name: '', task: '', phone: '', email: '', from: '', until: '', focal: false })}
            add=${say('contacts.person.add')} most=${POINT.persons}>${(/** @type {string} */ path) => html`
                <div class="fields">
                    ${PARTS.map(
                        (t) => html`<${TextField} key=${t} form=${form} name=${`${path}.${t}`}
                            label=${say(`contacts.person.${t}`)} most=${/** @type {any} */ (PERSON)[t]}
                            required=${t === 'name' && say('contacts.person.name.needed')} />`,
                    )}
                    <${DateField} form=${form} name=${`${path}.from`} label=${say('contacts.person.from')} />
                    <${DateField} form=${form} name=${`${path}.until`} label=${say('contacts.person.until')} />
                </div>
                <${CheckField} form=${form} name=${`${path}.focal`} label=${say('contacts.person.focal')} />`}
        </${Repeated}>
        <${TextArea} form=${form} name="note" label=${say('contacts.note')} hint=${say('contacts.note.hint')} rows=${2}
            most=${POINT.note} />
    </${Form}>`;
}

/** @param {Array<string | null | undefined | false>} parts */
const joined = (parts) => parts.filter(Boolean).join(' · ');

/** @param {{ point: Point, words: Word[], open: (at: string) => void, act: (point: Point, what: 'confirm' | 'end')
 *   => unknown }} props */
function PointLine({ point, words, open, act }) {
    const services = point.services.split(' ').map((code) => wordOf(words, 'referral_service', code));
    const left = (/** @type {Point['persons'][number]} */ p) => p.until && p.until < dateToday();

    return html`<article class="line" data-testid="contact">
        <div class="line-head"><h3>${point.name}</h3>
            <span>${joined([
                wordOf(words, 'contact_kind', point.kind),
                wordOf(words, 'contact_level', point.level),
                point.area,
            ])}</span>
            ${point.stale && !point.ended_on && html`<${Tag} kind="warning" text=${say('contacts.stale')} />`}
            ${point.ended_on && html`<${Tag} kind="quiet" text=${say('contacts.ended')} />`}</div>
        ${[joined([point.phone, point.email]), joined([point.address, point.hours]), joined(services)].map(
            (text, i) => text && html`<p key=${i}>${text}</p>`,
        )}
        ${point.persons.map(
            (p, i) =>
                html`<p key=${i} class=${left(p) ? 'hint' : ''}>${joined([
                    p.name,
                    p.task,
                    p.focal && say('contacts.focal'),
                    p.phone,
                    p.email,
                    left(p) && say('contacts.left', { on: dateShown(p.until) }),
                ])}</p>`,
        )}
        ${point.note && html`<p class="note-text">${point.note}</p>`}
        <p class="hint">${say('contacts.confirmed_on', { on: dateShown(point.confirmed_on) })}</p>
        ${
            !point.ended_on &&
            html`<div class="buttons">
                ${
                    point.confirmed_on < dateToday() &&
                    html`<button type="button" class="button small" data-testid="contact-confirm"
                        aria-label=${say('contacts.confirm.of', { name: point.name })}
                        onClick=${() => act(point, 'confirm')}>${say('contacts.confirm')}</button>`
                }
                <button type="button" class="button small" data-testid="contact-change"
                    aria-label=${say('contacts.change.of', { name: point.name })}
                    onClick=${() => open(`change ${point.id}`)}>${say('contacts.change')}</button>
                <button type="button" class="button small" data-testid="contact-end"
                    aria-label=${say('contacts.end.of', { name: point.name })}
                    onClick=${() => act(point, 'end')}>${say('contacts.end')}</button></div>`
        }
    </article>`;
}

/** What was wrong with a list, line by line. @param {{ report: ContactImport }} props */
function Report({ report }) {
    /** @typedef {ContactImport['notes'][number]} Note */
    const column = (/** @type {Note} */ n) =>
        said(`contacts.column.${n.column}`) ? say(`contacts.column.${n.column}`) : n.column;

    return html`
        <${Notice} kind=${report.written ? 'good' : 'danger'} role="status" testid="contacts-report">
            <p>${say(report.written ? 'contacts.taken' : 'contacts.not_taken', {
                added: report.added,
                changed: report.changed,
                bad: report.bad,
            })}</p></${Notice}>
        ${
            report.notes.length > 0 &&
            html`<${Table} caption=${say('contacts.notes')} rows=${report.notes} testid="contacts-notes"
                keyOf=${(/** @type {Note} */ n) => `${n.line} ${n.column} ${n.code}`}
                columns=${[
                    {
                        key: 'line',
                        label: say('contacts.notes.line'),
                        head: true,
                        cell: (/** @type {Note} */ n) => say('contacts.notes.of', { line: n.line }),
                    },
                    { key: 'column', label: say('contacts.notes.column'), cell: column },
                    {
                        key: 'reason',
                        label: say('contacts.notes.what'),
                        cell: (/** @type {Note} */ n) =>
                            said(`problem.${n.code}`) ? say(`problem.${n.code}`) : n.reason,
                    },
                ]} />`
        }`;
}

/** @param {{ done: () => unknown, close: () => void }} props */
function ImportForm({ done, close }) {
    const [report, setReport] = useState(/** @type {ContactImport | null} */ (null));
    const [turn, setTurn] = useState(0);
    const form = useForm({
        initial: { file: /** @type {File | ''} */ ('') },
        send: async ({ file }) =>
            put('/api/v1/imports/contact-points', new Blob([await /** @type {File} */ (file).arrayBuffer()])),
        done: async (/** @type {ContactImport} */ found) => {
            setReport(found);
            setTurn(turn + 1);
            if (found.written) await done();
        },
        prefix: 'contacts',
    });

    return html`
        <${Form} form=${form} submit=${say('contacts.import.take')} cancel=${close} testid="contacts-import">
            <${FileField} key=${turn} form=${form} name="file" label=${say('contacts.file')}
                hint=${say('contacts.file.hint')} accept=${TYPES} most=${MOST}
                required=${say('contacts.file.needed')} />
        </${Form}>
        ${report && html`<${Report} report=${report} />`}`;
}

/** The list, asked anew behind the last key. @param {Wanted} wanted @param {number} turn */
function usePoints(wanted, turn) {
    const [found, setFound] = useState(/** @type {ContactPoints | null} */ (null));
    const { problem, trying } = useRefusal();

    useEffect(() => {
        let late = false;
        const timer = setTimeout(
            () =>
                trying(async () => {
                    const answer = await get(`/api/v1/contact-points?${asked(wanted, 0)}`);
                    if (late) return;
                    setFound(answer);
                    announce(say('contacts.total', { count: answer.total }));
                }),
            found ? PAUSE : 0,
        );
        return () => {
            late = true;
            clearTimeout(timer);
        };
    }, [wanted, turn]);
    const more = () =>
        trying(async () => {
            if (!found) return;
            const next = await get(`/api/v1/contact-points?${asked(wanted, found.contact_points.length)}`);
            setFound({ ...next, contact_points: [...found.contact_points, ...next.contact_points] });
        });
    return { found, problem, more };
}

/** @param {{ wanted: Wanted, set: (wanted: Wanted) => void, words: Word[] }} props */
function Filter({ wanted, set, words }) {
    return html`<div class="fields" role="search">
        <div class="field"><label for="contacts-q">${say('contacts.q')}</label>
            <input id="contacts-q" type="search" autocomplete="off" data-testid="contacts-q" maxlength="120"
                value=${wanted.q}
                onInput=${(/** @type {At<HTMLInputElement>} */ e) =>
                    set({ ...wanted, q: e.currentTarget.value })} /></div>
        <${Choose} id="contacts-kind" label=${say('contacts.kind')} value=${wanted.kind} none=${say('contacts.all')}
            set=${(/** @type {string} */ kind) => set({ ...wanted, kind })} options=${choices(words, 'contact_kind')} />
        <${Choose} id="contacts-show" label=${say('contacts.show')} value=${wanted.show}
            none=${say('contacts.show.all')} set=${(/** @type {string} */ show) => set({ ...wanted, show })}
            options=${[
                ['unconfirmed', say('contacts.show.unconfirmed')],
                ['ended', say('contacts.show.ended')],
            ]} />
    </div>`;
}

/** @param {{ query: Record<string, string> }} props */
export default function ContactsScreen({ query }) {
    const inset = useInset();
    const [wanted, setWanted] = useState({ q: '', kind: '', show: query.unconfirmed ? 'unconfirmed' : '' });
    const [turn, setTurn] = useState(0);
    const { found, problem, more } = usePoints(wanted, turn);
    const refusal = useRefusal();
    const load = useLoad(() => get('/api/v1/case-words'), []);
    const reload = () => setTurn((t) => t + 1);
    const give = (/** @type {'csv' | 'pdf'} */ as) => () =>
        refusal.trying(async () => save(await bytes(`/api/v1/contact-points.${as}`), `adresari.${as}`));
    const act = async (/** @type {Point} */ point, /** @type {'confirm' | 'end'} */ what) => {
        const yes =
            what === 'confirm' ||
            (await confirm({
                title: say('contacts.end.title', { name: point.name }),
                text: say('contacts.end.text'),
                yes: say('contacts.end'),
            }));
        if (!yes) return;
        await refusal.trying(async () => {
            await attempt.post(`/api/v1/contact-points/${point.id}/${what}`);
            toast(say(what === 'confirm' ? 'contacts.confirmed' : 'contacts.was_ended', { name: point.name }));
            reload();
        });
    };
    const refused = problem ?? refusal.problem;

    return html`<${Page} title=${say('contacts.title')} testid="contacts" wide
        actions=${html`<button type="button" class="button" data-testid="contact-new"
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('contacts.new')}</button>
            <button type="button" class="button" data-testid="contacts-take"
                onClick=${() => inset.open('import')}>${say('contacts.import')}</button>
            <button type="button" class="button" data-testid="contacts-csv"
                onClick=${give('csv')}><${Icon} name="paper" />${say('contacts.csv')}</button>
            <button type="button" class="button" data-testid="contacts-pdf"
                onClick=${give('pdf')}><${Icon} name="printer" />${say('contacts.pdf')}</button>`}>
        ${refused && html`<${ProblemNote} problem=${refused} prefix="contacts" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { words }) => {
            const form = { words, done: reload, close: inset.close };
            const points = found?.contact_points ?? [];

            return html`
                ${
                    inset.at === 'new' &&
                    html`<${Inset} title=${say('contacts.new')} level=${2}><${PointForm} ...${form} /></${Inset}>`
                }
                ${
                    inset.at === 'import' &&
                    html`<${Inset} title=${say('contacts.import')} level=${2}><${ImportForm} ...${form} /></${Inset}>`
                }
                <${Filter} wanted=${wanted} set=${setWanted} words=${words} />
                ${
                    found &&
                    html`<${Section} title=${say('contacts.total', { count: found.total })} testid="contacts-list">
                        ${!points.length && html`<${Empty} text=${say('contacts.none')} />`}
                        ${points.map((p) =>
                            inset.at === `change ${p.id}`
                                ? html`<${Inset} key=${`change ${p.id}`}
                                      title=${say('contacts.change.of', { name: p.name })}>
                                      <${PointForm} ...${form} point=${p} /></${Inset}>`
                                : html`<${PointLine} key=${p.id} point=${p} words=${words} open=${inset.open}
                                      act=${act} />`,
                        )}
                        <${Pager} next=${points.length < found.total ? points.length : null} more=${more} />
                    </${Section}>`
                }`;
        }}</${Loaded}>
    </${Page}>`;
}
