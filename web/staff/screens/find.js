// @ts-check
/* A file found from anywhere: over the page by one key, so that what is half written stays as it is (app.js), or at an
 * address of its own. What is typed goes to the server in the body of a request and is forgotten with the box. */
/** @import { Cases } from '../../types/api' */
/** @import { At } from '../../types/screen' */
import { CaseSearch } from '/vendor/limits.js';
import { html, useEffect, useRef, useState } from '/vendor/preact.js';
import { announce } from '../parts/announce.js';
import { FileLine, linesKeys } from '../parts/file_line.js';
import { Page, ProblemNote } from '../parts/page.js';
import { Problem, post } from '../server.js';
import { say } from '../texts.js';

const PAUSE = 120; /* ms without a key until it is asked */
const LINES = 8;

/** @param {string} q */
function useFound(q) {
    const [answer, setAnswer] = useState(/** @type {Cases | null} */ (null));
    const [problem, setProblem] = useState(/** @type {Problem | null} */ (null));
    const take = async (/** @type {AbortSignal} */ signal) => {
        try {
            const found = await post('/api/v1/cases/search', { q, limit: LINES }, { signal });
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
        if (!q) return setAnswer(null);
        const stop = new AbortController();
        const timer = setTimeout(() => take(stop.signal), PAUSE);
        return () => {
            clearTimeout(timer);
            stop.abort();
        };
    }, [q]);
    return { answer, problem };
}

/** @param {{ close?: () => void }} props close: it stands over a page */
function Find({ close }) {
    const [typed, setTyped] = useState('');
    const { answer, problem } = useFound(typed.trim());
    const box = useRef(/** @type {HTMLInputElement | null} */ (null));
    const list = useRef(/** @type {HTMLElement | null} */ (null));
    const key = (/** @type {KeyboardEvent} */ event) =>
        linesKeys(event, box.current, [...(list.current?.querySelectorAll('a') ?? [])]);

    useEffect(() => box.current?.focus(), []);
    return html`<div class="find" onKeyDown=${key}>
        <div class="field"><label for="find-q">${say('find.label')}</label>
            <p class="hint" id="find-hint">${say('find.hint')}</p>
            <input id="find-q" ref=${box} type="search" maxlength=${CaseSearch.q} autocomplete="off"
                spellcheck=${false} value=${typed} aria-describedby="find-hint" data-testid="find-q"
                onInput=${(/** @type {At<HTMLInputElement>} */ e) => setTyped(e.currentTarget.value)} /></div>
        ${problem && html`<${ProblemNote} problem=${problem} />`}
        ${
            answer &&
            (answer.cases.length
                ? html`<ul class="results" ref=${list} data-testid="find-results">
                      ${answer.cases.map((line) => html`<${FileLine} key=${line.id} line=${line} open=${close} />`)}
                  </ul>`
                : html`<p data-testid="find-none">${say('files.none')}</p>`)
        }
        ${answer?.next && html`<p class="hint">${say('find.more')}</p>`}
        ${
            close &&
            html`<div class="buttons"><button type="button" class="button" data-testid="find-close"
                onClick=${close}>${say('find.close')}</button></div>`
        }
    </div>`;
}

/** @param {{ close?: () => void }} props */
export default function FindScreen({ close }) {
    return close
        ? html`<${Find} close=${close} />`
        : html`<${Page} title=${say('find.title')} testid="find-screen"><${Find} /></${Page}>`;
}
