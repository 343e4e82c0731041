// @ts-check
/* Requests to our own server, and what is not an answer of it: silence, another page on the way, a fault. */
/** @import { Bytes } from '../types/bytes' */
/** @import { Clock } from './clock.js' */

export const CHECK_PATIENCE = 2000; /* ms; then the device decides alone */
const PATIENCE = 10000;

/** The server did not answer as itself. */
export class Unreachable extends Error {
    /** @param {'silent' | 'foreign' | 'fault'} why no answer in time; an answer that is not ours; its own trouble */
    constructor(why) {
        super(why);
        this.why = why;
    }
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {any} json of the answer, or the problem
 * @property {string} code of a problem, else ''
 */

/**
 * @param {string} path
 * @param {{ body?: object, token?: string, patience?: number, clock?: Clock }} [how]
 * @returns {Promise<Answer>}
 * @throws {Unreachable}
 */
export async function ask(path, { body, token, patience = PATIENCE, clock } = {}) {
    const sent = Date.now();
    const response = await request(
        path,
        patience,
        {
            method: body ? 'POST' : 'GET',
            cache: 'no-cache',
            headers: {
                ...(body && { 'Content-Type': 'application/json' }),
                ...(token && { Authorization: `Bearer ${token}` }),
            },
            body: body && JSON.stringify(body),
        },
        async (r) => ({
            status: r.status,
            type: r.headers.get('Content-Type') ?? '',
            date: r.headers.get('Date'),
            text: await r.text(),
        }),
    );

    if (response.status === 204) {
        clock?.compare(response.date, sent, Date.now());
        return { status: 204, json: null, code: '' };
    }
    if (!/^application\/(problem\+)?json\b/.test(response.type))
        throw new Unreachable(response.status >= 500 ? 'fault' : 'foreign');
    clock?.compare(response.date, sent, Date.now());
    const json = parsed(response.text);
    if (response.status >= 500) throw new Unreachable('fault');
    return { status: response.status, json, code: response.status >= 400 ? String(json.code ?? '') : '' };
}

/** @param {string} path @returns {Promise<Bytes>} @throws {Unreachable} */
export async function askBytes(path) {
    return request(path, PATIENCE, { cache: 'no-cache' }, async (r) => {
        if (!r.ok || !/^application\/statuslist\+cwt\b/.test(r.headers.get('Content-Type') ?? ''))
            throw new Unreachable(r.status >= 500 ? 'fault' : 'foreign');
        return new Uint8Array(await r.arrayBuffer());
    });
}

/**
 * @template T
 * @param {string} path @param {number} patience ms, the body included
 * @param {RequestInit} init @param {(response: Response) => Promise<T>} read
 * @returns {Promise<T>}
 */
async function request(path, patience, init, read) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);

    try {
        return await read(await fetch(path, { ...init, signal: stop.signal, credentials: 'omit', redirect: 'error' }));
    } catch (failure) {
        throw failure instanceof Unreachable ? failure : new Unreachable('silent');
    } finally {
        clearTimeout(timer);
    }
}

/** @param {string} text */
function parsed(text) {
    try {
        const json = JSON.parse(text);
        if (json && typeof json === 'object') return json;
    } catch {
        /* the same as another kind of JSON */
    }
    throw new Unreachable('foreign');
}
