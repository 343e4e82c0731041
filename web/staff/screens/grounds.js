// @ts-check
/* Grounds other than an order, kept by the economic-aid office: who holds one, and the card for it. What stands here
 * is the same whatever else a holder has. */
/** @import { GroundHolder, GroundHolders, GroundImport, GroundRules } from '../../types/api' */
/** @import { At, Data } from '../../types/screen' */
/** @import { Values } from '../parts/form.js' */
import { GroundNew as MOST, GroundSearch } from '/vendor/limits.js';
import { html, useEffect, useState } from '/vendor/preact.js';
import { dateShown, dateToday } from '../dates.js';
import { announce, toast } from '../parts/announce.js';
import { Choose } from '../parts/choose.js';
import { confirm } from '../parts/dialog.js';
import { CheckField, DateField, FileField, SelectField, TextField } from '../parts/field.js';
import { Form, useForm } from '../parts/form.js';
import { Icon } from '../parts/icons.js';
import { Inset, useInset } from '../parts/inset.js';
import { Empty, Loaded, Notice, Page, Pager, ProblemNote, Section, Table, Tag, useLoad } from '../parts/page.js';
import { valuesGiven } from '../parts/path.js';
import { useRefusal } from '../parts/refusal.js';
import { save } from '../parts/save.js';
import { Attempt, Problem, bytes, get, post, put } from '../server.js';
import { said, say, textOf } from '../texts.js';

/** @typedef {GroundHolder['grounds'][number]} Ground */
/** @typedef {'issue' | 'reprint' | 'print'} Due */
/** @typedef {{ q: string, kind: string, due: Due | '' }} Wanted */
/** @typedef {GroundRules['kinds']} Kinds */
/** @typedef {'issue' | 'again' | 'print' | 'lost'} What */

const attempt = new Attempt();
const PAUSE = 200; /* ms behind the last key */
const TYPES = '.xlsx,.csv,.txt,.tsv';
const BYTES = 10 * 1048576;
const DUES = /** @type {Due[]} */ (['issue', 'reprint', 'print']);
const EACH_DAY = '40';
const SHEET = 50; /* cards at once */

/** @param {Kinds} kinds @returns {[string, string][]} */
const choices = (kinds) => kinds.map((k) => [k.code, textOf(k)]);
/** @param {Kinds} kinds @param {string} code */
const kindText = (kinds, code) => choices(kinds).find(([c]) => c === code)?.[1] ?? code;
/** @param {GroundHolder} h */
const nameOf = (h) => [h.first_name, h.surname].filter(Boolean).join(' ');

/** @param {{ kinds: Kinds, units: string[], done: () => unknown, close: () => void }} props */
function GroundForm({ kinds, units, done, close }) {
    const form = useForm({
        initial: /** @type {Values} */ ({
            first_name: '',
            surname: '',
            birth_year: '',
            nid: '',
            unit: '',
            kind: '',
            decision: '',
            decided_on: '',
            from: '',
            until: '',
        }),
        send: (/** @type {Values} */ { birth_year, ...values }, tried) =>
            tried.post('/api/v1/grounds', {
                .../** @type {any} */ (valuesGiven(values)),
                ...(birth_year && { birth_year: Number(birth_year) }),
            }),
        done: async () => {
            toast(say('grounds.saved'));
            await done();
            close();
        },
        prefix: 'grounds',
    });

    return html`<${Form} form=${form} submit=${say('grounds.save')} cancel=${close} testid="ground-form">
        <div class="fields">
            <${TextField} form=${form} name="first_name" label=${say('grounds.first_name')} most=${MOST.first_name}
                required=${say('grounds.first_name.needed')} />
            <${TextField} form=${form} name="surname" label=${say('grounds.surname')} most=${MOST.surname}
                hint=${say('grounds.surname.hint')} />
            <${TextField} form=${form} name="birth_year" label=${say('grounds.birth_year')} most=${4} width="short" />
            <${TextField} form=${form} name="nid" label=${say('grounds.nid')} most=${MOST.nid}
                hint=${say('grounds.nid.hint')} />
            <${SelectField} form=${form} name="unit" label=${say('grounds.unit')} none=${say('grounds.unit.none')}
                options=${units.map((u) => [u, u])} />
        </div>
        <div class="fields">
            <${SelectField} form=${form} name="kind" label=${say('grounds.kind')} none=${say('grounds.choose')}
                required=${say('grounds.kind.needed')} options=${choices(kinds)} />
            <${TextField} form=${form} name="decision" label=${say('grounds.decision')} most=${MOST.decision}
                required=${say('grounds.decision.needed')} />
            <${DateField} form=${form} name="decided_on" label=${say('grounds.decided_on')}
                required=${say('grounds.decided_on.needed')} />
            <${DateField} form=${form} name="from" label=${say('grounds.from')} hint=${say('grounds.from.hint')} />
            <${DateField} form=${form} name="until" label=${say('grounds.until')} hint=${say('grounds.until.hint')} />
        </div>
    </${Form}>`;
}

