// @ts-check
/* Files: found while one types, by name, number of the file or of the order, or NID. What is typed goes to the server
 * in the body of a request and stays in the memory of this page: not in the address, not in the history. */
/** @import { Cases } from '../../types/api' */
/** @import { At } from '../../types/screen' */
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { announce } from '../parts/announce.js';
import { Choose } from '../parts/choose.js';
import { FileLine, linesKeys } from '../parts/file_line.js';
import { Icon } from '../parts/icons.js';
import { Empty, Loading, Page, Pager, ProblemNote, useLoad } from '../parts/page.js';
import { link } from '../route.js';
import { Problem, get, post } from '../server.js';
import { say } from '../texts.js';

const PAUSE = 120; /* ms without a key until it is asked */
const KINDS = ['UMPMM', 'UMM', 'UM'];
const STATES = ['in_force', 'ending', 'coming', 'ended', 'none', 'sealed'];
const LINES = 50;

/** @typedef {{ q: string, unit: string, kind: string, state: string }} Filter */

/** What was looked for before a file was opened: "back" returns to it.
 * @type {{ filter: Filter, answer: Cases | null }} */
const kept = { filter: { q: '', unit: '', kind: '', state: '' }, answer: null };

/** @param {Filter} filter @param {number | null} before @param {AbortSignal} [signal] */
function ask(filter, before, signal) {
    const given = Object.fromEntries(
        Object.entries({ ...filter, q: filter.q.trim(), before }).filter(([, value]) => value),
    );

    return post('/api/v1/cases/search', { ...given, limit: LINES }, { signal });
}

/** The files that match what is typed. The old list stays on the screen until the new one has arrived.
 * @param {Filter} filter */
function useSearch(filter) {
    const [answer, setAnswer] = useState(kept.answer);
    const [problem, setProblem] = useState(/** @type {Problem | null} */ (null));
    const [busy, setBusy] = useState(false);
    const first = useRef(true);

    const take = async (/** @type {AbortSignal} */ signal) => {
        try {
            const found = await ask(filter, null, signal);
            Object.assign(kept, { filter, answer: found });
            setAnswer(found);
            setProblem(null);
            announce(
                found.next
                    ? say('files.found_more', { count: found.cases.length })
                    : say('files.found', { count: found.cases.length }),
            );
        } catch (failure) {
            if (failure instanceof Problem) setProblem(failure);
            else if (!signal.aborted) throw failure;
        }
    };
    useEffect(() => {
        const stop = new AbortController();
        const timer = setTimeout(() => take(stop.signal), first.current ? 0 : PAUSE);
        first.current = false;
        return () => {
            clearTimeout(timer);
            stop.abort();
        };
    }, [filter]);
    const more = async () => {
        if (!answer) return;
        setBusy(true);
        const next = await ask(filter, answer.next).finally(() => setBusy(false));
        const all = { cases: [...answer.cases, ...next.cases], next: next.next };
        Object.assign(kept, { answer: all });
        setAnswer(all);
    };
    return { answer, problem, busy, more, again: () => take(new AbortController().signal) };
}

/** "/" goes to the box from anywhere on the page; the arrows go through the lines.
 * @param {{ current: HTMLInputElement | null }} box */
function useKeys(box) {
    useEffect(() => {
        const key = (/** @type {KeyboardEvent} */ event) => {
            const at = /** @type {HTMLElement} */ (event.target);
            if (event.key === '/' && !at.matches('input, textarea, select')) {
                event.preventDefault();
                box.current?.focus();
                box.current?.select();
            } else
                linesKeys(
                    event,
                    box.current,
                    /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.main .result a')]),
                );
        };
        window.addEventListener('keydown', key);
        return () => window.removeEventListener('keydown', key);
    }, []);
}

export default function FilesScreen() {
    const [filter, setFilter] = useState(kept.filter);
    const units = useLoad(() => get('/api/v1/units'), []);
    const { answer, problem, busy, more, again } = useSearch(filter);
    const box = useRef(/** @type {HTMLInputElement | null} */ (null));
    const set = (/** @type {Partial<Filter>} */ part) => setFilter({ ...filter, ...part });
    useKeys(box);

    return html`
        <${Page} title=${say('files.title')} testid="files-screen" wide
            actions=${html`<a class="button" href=${link('/import')}
                    data-testid="files-import">${say('files.import')}</a>
                <a class="button primary" href=${link('/orders/new')}
                data-testid="order-new"><${Icon} name="plus" />${say('files.new')}</a>`}>
            <search class="search">
                <div class="field wide"><label for="files-q">${say('files.search')}</label>
                    <p class="hint" id="files-hint">
                        ${say('files.hint')} <span class="keys-hint">${say('files.hint.keys')}</span></p>
                    <input id="files-q" ref=${box} type="search" maxlength="200" autocomplete="off"
                        spellcheck=${false} value=${filter.q} aria-describedby="files-hint"
                        data-testid="files-q"
                        onInput=${(/** @type {At<HTMLInputElement>} */ e) => set({ q: e.currentTarget.value })} /></div>
                <${Choose} id="files-unit" label=${say('files.unit')} value=${filter.unit}
                    set=${(/** @type {string} */ unit) => set({ unit })} none=${say('files.all_units')}
                    options=${(units.data?.units ?? []).map((name) => [name, name])} />
                <${Choose} id="files-kind" label=${say('files.kind')} value=${filter.kind}
                    set=${(/** @type {string} */ kind) => set({ kind })} none=${say('files.all_kinds')}
                    options=${KINDS.map((kind) => [kind, say(`kind.${kind}`)])} />
                <${Choose} id="files-state" label=${say('files.state')} value=${filter.state}
                    set=${(/** @type {string} */ state) => set({ state })} none=${say('files.all_states')}
                    options=${STATES.map((state) => [state, say(`files.state.${state}`)])} />
            </search>
            ${problem && html`<${ProblemNote} problem=${problem} again=${again} />`}
            ${
                !answer
                    ? html`<${Loading} />`
                    : answer.cases.length
                      ? html`
                          <ul class="results" data-testid="results">
                              ${answer.cases.map((line) => html`<${FileLine} key=${line.id} line=${line} />`)}</ul>
                          <${Pager} next=${answer.next} more=${more} busy=${busy} />`
                      : html`<${Empty} text=${say('files.none')} />`
            }
        </${Page}>`;
}
