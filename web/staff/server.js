// @ts-check
/* Requests to our own server. What it refuses comes as a Problem. When nobody is signed in any more, the page is
 * emptied and asks who it is; where the password is asked again, a window does, and the request is sent once more: no
 * screen needs to know of either.
 *
 * For screens:
 *   await get('/api/v1/tasks')                       JSON; throws Problem
 *   await post('/api/v1/cases/search', { q })        also put, patch, remove
 *   await bytes('/api/v1/cards/X.pdf')               a Blob, for <img> or saving (URL.createObjectURL)
 * A form writes through the Attempt that useForm hands it, so that a second send of the same words is the same
 * write. */
/** @import { Change, FormFault, Session } from '../types/api' */
/** @import { Answer, Body, Method } from '../types/request' */
import { confirmationAsk } from './confirmation.js';
import { sessionEnded, sessionForget, sessionSeen } from './session.js';

const PATIENCE = 20_000,
    PATIENCE_FILE = 180_000; /* ms */
const BUSY_AGAIN = 3; /* times; after that the person has to try again */

/** @typedef {import('../types/api').Problem & { changed: Change[] }} Refusal the answer to what is not done */

/** Why the server (or the way to it) did not do what was asked. */
export class Problem extends Error {
    /** @param {number} status 0: no answer
     * @param {Partial<Refusal> & { question?: boolean }} [json] what came as the answer */
    constructor(status, json = {}) {
        super(String(json.code ?? (status ? 'internal' : 'unreachable')));
        this.status = status;
        /** Stable; words for it stand in "problem.CODE". @type {string} */
        this.code = this.message;
        /** As the server names it: "persons[1].nid"; '' is the whole. @type {string} */
        this.field = String(json.field ?? '');
        /** English, for support. @type {string} */
        this.detail = String(json.detail ?? '');
        /** All that is wrong with the form, or asked of it: a question that comes alone, too. @type {FormFault[]} */
        this.faults = Array.isArray(json.faults)
            ? json.faults
            : json.question
              ? [{ code: this.code, field: this.field, detail: this.detail, question: true }]
              : [];
        /** With stale_version: what others did. @type {Change[]} */
        this.changed = Array.isArray(json.changed) ? json.changed : [];
        /** Seconds to wait, 0 if unknown. */
        this.wait = 0;
    }
}

const SESSION = '/api/v1/session',
    SEVERAL = '/api/v1/reads',
    SEVERAL_MOST = 16; /* SeveralReads of openapi.json */

/** @typedef {{ body?: unknown, key?: string, signal?: AbortSignal, guest?: boolean, look?: boolean,
 * parting?: boolean }} How guest: a 401 is an answer like others (signing in); look: the page asks on its own, so
 * nobody is there for it; parting: sent to its end although the page is being left */

/** @param {string} method @param {string} path @param {How} how */
async function send(method, path, { body, key, signal, parting }) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), body instanceof Blob ? PATIENCE_FILE : PATIENCE);

    if (signal?.aborted) stop.abort();
    signal?.addEventListener('abort', () => stop.abort(), { once: true });
    try {
        return await fetch(path, {
            method,
            keepalive: parting,
            cache: 'no-store',
            credentials: 'same-origin',
            redirect: 'error',
            signal: stop.signal,
            headers: {
                Accept: 'application/json',
                ...(body !== undefined && !(body instanceof Blob) && { 'Content-Type': 'application/json' }),
                ...(body instanceof Blob && { 'Content-Type': body.type || 'application/octet-stream' }),
                ...(key && { 'Idempotency-Key': key }),
            },
            body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
        });
    } catch (failure) {
        if (signal?.aborted) throw failure;
        throw new Problem(0);
    } finally {
        clearTimeout(timer);
    }
}

/** @param {Response} response @returns {Promise<Problem>} */
async function problemOf(response) {
    const problem = new Problem(response.status, await response.json().catch(() => ({})));

    problem.wait = Number(response.headers.get('Retry-After')) || 0;
    return problem;
}

/** @typedef {import('../types/api').SeveralAnswers['answers'][number]} Answered */

/** As if it had been asked for alone. @param {Answered} answered */
const responseOf = ({ status, body, retry_after }) =>
    new Response(JSON.stringify(body), { status, headers: retry_after ? { 'Retry-After': String(retry_after) } : {} });

/** @typedef {{ path: string, how: How, take: (response: Promise<Response>) => void }} Read */

/** Reads asked for in this turn. @type {Read[]} */
let asked = [];

/** What was asked for with the session, for the screen that is coming. @type {Map<string, Response>} */
const ahead = new Map();

sessionForget(() => ahead.clear());

/** @param {Read[]} reads as many as one request carries */
async function sendSeveral(reads) {
    const alone = () => reads.forEach(({ path, how, take }) => take(send('GET', path, how)));
    if (reads.length === 1) return alone();

    const sent = send('POST', SEVERAL, { body: { paths: reads.map(({ path }) => path) } });
    const response = await sent.catch(() => null);
    if (response?.status === 401) return reads.forEach(({ take }) => take(Promise.resolve(response.clone())));
    if (response && !response.ok) return void (await response.body?.cancel(), alone());
    const answers = await response?.json().then(
        (json) => json.answers,
        () => null,
    );
    reads.forEach(({ take }, i) => take(answers ? Promise.resolve(responseOf(answers[i])) : lost(sent)));
}

/** No answer, or one that broke off. @param {Promise<Response>} sent @returns {Promise<Response>} */
const lost = (sent) =>
    sent.then(() => {
        throw new Problem(0);
    });