/** Who is found by the number, or by the name and the year, may be the same: that is asked once it is known.
 * @param {{ holder: GroundHolder, units: string[], done: () => unknown, close: () => void }} props */
function CorrectForm({ holder, units, done, close }) {
    const [found, setFound] = useState(false);
    const form = useForm({
        initial: /** @type {any} */ ({
            first_name: holder.first_name,
            surname: holder.surname,
            birth_year: holder.birth_year ?? '',
            nid: '',
            unit: holder.unit ?? '',
            same: false,
        }),
        send: async (/** @type {any} */ { birth_year, same, ...values }, tried) => {
            try {
                return await tried.put(`/api/v1/ground-holders/${holder.id}`, {
                    .../** @type {any} */ (valuesGiven(values)),
                    ...(birth_year && { birth_year: Number(birth_year) }),
                    ...(found && { same }),
                });
            } catch (e) {
                if (e instanceof Problem && e.code === 'holder_known') setFound(true);
                throw e;
            }
        },
        done: async () => {
            toast(say('grounds.corrected'));
            await done();
            close();
        },
        prefix: 'grounds',
    });

    return html`<${Form} form=${form} submit=${say('grounds.save')} cancel=${close} testid="ground-correct-form">
        <div class="fields">
            <${TextField} form=${form} name="first_name" label=${say('grounds.first_name')} most=${MOST.first_name}
                required=${say('grounds.first_name.needed')} />
            <${TextField} form=${form} name="surname" label=${say('grounds.surname')} most=${MOST.surname}
                hint=${say('grounds.surname.hint')} />
            <${TextField} form=${form} name="birth_year" label=${say('grounds.birth_year')} most=${4} width="short" />
            <${TextField} form=${form} name="nid" label=${say('grounds.nid')} most=${MOST.nid}
                hint=${say(holder.numbered ? 'grounds.correct.nid.kept' : 'grounds.nid.hint')} />
            <${SelectField} form=${form} name="unit" label=${say('grounds.unit')} none=${say('grounds.unit.none')}
                options=${units.map((u) => [u, u])} />
        </div>
        ${found && html`<${CheckField} form=${form} name="same" label=${say('grounds.same')} />`}
    </${Form}>`;
}

/** @param {{ ground: Ground, done: () => unknown, close: () => void }} props */
function EndForm({ ground, done, close }) {
    const form = useForm({
        initial: { until: dateToday() },
        send: (/** @type {{ until: string }} */ values, tried) =>
            tried.post(`/api/v1/grounds/${ground.id}/end`, values),
        done: async () => {
            toast(say('grounds.ended'));
            await done();
            close();
        },
        prefix: 'grounds',
    });

    return html`<${Form} form=${form} submit=${say('grounds.end')} cancel=${close} testid="ground-end-form">
        <${DateField} form=${form} name="until" label=${say('grounds.last_day')}
            required=${say('grounds.last_day.needed')} /></${Form}>`;
}

