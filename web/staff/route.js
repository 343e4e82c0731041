// @ts-check
/* Where one is: behind '#', so that the server never sees it, and only numbers of records in it, never a name. What is
 * searched or typed does not enter the address, nor the title: that is "Besa" everywhere. */

/** @typedef {{ path: string, query: Record<string, string> }} Place */

const VALUE = /^[A-Za-z0-9_.:-]{0,64}$/; /* numbers, codes, dates: nothing that could be a name or a sentence */

/** Forms on the page, each saying whether leaving would lose what was typed, or by which words that is asked.
 * @typedef {() => boolean | string} Holds */
/** @type {Set<Holds>} */
const holders = new Set();

/** @param {Holds} holds @returns {() => void} ends it */
export function placeHold(holds) {
    holders.add(holds);
    return () => holders.delete(holds);
}

/** Whether leaving this screen would lose something; a key of the words that say so, where it is nothing typed. */
export const placeHeld = () => [...holders].map((holds) => holds()).find(Boolean) ?? false;

/** @returns {Place} */
export function placeNow() {
    const [path, query = ''] = location.hash.replace(/^#/, '').split('?');

    return { path: path || '/', query: Object.fromEntries(new URLSearchParams(query)) };
}

/** "#/cases/3/act?kind=extended" @param {string} path @param {Record<string, string | number | undefined>} [query] */
export function link(path, query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');

    for (const [name, value] of given) if (!VALUE.test(String(value))) throw new Error(`${name}: not for an address`);
    return `#${path}${given.length ? '?' : ''}${given.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** @param {string} path @param {Record<string, string | number | undefined>} [query] */
export function go(path, query) {
    location.hash = link(path, query);
}

/** Replaces the current address, so that "back" does not return to a form that has been sent.
 * @param {string} path @param {Record<string, string | number | undefined>} [query] */
export function goInstead(path, query) {
    history.replaceState(null, '', link(path, query));
    window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/**
 * @param {string} pattern "/cases/:id/act" @param {string} path
 * @returns {Record<string, string> | null} what stands at the names
 */
export function match(pattern, path) {
    const wanted = pattern.split('/'),
        given = path.split('/');
    /** @type {Record<string, string>} */
    const found = {};

    if (wanted.length !== given.length) return null;
    for (let i = 0; i < wanted.length; i++) {
        if (wanted[i].startsWith(':') && VALUE.test(given[i]) && given[i] !== '') found[wanted[i].slice(1)] = given[i];
        else if (wanted[i] !== given[i]) return null;
    }
    return found;
}