/** A read; with others of the same turn in one request, for each is a wait on a slow line.
 * @param {string} path @param {How} how @returns {Promise<Response>} */
function sendRead(path, how) {
    const known = ahead.get(path);

    if (known && ahead.delete(path)) return Promise.resolve(known);
    if (!asked.length)
        queueMicrotask(() => {
            const all = asked;
            asked = [];
            while (all.length) void sendSeveral(all.splice(0, SEVERAL_MOST));
        });
    return new Promise((take) => asked.push({ path, how, take }));
}

/** Who is signed in, and with the same request what a screen will read. Where none of `roles` is signed in nothing is
 * read: the address may be left from somebody else at this computer, and reads are logged.
 * @param {string[]} paths @param {string[] | undefined} roles @returns {Promise<Session>} @throws {Problem} */
export async function sessionAhead(paths, roles) {
    const alone = () => ask('GET', SESSION, { guest: true });
    if (!paths.length) return alone();

    const response = await send('POST', SEVERAL, { body: { paths: [SESSION, ...paths], roles } });
    if (response.status === 401) throw await problemOf(response);
    if (!response.ok) return (await response.body?.cancel(), alone());
    const [session, ...answers] = /** @type {Answered[]} */ ((await response.json()).answers);
    if (session.status !== 200) return alone();
    for (const answered of answers) ahead.set(answered.path, responseOf(answered));
    window.addEventListener('hashchange', () => ahead.clear(), { once: true });
    return /** @type {any} */ (session.body);
}

/** @param {string} method @param {string} path @param {How} how @param {boolean} [bare] what comes is no JSON
 * @returns {Promise<Response>} @throws {Problem} */
async function answer(method, path, how, bare) {
    if (method !== 'GET') ahead.clear();
    for (let tries = 0; ; tries++) {
        const together = method === 'GET' && !bare && !how.signal;
        const response = await (together ? sendRead(path, how) : send(method, path, how));

        if (response.ok) {
            if (!how.guest && !how.look) sessionSeen();
            return response;
        }
        const problem = await problemOf(response);
        if (problem.code === 'busy' && tries < BUSY_AGAIN)
            await new Promise((done) => setTimeout(done, 300 * (tries + 1)));
        else if (problem.code !== 'not_confirmed' || !(await confirmationAsk())) {
            if (problem.status === 401 && !how.guest) sessionEnded();
            throw problem;
        }
    }
}

/** What the server answers to that method at that address, as its description has it; null: an empty answer.
 * @template {Method} M @template {string} P
 * @param {M} method @param {P} path @param {How} [how] @returns {Promise<Answer<M, P>>} */
export async function ask(method, path, how = {}) {
    const response = await answer(method, path, how);

    const json = response.status === 204 ? null : await response.json().catch(() => undefined);

    if (json === undefined) throw new Problem(response.status);
    return json;
}

/** @template {string} P @param {P} path @param {How} [how] */
export const get = (path, how) => ask('GET', path, how);
/** @template {string} P @param {P} path @param {Body<'POST', P>} [body] @param {How} [how] */
export const post = (path, body, how) => ask('POST', path, { ...how, body });
/** @template {string} P @param {P} path @param {Body<'PUT', P>} [body] @param {How} [how] */
export const put = (path, body, how) => ask('PUT', path, { ...how, body });
/** @template {string} P @param {P} path @param {Body<'PATCH', P>} [body] @param {How} [how] */
export const patch = (path, body, how) => ask('PATCH', path, { ...how, body });
/** @template {string} P @param {P} path @param {How} [how] */
export const remove = (path, how) => ask('DELETE', path, how);
/** @param {string} path @param {How} [how] @returns {Promise<Blob>} */
export const bytes = async (path, how) => (await answer('GET', path, how ?? {}, true)).blob();

/** A key that no two writes share. crypto.randomUUID is missing where the office uses plain HTTP. */
export function keyMake() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, '0')).join('');
}

/** The writes of one form: what is sent again unchanged (an answer got lost, a second tap) is the same write. */
export class Attempt {
    /** @type {Map<string, string>} */
    #keys = new Map();
    /** @type {Blob[]} */
    #files = [];

    /** @param {unknown} body */
    #text(body) {
        if (!(body instanceof Blob)) return JSON.stringify(body);
        if (!this.#files.includes(body)) this.#files.push(body);
        return `file ${this.#files.indexOf(body)}`;
    }

    /** @template {Method} M @template {string} P
     * @param {M} method @param {P} path @param {Body<M, P> | undefined} body @param {How} [how]
     * @returns {Promise<Answer<M, P>>} */
    async write(method, path, body, how) {
        const text = `${method} ${path} ${this.#text(body)}`;
        const key = this.#keys.get(text) ?? keyMake();

        this.#keys.set(text, key);
        const answered = await ask(method, path, { ...how, body, key });
        this.#keys.delete(text);
        return answered;
    }

    /** @template {string} P @param {P} path @param {Body<'POST', P>} [body] @param {How} [how] */
    post(path, body, how) {
        return this.write('POST', path, body, how);
    }
    /** @template {string} P @param {P} path @param {Body<'PUT', P>} [body] @param {How} [how] */
    put(path, body, how) {
        return this.write('PUT', path, body, how);
    }
    /** @template {string} P @param {P} path @param {Body<'PATCH', P>} [body] @param {How} [how] */
    patch(path, body, how) {
        return this.write('PATCH', path, body, how);
    }
    /** @template {string} P @param {P} path @param {How} [how] */
    remove(path, how) {
        return this.write('DELETE', path, undefined, how);
    }
}