/** @param {{ holder: GroundHolder, places: GroundRules['kindergartens'], done: () => unknown, close: () => void }}
 *   props */
function PlaceForm({ holder, places, done, close }) {
    const form = useForm({
        initial: { organisation: '', from: dateToday(), until: '' },
        send: (/** @type {Values} */ { organisation, ...values }, tried) =>
            tried.post(`/api/v1/ground-holders/${holder.id}/enrolments`, {
                .../** @type {any} */ (valuesGiven(values)),
                organisation: Number(organisation),
            }),
        done: async () => {
            toast(say('grounds.enrolled'));
            await done();
            close();
        },
        prefix: 'grounds',
    });

    return html`<${Form} form=${form} submit=${say('grounds.enrol')} cancel=${close} testid="ground-place-form">
        <div class="fields">
            <${SelectField} form=${form} name="organisation" label=${say('grounds.place')}
                none=${say('grounds.choose')} required=${say('grounds.place.needed')}
                options=${places.map((p) => [String(p.id), p.name])} />
            <${DateField} form=${form} name="from" label=${say('grounds.from')}
                required=${say('grounds.from.needed')} />
            <${DateField} form=${form} name="until" label=${say('grounds.until')} />
        </div></${Form}>`;
}

/** @param {Ground} g */
const over = (g) => g.until !== null && g.until < dateToday();

/** @param {{ holder: GroundHolder, kinds: Kinds, open: (at: string) => void, act: (holder: GroundHolder,
 *   what: What) => unknown }} props */
function HolderLine({ holder, kinds, open, act }) {
    const name = nameOf(holder);
    const { card } = holder;
    const button = (/** @type {What} */ what) =>
        html`<button type="button" class="button small" data-testid=${`ground-${what}`}
            aria-label=${say(`grounds.${what}.of`, { name })}
            onClick=${() => act(holder, what)}>${say(`grounds.${what}`)}</button>`;

    return html`<article class="line" data-testid="holder">
        <div class="line-head"><h3>${name}</h3>
            <span>${[holder.birth_year, holder.unit].filter(Boolean).join(' · ')}</span></div>
        ${holder.grounds.map(
            (g) =>
                html`<p key=${g.id}>${kindText(kinds, g.kind)} · ${say('grounds.by', {
                    decision: g.decision,
                    on: dateShown(g.decided_on),
                })} · ${
                    g.until
                        ? say('grounds.days', { from: dateShown(g.from), until: dateShown(g.until) })
                        : say('grounds.days.open', { from: dateShown(g.from) })
                } ${
                    over(g)
                        ? html`<${Tag} kind="quiet" text=${say('grounds.over')} />`
                        : html`<button type="button" class="button small" data-testid="ground-end"
                              aria-label=${say('grounds.end.of', { name, decision: g.decision })}
                              onClick=${() => open(`end ${g.id}`)}>${say('grounds.end')}</button>`
                }</p>`,
        )}
        <p class="hint">${
            card.number
                ? say('grounds.card', {
                      number: card.number,
                      until: dateShown(card.until),
                      services: card.services.map((s) => say(`service.short.${s}`)).join(', '),
                  })
                : say('grounds.no_card')
        } ${card.number && card.unprinted && html`<${Tag} kind="quiet" text=${say('grounds.unprinted')} />`}</p>
        ${
            card.outdated &&
            html`<${Notice} kind="warning" testid="ground-outdated"><p>${say('grounds.outdated')}</p></${Notice}>`
        }
        <div class="buttons">
            ${card.number ? [card.outdated && button('again'), button('print'), button('lost')] : button('issue')}
            <button type="button" class="button small" data-testid="ground-correct"
                aria-label=${say('grounds.correct.of', { name })}
                onClick=${() => open(`correct ${holder.id}`)}>${say('grounds.correct')}</button>
            <button type="button" class="button small" data-testid="ground-place"
                aria-label=${say('grounds.enrol.of', { name })}
                onClick=${() => open(`place ${holder.id}`)}>${say('grounds.enrol')}</button></div>
    </article>`;
}

