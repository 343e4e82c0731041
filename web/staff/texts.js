// @ts-check
/* The words of web/i18n/staff_*.json. One language at a time for the whole page; app.js draws everything anew when it
 * changes. Keys begin with their screen: "today.title". */

/** @typedef {'sq' | 'en'} Language */

/** @type {readonly Language[]} */
export const LANGUAGES = ['sq', 'en'];

/** @type {Record<string, string>} */
let texts = {};
/** @type {Language} */
let current = 'sq';

/** @param {Language} wanted; when its words cannot be fetched the page stays as it is and this rejects */
export async function languageSet(wanted) {
    const response = await fetch(`/i18n/staff_${wanted}.json`);

    if (!response.ok) throw new Error('no texts');
    texts = await response.json();
    current = wanted;
    document.documentElement.lang = wanted;
}

/** @returns {Language} */
export const language = () => current;

/** Whether there are words for a key: for codes that the server may send. @param {string} key */
export const said = (key) => key in texts;

/**
 * A key with `count` among its values has two texts, "key.one" and "key.other".
 * @param {string} key @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
    const text = 'count' in values ? texts[`${key}.${values.count === 1 ? 'one' : 'other'}`] : texts[key];

    return (text ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** The first of these keys that has words. @param {string[]} keys @param {Record<string, string | number>} [values] */
export function sayFirst(keys, values) {
    return say(keys.find(said) ?? keys[keys.length - 1], values);
}
