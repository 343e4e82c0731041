// @ts-check
/* The words of web/i18n/staff_*.json. One language at a time for the whole page; app.js draws everything anew when it
 * changes. Keys begin with their screen: "today.title". Until somebody has signed in there are only those that signing
 * in needs. */
import { wordsFirst, wordsOffices, wordsRest } from './words.js';

/** @typedef {import('./words.js').Language} Language */

/** @type {readonly Language[]} */
export const LANGUAGES = ['sq', 'en'];

/** @type {Record<string, string>} */
let texts = {};
/** @type {Language} */
let current = 'sq';
/** Whether somebody has been signed in, so that a language is all of its words. */
let whole = false;
/** Their being fetched. @type {Promise<void> | null} */
let coming = null;
/** Whether the words of the screens around the files belong to it, too. */
let offices = false;

/** @param {Language} wanted; when its words cannot be fetched the page stays as it is and this rejects */
export async function languageSet(wanted) {
    const all = whole,
        more = offices;
    const [first, rest, others] = await Promise.all([
        wordsFirst(wanted),
        all ? wordsRest(wanted) : {},
        more ? wordsOffices(wanted) : {},
    ]);

    if (all !== whole || more !== offices) return languageSet(wanted);
    texts = { ...first, ...rest, ...others };
    current = wanted;
    document.documentElement.lang = wanted;
}

async function restTake() {
    const wanted = current;
    const rest = await wordsRest(wanted);

    if (wanted !== current) return restTake();
    texts = { ...texts, ...rest };
    whole = true;
}

/** The words of the whole app, for somebody who is signed in. Rejects when they cannot be fetched. */
export function wordsTake() {
    coming ??= restTake().catch((failure) => {
        coming = null;
        throw failure;
    });
    return coming;
}

/** The words of the screens around the files. Rejects when they cannot be fetched. @returns {Promise<void>} */
export async function wordsOfficesTake() {
    const wanted = current;
    if (offices) return;
    const words = await wordsOffices(wanted);

    if (wanted !== current) return wordsOfficesTake();
    texts = { ...texts, ...words };
    offices = true;
}

/** @returns {boolean} whether they are there */
export const wordsWhole = () => whole;

/** @returns {Language} */
export const language = () => current;

/** Whether there are words for a key: for codes that the server may send. @param {string} key */
export const said = (key) => key in texts;

/** A word of the law that a lawyer has yet to confirm stands once, under "term.NAME". A text names it as {term.NAME},
 * or as {Term.NAME} where a sentence begins with it. @param {string} name */
function term(name) {
    const word = texts[name.replace('Term.', 'term.')] ?? name;

    return name.startsWith('T') ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

/**
 * A key with `count` among its values has two texts, "key.one" and "key.other".
 * @param {string} key @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
    const text = 'count' in values ? texts[`${key}.${values.count === 1 ? 'one' : 'other'}`] : texts[key];

    return (text ?? key).replace(/\{([Tt]erm\.[\w.]+|\w+)\}/g, (_, name) =>
        name.includes('.') ? term(name) : String(values[name] ?? ''),
    );
}

/** What the server says in both languages, in that of the page.
 * @param {{ text: string, text_en: string }} both */
export const textOf = ({ text, text_en }) => (current === 'en' ? text_en : text);

/** The first of these keys that has words. @param {string[]} keys @param {Record<string, string | number>} [values] */
export function sayFirst(keys, values) {
    return say(keys.find(said) ?? keys[keys.length - 1], values);
}