/** @param {{ done: () => unknown, close: () => void }} props */
function ImportForm({ done, close }) {
    /** @typedef {GroundImport['notes'][number]} Note */
    const [report, setReport] = useState(/** @type {GroundImport | null} */ (null));
    const [turn, setTurn] = useState(0);
    const form = useForm({
        initial: { file: /** @type {File | ''} */ (''), skip: false },
        send: async ({ file, skip }) =>
            put(
                `/api/v1/imports/grounds${skip ? '?skip_bad=1' : ''}`,
                new Blob([await /** @type {File} */ (file).arrayBuffer()]),
            ),
        done: async (/** @type {GroundImport} */ found) => {
            setReport(found);
            setTurn(turn + 1);
            if (found.written) await done();
        },
        prefix: 'grounds',
    });

    return html`
        <${Form} form=${form} submit=${say('grounds.import.take')} cancel=${close} testid="grounds-import">
            <${FileField} key=${turn} form=${form} name="file" label=${say('grounds.file')}
                hint=${say('grounds.file.hint')} accept=${TYPES} most=${BYTES} required=${say('grounds.file.needed')} />
            <${CheckField} form=${form} name="skip" label=${say('grounds.skip_bad')} />
        </${Form}>
        ${
            report &&
            html`<${Notice} kind=${report.written ? 'good' : 'danger'} role="status" testid="grounds-report">
                <p>${say(report.written ? 'grounds.taken' : 'grounds.not_taken', {
                    added: report.added,
                    there: report.already_there,
                    bad: report.bad,
                })}</p></${Notice}>`
        }
        ${
            report &&
            report.notes.length > 0 &&
            html`<${Table} caption=${say('grounds.notes')} rows=${report.notes} testid="grounds-notes"
                keyOf=${(/** @type {Note} */ n) => `${n.line} ${n.column} ${n.code}`}
                columns=${[
                    {
                        key: 'line',
                        label: say('grounds.notes.line'),
                        head: true,
                        cell: (/** @type {Note} */ n) => String(n.line),
                    },
                    {
                        key: 'column',
                        label: say('grounds.notes.column'),
                        cell: (/** @type {Note} */ n) =>
                            said(`grounds.${n.column}`) ? say(`grounds.${n.column}`) : n.column,
                    },
                    {
                        key: 'reason',
                        label: say('grounds.notes.what'),
                        cell: (/** @type {Note} */ n) =>
                            said(`problem.${n.code}`) ? say(`problem.${n.code}`) : n.reason,
                    },
                ]} />`
        }`;
}

/** @param {Wanted} wanted @param {number} skip */
const asked = ({ q, kind, due }, skip) => ({
    ...(q.trim() && { words: q.trim() }),
    ...(kind && { kind }),
    ...(due && { due }),
    ...(skip && { skip }),
});

/** The list, asked anew behind the last key. @param {Wanted} wanted @param {number} turn */
function useHolders(wanted, turn) {
    const [found, setFound] = useState(/** @type {GroundHolders | null} */ (null));
    const { problem, trying } = useRefusal();

    useEffect(() => {
        let late = false;
        const timer = setTimeout(
            () =>
                trying(async () => {
                    const answer = await post('/api/v1/grounds/search', asked(wanted, 0));
                    if (late) return;
                    setFound(answer);
                    announce(say('grounds.total', { count: answer.total }));
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
            const next = await post('/api/v1/grounds/search', asked(wanted, found.holders.length));
            setFound({ ...next, holders: [...found.holders, ...next.holders] });
        });
    return { found, problem, more };
}

/** @param {{ wanted: Wanted, set: (wanted: Wanted) => void, kinds: Kinds }} props */
function Filter({ wanted, set, kinds }) {
    return html`<div class="fields" role="search">
        <div class="field"><label for="grounds-q">${say('grounds.q')}</label>
            <input id="grounds-q" type="search" autocomplete="off" data-testid="grounds-q"
                maxlength=${GroundSearch.words} value=${wanted.q}
                onInput=${(/** @type {At<HTMLInputElement>} */ e) =>
                    set({ ...wanted, q: e.currentTarget.value })} /></div>
        <${Choose} id="grounds-kind" label=${say('grounds.kind')} value=${wanted.kind} none=${say('grounds.all')}
            set=${(/** @type {string} */ kind) => set({ ...wanted, kind })} options=${choices(kinds)} />
        <${Choose} id="grounds-due" label=${say('grounds.due')} value=${wanted.due} none=${say('grounds.all')}
            set=${(/** @type {Wanted['due']} */ due) => set({ ...wanted, due })}
            options=${DUES.map((t) => [t, say(`grounds.due.${t}`)])} />
    </div>`;
}

/** Some cards at once, in an order that the server draws. @param {{ done: () => unknown }} props */
function ManyForm({ done }) {
    const form = useForm({
        initial: { most: EACH_DAY },
        check: (/** @type {{ most: string }} */ { most }) =>
            /^\d+$/.test(most) && Number(most) >= 1 && Number(most) <= 200
                ? /** @type {Record<string, string>} */ ({})
                : { most: say('grounds.many.most.needed') },
        send: (/** @type {{ most: string }} */ { most }, tried) =>
            tried.post('/api/v1/ground-cards', { most: Number(most) }),
        done: async (/** @type {{ made: number }} */ { made }) => {
            toast(say('grounds.many.made', { count: made }));
            await done();
        },
        prefix: 'grounds',
    });

    return html`<${Form} form=${form} submit=${say('grounds.many')} testid="ground-many">
        <${TextField} form=${form} name="most" label=${say('grounds.many.most')} most=${3} width="short"
            hint=${say('grounds.many.most.hint')} required=${say('grounds.many.most.needed')} /></${Form}>`;
}

/** The cards of this list on sheets; what came out of the printer is taken off it.
 * @param {{ holders: GroundHolder[], trying: (act: () => Promise<unknown>) => unknown, done: () => unknown }} props */
function Sheets({ holders, trying, done }) {
    const [drawn, setDrawn] = useState(/** @type {number[] | null} */ (null));
    const sheet = () =>
        trying(async () => {
            save(await bytes('/api/v1/ground-cards.pdf?back=1'), 'kartat.pdf');
            setDrawn(holders.slice(0, SHEET).map((h) => h.id));
        });
    const printed = () =>
        trying(async () => {
            await attempt.post('/api/v1/ground-cards/printed', { holders: (drawn ?? []).map((id) => ({ id })) });
            setDrawn(null);
            toast(say('grounds.sheet.marked'));
            await done();
        });

    return html`<div class="buttons">
            <button type="button" class="button" data-testid="ground-sheet" onClick=${sheet}>${say(
                'grounds.sheet',
            )}</button>
            ${
                drawn &&
                html`<button type="button" class="button" data-testid="ground-printed" onClick=${printed}>${say(
                    'grounds.sheet.done',
                )}</button>`
            }</div>
        <p class="hint">${say('grounds.sheet.hint')}</p>`;
}

export default function GroundsScreen() {
    const inset = useInset();
    const [wanted, setWanted] = useState(/** @type {Wanted} */ ({ q: '', kind: '', due: '' }));
    const [turn, setTurn] = useState(0);
    const { found, problem, more } = useHolders(wanted, turn);
    const refusal = useRefusal();
    const load = useLoad(
        async () => ({ rules: await get('/api/v1/ground-rules'), units: (await get('/api/v1/units')).units }),
        [],
    );
    const reload = () => setTurn((t) => t + 1);
    const act = async (/** @type {GroundHolder} */ holder, /** @type {What} */ what) => {
        const { id } = holder;

        if (
            what === 'lost' &&
            !(await confirm({
                title: say('grounds.lost.title', { name: nameOf(holder) }),
                text: say('grounds.lost.text'),
                yes: say('grounds.lost'),
            }))
        )
            return;
        await refusal.trying(async () => {
            if (what === 'print') return save(await bytes(`/api/v1/ground-holders/${id}/card.pdf?back=1`), 'karta.pdf');
            if (what === 'issue' || what === 'again') await attempt.post(`/api/v1/ground-holders/${id}/card`, {});
            else await attempt.post(`/api/v1/ground-holders/${id}/card/end`, { why: 'lost' });
            toast(say(what === 'lost' ? 'grounds.card_ended' : 'grounds.issued'));
            reload();
        });
    };
    const refused = problem ?? refusal.problem;

    return html`<${Page} title=${say('grounds.title')} lead=${say('grounds.lead')} testid="grounds" wide
        actions=${html`<button type="button" class="button" data-testid="ground-new"
                onClick=${() => inset.open('new')}><${Icon} name="plus" />${say('grounds.new')}</button>
            <button type="button" class="button" data-testid="grounds-take"
                onClick=${() => inset.open('import')}>${say('grounds.import')}</button>`}>
        ${refused && html`<${ProblemNote} problem=${refused} prefix="grounds" />`}
        <${Loaded} of=${load}>${(/** @type {Data<typeof load>} */ { rules, units }) => {
            const way = { done: reload, close: inset.close };
            const { kinds } = rules;
            const line = (/** @type {GroundHolder} */ h) => {
                const ended = h.grounds.find((g) => inset.at === `end ${g.id}`);

                if (ended)
                    return html`<${Inset} key=${inset.at} title=${say('grounds.end.of', {
                        name: nameOf(h),
                        decision: ended.decision,
                    })}><${EndForm} ...${way} ground=${ended} /></${Inset}>`;
                if (inset.at === `correct ${h.id}`)
                    return html`<${Inset} key=${inset.at} title=${say('grounds.correct.of', { name: nameOf(h) })}>
                        <${CorrectForm} ...${way} holder=${h} units=${units} /></${Inset}>`;
                if (inset.at === `place ${h.id}`)
                    return html`<${Inset} key=${inset.at} title=${say('grounds.enrol.of', { name: nameOf(h) })}>
                        <${PlaceForm} ...${way} holder=${h} places=${rules.kindergartens} /></${Inset}>`;
                return html`<${HolderLine} key=${h.id} holder=${h} kinds=${kinds} open=${inset.open} act=${act} />`;
            };

            return html`
                ${
                    inset.at === 'new' &&
                    html`<${Inset} title=${say('grounds.new')} level=${2}><${GroundForm} ...${way} kinds=${kinds}
                        units=${units} /></${Inset}>`
                }
                ${
                    inset.at === 'import' &&
                    html`<${Inset} title=${say('grounds.import')} level=${2}><${ImportForm} ...${way} /></${Inset}>`
                }
                <${Filter} wanted=${wanted} set=${setWanted} kinds=${kinds} />
                ${
                    found &&
                    html`<${Section} title=${say('grounds.total', { count: found.total })} testid="grounds-list">
                        ${wanted.due === 'issue' && found.total > 0 && html`<${ManyForm} done=${reload} />`}
                        ${
                            wanted.due === 'print' &&
                            !wanted.q &&
                            !wanted.kind /* sheets hold the first of all, so only those may be marked */ &&
                            found.total > 0 &&
                            html`<${Sheets} holders=${found.holders} trying=${refusal.trying} done=${reload} />`
                        }
                        ${!found.holders.length && html`<${Empty} text=${say('grounds.none')} />`}
                        ${found.holders.map(line)}
                        <${Pager} next=${found.holders.length < found.total ? found.holders.length : null}
                            more=${more} />
                    </${Section}>`
                }`;
        }}</${Loaded}>
    </${Page}>`;
}
